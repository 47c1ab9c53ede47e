"""JUnit XML: a suite for each report, a case for each item and each finding.

The elements and attributes are those of the schema of Ant's JUnit task, which CI servers share, and `skipped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.model import Batch, CheckResult, Finding, Force, Result, Status, Unreadable
from checker.output import Options, words
from checker.output.lines import clean
from checker.output.summary import best_evidence, is_gap

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold


class _Case(NamedTuple):
    """`outcome`: passed | failure | skipped | error; `message` and `details` say why, `kind` names the sort of failure."""

    name: str
    outcome: str
    message: str = ""
    details: Sequence[str] = ()
    kind: str = ""


def render(batch: Batch, _: Options) -> str:
    """Gaps of required and expected items and findings from warning upwards fail; optional, waived and inapplicable ones are skipped."""
    root = Element("testsuites")
    time = datetime.now().isoformat(timespec="seconds")
    for report in batch.reports:
        _add_suite(root, report.path, _cases(report), time, f"{words.summary(report)}\n{words.rate(report)}")
    for failed in batch.unreadable:
        _add_suite(root, failed.path, [_unread(failed)], time, "")
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False).join(('<?xml version="1.0" encoding="UTF-8"?>\n', "\n"))


def _add_suite(root: Element, path: str, cases: list[_Case], time: str, told: str) -> None:
    name = _safe(path) or "报告"
    count = {key: str(sum(case.outcome == outcome for case in cases)) for key, outcome in (("failures", "failure"), ("errors", "error"))}
    place = {"name": name, "package": "fazhi", "id": str(len(root)), "hostname": "localhost", "timestamp": time}
    suite = SubElement(root, "testsuite", place | {"tests": str(len(cases)), **count, "time": "0"})
    SubElement(suite, "properties")
    for case in cases:
        element = SubElement(suite, "testcase", {"name": _safe(case.name), "classname": name, "time": "0"})
        if case.outcome == "skipped":
            SubElement(element, "skipped", {"message": _safe(case.message)})
        elif case.outcome != "passed":
            verdict = SubElement(element, case.outcome, {"type": case.kind, "message": _safe(case.message)})
            verdict.text = "\n".join(map(_safe, case.details))
    SubElement(suite, "system-out").text = told
    SubElement(suite, "system-err")


def _safe(text: str) -> str:
    return _ILLEGAL.sub("", clean(text))


def _cases(report: CheckResult) -> list[_Case]:
    return [*map(_item_case, report.items), *map(_finding_case, report.findings)]


def _item_case(item: Result) -> _Case:
    name = f"{item.id} {item.title}"
    if item.status is Status.COVERED:
        return _Case(name, "passed")
    if not is_gap(item):
        return _Case(name, "skipped", words.STATUS[item.status])
    message = f"{words.STATUS[item.status]}（{words.FORCE[item.force]}）：{words.reason(item)}"
    if item.waiver:
        return _Case(name, "skipped", f"已豁免：{words.waiver(item)}；{message}")
    if item.force is Force.OPTIONAL:
        return _Case(name, "skipped", message)
    return _Case(name, "failure", message, list(_item_details(item)), item.force)


def _item_details(item: Result) -> Iterator[str]:
    yield f"缺少：{words.reason(item)}"
    for one in best_evidence(item):
        yield f"{words.evidence(item, one)}：第 {one.line} 行 “{one.quote}”"
    if item.nearest:
        yield f"相近：第 {item.nearest.line} 行 “{item.nearest.quote}”"
    if item.suggest:
        yield f"建议：{item.suggest}"
    if item.review:
        yield f"请人工复核：{item.review}"


def _finding_case(finding: Finding) -> _Case:
    name = f"{finding.check} 第 {finding.line} 行"
    message = f"{words.SEVERITY[finding.severity]}：{finding.message}"
    if finding.severity == "note":
        return _Case(name, "skipped", message)
    told = [f"第 {finding.line} 行 “{finding.quote}”", *(f"{label}：{value}" for label, value in words.remedy(finding))]
    return _Case(name, "failure", message, told, finding.severity)


def _unread(failed: Unreadable) -> _Case:
    return _Case("读取", "error", f"未能读取：{failed.reason}", [failed.reason], "unreadable")
