"""Headings, roles of parts, duplicates, offsets: every outline shape, read as whole documents."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Block, Document, Report, Role
from checker.outline import OutlineRules, compile_outline, read_outline

RULES: OutlineRules = compile_outline(yaml.safe_load(Path("checklists/fazhi/outline.yaml").read_text("utf-8")))
PREAMBLE, WORK, STATIC, PROBLEMS, PLAN, OTHER = Role
LONG = "深入学习贯彻习近平法治思想，召开常务会议3次，专题研究法治政府建设工作，推动各项任务落地见效。"
TITLE = "某某县2024年法治政府建设情况报告\n"


def read(text: str) -> Report:
    return read_outline(Document(text, (Block(text),)), RULES)


def outline(text: str) -> list[tuple[int, str, Role]]:
    """(depth, heading, role) of the sections with a heading."""
    return [(s.depth, s.heading, s.role) for s in read(text).sections if s.heading]


def role_of(report: Report, words: str) -> Role:
    """The role of the sentence that holds `words`."""
    return next(s.role for s in report.sentences if words in report.text[s.start : s.end])


# ---- what the words of an outermost heading say, in a report on 2024 ----

PARTS = [
    ("一、年度工作情况", WORK),
    ("一、2024年推进法治政府建设的主要举措和工作成效", WORK),
    ("一、主要做法", WORK),
    ("第一部分 2024年工作总结", WORK),
    ("一、党政主要负责人履行推进法治建设第一责任人职责情况", WORK),
    ("一、聚焦问题整改，提升执法质量", WORK),
    ("一、坚持问题导向，着力补齐短板", WORK),
    ("二、2023年存在问题整改情况", WORK),
    ("三、着力破解难点问题", WORK),
    ("三、积极应对风险挑战", WORK),
    ("四、制定年度工作计划，压实责任", WORK),
    ("四、2024年重点工作安排落实情况", WORK),
    ("五、帮扶困难群众", WORK),
    ("五、提高政治站位，强化组织领导", WORK),
    ("一、2024年法治政府建设工作基本情况", WORK),
    ("二、法治赋能未来产业", WORK),
    ("一、某某乡基本情况", STATIC),
    ("一、机构设置", STATIC),
    ("一、单位概况", STATIC),
    ("二、存在的问题", PROBLEMS),
    ("二、存在问题", PROBLEMS),
    ("二、存在的主要问题和原因", PROBLEMS),
    ("二、2024年度推进法治政府建设存在的不足和原因", PROBLEMS),
    ("二、短板与反思", PROBLEMS),
    ("二、困难和挑战", PROBLEMS),
    ("二、差距与短板", PROBLEMS),
    ("二、薄弱环节", PROBLEMS),
    ("二、正视差距，认识不足", PROBLEMS),
    ("第二章 问题与困难", PROBLEMS),
    ("三、2025年度工作打算", PLAN),
    ("三、下一步工作计划", PLAN),
    ("三、下步工作思路", PLAN),
    ("三、2025年度推进法治政府建设的主要安排", PLAN),
    ("三、努力方向", PLAN),
    ("三、今后工作重点", PLAN),
    ("三、2025年工作安排", PLAN),
    ("三、2025年重点任务", PLAN),
    ("三、2025年，乘势而上谱新篇的主要举措", PLAN),
    ("三、来年展望", PLAN),
    ("三、明年工作设想", PLAN),
    ("三、下一阶段工作", PLAN),
    ("三、针对存在问题的改进措施", PLAN),
    ("四、结语", OTHER),
    ("四、意见建议", OTHER),
]


@pytest.mark.parametrize(("heading", "role"), PARTS)
def test_outermost_headings(heading: str, role: Role) -> None:
    text = f"{TITLE}零部分\n{LONG}\n一、工作开展情况\n{LONG}\n{heading}\n{LONG}"
    assert outline(text)[-1][2] is role


LOWER = [
    ("（五）存在的问题", PROBLEMS),
    ("（五）当前存在的主要问题和不足", PROBLEMS),
    ("（六）下一步工作打算", PLAN),
    ("（六）今后努力方向", PLAN),
    ("（二）制定工作计划", WORK),
    ("（二）落实司法建议", WORK),
    ("（二）解决突出问题", WORK),
    ("（二）整改存在问题", WORK),
    ("（二）狠抓存在问题整改，提升执法质量", WORK),
    ("（二）谋划下一步工作", WORK),
    ("（二）明确今后三年行动计划", WORK),
    ("（二）补齐执法短板", WORK),
]


@pytest.mark.parametrize(("heading", "role"), LOWER)
def test_lower_headings_need_stricter_words(heading: str, role: Role) -> None:
    text = f"{TITLE}一、工作情况\n（一）加强领导\n{LONG}\n{heading}\n{LONG}"
    assert outline(text)[-1] == (2, heading, role)


# ---- which lines are headings ----

HEADINGS = [
    ("一、主要做法", "一、主要做法"),
    ("一 、主要做法", "一 、主要做法"),
    ("一 主要做法", "一 主要做法"),
    ("一.主要做法", "一.主要做法"),
    ("第一部分 主要做法", "第一部分 主要做法"),
    ("第一章　主要做法", "第一章　主要做法"),
    ("（一）强化领导", "（一）强化领导"),
    ("(一)强化领导。", "(一)强化领导"),
    ("㈠强化领导", "㈠强化领导"),
    ("1.强化领导", "1.强化领导"),
    ("1、强化领导", "1、强化领导"),
    ("１．强化领导", "１．强化领导"),
    ("（1）强化领导", "（1）强化领导"),
    ("⑴强化领导", "⑴强化领导"),
    ("1）强化领导", "1）强化领导"),
    ("①强化领导", "①强化领导"),
    ("01 强化领导", "01 强化领导"),
    ("1.1 强化领导", "1.1 强化领导"),
    ("【强化领导】", "【强化领导】"),
    ("## 强化领导", "强化领导"),
    ("**一、强化领导**", "一、强化领导"),
    ("强化领导", "强化领导"),
    ("一、存在问题：", "一、存在问题"),
]


@pytest.mark.parametrize(("line", "heading"), HEADINGS)
def test_headings_of_every_kind(line: str, heading: str) -> None:
    report = read(f"{TITLE}{LONG}\n{line}\n{LONG}\n{LONG}")
    assert [s.heading for s in report.sections] == ["", heading]
    assert [s.heading for s in report.sentences[-3:]] == [True, False, False]


RUN_INS = [
    ("（一）坚持统筹谋划，有序推进。", "（一）坚持统筹谋划，有序推进"),
    ("1.强化组织领导。", "1.强化组织领导"),
    ("1、强化组织领导，压实责任。", "1、强化组织领导，压实责任"),
    ("一、强化组织领导。", "一、强化组织领导"),
    ("（一）学习情况：", "（一）学习情况"),
    ("【强化领导】", "【强化领导】"),
]


@pytest.mark.parametrize(("line", "heading"), RUN_INS)
def test_run_in_headings_are_a_heading_and_body(line: str, heading: str) -> None:
    report = read(f"{TITLE}{LONG}\n{line}{LONG}")
    assert report.sections[-1].heading == heading
    title, body = report.sentences[-2:]
    assert title.heading and not body.heading and body.paragraph == title.paragraph
    assert report.text[body.start : body.end].startswith("深入学习")


BODY_LINES = [
    "1.召开常务会议3次，听取汇报。",
    "1.召开常务会议3次，听取汇报。会后印发纪要。",
    "1.开展执法检查12次",
    "（一）全年受理行政复议申请62件。其中受理50件。",
    "1.制定方案，明确分工，压实责任，抓好落实。开展检查。",
    "1.完成了三项制度建设。成效明显。",
    "一是加强组织领导。压实责任。",
    "首先，加强组织领导。压实责任。",
    "第一责任人职责落实到位。",
    "2024年，全县法治政府建设有序推进",
    "12345热线办理及时",
    "关闭小煤矿5家",
    "3.5万人参加了学习",
]


@pytest.mark.parametrize("line", BODY_LINES)
def test_things_done_are_no_headings(line: str) -> None:
    report = read(f"{TITLE}一、工作情况\n{LONG}\n{line}\n{LONG}")
    assert [s.heading for s in report.sections] == ["", "一、工作情况"]
    assert {s.role for s in report.sentences if s.section == 1} == {WORK}


def test_numbered_items_with_nothing_below_are_a_list() -> None:
    report = read(f"{TITLE}一、工作情况\n（一）加强领导\n1.健全议事规则。\n2.落实学法制度。\n（二）规范执法\n{LONG}")
    assert [s.heading for s in report.sections[1:]] == ["一、工作情况", "（一）加强领导", "（二）规范执法"]


def test_depth_follows_the_order_of_numbering_in_the_document() -> None:
    lines = [
        "1、工作情况",
        "（一）加强领导",
        LONG,
        "（二）规范执法",
        LONG,
        "2、存在问题",
        LONG,
        "3、下一步",
        "（一）加强学习",
        LONG,
    ]
    told = [(depth, role) for depth, _, role in outline(TITLE + "\n".join(lines))]
    assert told == [(1, WORK), (2, WORK), (2, WORK), (1, PROBLEMS), (1, PLAN), (2, PLAN)]


def test_depth_may_skip_a_kind() -> None:
    lines = [
        "一、工作",
        "1.强化领导",
        LONG,
        "二、做法",
        "（一）规范执法",
        "1.强化监督",
        LONG,
        "2.强化公开",
        LONG,
        "三、不足",
        LONG,
    ]
    assert [d for d, _, _ in outline(TITLE + "\n".join(lines))] == [1, 2, 1, 2, 3, 3, 1]


def test_word_headings_bring_their_depth() -> None:
    lines = [(TITLE.strip(), 1), ("工作情况", 1), ("加强领导", 2), (LONG, None), ("存在问题", 1), (LONG, None)]
    blocks, start = [], 0
    for line, depth in lines:
        blocks.append(Block(line, "heading" if depth else "paragraph", depth, start=start))
        start += len(line) + 1
    report = read_outline(Document("\n".join(line for line, _ in lines), tuple(blocks)), RULES)
    assert [(s.depth, s.heading, s.role) for s in report.sections[1:]] == [
        (1, "工作情况", WORK),
        (2, "加强领导", WORK),
        (1, "存在问题", PROBLEMS),
    ]
    assert report.profile.title == lines[0][0]


def test_table_rows_are_no_headings() -> None:
    rows = ["一、工作情况", "1 强化领导", LONG]
    blocks = (Block(rows[0]), Block(rows[1], "table_row", start=7), Block(rows[2], start=14))
    report = read_outline(Document("\n".join(rows), blocks), RULES)
    assert [s.heading for s in report.sections] == ["一、工作情况"]


def test_contents_list_is_no_outline() -> None:
    text = f"{TITLE}目录\n一、工作情况……………1\n二、存在问题……………5\n一、工作情况\n{LONG}\n二、存在问题\n{LONG}"
    assert [h for _, h, _ in outline(text)] == ["一、工作情况", "二、存在问题"]


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


# ---- whatever the input ----

MARKS = "一、 （一） 1. ① 第一部分 【 】 # 。 ； ： ， “ ℃ ①② ﬁ é \ud800 \x00 附件".split()  # noqa: SIM905 - one line reads better
WORDS = "存在问题 下一步 2024年 法治政府 报告 某某县 召开会议3次".split()  # noqa: SIM905 - one line reads better
PIECES = st.sampled_from([*MARKS, *WORDS, "\n", "\r\n", " ", "\u3000"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_spans_are_sound(text: str) -> None:
    report = read(text)
    covered, last = "", 0
    for sentence in report.sentences:
        assert last <= sentence.start < sentence.end <= len(report.text)
        assert not report.text[last : sentence.start].strip("\n")
        assert 0 <= sentence.section < len(report.sections)
        last = sentence.end
        covered += report.text[sentence.start : sentence.end]
    assert covered == report.text.replace("\n", "")
    for number, section in enumerate(report.sections):
        assert 0 <= section.start < section.end <= len(text)
        if section.parent is not None:
            parent = report.sections[section.parent]
            assert section.parent < number and parent.depth < section.depth
            assert parent.start <= section.start and section.end <= parent.end


def test_headings_stand_where_they_are_said_to_stand() -> None:
    text = f"\ufeff{TITLE}\r\n　　一、“工作”情况：\r\n　　{LONG}\r\n　　（一） 领导。{LONG}"
    for section in read(text).sections[1:]:
        assert text[section.start :].startswith(section.heading)


def test_empty_documents() -> None:
    for text in ("", "\n\n", " \u3000\t"):
        report = read(text)
        assert (report.sections, report.sentences, report.title) == ((), (), None)


HOSTILE = {
    "one line": "法" * 3_000_000,
    "full stops": "。" * 1_000_000,
    "short sentences": "甲。" * 100_000,
    "headings": "一、工作\n" * 50_000,
    "nested": "".join(f"{k}工作\n{LONG}\n" for k in ("一、", "（一）", "1.", "（1）", "①")) * 2_000,
    "bare": f"工作\n{LONG}\n" * 10_000,
    "numbers": "1." * 500_000,
    "brackets": "【" * 500_000,
    "digits": "2024年" * 200_000,
    "surrogates": "\ud800一、" * 100_000,
    "same": f"{LONG}\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_linear_time(name: str) -> None:
    begin = time.perf_counter()
    read(HOSTILE[name])
    assert time.perf_counter() - begin < 6
