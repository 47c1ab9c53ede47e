"""What the words of a heading say its part is about."""

from __future__ import annotations

import pytest

from checker.model import Role

from .outline_samples import LONG, OTHER, PLAN, PROBLEMS, STATIC, TITLE, WORK, outline

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


# The last lower heading of the only part, in a report on 2024.
LAST = [
    ("（五）2025年工作安排", PLAN),
    ("（五）2025年度工作打算", PLAN),
    ("（五）2025年重点任务", PLAN),
    ("（五）二〇二五年工作思路", PLAN),
    ("（五）2025年度法治政府建设工作计划", PLAN),
    ("（五）2025年主要举措", PLAN),
    ("（五）明年工作设想", PLAN),
    ("（五）明年打算", PLAN),
    ("（五）来年工作谋划", PLAN),
    ("（五）今后工作重点", PLAN),
    ("（五）下年度工作思路", PLAN),
    ("（五）下一阶段重点任务", PLAN),
    ("（五）工作安排", PLAN),
    ("（五）对策", PLAN),
    ("（五）整改打算", PLAN),
    ("5.2025年工作安排", PLAN),
    ("5.明年工作打算", PLAN),
    ("5、下一步工作重点", PLAN),
    ("（5）2025年工作计划", PLAN),
    ("●明年打算", PLAN),
    ("（五）面临的困难", PROBLEMS),
    ("（五）工作中的不足", PROBLEMS),
    ("（五）工作短板", PROBLEMS),
    ("（五）2024年存在的主要困难", PROBLEMS),
    ("（五）自查发现的问题", PROBLEMS),
    ("（五）薄弱环节", PROBLEMS),
    ("（五）主要差距及原因", PROBLEMS),
    ("（五）困难和挑战", PROBLEMS),
    ("（五）不足方面", PROBLEMS),
    ("5.工作差距", PROBLEMS),
    ("5.存在的困难和问题", PROBLEMS),
    ("（5）还有哪些不足", PROBLEMS),
    ("◆困难与不足", PROBLEMS),
    # look-alikes
    ("（五）制定2025年度重大行政决策目录", WORK),
    ("（五）编制2025年立法工作计划", WORK),
    ("（五）谋划部署有力", WORK),
    ("（五）谋划2025年重点工作", WORK),
    ("（五）聚焦突出问题抓整改", WORK),
    ("（五）着力破解难点问题", WORK),
    ("（五）做好年度计划执行", WORK),
    ("（五）抓实年度工作安排", WORK),
    ("（五）2024年工作安排落实情况", WORK),
    ("（五）对标2024年工作任务", WORK),
    ("（五）群众反映的问题得到解决", WORK),
    ("（五）妥善处置信访突出问题", WORK),
    ("（五）帮助企业解决实际困难", WORK),
    ("（五）执法短板加快补齐", WORK),
    ("（五）直面困难，迎接挑战", WORK),
    ("（五）健全问题整改机制", WORK),
    ("（五）强化对策研究", WORK),
    ("（五）面向未来强基础", WORK),
    ("（五）完成“八五”普法五年规划", WORK),
    ("（五）深入分析执法薄弱环节", WORK),
    ("5.整改督察反馈问题", WORK),
    ("5.推进工作部署落地", WORK),
    ("●破解执法难题", WORK),
]


@pytest.mark.parametrize(("heading", "role"), LAST)
def test_the_last_lower_headings_are_read_with_broad_words(heading: str, role: Role) -> None:
    kind = (
        heading[0]
        if heading[0] in "●◆"
        else heading.replace("五", "一").replace("5", "1", 1)[: 2 + (heading[0] == "（")]
    )
    text = f"{TITLE}一、工作开展情况\n{kind}加强领导\n{LONG}\n{heading}\n人员不多，{LONG}"
    assert outline(text)[-1] == (2, heading, role)
    amid = (
        f"{TITLE}一、工作开展情况\n{kind}加强领导\n{LONG}\n二、存在问题\n{LONG}\n三、2025年打算\n{kind}加强领导\n{LONG}"
    )
    assert [r for _, _, r in outline(amid)] == [WORK, WORK, PROBLEMS, PLAN, PLAN]


@pytest.mark.parametrize("heading", ["（二）工作短板", "（二）工作思路", "（二）工作安排"])
def test_broad_words_amid_the_work_tell_nothing(heading: str) -> None:
    text = f"{TITLE}一、工作情况\n（一）加强领导\n{LONG}\n{heading}\n{LONG}\n（三）规范执法\n{LONG}"
    assert [r for _, _, r in outline(text)] == [WORK] * 4


@pytest.mark.parametrize("heading", ["（二）工作短板", "（二）工作思路"])
def test_broad_words_tell_nothing_where_a_part_of_its_own_follows(heading: str) -> None:
    text = (
        f"{TITLE}一、工作情况\n（一）加强领导\n{LONG}\n{heading}\n{LONG}\n二、存在问题\n{LONG}\n三、2025年打算\n{LONG}"
    )
    assert [r for _, _, r in outline(text)] == [WORK, WORK, WORK, PROBLEMS, PLAN]


SLOGANS = [
    ("以更高站位谋划2025年工作", PLAN),
    ("锚定目标实干笃行，奋力谱写全县法治政府建设高质量发展新篇章", PLAN),
    ("以习近平法治思想为引领奋力开创2025年法治政府建设新局面", PLAN),
    ("凝心聚力再启新程", PLAN),
    ("党政主要负责人履职尽责", WORK),
    ("特色亮点", WORK),
]


@pytest.mark.parametrize("number", ["三、", "（三）"])
@pytest.mark.parametrize(("words", "role"), SLOGANS)
def test_a_slogan_behind_the_shortcomings_is_the_plan(number: str, words: str, role: Role) -> None:
    first, second = (number.replace("三", n) for n in "一二")
    top = "" if number == "三、" else "一、2024年工作\n"
    below = "加强队伍建设。将培训2次。丰富普法形式，提升执法水平。" if role is PLAN else LONG
    text = f"{TITLE}{top}{first}规范执法\n{LONG}\n{second}存在的不足\n执法力量不足。\n{number}{words}\n{below}"
    assert [r for _, _, r in outline(text)][-3:] == [WORK, PROBLEMS, role]


def test_a_slogan_behind_the_shortcomings_that_tells_of_work_is_work() -> None:
    text = (
        f"{TITLE}一、存在的不足\n执法力量不足。\n二、锚定目标实干笃行\n{LONG}\n三、凝心聚力固本强基\n今年以来，{LONG}"
    )
    assert [r for _, _, r in outline(text)] == [PROBLEMS, WORK, WORK]
