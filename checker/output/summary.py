"""Counting results: what every output and the exit code go by."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import CheckResult, Evidence, Finding, Force, Result, Role, Status

GAPS = (Status.PARTIAL, Status.ADMITTED, Status.PLANNED, Status.MISSING)
SEARCHED = (Role.WORK, Role.PROBLEMS, Role.PLAN)  # the parts where items are looked for
_MOST_EVIDENCE = 3
SEVERITIES = ("error", "warning", "note")  # the gravest first
FORCES = (Force.REQUIRED, Force.EXPECTED, Force.OPTIONAL)  # the most binding first


def counts(items: Iterable[Result]) -> dict[Status, int]:
    """How many items have each status, every status named."""
    found = dict.fromkeys(Status, 0)
    for item in items:
        found[item.status] += 1
    return found


def applicable(items: Iterable[Result]) -> int:
    """Number of items that the report must answer."""
    return sum(item.status is not Status.NOT_APPLICABLE for item in items)


def is_gap(item: Result) -> bool:
    """Whether the item applies and is not covered."""
    return item.status in GAPS


def gaps(report: CheckResult, force: Force | None = None) -> list[Result]:
    """The report's gaps, all of them or those of one force, in the checklist's order."""
    return [item for item in report.items if is_gap(item) and force in (None, item.force)]


def best_evidence(item: Result) -> list[Evidence]:
    """The best sentence for each need, none of them twice, three at most."""
    found: dict[str | None, Evidence] = {}
    seen: set[int] = set()
    for one in item.evidence:
        if one.need not in found and one.start not in seen:
            found[one.need] = one
            seen.add(one.start)
    return list(found.values())[:_MOST_EVIDENCE]


def headings(report: CheckResult, role: Role) -> list[str]:
    """The outermost headings of the parts with that role: where things were looked for."""
    return [
        section.heading
        for section in report.sections
        if section.role is role and section.heading and not _inside(report, section.parent, role)
    ]


def _inside(report: CheckResult, parent: int | None, role: Role) -> bool:
    return parent is not None and report.sections[parent].role is role and bool(report.sections[parent].heading)


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then in the order of the text."""
    return sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.start))


def percent(part: int, whole: int) -> int | None:
    """A rounded rate; 100 and 0 are kept for all and none. None when there is nothing to divide by."""
    if not whole:
        return None
    if part in (0, whole):
        return 100 * part // whole
    return min(99, max(1, round(100 * part / whole)))
