"""The arithmetic of reports: what does not add up is told with the right figure, what may be right is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import check
from checker.arithmetic import check_figures, compile_words
from checker.checklist import Checklist
from checker.facts import compile_facts, read_facts
from checker.model import Block, Document, Finding, Role
from checker.quality.single import passage_report

from .conftest import SEEDS

Find = Callable[[str], list[Finding]]


@pytest.fixture(scope="module")
def find(shipped: Checklist) -> Find:
    facts, words = compile_facts(shipped.facts), compile_words(shipped.arithmetic)

    def find_(text: str) -> list[Finding]:
        report = passage_report(text, Role.WORK, None, 2024)
        return list(check_figures(read_facts(report, facts), report, words))

    return find_


WRONG = [
    # sum
    ("全年共制定规范性文件9件，其中县政府文件5件、部门文件3件。", "sum", "9", "8"),
    ("全乡共有编制65人，其中公务员29人、事业人员35人。", "sum", "65", "64"),
    ("设立调委会12个（村级8个、社区3个）。", "sum", "12", "11"),
    ("排查矛盾纠纷120件，分别为婚姻家庭40件、邻里50件、其他20件。", "sum", "120", "110"),
    ("举办培训班甲类3期、乙类4期，共计8期。", "sum", "8", "7"),
    ("共办理行政复议案件45件，其中维持30件、撤销5件、驳回11件。", "sum", "45", "46"),
    ("审结复议案件57件，其中维持19件、驳回8件、撤销5件、终止27件。", "sum", "57", "59"),
    ("排查矛盾纠纷126起。按类型划分，土地纠纷48起，邻里纠纷37起，其他纠纷14起。", "sum", "126", "99"),
    ("承办人大代表建议86件、政协委员提案124件，两项共201件。", "sum", "201", "210"),
    ("废止417件、修改298件、宣布失效136件，三类合计842件。", "sum", "842", "851"),
    ("梳理问题127个，已完成整改112个，其余6个正在推进。", "sum", "127", "118"),
    ("接收群众来电329件，其中咨询类146件、求助类183件、投诉举报类63件。", "sum", "329", "392"),
    ("新登记经营主体6742户、注销2915户，净增3287户。", "sum", "3287", "3827"),
    # ratio
    ("年内审结行政复议案件183件。已审结案件中，直接纠错16件，纠错率7.8%。", "ratio", "7.8", "8.7"),
    ("办理法律援助案件62380件，其中农民工案件24952件，占45%。", "ratio", "45", "40"),
    ("启动赔偿案件1137件，办结986件，办结率87.6%。", "ratio", "87.6", "86.7"),
    ("制定规范性文件11件，报备9件，报备率、及时率均为100%。", "ratio", "100", "82"),
    ("受理矛盾纠纷98起，调解成功95起，成功率99.9%。", "ratio", "99.9", "96.9"),
    ("收到12345工单1200件，办结1180件，办结率99.8%。", "ratio", "99.8", "98.3"),
    ("应出庭20件，实际出庭19件，负责人出庭应诉率100%。", "ratio", "100", "95"),
    ("组织868人参加行政执法资格考试，合格830人，合格率98%。", "ratio", "98", "96"),
    ("案卷评查120份，优秀30份，优秀率35%。", "ratio", "35", "25"),
    # growth
    ("受理行政复议案件50件，较上年30件增长76%。", "growth", "76", "67"),
    ("受理行政复议案件50件，较上年（30件）同比增长76%。", "growth", "76", "67"),
    ("受理行政复议案件50件，较上年增加20件，增长60%。", "growth", "60", "67"),
    ("办理行政诉讼案件24件，比上年30件下降25%。", "growth", "25", "20"),
    ("受理行政复议案件7件，同比增长50%。", "growth", "50", None),
    ("一审应诉案件76件，较2024年的92件减少18件，下降17.4%。", "growth", "17.4", "19.6"),
    ("一审应诉案件79件，较2024年的92件减少16件。", "growth", "79", "76"),
    ("全年受理377件，与2023年的465件相比下降19.8%。", "growth", "19.8", "18.9"),
    # reduction
    ("败诉率由上年的12.8%降至11.2%，下降2.6个百分点。", "reduction", "2.6", "1.6"),
    ("检测点由42处增加到31处。", "reduction", "31", "大于42"),
    ("权责事项由6120项精简为8574项。", "reduction", "8574", "小于6120"),
    ("服务窗口由17个增加到43个，翻了一番。", "reduction", "43", "34"),
    ("将办理环节从6176个减到4331个，优化率达40%。", "reduction", "40", "30"),
    ("审批时限由20个工作日压缩至5个工作日，压缩70%。", "reduction", "70", "75"),
    # subset, range
    ("共收到行政复议申请62件，其中受理70件。", "subset", "70", "不大于62"),
    ("群众满意率达102%。", "range", "102", "0—100"),
    ("涉企检查同比下降143%。", "range", "143", "0—100"),
    ("自动履行率由72%提高到189%。", "range", "189", "0—100"),
    ("群众满意度达到196.2%。", "range", "196.2", "0—100"),
    ("平均得分102.3分（满分100分）。", "range", "102.3", "不大于100"),
    ("收集意见77条，采纳81条。", "subset", "81", "不大于77"),
    ("58个小区中，61个成立业主委员会。", "subset", "61", "不大于58"),
]
RIGHT = [
    "审结行政复议案件38件，其中撤销、确认违法4件，维持和驳回31件。",
    "收集企业诉求274个，其中涉及政策兑现92个、用工用能61个、规划土地48个。",
    "抽查案卷126卷，其中优秀21卷、不合格4卷。",
    "审查各类事项64件，其中合同49件、行政决定9件、其他事项6件，较2024年的51件增加13件，增幅25.5%。",
    "点出问题41个，下发整改通知书19份；对反馈的9个方面问题，已整改到位8个，1个正按序时推进。",
    "评查案卷92卷，评定优秀17卷、良好41卷、合格31卷、不合格3卷，合格率96.7%。",
    "收到行政复议申请62件，审结65件（含上年结转5件）。",
    "设立行政复议受理中心10个、乡镇受理点118个。",
    "一审应诉案件76件，较2024年的92件减少16件，下降17.4%；败诉4件，败诉率5.3%。",
    "作出行政处罚4.27万件，较上年减少0.58万件，下降12.0%。",
    "受理申请218件，审结194件，调解和解率41.8%。",
    "市政府及其部门制定规范性文件139件，均经审核；报备市政府文件22件，报备率、及时率均为100%。",
    "依法受理209件，以市场监管、公安、人社领域居多，分别为84件、61件和23件，三项合计168件。",
    "办理人大代表建议19件、政协提案26件，满意率100%。",
    "完成目标的120%，税收增长150%。",
    "事项由86项调整为92项。",
    "全年共制定规范性文件9件，其中县政府文件5件、部门文件4件。",
    "共办理行政复议案件45件，其中维持30件、撤销5件。",
    "共收到行政复议申请62件，其中受理50件，审结45件，调解化解11件。",
    "受理行政复议申请50件，其中涉企案件20件、调解结案30件、审结45件。",
    "行政诉讼案件54件，其中一审29件，已判决24件，败诉2件。",
    "增加事项14项、取消22项、合并9项，现有376项。",
    "受理矛盾纠纷98起，调解成功95起，成功率96.9%。",
    "受理矛盾纠纷98起，调解成功95起，成功率97%。",
    "受理矛盾纠纷2416件，审结2358件，调解结案率64.8%。",
    "受理申请3216件，办结3191件，提前办结率98.6%。",
    "受理矛盾纠纷500余件，调解成功480余件，成功率96.9%。",
    "发生行政诉讼案件20件，负责人出庭12件，出庭应诉率100%。",
    "受理行政复议案件50件，较上年30件增长66.7%。",
    "受理行政复议案件50件，较上年30件增长67%。",
    "受理行政复议案件50件，增长近70%。",
    "受理行政复议案件50件，较上年30件增长超过60%。",
    "办理行政诉讼案件24件，比上年30件下降20%。",
    "受理行政复议案件50件，同比增长66.7%。",
    "年度检查计划由1930批次压减至1105批次，同比下降42.7%。",
    "将327个事项整合为17个，缩减率超过80%。",
    "将办理环节从6176个减到4331个，优化率达30%。",
    "检测点由12处增加到31处，自动抓拍、自动比对、自动告知，现场拦车量下降三分之一。",
    "目标完成率120%，同比增长150%。",
    "收到行政复议申请40件，受理38件；上年受理45件。",
    "开展法治宣传16场次，受众3200余人次，发放资料2100余份。",
]


@pytest.mark.parametrize(("text", "check", "stated", "expected"), WRONG, ids=[text[:18] for text, *_ in WRONG])
def test_what_does_not_add_up(find: Find, text: str, check: str, stated: str, expected: str | None) -> None:
    found = find(text)
    assert [finding.check for finding in found] == [f"arithmetic.{check}"], found
    assert (found[0].stated, found[0].expected) == (stated, expected)
    assert stated in found[0].quote and text[found[0].start : found[0].end] == found[0].quote
    assert found[0].severity in ("error", "warning") and "请核对" in found[0].message


@pytest.mark.parametrize("text", RIGHT, ids=[text[:18] for text in RIGHT])
def test_what_may_be_right_is_left_alone(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("受理行政复议案件50件，较上年30件增长66%。", "67"), ("受理矛盾纠纷98起，调解成功95起，成功率96.93%。", "96.94")],
)
def test_a_rate_cut_off_instead_of_rounded_is_a_note(find: Find, text: str, expected: str) -> None:
    (found,) = find(text)
    assert (found.severity, found.expected) == ("note", expected)


def test_one_indicator_with_two_values(find: Find) -> None:
    text = "全年共收到行政复议申请62件。\n\n行政复议方面，全年共收到行政复议申请61件。"
    (found,) = find(text)
    assert (found.check, found.stated, found.expected) == ("arithmetic.repeat", "61", "62")
    assert text[found.start : found.end] == found.quote and found.line == 3


def report(work: str, plan: str = "三、2025年工作计划\n继续推进。") -> Document:
    text = f"某某县2024年度法治政府建设年度报告\n一、2024年主要工作\n{work}\n二、存在的问题\n力度不足。\n{plan}\n"
    return Document(text, (Block(text),))


def test_another_years_work() -> None:
    found = check(report("2023年，全县受理行政复议案件50件。\n2024年，审结40件。")).findings
    assert [(one.check, one.stated, one.expected) for one in found] == [("arithmetic.period", "2023", "2024")]


@pytest.mark.parametrize(
    "work",
    [
        "2023年以来，全县受理行政复议案件50件。",
        "2023年，全县受理行政复议案件50件，2024年受理60件。",
        "2023年底印发的《方案》明确20项任务。",
        "2024年，全县受理行政复议案件50件。",
    ],
)
def test_looking_back_is_no_mistake(work: str) -> None:
    assert check(report(work)).findings == ()


def test_a_plan_for_a_year_that_is_over() -> None:
    found = check(report("2024年，受理50件。", "三、2024年工作计划\n继续推进。")).findings
    assert [(one.check, one.stated, one.expected) for one in found] == [("arithmetic.period", "2024", "2025")]


def test_real_reports_give_no_false_alarm() -> None:
    """The one thing told is a labelled defect: 66 % for 66.7 %."""
    from checker import read_document

    every = [finding for seed in SEEDS for finding in check(read_document(seed)).findings]  # type: ignore[arg-type]
    found = [finding for finding in every if finding.check.startswith("arithmetic.")]
    assert [(one.check, one.severity, one.stated) for one in found] == [("arithmetic.growth", "note", "66")]


def test_findings_on_text_read_off_images_say_so_and_are_no_errors() -> None:
    text = "2024年度法治政府建设情况报告\n一、工作情况\n全年共制定规范性文件9件，其中县政府文件5件、部门文件3件。"
    plain, recognised = (check(Document(text, (Block(text),), recognised=images)).findings for images in (False, True))
    assert [(one.check, one.severity) for one in plain] == [("arithmetic.sum", "error")]
    assert [(one.check, one.severity) for one in recognised] == [("arithmetic.sum", "warning")]
    assert "图像识别" in recognised[0].message and "图像识别" not in plain[0].message
