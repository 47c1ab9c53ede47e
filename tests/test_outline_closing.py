"""Shortcomings and plans at the end of the work that have no outermost heading; unusual numbering."""

from __future__ import annotations

import pytest

from .outline_samples import LONG, OTHER, PLAN, PROBLEMS, TITLE, WORK, outline, read, role_of

TOPICS = f"一、抓学习\n{LONG}\n二、抓执法\n{LONG}"
LACK, TRAIN = "人员少，能力弱，经费不足。", "加强培训，提升能力，落实经费。"
SHAPES = {
    "bullets": ["●工作开展情况", "◆加强领导", LONG, "◆规范执法", LONG, "●存在的不足", LACK, "●下一步打算", TRAIN],
    "bullets below numbers": [
        "一、工作情况",
        "●加强领导",
        LONG,
        "●规范执法",
        LONG,
        "●存在的困难",
        LACK,
        "●明年打算",
        TRAIN,
    ],
    "capitals": ["壹、工作情况", "一、学习", LONG, "二、执法", LONG, "贰、存在问题", LACK, "叁、2025年工作计划", TRAIN],
    "capitals, spaced": ["壹 工作回顾", "一、学习", LONG, "二、执法", LONG, "贰 问题不足", LACK, "叁 工作展望", TRAIN],
    "roman": ["I. 工作情况", "1. 学习", LONG, "2. 执法", LONG, "II. 存在问题", LACK, "III. 下一步打算", TRAIN],
    "roman, full": ["Ⅰ、工作情况", "一、学习", LONG, "二、执法", LONG, "Ⅱ、存在问题", LACK, "Ⅲ、下一步打算", TRAIN],
    "ordinals": ["第一、工作情况", "1.学习", LONG, "2.执法", LONG, "第二、存在的问题", LACK, "第三、下步打算", TRAIN],
    "years behind numbers": [
        "1.工作情况",
        "（1）学习",
        LONG,
        "（2）执法",
        LONG,
        "2.问题",
        LACK,
        "3.2025年工作打算",
        TRAIN,
    ],
    "brackets": ["【年度工作】", "一、学习", LONG, "二、执法", LONG, "【存在不足】", LACK, "【2025年工作展望】", TRAIN],
    "markdown": ["## 工作", "### 学习", LONG, "### 执法", LONG, "### 存在不足", LACK, "### 2025年工作安排", TRAIN],
    "one part": [
        "一、工作情况",
        "（一）学习",
        LONG,
        "（二）执法",
        LONG,
        "（三）工作短板",
        LACK,
        "（四）2025年工作安排",
        TRAIN,
    ],
    "last of the topics": ["一、抓领导", LONG, "二、抓执法", "1.执法", LONG, "2.困难和不足", LACK, "3.来年安排", TRAIN],
    "self-examination": ["一、自查情况", "1.领导", LONG, "2.执法", LONG, "3.自查发现的问题", LACK, "4.整改打算", TRAIN],
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    told = [role for _, _, role in outline(TITLE + "\n".join(SHAPES[name]))]
    assert told == [WORK] * (len(told) - 2) + [PROBLEMS, PLAN] and len(told) == 5
    report = read(TITLE + "\n".join(SHAPES[name]))
    assert role_of(report, "人员少") is PROBLEMS and role_of(report, "加强培训") is PLAN


UNHEADED: dict[str, tuple[str, str | None, str | None]] = {  # text, opening of the shortcomings, of the plans
    "a last paragraph": (f"{TOPICS}\n2025年，我县将加强培训。", None, "2025年,我县"),
    "今后": (
        f"{TOPICS}\n虽然取得了一定成绩，但与上级要求相比，还存在一些不足。\n今后，我们将加强培训。",
        "虽然取得",
        "今后,",
    ),
    "one paragraph": (
        f"{TOPICS}\n总的看，取得一定成效，但仍存在人员不足等问题。下一步，我县将加强培训。",
        "总的看",
        "下一步",
    ),
    "within the last": (f"{TOPICS}虽取得一些成绩，但离要求还有不小差距。下一步，我县将加强培训。", "虽取得", "下一步"),
    "a pledge": (f"{TOPICS}\n对照要求，我们的工作还有差距。新的一年，我们将乘势而上。", "对照要求", "新的一年"),
    "below lower headings": (
        f"一、工作\n（一）学习\n{LONG}\n（二）执法\n{LONG}\n2025年，我县将做好以下工作：\n一是加强培训。",
        None,
        "一是加强",
    ),
    "shortcomings first": (
        f"一、不足\n{LACK}\n二、主要做法\n{LONG}\n2025年，我县将加强培训。",
        "人员少",
        "2025年,我县",
    ),
    "behind headed shortcomings": (
        f"{TOPICS}\n三、问题\n{LACK}\n明年，我们将加强培训。\n（一）学习。抓实。",
        "人员少",
        "抓实",
    ),
    "before headed plans": (
        f"{TOPICS}\n一年来虽取得成绩，但也还存在不足。\n三、明年打算\n{TRAIN}",
        "一年来",
        "加强培训",
    ),
}


@pytest.mark.parametrize("name", UNHEADED)
def test_closing_text_without_headings(name: str) -> None:
    text, problems, plan = UNHEADED[name]
    report = read(TITLE + text)
    assert problems is None or role_of(report, problems) is PROBLEMS
    assert plan is None or role_of(report, plan) is PLAN
    assert {s.role for s in report.sentences if "召开常务" in report.text[s.start : s.end]} == {WORK}


def test_a_letter_with_lower_numbers_only() -> None:
    report = read(
        f"县人民政府：\n2024年，我乡推进法治政府建设，现将工作情况报告如下：\n（一）强化领导。{LONG}\n（二）严格执法。{LONG}"
        f"\n（三）存在的困难。{LACK}\n（四）下一年工作设想。{TRAIN}\n特此报告。\n某某乡人民政府\n2025年1月3日"
    )
    assert [s.role for s in report.sections][1:] == [WORK, WORK, PROBLEMS, PLAN]
    assert [role_of(report, words) for words in ("特此报告", "某某乡人民政府")] == [OTHER, OTHER]


def test_lower_headings_that_mix_shortcomings_and_plans() -> None:
    report = read(f"{TITLE}一、工作\n（一）学习\n{LONG}\n（二）困难及明年打算\n一是{LACK}\n下一步，将加强培训。")
    assert role_of(report, "人员少") is PROBLEMS and role_of(report, "下一步") is PLAN


def test_what_was_done_about_shortcomings_is_work() -> None:
    report = read(f"{TITLE}{TOPICS}\n针对检查中发现的仍存在执法不规范问题，下发通知12份。\n执法水平明显提升。")
    assert {s.role for s in report.sentences if not s.heading} == {WORK}


def test_lists_with_bullets_are_no_headings() -> None:
    items = "\n".join(["•召开常务会议3次，听取汇报。", "•印发执法计划1份。", "•健全制度。", "•规范执法。"])
    assert len(outline(f"{TITLE}一、工作情况\n主要做了以下工作：\n{items}\n二、存在问题\n{LACK}")) == 2


@pytest.mark.parametrize("words", ["成绩显著，但也存在一些问题。", "下一步，我县将再接再厉。"])
def test_a_passing_word_within_the_last_paragraph_changes_nothing(words: str) -> None:
    report = read(f"{TITLE}{TOPICS}{words}")
    assert {s.role for s in report.sentences if not s.heading} == {WORK}


WAYS = {
    "困难 in the last paragraph, the next year's 要点 behind it": (
        f"{LONG}\n一是加强学习。组织干部学法8次。二是规范执法。联合执法12次。\n"
        "工作中面临的困难和薄弱环节主要有：一是干部法律知识欠缺。二是执法人员少。\n2025年工作要点：一是加强培训。二是落实公示制度。",
        {"联合执法12次": WORK, "知识欠缺": PROBLEMS, "执法人员少": PROBLEMS, "加强培训": PLAN, "公示制度": PLAN},
    ),
    "成因 behind 短板, within the part on work": (
        f"第一部分 2024年工作\n一、履职\n{LONG}\n二、执法\n{LONG}\n三、工作短板及成因\n执法力量薄弱，原因是编制少。\n"
        "第二部分 2025年工作重点\n一、抓规范\n清理规范性文件。",
        {"习近平法治思想": WORK, "编制少": PROBLEMS, "清理规范性文件": PLAN},
    ),
    "改进提升举措": (
        f"一、工作情况\n{LONG}\n二、工作中的薄弱环节与困难\n（一）力量薄弱。仅有证件3人。\n三、改进提升举措\n"
        "（一）配强队伍。实现法治副校长全覆盖。\n（二）规范执法。完成培训2期。",
        {"证件3人": PROBLEMS, "副校长": PLAN, "培训2期": PLAN},
    ),
    "问题 and 对策 by turns": (
        f"一、执法方面\n{LONG}\n二、问题及对策\n（一）问题：执法力量分散。对策：整合队伍。\n（二）问题：宣传不深。对策：开展宣传。",
        {"力量分散": PROBLEMS, "整合队伍": PLAN, "宣传不深": PROBLEMS, "开展宣传": PLAN},
    ),
    "整改举措 below the work, another part behind it": (
        f"一、工作推进情况\n（一）抓学习\n{LONG}\n（二）抓执法\n{LONG}\n（三）面临的困难和薄弱环节。人员少。\n"
        "（四）整改举措。增配人员。\n二、党政主要负责人履行第一责任人职责情况\n乡长主持召开会议4次。",
        {"人员少": PROBLEMS, "增配人员": PLAN, "乡长主持": WORK},
    ),
    "问题 that were handled": (
        f"一、抓执法\n薄弱环节整治扎实推进，整改到位230处。\n二、抓普法\n{LONG}\n"
        "群众反映的问题主要有物业、供暖等5类，办结率100%。\n参与调解员112人，化解纠纷336件。",
        {"整改到位": WORK, "办结率": WORK, "调解员": WORK},
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_ways_to_close(name: str) -> None:
    text, told = WAYS[name]
    report = read(TITLE + text)
    assert {words: role_of(report, words) for words in told} == told
