"""SARIF 2.1.0: a result for each gap and each finding, for code hosts and editors that show remarks beside a text.

Offsets count the code points of the text as it was read; of a text file these are the file's own.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from checker.model import Batch, CheckResult, Finding, Force, Result
from checker.output import Options, words
from checker.output.json import tool_version
from checker.output.lines import clean
from checker.output.place import home
from checker.output.summary import gaps
from checker.text.lines import line_starts

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Force.REQUIRED: "error", Force.EXPECTED: "warning", Force.OPTIONAL: "note"}
_DRIVE = re.compile(r"[A-Za-z]:/")
_LINK = re.compile(r"[\\\[\]]")  # what makes a link in a message


def render(batch: Batch, _: Options) -> str:
    """The whole run as one log."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(batch)]}
    return json.dumps(log, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _run(batch: Batch) -> dict[str, Any]:
    rules = _rules(batch)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    info = batch.checklist
    return {
        "tool": {"driver": {"name": "fazhi", "version": tool_version(), "language": "zh-CN", "rules": rules}},
        "invocations": [_invocation(batch)],
        "artifacts": [_artifact(report) for report in batch.reports],
        "results": [
            {**result, "ruleIndex": index[result["ruleId"]]} for number, report in enumerate(batch.reports) for result in _results(report, number)
        ],
        "columnKind": "unicodeCodePoints",
        "properties": {"checklist": {"id": info.id, "version": info.version, "digest": info.digest}},
    }


def _rules(batch: Batch) -> list[dict[str, Any]]:
    """Every item, whether it has a gap or not, and every check that found something."""
    rules: dict[str, dict[str, Any]] = {}
    for report in batch.reports:
        for item in report.items:
            group = f"{item.group} {batch.checklist.groups.get(item.group, '')}".strip()
            rule = {"id": clean(item.id), "shortDescription": {"text": _plain(item.title)}, "properties": {"tags": [clean(group)]}}
            rules.setdefault(clean(item.id), rule | ({"help": {"text": _plain(item.suggest)}} if item.suggest else {}))
        for finding in report.findings:
            rules.setdefault(clean(finding.check), {"id": clean(finding.check)})
    return list(rules.values())


def _invocation(batch: Batch) -> dict[str, Any]:
    told = [
        {"level": "error", "message": {"text": _plain(failed.reason)}, "locations": [_location(failed.path, None)]}
        for failed in batch.unreadable
    ]
    return {"executionSuccessful": not told, "toolExecutionNotifications": told}


def _artifact(report: CheckResult) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri(report.path)}, "sourceLanguage": "zh-CN"}
    return artifact | ({"hashes": {"sha-256": report.digest}} if report.digest else {})


def uri(path: str) -> str:
    """A path as a URI reference: relative paths stay relative, absolute ones become file: URIs."""
    path = "stdin" if path == "-" else path.replace("\\", "/")
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quote(path[2:], errors='replace')}"
    return f"{'file://' if path.startswith('/') else ''}{quote(path, errors='replace')}"


def _results(report: CheckResult, number: int) -> Iterator[dict[str, Any]]:
    starts = line_starts(report.text) if report.text is not None else None
    seen: Counter[str] = Counter()
    for item in gaps(report):
        yield {**_gap(item, report, starts, number), "partialFingerprints": _fingerprint(item.id, seen)}
    for finding in report.findings:
        key = f"{finding.check} {clean(finding.quote)} {finding.stated}"
        yield {**_finding(finding, report, starts, number), "partialFingerprints": _fingerprint(key, seen)}


def _fingerprint(key: str, seen: Counter[str]) -> dict[str, str]:
    """The same for the same remark in a later version of the report; equal remarks are told apart by their order."""
    seen[key] += 1
    return {"fazhi/v1": hashlib.sha256(f"{key} {seen[key]}".encode("utf-8", "replace")).hexdigest()[:32]}


def _gap(item: Result, report: CheckResult, starts: list[int] | None, number: int) -> dict[str, Any]:
    start, end = (item.evidence[0].start, item.evidence[0].end) if item.evidence else home(item, report)
    related = [(one.start, one.end, words.evidence(item, one)) for one in item.evidence[1:]]
    if item.nearest:
        related.append((item.nearest.start, item.nearest.end, "相近"))
    told = [f"{item.id} {item.title}：{words.STATUS[item.status]}（{words.FORCE[item.force]}）。缺少：{words.reason(item)}。"]
    told += [f"建议：{item.suggest}"] if item.suggest else []
    told += [f"请人工复核：{item.review}。"] if item.review else []
    result: dict[str, Any] = {
        "ruleId": clean(item.id),
        "level": _LEVEL[item.force],
        "message": {"text": _plain("".join(told))},
        "locations": [_location(report.path, _region(start, end, report.text, starts), number)],
        "properties": {"status": item.status, "force": item.force},
    }
    if related:
        result["relatedLocations"] = [
            _location(report.path, _region(first, last, report.text, starts), number) | {"message": {"text": label}} for first, last, label in related
        ]
    if item.waiver:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": clean(words.waiver(item) or "")}]
    return result


def _finding(finding: Finding, report: CheckResult, starts: list[int] | None, number: int) -> dict[str, Any]:
    told = [f"{clean(finding.message)}：“{clean(finding.quote)}”", *(f"{label}：{text}" for label, text in words.remedy(finding))]
    return {
        "ruleId": clean(finding.check),
        "level": finding.severity,
        "message": {"text": _plain("；".join(told))},
        "locations": [_location(report.path, _region(finding.start, finding.end, report.text, starts), number)],
    }


def _plain(text: str) -> str:
    """A message in which nothing is a link."""
    return _LINK.sub(r"\\\g<0>", clean(text))


def _location(path: str, region: dict[str, Any] | None, number: int | None = None) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": uri(path)} | ({"index": number} if number is not None else {})
    return {"physicalLocation": {"artifactLocation": artifact} | ({"region": region} if region else {})}


def _region(start: int, end: int, text: str | None, starts: list[int] | None) -> dict[str, Any]:
    """A span as offset and length, and as lines and columns from 1 where the text is at hand."""
    region: dict[str, Any] = {"charOffset": start, "charLength": end - start}
    if text is None or starts is None:
        return region
    first, last = bisect_right(starts, start), bisect_right(starts, end)
    lines = {"startLine": first, "startColumn": start - starts[first - 1] + 1, "endLine": last, "endColumn": end - starts[last - 1] + 1}
    return {**lines, **region, "snippet": {"text": clean(text[start:end])}}
