"""Verdicts, on small checklists written for the purpose: what counts as done, what does not, and in which order."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from checker.checklist import Checklist
from checker.judging import compile_engine, judge
from checker.judging.view import View
from checker.model import Document, Level, Result, Role, Status
from checker.outline import compile_outline, read_outline
from checker.quality.single import passage_report
from checker.reading import read_document

from .conftest import HEAD

SUPERVISION = """
- id: A01
  title: 法治督察
  force: {default: expected, township: optional}
  topic: [法治督察]
  needs:
    做法: [(开展|组织)…法治督察, 法治督察…<件>]
  suggest: 写明开展法治督察几次。
  examples: {covered: [开展法治督察。], missing: [别的事。]}
"""
CASES = """
- id: A01
  title: 行政复议
  force: required
  topic: [<复议>]
  needs:
    办案: [(受理|办理)…<复议>, <复议>案件]
    件数: [<复议>……<件>]
  not_applicable:
    - {any: [(无|没有|未发生)…<复议>], except: [败诉, 撤销]}
  advise: [纠错率<率>]
  suggest: 写明收到__件、受理__件。
  examples: {covered: [受理复议案件3件。], missing: [别的事。]}
"""


def verdict(checklist: Checklist, text: str, role: Role = Role.WORK, level: Level | None = None) -> Result:
    return judge(passage_report(text, role, level, 2024), compile_engine(checklist))[0]


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("全年组织开展法治督察2次。", Role.WORK, Status.COVERED),
        ("法治督察发现问题12件。", Role.WORK, Status.COVERED),
        ("高度重视法治督察。", Role.WORK, Status.PARTIAL),
        ("尚未开展法治督察。", Role.WORK, Status.PARTIAL),
        ("我区拟开展法治督察。", Role.WORK, Status.PLANNED),
        ("下一步，我区将组织法治督察。", Role.WORK, Status.PLANNED),
        ("未成年人保护工作扎实，开展法治督察2次。", Role.WORK, Status.COVERED),
        ("根据《开展法治督察工作规定》要求，做好各项工作。", Role.WORK, Status.MISSING),
        ("印发《关于开展法治督察的通知》。", Role.WORK, Status.COVERED),
        ("学习《关于开展法治督察的通知》和《纪要》。", Role.WORK, Status.MISSING),
        ("印发《工作要点》《关于开展法治督察的通知》。", Role.WORK, Status.COVERED),
        ("开展，法治督察", Role.WORK, Status.PARTIAL),
        ("开展法治督察。", Role.PLAN, Status.PLANNED),
        ("法治督察力度不够。", Role.PROBLEMS, Status.ADMITTED),
        ("开展法治督察。", Role.PREAMBLE, Status.MISSING),
        ("开展法治督察。", Role.STATIC, Status.MISSING),
        ("开展法治督察。", Role.OTHER, Status.MISSING),
        ("开展“法治　督察”３次。", Role.WORK, Status.COVERED),
    ],
)
def test_what_counts_as_done(small: Callable[..., Checklist], text: str, role: Role, status: Status) -> None:
    assert verdict(small(SUPERVISION), text, role).status is status


@pytest.mark.parametrize(
    ("text", "status", "unmet"),
    [
        ("受理行政复议案件9件。", Status.COVERED, ()),
        ("依法办理行政复议案件。", Status.PARTIAL, ("件数",)),
        ("畅通复议渠道。", Status.PARTIAL, ("办案", "件数")),
        ("全年未发生行政复议案件。", Status.NOT_APPLICABLE, ()),
        ("受理行政复议案件9件，没有复议后被诉的。", Status.COVERED, ()),
        ("没有复议案件被撤销。", Status.PARTIAL, ("件数",)),
        ("受理行政复议案件0件。", Status.PARTIAL, ("件数",)),
        ("社会稳定。", Status.MISSING, ("办案", "件数")),
    ],
)
def test_needs_and_absence(small: Callable[..., Checklist], text: str, status: Status, unmet: tuple[str, ...]) -> None:
    result = verdict(small(CASES), text)
    assert (result.status, result.unmet) == (status, unmet)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("某县2024年法治政府建设报告\n一、主要工作\n（一）开展法治督察\n制定任务清单32项，完成29项。", Status.COVERED),
        ("某县2024年法治政府建设报告\n一、主要工作\n1.开展法治督察。制定任务清单32项。", Status.COVERED),
        ("某县2024年法治政府建设报告\n一、主要工作\n（一）开展法治督察\n（二）其他工作\n制定任务清单32项。", Status.MISSING),
    ],
)
def test_a_heading_counts_with_text_below_and_not_alone(
    small: Callable[..., Checklist], shipped: Checklist, text: str, status: Status
) -> None:
    document = read_document(text.encode())
    assert isinstance(document, Document)
    report = read_outline(document, compile_outline(shipped.outline))
    result = judge(report, compile_engine(small(SUPERVISION)))[0]
    assert result.status is status
    assert ("标题" in (result.review or "")) is (status is Status.MISSING)


def test_the_matter_named_in_a_heading_only_is_no_partial(small: Callable[..., Checklist], shipped: Checklist) -> None:
    document = read_document("某县2024年法治政府建设报告\n一、主要工作\n（一）高度重视法治督察\n组织培训3次。".encode())
    assert isinstance(document, Document)
    report = read_outline(document, compile_outline(shipped.outline))
    result = judge(report, compile_engine(small(SUPERVISION)))[0]
    assert result.status is Status.MISSING
    assert "标题" in str(result.review)


def test_a_hint_changes_no_status(small: Callable[..., Checklist]) -> None:
    checklist = small(CASES)
    assert verdict(checklist, "受理行政复议案件9件。").hints
    assert not verdict(checklist, "受理行政复议案件9件，纠错率11%。").hints


def test_force_follows_the_level(small: Callable[..., Checklist]) -> None:
    checklist = small(SUPERVISION)
    assert verdict(checklist, "好。", level=Level.TOWNSHIP).force == "optional"
    assert verdict(checklist, "好。", level=Level.CITY).force == "expected"
    assert verdict(checklist, "好。").force == "expected"


def test_levels_and_years_exclude(small: Callable[..., Checklist]) -> None:
    only = SUPERVISION.replace("  topic:", "  levels: [city]\n  years: ['2023']\n  topic:")
    checklist = small(only)
    report = passage_report("开展法治督察。", Role.WORK, Level.COUNTY, 2023)
    assert judge(report, compile_engine(checklist))[0].status is Status.NOT_APPLICABLE
    report = passage_report("开展法治督察。", Role.WORK, Level.CITY, 2024)
    assert judge(report, compile_engine(checklist))[0].status is Status.NOT_APPLICABLE
    report = passage_report("开展法治督察。", Role.WORK, None, None)
    assert judge(report, compile_engine(checklist))[0].status is Status.COVERED


@pytest.mark.parametrize(
    ("entry", "yes", "no"),
    [
        ("{any: [法律顾问], except: [村法律顾问]}", "聘请法律顾问2名。", "聘请村法律顾问2名。"),
        ("{any: [聘…顾问], except: [村]}", "聘法律顾问。", "聘村顾问。"),
        ("{all: [检查, [企业, 商户]], within: sentence}", "对企业开展检查。", "对企业。开展检查。"),
        ("{all: [检查, 企业], within: paragraph}", "对企业。开展检查。", "对学校。开展检查。"),
        ("{any: [某规定], titles: keep}", "按照《某规定》办事。", "按照规定办事。"),
        ("{any: [成因], in: problems}", "", "成因复杂。"),
        ("{regex: '检查.{0,3}企业', needed: [检查]}", "检查了企业。", "检查了很多的企业。"),
    ],
)
def test_entry_forms(small: Callable[..., Checklist], entry: str, yes: str, no: str) -> None:
    checklist = small(SUPERVISION.replace("[(开展|组织)…法治督察, 法治督察…<件>]", f"[{entry}]"))
    if yes:
        assert verdict(checklist, yes).status is Status.COVERED
    assert verdict(checklist, no).status is not Status.COVERED


def test_evidence_is_the_original_sentence(small: Callable[..., Checklist]) -> None:
    text = "一般工作。\r\n全年组织 “法治督察”２次；成效明显。"
    result = verdict(small(SUPERVISION), text)
    (evidence,) = result.evidence
    assert evidence.quote == "全年组织 “法治督察”２次；"
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.line == 2
    assert evidence.need == "做法"


def test_sentences_with_figures_come_first(small: Callable[..., Checklist]) -> None:
    result = verdict(small(SUPERVISION), "组织法治督察。开展法治督察3次。")
    assert [evidence.quote for evidence in result.evidence] == ["开展法治督察3次。", "组织法治督察。"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("尚未开展法治督察。", "否定"), ("我区拟开展法治督察。", "以后")],
)
def test_a_person_is_asked_to_look(small: Callable[..., Checklist], text: str, said: str) -> None:
    assert said in str(verdict(small(SUPERVISION), text).review)


def test_the_nearest_passage_is_shown(small: Callable[..., Checklist]) -> None:
    result = verdict(small(SUPERVISION), "经济向好。根据《法治督察办法》做好工作。")
    assert result.status is Status.MISSING
    assert result.nearest is not None
    assert "法治督察" in result.nearest.quote


def test_the_order_of_items_changes_no_verdict(small: Callable[..., Checklist]) -> None:
    """What one item meets and rejects is nothing to another that shares the phrase."""
    other = SUPERVISION.replace("A01", "A02").replace("[(开展|组织)…法治督察, 法治督察…<件>]", "[{any: [(开展|组织)…法治督察], except: [组织法治督察]}]")
    engine = compile_engine(small(SUPERVISION + other))
    report = passage_report("尚未组织法治督察。下一步，我区将组织法治督察。", Role.WORK, None, 2024)
    items = engine.checklist.items
    results = judge(report, engine, items)
    assert results[0].review
    assert judge(report, engine, items[::-1]) == results[::-1]


def test_no_items_are_none(small: Callable[..., Checklist]) -> None:
    assert judge(passage_report("好。", Role.WORK, None, 2024), compile_engine(small(SUPERVISION)), ()) == ()


@pytest.mark.parametrize("heading", ["（一）优化“营商” 环境", "（一）优化营商环境", "（一）优化投资环境"])
def test_the_headings_above_are_read_as_the_text_is(small: Callable[..., Checklist], shipped: Checklist, heading: str) -> None:
    document = read_document(f"某县2024年法治政府建设报告\n一、主要工作\n{heading}\n全年办理事项32项。".encode())
    assert isinstance(document, Document)
    report = read_outline(document, compile_outline(shipped.outline))
    entry = "[{any: [办理事项], under: [营商环境]}]"
    engine = compile_engine(small(SUPERVISION.replace("[(开展|组织)…法治督察, 法治督察…<件>]", entry)))
    assert (judge(report, engine)[0].status is Status.COVERED) is ("投资" not in heading)


ADVERSARIAL = [  # a phrase; what stands before the unit so that every group is there though nothing matches; the unit
    ("甲……甲……甲……甲……甲……乙", "乙", "甲" * 1000),
    ("(甲|甲甲|甲甲甲)…(甲|甲甲)…乙", "乙", "甲" * 1000),
    ("(制度|落实)……机制……完善……考核", "考核", "制度落实机制完善" * 125),
    ("<件>…受理", "受理", "1" * 1000),
    ("受理…<件>", "", "受理" * 500),
    ("尚未…开展", "开展", "尚未" * 500),
    ("(甲|甲甲)(甲|甲甲)(甲|甲甲)<件>…乙", "乙", "甲" * 1000),
    ("(甲…甲|甲甲)(甲|甲甲)(甲|)丙…乙", "丙乙", "甲" * 1000),
    ("普法…开展", "", "开展普法，" * 1000),
]


@pytest.mark.parametrize(("phrase", "before", "unit"), ADVERSARIAL)
def test_no_pattern_takes_more_than_linear_time(small: Callable[..., Checklist], phrase: str, before: str, unit: str) -> None:
    """Eight times the text may take about eight times as long: quadratic growth would show as 64."""
    checklist = small(SUPERVISION.replace("[(开展|组织)…法治督察, 法治督察…<件>]", f"[{phrase}]"), HEAD)
    engine = compile_engine(checklist)
    (number,) = checklist.items[0].needs["做法"][0].any

    def spent(times: int) -> float:
        report = passage_report(before + unit * times, Role.WORK, None, 2024)
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            (result,) = judge(report, engine)
            best = min(best, time.process_time() - start)
            assert result.status is Status.MISSING
        return best

    view = View(passage_report(before + unit, Role.WORK, None, 2024), engine)
    assert all(any(word in view.text for word in part) for part in checklist.phrases[number].parts if isinstance(part, tuple))
    tried = [place for block in view.blocks for _, bits in block.where_any((number,), -1) for place in block.places(number, bits)]
    assert sum(place.end - place.start for place in tried) == len(view.text), "the matcher is not reached"
    spent(1)
    small_time, large_time = spent(4), spent(32)
    assert large_time < 24 * small_time + 0.02


def test_taking_out_exceptions_takes_linear_time(small: Callable[..., Checklist]) -> None:
    """One sentence full of exceptions."""
    entry = "[{any: [甲…乙], except: [甲丙]}]"
    engine = compile_engine(small(SUPERVISION.replace("[(开展|组织)…法治督察, 法治督察…<件>]", entry)))

    def spent(times: int) -> float:
        report = passage_report("甲乙" + "甲丙" * times, Role.WORK, None, 2024)
        start = time.process_time()
        judge(report, engine)
        return time.process_time() - start

    spent(100)
    assert spent(80_000) < 24 * spent(10_000) + 0.02
