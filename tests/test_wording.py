"""Wording and form: what reads wrong is told at its place, what may be right is left alone."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import check
from checker.checklist import Checklist
from checker.model import Block, Document, Finding
from checker.quality.defects import run_defects
from checker.quality.wordings import wrong_wordings
from checker.wording.privacy import is_card, is_identity

from .conftest import SEEDS, Run

TESTS = Path(__file__).parent
TITLE = "某县2024年度法治政府建设年度报告"
FILLER = "\n".join(f"围绕{matter}召开专题会议研究部署，审议有关议题，推动各项任务落到实处。" for matter in ("学法用法", "依法决策", "规范执法", "化解争议"))


def findings(text: str, shipped: Checklist) -> list[Finding]:
    whole = f"{TITLE}\n一、主要工作情况\n{FILLER}\n{text}"
    found = check(Document(whole, (Block(whole),)), shipped).findings
    return [one for one in found if not one.check.startswith("arithmetic.")]


# text, check, quote (or a part of it)
WRONG = [
    ("严格落实重大执法决定法治审核制度，审核案件12件。", "wording.term", "法治审核"),
    ("深入贯彻《法治政府建设纲要（2021—2025年）》，细化任务。", "wording.title", "《法治政府建设纲要（2021—2025年）》"),
    ("落实《法治政府建设与责任落实督查工作规定》要求，开展自查。", "wording.title", "督查工作规定"),
    ("落实《法治政府建设实施纲要（2021-2025年）》要求。", "wording.title", "2021-2025"),
    ("落实《法治政府建设实施纲要（2021—2025）》要求。", "wording.title", "2021—2025"),
    ("认真学习《中华人民共和国行政执法监督条例》，推进监督。", "wording.title", "行政执法监督条例"),
    ("继续落实《法治政府建设实施纲要（2015—2020年）》，细化任务。", "wording.title", "2015—2020年"),
    ("学习《提升行政执法质量三年行动计划（2023—2025年）》（国办发〔2023〕72号）。", "wording.title", "国办发〔2023〕72号"),
    ("全年开展检查120次[bookmark: _GoBack]，成效明显。", "wording.residue", "[bookmark: _GoBack]"),
    ("全年开展检查120次&nbsp;，成效明显。", "wording.residue", "&nbsp;"),
    ("全年办理行政复议案件XX件，办结率高。", "wording.placeholder", "XX件"),
    ("全年办理行政复议案件____件，办结率高。", "wording.placeholder", "____"),
    ("全年办理行政复议案件（数据待核实）若干件。", "wording.placeholder", "（数据待核实）"),
    ("拆除违建2043.56平方，成效明显。", "wording.unit", "平方"),
    ("投入普法经费1.2万，比上年增加。", "wording.unit", "1.2万"),
    ("线上观看人数达20万余人次，反响良好。", "wording.number", "人数达20万余人次"),
    ("办理案件235余件，办结率高。", "wording.number", "235余"),
    ("信访量下降2倍，社会稳定。", "wording.number", "下降2倍"),
    ("13月5日召开会议研究工作。", "wording.number", "13月5日"),
    ("开展宣传28(场)次，发放资料。", "wording.format", "28(场)次"),
    ("全年开展检查12次。。成效明显。", "wording.punctuation", "。。"),
    ("涵盖交通、消防、等领域的执法检查。", "wording.punctuation", "、等"),
    ("截至目前共审核34项，均已办结。", "wording.period", "截至目前"),
    ("2018年以来，全县未发生行政机关被判决败诉的案件。", "wording.period", "2018年以来"),
    ("落实“双随机抽查机制，公开结果。", "wording.bracket", "“双随机"),
    ("落实《优化营商环境条例要求，开展自查。", "wording.bracket", "《优化营商"),
    ("推进数字政府建设，提升依法行政能力水平，全年开展业务培训12场次，参训人员有所增加", "wording.stop", "参训人员有所增加"),
    ("推进数字政府建设，提升依法行政能力水平，全年开展业务培训12场次，参训人员，\n为执法打下基础，全县执法水平明显提升。", "wording.linebreak", "人员，"),
    ("推动各级领导干部带头尊法守法，不断增强法治意识，坚持学法 用法，推动工作。", "wording.spacing", "学法 用法"),
    ("推进数字政府建设,提升水平，开展培训，强化监督，形成合力；完善制度，抓好落实，持续用力。", "wording.width", "建设,提升"),
    ("加强执法监督加强执法监督，形成合力。", "wording.duplicate", "加强执法监督加强执法监督"),
    ("组织行政执法人员参加法律知识培训和考试，提升能力。组织行政执法人员参加法律知识培训和考试，提升能力。", "wording.duplicate", "组织行政执法人员"),
    ("法治督察常态开展，法治督察覆盖各乡镇。针对问题开展法治督查。", "wording.", "法治督查"),
    ("当事人身份证号11010519491231002X，已办结。", "wording.privacy", "110*************2X"),
    ("联系人电话13800138000，请公众监督。", "wording.privacy", "138******00"),
    ("身份证号１１０１０５１９４９１２３１００２Ｘ，已办结。", "wording.privacy", "110*************2X"),
    ("电话+8613812345678.", "wording.privacy", "861********78"),
    ("认真学习《中华人民共和国行政处法》，开展培训。", "wording.title", "行政处法"),
    ("认真学习《道路安全交通法》，开展培训。", "wording.title", "道路安全交通法"),
    ("印发法治手册并组织各乡镇、各部门认真学习宣传贯彻《某县普法手册》", "wording.stop", "《某县普法手册》"),
    ("一是强化学习，提升能力。三是强化监督，形成合力。", "structure.order", "三是"),
    ("（一）加强组织领导。全年研究工作3次。\n（三）加强队伍建设。全年培训5场。", "structure.order", "（三）"),
]
RIGHT = [
    "严格落实重大执法决定法制审核制度，发挥法制机构作用，维护国家法制统一，全国人大常委会法制工作委员会来函，县公安局法制大队参与。",
    "深入贯彻《法治政府建设实施纲要（2021—2025年）》《法治政府建设与责任落实督察工作规定》，落实《优化营商环境条例》。",
    "制定《某县重大行政决策程序规定》，印发《法治政府建设实施方案（2021—2025年）》，省《优化营商环境条例》落地。",
    "出台《某县行政执法监督办法》《某市优化营商环境条例》，修订《县人民政府工作规则》。",
    "开展“双随机、一公开”抽查120次，其中跨部门30次；12345热线受理5000件。",
    "会议于9:00召开，比例为3:1，投入1,200元，面积2043.56平方米，系统升级为2.0版。",
    "推进“一网通办”“跨省通办”，落实“首违不罚”（轻微免罚）清单。",
    "发放资料8600余份，覆盖群众20余万人次，为群众挽回损失230余万元，走访10余户。",
    "一是强化学习。一是理论学习，二是业务学习。二是强化监督。",
    "一户一档一户一策推进，逐条逐项销号。",
    "1）延长办公时间（周六8:30—12:00），2）公开清单（见附件1、2），3）培训（含4G、5G）。",
    "一是推进复议。其中一是程序类问题7个，二是实体类问题5个，均已整改。二是抓好科技。",
    "学习《中共中央关于进一步全面深化改革 推进中国式现代化的决定》，开展“学宪法 讲宪法”活动。",
    "梳理问题清单，逐项整改到位，形成长效机制，全年整改完成率达到百分之百。（责任单位：县司法局）",
    "主要做法有：(1)强化学习；(2)强化监督；(a)甲类；(b)乙类，取得实效。",
    "联系电话0731-12345678，监督热线12345。",
    "具体举措如下：\n1）学习；\n2）培训；\n3）考核。",
    "2020年以来，全县累计建成法治文化公园12个，2024年新建3个。",
]


@pytest.mark.parametrize(("text", "name", "quote"), WRONG)
def test_what_reads_wrong_is_told_at_its_place(text: str, name: str, quote: str, shipped: Checklist) -> None:
    found = findings(text, shipped)
    assert any(one.check.startswith(name) and (quote in one.quote or one.quote in quote) for one in found), [(one.check, one.quote) for one in found]


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_be_right_is_left_alone(text: str, shipped: Checklist) -> None:
    assert [(one.check, one.quote) for one in findings(text, shipped)] == []


def test_every_finding_stands_at_its_quote(shipped: Checklist) -> None:
    for seed in SEEDS:
        text = seed.read_text("utf-8-sig")
        for one in check(Document(text, (Block(text),)), shipped).findings:
            assert one.quote == text[one.start : one.end] or one.check == "wording.privacy"
            assert one.line == text.count("\n", 0, one.start) + 1
            assert one.message and one.severity in ("error", "warning", "note")


def test_a_body_that_stands_twice_is_told_once(shipped: Checklist) -> None:
    text = next(seed for seed in SEEDS if seed.name.startswith("001")).read_text("utf-8-sig")
    found = [one for one in check(Document(text, (Block(text),)), shipped).findings if one.check.startswith("wording.")]
    copy = [one for one in found if one.check == "wording.duplicate"]
    assert len(copy) == 1 and copy[0].end - copy[0].start > 3000
    assert not [one for one in found if one.start > copy[0].start]


def test_a_statement_that_a_figure_gainsays(shipped: Checklist) -> None:
    text = "今年以来，全县未发生行政诉讼案件，依法行政水平提升。\n二、争议化解\n全年办理行政诉讼案件5件，均已审结，负责人全部出庭。"
    assert [one.check for one in findings(text, shipped) if "contradiction" in one.check] == ["wording.contradiction"]
    assert not [one for one in findings(text.replace("案件5件", "案件0件"), shipped) if "contradiction" in one.check]


def test_a_report_without_title_and_one_with_a_title_of_another_kind(shipped: Checklist) -> None:
    body = f"一、主要工作情况\n{FILLER}\n二、存在的问题\n执法力量不足。\n三、下一步打算\n加强培训。"
    for text, expected in ((f"2024年，某县政府坚持依法行政。\n{body}", "structure.title"), (f"某县2024年法治政府建设工作总结\n{body}", "structure.title")):
        assert expected in [one.check for one in check(Document(text, (Block(text),)), shipped).findings]
    whole = f"{TITLE}\n{body}"
    assert "structure.title" not in [one.check for one in check(Document(whole, (Block(whole),)), shipped).findings]


def test_plans_of_an_ended_period_in_a_later_report(shipped: Checklist) -> None:
    body = "一、主要工作情况\n深入实施《法治政府建设实施纲要（2021—2025年）》，细化任务。\n二、下一步打算\n加强培训。"
    for year, told in ((2024, False), (2026, True)):
        text = f"某县{year}年度法治政府建设年度报告\n{body}"
        checks = [one.check for one in check(Document(text, (Block(text),)), shipped).findings]
        assert ("wording.title" in checks) is told


def test_checks_that_are_switched_off(shipped: Checklist) -> None:
    text = f"{TITLE}\n一、主要工作情况\n{FILLER}\n拆除违建2043.56平方。。"
    document = Document(text, (Block(text),))
    assert {one.check for one in check(document, shipped).findings} == {"wording.unit", "wording.punctuation"}
    off = dataclasses.replace(shipped, off={"wording.unit": "本市统一写法"})
    assert {one.check for one in check(document, off).findings} == {"wording.punctuation"}
    assert check(document, dataclasses.replace(shipped, off={"wording.*": "不查文字"})).findings == ()


def test_examples_of_the_rules(shipped: Checklist) -> None:
    assert list(wrong_wordings(shipped.wording)) == []


FLOORS = {"gold": ("seeds", 0.93), "gold_wording/1": ("tests", 0.85), "gold_wording/2": ("tests", 0.9), "gold_wording/3": ("tests", 0.91)}


@pytest.mark.parametrize("folder", FLOORS)
def test_defects_found_or_planted_by_readers(folder: str, shipped: Checklist) -> None:
    texts, floor = FLOORS[folder]
    kinds = {"term", "title", "residue", "duplicate", "format", "placeholder", "punctuation", "number", "year", "privacy", "contradiction", "variant"}
    outcomes = [one for one in run_defects(TESTS / folder, TESTS.parent / texts, shipped) if one.defect.sure > 1 and one.defect.kind in kinds]
    assert sum(bool(one.told) for one in outcomes) >= floor * len(outcomes)


def test_check_digits() -> None:
    assert is_identity("11010519491231002X") and not is_identity("110105194912310021") and not is_identity("110105194913310021")
    assert is_card("6222021234567890128") is is_card("6222021234567890128")
    assert is_card("4111111111111111") and not is_card("4111111111111112")


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet="法治督查审核执一二三是、，。；：（）()《》“”\"[]_ 　×X12345年月日\n&;*#.%余万件", max_size=300))
def test_no_text_breaks_the_checks(text: str, shipped: Checklist) -> None:
    whole = f"{TITLE}\n{text}"
    for one in check(Document(whole, (Block(whole),)), shipped).findings:
        assert 0 <= one.start < one.end <= len(whole)


def test_a_slip_in_a_row_of_numbers_is_told_once(shipped: Checklist) -> None:
    lines = ["（一）加强组织领导。研究工作3次。", "（二）完善制度体系。制定制度5项。", "（四）规范执法行为。检查120次。", "（四）化解矛盾纠纷。调解90件。"]
    found = [one for one in findings("\n".join(lines), shipped) if one.check == "structure.order"]
    assert len(found) == 1 and found[0].quote.startswith("（四）规范执法")
    found = [one for one in findings("\n".join([lines[0].replace("（一）", "（二）"), *lines[1:2]]), shipped) if one.check == "structure.order"]
    assert len(found) == 1 and "加强组织领导" in found[0].quote


def test_what_lies_over_a_personal_number_is_not_quoted(shipped: Checklist) -> None:
    for one in findings("当事人１１０１０５１９４９１２３１００２Ｘ 已办结，卡号4111 1111 1111 1111 汇款。", shipped):
        assert "194912" not in one.quote and "１９４９" not in one.quote and "1111 1111" not in one.quote


@pytest.mark.parametrize("text", ["", " ", "\n", "“”", "\x00", "\ufeff"])
def test_a_text_of_nothing_has_no_verdict_to_stumble_over(text: str, shipped: Checklist) -> None:
    assert check(Document(text, (Block(text),)), shipped).characters == len(text)


@pytest.mark.parametrize(
    "unit",
    ["一是好；二是坏\n", "一是好；三是坏；", "2018年以来全县，", "法治审核执法", "《\n", "1）", "无行政诉讼案件。行政诉讼案件5件。", " ", "管控区", "（见1、2"],
)
def test_the_checks_are_linear(unit: str, shipped: Checklist) -> None:
    """Eight times the text takes about eight times as long; quadratic would be sixty-four."""
    from checker.facts import compile_facts, read_facts
    from checker.outline import compile_outline, read_outline
    from checker.wording import check_wording, compile_wording

    outline, facts, wording = compile_outline(shipped.outline), compile_facts(shipped.facts), compile_wording(shipped.wording)

    def spent(times: int) -> float:
        text = f"{TITLE}\n一、主要工作情况\n{FILLER}\n{unit * times}）。"
        report = read_outline(Document(text, (Block(text),)), outline)
        figures = read_facts(report, facts)
        started = time.process_time()
        check_wording(report, figures, wording)
        return time.process_time() - started

    spent(100)
    assert min(spent(2000) for _ in range(2)) < 24 * min(spent(250) for _ in range(2)) + 0.02


def test_the_list_to_work_through(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(f"{TITLE}\n一、主要工作情况\n{FILLER}\n拆除违建2043.56平方。。\n当事人身份证号11010519491231002X。\n", "utf-8")
    code, out, _ = run("check", str(report), "--fix-list", "--fail-on", "never")
    assert code == 0 and "修改清单：3 处" in out and "□ 1. 第 7 行" in out and out.index("平方") < out.index("标点重复") < out.index("公民身份号码")
    assert "19491231" not in out and "缺口" not in out
    report.write_text(f"{TITLE}\n一、主要工作情况\n{FILLER}\n", "utf-8")
    assert "未检出要改的" in run("check", str(report), "--fix-list", "--fail-on", "never")[1]


def test_what_nothing_can_stand_in_for_is_only_told(shipped: Checklist) -> None:
    text = f"某县2019年度法治政府建设年度报告\n一、主要工作情况\n{FILLER}\n学习贯彻党的二十大精神，开展培训5场。"
    found = [one for one in check(Document(text, (Block(text),)), shipped).findings if one.check == "wording.term"]
    assert [(one.fix, "请核对" in one.message, "应作" in one.message) for one in found] == [(None, True, False)]
