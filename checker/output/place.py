"""Where a gap belongs: a report's place for what is not in it. From a `CheckResult` alone.

Outputs that hang every result on a place (comments in Word, SARIF) put a gap on the heading under which the matter would
be told, or on the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model import CheckResult, Result, Role, Section, Status

_SIGNS = "#* \t\u3000"  # what may stand before a heading's words in its line: Markdown's signs, an indent
_ANSWERED = (Status.COVERED, Status.PARTIAL)


def home(item: Result, report: CheckResult) -> tuple[int, int]:
    """The span (code points of the report's text, half-open) of the heading that a gap belongs to.

    In this order: the heading over the item's best evidence or nearest passage, where that lies in a part in which items
    of this group are answered; the lowest heading that stands over most answers to the group; the first heading of the
    work part. A group that is answered all over the report (the parts that it must have) has no such heading: what it
    lacks belongs to the title, and so does everything where no heading is. Without the text (it was left out) a title has
    no known place, and (0, 0) stands for it.
    """
    answers = [one.evidence[0] for one in report.items if one.group == item.group and one.status in _ANSWERED and one.evidence]
    roles = {answer.role for answer in answers} or {Role.WORK}
    for place in _places(item):
        section = section_at(report, place)
        if section is not None and section.heading and section.role in roles:
            return heading_span(section, report.text)
    common = _common_section(report, [answer.start for answer in answers]) if roles == {Role.WORK} else None
    return title_span(report) if common is None else heading_span(common, report.text)


def title_span(report: CheckResult) -> tuple[int, int]:
    """The span of the title; of a title over several lines the first of them; the first line of a text without title."""
    title, text = report.profile.title, report.text or ""
    first = next((section.start for section in report.sections if section.heading), len(text))
    lines = list(_lines(text, first)) or list(_lines(text, len(text)))
    for start, end in lines if title else ():
        inside = text.find(title or "", start, end)
        if inside >= 0:
            return inside, inside + len(title or "")
        if end - start > 1 and (title or "").startswith(text[start:end]):
            return start, end
    return lines[0] if lines else (0, 0)


def heading_span(section: Section, text: str | None) -> tuple[int, int]:
    """The span of a section's heading, line ends inside it included. Without the text its start and length."""
    if text is None:
        return section.start, section.start + len(section.heading)
    start = section.start
    while start < section.end and text[start] in _SIGNS and not section.heading.startswith(text[start]):
        start += 1
    end = start
    for sign in section.heading:
        while end < section.end and text[end] in "\r\n":
            end += 1
        if text[end : end + 1] != sign:  # the outline reads the heading otherwise than it is printed
            return start, _line_end(text, start)
        end += 1
    return start, end


def section_at(report: CheckResult, position: int) -> Section | None:
    """The innermost section at a position; None before the first."""
    found = None
    for section in report.sections:
        if section.start <= position < section.end:
            found = section  # what begins later lies deeper
    return found


def _places(item: Result) -> Iterable[int]:
    if item.evidence:
        yield item.evidence[0].start
    if item.nearest:
        yield item.nearest.start


def _common_section(report: CheckResult, positions: list[int]) -> Section | None:
    """The lowest headed section of the work part that holds more than half of the positions; else the first one."""
    work = [section for section in report.sections if section.heading and section.role is Role.WORK]
    for section in sorted(work, key=lambda one: one.end - one.start):
        inside = sum(section.start <= position < section.end for position in positions)
        if 2 * inside > len(positions):
            return section
    return work[0] if work else None


def _lines(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines that begin before `limit` and are not blank, without the white space around them."""
    start = 0
    while start < min(limit, len(text)):
        end = _line_end(text, start)
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = end + 1


def _line_end(text: str, start: int) -> int:
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return min(ends, default=len(text))
