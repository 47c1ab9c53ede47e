"""Reports of every shape, read as whole documents."""

from __future__ import annotations

from .outline_samples import LONG, OTHER, PLAN, PREAMBLE, PROBLEMS, TITLE, WORK, outline, read, role_of

# ---- mini reports ----


def test_a_plain_report() -> None:
    report = read(
        f"{TITLE}市人民政府：\n2024年，我县深入学习。现将有关情况报告如下：\n一、工作情况\n（一）加强领导。{LONG}\n"
        f"二、存在问题\n一是执法力量不足。\n三、2025年打算\n加强学习。\n某某县人民政府\n2025年1月10日\n"
        "（此件公开发布）\n附件：1.表\n责任编辑：张三\n【打印】【关闭】"
    )
    assert [s.role for s in report.sections] == [PREAMBLE, WORK, WORK, PROBLEMS, PLAN]
    assert role_of(report, "现将有关情况") is PREAMBLE
    assert [role_of(report, w) for w in ("2025年1月10日", "此件公开", "附件", "责任编辑", "打印")] == [OTHER] * 5
    signature = [s for s in report.sentences if report.text[s.start : s.end] == "某某县人民政府"]
    assert [s.role for s in signature] == [OTHER]


def test_bare_headings_with_creative_words() -> None:
    text = f"{TITLE}年度答卷\n{LONG}\n{LONG}\n短板与反思\n{LONG}\n催征奋进\n2025年，我县将继续努力。\n加强学习。"
    assert outline(text) == [(1, "年度答卷", WORK), (1, "短板与反思", PROBLEMS), (1, "催征奋进", PLAN)]


def test_bare_parts_with_numbers_that_begin_anew() -> None:
    lines = [
        "年度答卷",
        "一、加强领导",
        LONG,
        "二、规范执法",
        LONG,
        "短板与反思",
        "一、人员少",
        LONG,
        "二、能力弱",
        LONG,
    ]
    told = [(depth, role) for depth, _, role in outline(TITLE + "\n".join(lines))]
    assert told == [(1, WORK), (2, WORK), (2, WORK), (1, PROBLEMS), (2, PROBLEMS), (2, PROBLEMS)]


def test_bare_headings_below_numbered_ones() -> None:
    text = f"{TITLE}一、工作情况\n强化普法成效\n{LONG}\n聚焦优化营商\n{LONG}\n二、存在问题\n{LONG}"
    assert [(d, r) for d, _, r in outline(text)] == [(1, WORK), (2, WORK), (2, WORK), (1, PROBLEMS)]


def test_topics_as_parts() -> None:
    text = f"{TITLE}一、加强领导\n{LONG}\n二、规范执法\n{LONG}\n三、存在不足\n{LONG}\n四、下步打算\n{LONG}"
    assert [r for _, _, r in outline(text)] == [WORK, WORK, PROBLEMS, PLAN]


def test_markdown() -> None:
    text = f"# 某某县2024年法治政府建设情况报告\n\n## 一、工作情况\n\n### （一）履职\n\n{LONG}\n\n## 二、不足\n\n{LONG}"
    assert outline(text) == [(1, "一、工作情况", WORK), (2, "（一）履职", WORK), (1, "二、不足", PROBLEMS)]


def test_one_heading_over_all() -> None:
    text = f"{TITLE}第一部分 法治政府建设年度报告\n一、工作情况\n{LONG}\n二、存在的问题\n{LONG}\n三、2025年安排\n{LONG}"
    assert [r for _, _, r in outline(text)] == [WORK, WORK, PROBLEMS, PLAN]


def test_mixed_part_told_by_lower_headings() -> None:
    text = (
        f"{TITLE}一、工作情况\n{LONG}\n二、存在的问题及下一步打算\n（一）存在的问题\n1.执法力量薄弱。{LONG}\n"
        f"（二）下一步打算\n1.加强培训。{LONG}"
    )
    assert [r for _, _, r in outline(text)] == [WORK, PROBLEMS, PROBLEMS, PROBLEMS, PLAN, PLAN]


def test_mixed_part_in_blocks() -> None:
    report = read(
        f"{TITLE}一、工作情况\n{LONG}\n二、存在的问题和努力方向\n一是执法力量不足。二是普法针对性不强。\n"
        "下一步，我县将做好以下工作：\n一是加强队伍建设。\n二是提升普法实效，着力解决针对性不强的问题。"
    )
    words = ("一是执法", "二是普法", "下一步", "一是加强", "二是提升")
    assert [role_of(report, w) for w in words] == [PROBLEMS, PROBLEMS, PLAN, PLAN, PLAN]


def test_mixed_part_in_pairs() -> None:
    report = read(
        f"{TITLE}一、工作情况\n{LONG}\n二、存在问题及改进措施\n（一）执法力量有待加强。部分乡镇人员少。下一步，我们将加强培训。\n"
        "（二）普法针对性不强。内容单一。将进一步丰富形式，解决内容单一的问题。"
    )
    words = ("部分乡镇", "下一步", "普法针对", "。内容单一"[1:], "将进一步")
    assert [role_of(report, w) for w in words] == [PROBLEMS, PLAN, PROBLEMS, PROBLEMS, PLAN]


def test_mixed_work_and_problems() -> None:
    report = read(
        f"{TITLE}一、工作成效及存在问题\n{LONG}\n{LONG}针对督察反馈的问题逐项整改。\n虽然取得一定成绩，但还存在一些不足。"
        f"一是人员少。\n二、2025年工作打算\n{LONG}"
    )
    assert role_of(report, "针对督察") is WORK
    assert role_of(report, "还存在一些") is PROBLEMS and role_of(report, "人员少") is PROBLEMS


def test_a_problem_part_that_goes_on_with_plans() -> None:
    report = read(f"{TITLE}一、工作情况\n{LONG}\n二、存在问题\n一是执法力量不足。\n下一步，将加强培训。\n加强学习。")
    assert role_of(report, "执法力量") is PROBLEMS
    assert role_of(report, "下一步") is PLAN and role_of(report, "加强学习") is PLAN


def test_closing_paragraphs_of_the_last_work_part() -> None:
    report = read(
        f"{TITLE}一、加强领导\n{LONG}\n二、规范执法\n（一）强化监督\n{LONG}对存在的问题督促整改。\n"
        "在肯定成绩的同时，我们也清醒认识到还存在不足。\n下一步，我县将做好以下工作：\n（一）加强学习。全面提升能力。\n（二）强化普法。丰富形式。"
    )
    words = ("督促整改", "清醒认识", "下一步", "加强学习", "丰富形式")
    assert [role_of(report, w) for w in words] == [WORK, PROBLEMS, PLAN, PLAN, PLAN]


def test_plan_paragraph_amid_the_work_changes_nothing_behind_it() -> None:
    report = read(
        f"{TITLE}一、工作情况\n（一）加强领导\n{LONG}\n下一步，将继续加强领导。\n（二）规范执法\n全县开展检查。\n二、存在问题\n{LONG}"
        f"\n三、下步打算\n{LONG}"
    )
    assert role_of(report, "将继续加强") is PLAN
    assert role_of(report, "全县开展检查") is WORK


def test_no_headings_at_all() -> None:
    report = read(
        f"2024年，某某区深入贯彻习近平法治思想。现将2024年度情况报告如下：\n{LONG}\n{LONG}\n"
        "在肯定成绩的同时，我们也清醒认识到，还存在一些不足：一是人员少；二是能力弱。\n2025年，我区将继续努力。\n一是加强学习。"
    )
    assert [s.heading for s in report.sections] == [""]
    words = ("现将", "深入学习", "清醒", "能力弱", "继续努力", "加强学习")
    assert [role_of(report, w) for w in words] == [PREAMBLE, WORK, PROBLEMS, PROBLEMS, PLAN, PLAN]


def test_no_headings_and_a_single_paragraph() -> None:
    report = read(f"现将某某镇2024年度情况报告如下。{LONG}但还存在执法力量不足等问题。下一步，我镇将加强培训。")
    assert [s.role for s in report.sentences] == [PREAMBLE, WORK, PROBLEMS, PLAN]


def test_work_without_headings_and_closing_parts_with() -> None:
    lines = ["现将情况报告如下：", LONG, "存在问题", "一是人员少，能力弱。", "下一步打算", "加强学习，补齐短板。"]
    report = read(TITLE + "\n".join(lines))
    assert [s.role for s in report.sections][1:] == [PROBLEMS, PLAN]
    assert role_of(report, "召开常务会议") is WORK


def test_several_paragraphs_before_the_first_heading() -> None:
    report = read(f"{TITLE}深入学习习近平法治思想。\n{LONG}\n{LONG}\n一、主要做法\n{LONG}")
    assert [s.role for s in report.sentences][:4] == [PREAMBLE, PREAMBLE, WORK, WORK]


def test_static_part_is_work_when_no_other_part_is() -> None:
    text = f"{TITLE}一、基本情况\n{LONG}\n二、存在问题\n{LONG}"
    assert [r for _, _, r in outline(text)] == [WORK, PROBLEMS]


# ---- body text that stands twice ----


def test_a_second_copy_is_judged_once_and_noted() -> None:
    parts = {"一": "工作情况", "二": "存在问题", "三": "下步打算"}
    body = "".join(f"{number}、{words}\n第{number}方面，{LONG * 3}\n" for number, words in parts.items())
    report = read(TITLE + body + body)
    assert len(report.notes) == 1 and "两遍" in report.notes[0]
    half = len(report.sentences) // 2 + 1
    assert {s.role for s in report.sentences[half:]} == {OTHER}
    assert [s.role for s in report.sections] == [PREAMBLE, WORK, PROBLEMS, PLAN, OTHER, OTHER, OTHER]


def test_a_repeated_sentence_is_no_copy() -> None:
    others = "".join(f"\n第{n}项工作，{LONG}" for n in "一二三四五六")
    report = read(f"{TITLE}一、工作情况{others}\n{LONG * 4}\n{LONG * 4}")
    assert not report.notes and OTHER not in {s.role for s in report.sentences}
