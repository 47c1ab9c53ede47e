"""The heading that a gap belongs to."""

from __future__ import annotations

import pytest

from checker.api import check
from checker.checklist import Checklist
from checker.model import CheckResult, Document, Evidence, Force, Passage, Profile, Result, Role, Section, Status
from checker.output.place import heading_span, home, title_span
from checker.output.summary import gaps
from checker.reading import read_document
from tests.conftest import SEEDS

TEXT = """\
某县2024年度法治政府建设工作报告
一、工作情况
（一）规范执法
开展执法检查5次。抽查案卷20份。
（二）化解纠纷
办理复议案件3件。
二、存在的问题
执法力量不足。
三、下一年打算
将加强复议工作。
"""
HEADS = (("一、工作情况", 1, Role.WORK, "二、"), ("（一）规范执法", 2, Role.WORK, "（二）"), ("（二）化解纠纷", 2, Role.WORK, "二、"))
HEADS += (("二、存在的问题", 1, Role.PROBLEMS, "三、"), ("三、下一年打算", 1, Role.PLAN, ""))


def sections(text: str = TEXT) -> tuple[Section, ...]:
    opening = Section("", 1, Role.PREAMBLE, 0, text.index(HEADS[0][0]) - 1)
    placed = (Section(words, depth, role, text.index(words), text.index(until) - 1 if until else len(text)) for words, depth, role, until in HEADS)
    return (opening, *placed)


def evidence(quote: str, role: Role = Role.WORK) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(None, quote, start, start + len(quote), 1, role, ())


def result(name: str, status: Status, *quotes: str, role: Role = Role.WORK, near: str | None = None) -> Result:
    nearest = None if near is None else Passage(near, TEXT.index(near), TEXT.index(near) + len(near), 1)
    return Result(name, name, name[0], Force.REQUIRED, status, tuple(evidence(quote, role) for quote in quotes), nearest=nearest)


def report(*items: Result, text: str | None = TEXT, parts: tuple[Section, ...] | None = None, title: str | None = TEXT.split("\n")[0]) -> CheckResult:
    known = sections() if parts is None else parts
    return CheckResult("-", "", len(TEXT), text, Profile(title), known, items)


ANSWERS = (
    result("E01", Status.COVERED, "开展执法检查5次。"),
    result("E02", Status.COVERED, "抽查案卷20份。"),
    result("E03", Status.PARTIAL, "办理复议案件3件。"),
    result("C01", Status.COVERED, "办理复议案件3件。"),
    result("C02", Status.COVERED, "开展执法检查5次。"),
    result("R01", Status.COVERED, "某县2024年度法治政府建设工作报告", role=Role.PREAMBLE),
    result("R02", Status.COVERED, "一、工作情况"),
    result("R03", Status.COVERED, "执法力量不足。", role=Role.PROBLEMS),
    result("R06", Status.COVERED, "将加强复议工作。", role=Role.PLAN),
)
TITLE = "某县2024年度法治政府建设工作报告"
CASES = {
    "its own evidence": (result("E04", Status.PARTIAL, "办理复议案件3件。"), "（二）化解纠纷"),
    "the nearest passage": (result("E04", Status.MISSING, near="办理复议案件3件。"), "（二）化解纠纷"),
    "planned: where its group is answered": (result("E04", Status.PLANNED, "将加强复议工作。", role=Role.PLAN), "（一）规范执法"),
    "admitted": (result("E04", Status.ADMITTED, "执法力量不足。", role=Role.PROBLEMS), "（一）规范执法"),
    "nearest in the plan": (result("E04", Status.MISSING, near="将加强复议工作。"), "（一）规范执法"),
    "a group split in halves": (result("C03", Status.MISSING), "一、工作情况"),
    "a group without answers": (result("M01", Status.MISSING), "一、工作情况"),
    "a part of the report, its sentence there": (result("R04", Status.MISSING, near="执法力量不足。"), "二、存在的问题"),
    "a part of the report, nothing there": (result("R05", Status.MISSING), TITLE),
    "nearest above all headings": (result("R05", Status.MISSING, near=TITLE), TITLE),
}


@pytest.mark.parametrize(("gap", "heading"), CASES.values(), ids=list(CASES))
def test_a_gap_belongs_to_a_heading(gap: Result, heading: str) -> None:
    start, end = home(gap, report(*ANSWERS, gap))
    assert TEXT[start:end] == heading


def test_without_headings_the_title() -> None:
    gap = result("E04", Status.MISSING, near="抽查案卷20份。")
    whole = (Section("", 1, Role.WORK, 0, len(TEXT)),)
    assert home(gap, report(*ANSWERS, gap, parts=whole)) == (0, len(TITLE))
    assert home(gap, report(gap, parts=())) == (0, len(TITLE))


def test_without_the_text_headings_keep_their_places() -> None:
    gap = result("E04", Status.PARTIAL, "办理复议案件3件。")
    start, end = home(gap, report(*ANSWERS, gap, text=None))
    assert TEXT[start:end] == "（二）化解纠纷"
    assert home(result("R05", Status.MISSING), report(*ANSWERS, text=None)) == (0, 0)


TITLES = {
    "one line": ("某县报告\n正文", "某县报告", "某县报告"),
    "two lines": ("某县人民政府\n2024年度报告\n正文", "某县人民政府2024年度报告", "某县人民政府"),
    "below a file number": ("某政〔2025〕1号\r\n\r\n　　某县报告\r\n正文", "某县报告", "某县报告"),
    "unknown": ("\n  2024年，某县……\n正文", None, "2024年，某县……"),
    "printed otherwise": ("某县工作\n正文", "另一题目", "某县工作"),
    "blank text": (" \n", "某", ""),
}


@pytest.mark.parametrize(("text", "title", "shown"), TITLES.values(), ids=list(TITLES))
def test_title(text: str, title: str | None, shown: str) -> None:
    start, end = title_span(report(text=text, parts=(), title=title))
    assert text[start:end] == shown


@pytest.mark.parametrize(
    ("line", "heading", "shown"),
    [
        ("一、工作情况。\n", "一、工作情况", "一、工作情况"),
        ("一、工作\n情况\n", "一、工作情况", "一、工作\n情况"),
        ("## 一、工作情况\n", "一、工作情况", "一、工作情况"),
        ("一、工作情况（略）\n", "二、别的", "一、工作情况（略）"),
    ],
)
def test_heading(line: str, heading: str, shown: str) -> None:
    start, end = heading_span(Section(heading, 1, Role.WORK, 1, len(line) + 1), "\n" + line)
    assert ("\n" + line)[start:end] == shown


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_real_reports(path: object, shipped: Checklist) -> None:
    """Every gap on a heading of the work part, or of the part that it misses something in, or on the title."""
    document = read_document(str(path))
    assert isinstance(document, Document)
    whole = check(document, shipped)
    assert whole.text
    roles = {section.start: section.role for section in whole.sections if section.heading}
    assert gaps(whole)
    for item in gaps(whole):
        place = home(item, whole)
        if item.group == "R":
            assert place == title_span(whole) or place[0] in roles
        else:
            assert roles[place[0]] is Role.WORK
