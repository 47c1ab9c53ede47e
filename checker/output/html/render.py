"""Filling the page. Nothing of the report can act: all text is escaped, and the browser runs only our own script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.model import ChecklistInfo, CheckResult, Evidence, Fact, Finding, Result, Section, Status
from checker.output import Options, words
from checker.output.html.marks import Mark, MarkedText, Place, Span, mark_text
from checker.output.lines import clean, shorten
from checker.output.place import heading_span
from checker.output.summary import FORCES, SEARCHED, applicable, by_severity, counts, gaps, headings, is_gap
from checker.output.terminal_facts import value_word
from checker.output.terminal_report import profile_warnings

# What HTML forbids, and what would change the direction or the look of the text around it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_MOST_EVIDENCE = 3  # further sentences of an item are folded away


def render(report: CheckResult, checklist: ChecklistInfo, options: Options) -> str:
    """The page. With `options.show_all` it opens with all items, else with the gaps; it holds all of them either way."""
    findings = by_severity(report.findings)
    marked = _marked(report, findings) if report.text is not None else None
    page: str = (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            checklist=checklist,
            show_all=options.show_all,
            number=counts(report.items),
            applicable=applicable(report.items),
            rate=words.rate(report),
            warnings=profile_warnings(report.profile),
            gaps=[(force, _by_status(gaps(report, force))) for force in FORCES],
            searched=[(words.ROLE[role], headings(report, role)) for role in SEARCHED],
            groups=list(_groups(report, checklist)),
            blocks=[(title, items) for title, items in _blocks(report) if items],
            findings=findings,
            kinds=_kinds(findings),
            facts=_split_facts(report.facts),
            lines=marked and marked.lines,
            outline=list(_outline(report, marked)),
            run_place=partial(_place, marked and marked.runs),
            piece_place=partial(_place, marked and marked.pieces),
        )
    )
    return page


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("checker.output.html")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_safe, trim_blocks=True, lstrip_blocks=True
    )
    style, script = (loader.get_source(environment, name)[0] for name in ("page.css", "page.js"))
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_source_hash(style)}; script-src {_source_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        words=words,
        Status=Status,
        FORCES=FORCES,
        is_gap=is_gap,
        clean=clean,
        shorten=shorten,
        value_word=value_word,
        evidence_rows=_evidence_rows,
        most_evidence=_MOST_EVIDENCE,
    )
    return environment


def _safe(value: Any) -> Any:
    """What every expression of the templates goes through before it is escaped."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSAFE.sub("", value.replace("\v", "\n").replace("\f", "\n"))
    return "" if value is None else value


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Group(NamedTuple):
    letter: str
    name: str
    items: Sequence[Result]  # the covered ones first, so that the row reads as a bar
    covered: int
    applicable: int


def _groups(report: CheckResult, checklist: ChecklistInfo) -> Iterator[_Group]:
    by_group: dict[str, list[Result]] = {}
    for item in report.items:
        by_group.setdefault(item.group, []).append(item)
    order = list(Status)
    for letter in dict.fromkeys((*checklist.groups, *by_group)):
        items = sorted(by_group.get(letter, ()), key=lambda item: order.index(item.status))
        if items:
            covered = sum(item.status is Status.COVERED for item in items)
            yield _Group(letter, checklist.groups.get(letter, ""), items, covered, applicable(items))


def _by_status(items: Sequence[Result]) -> list[tuple[Status, list[Result]]]:
    return [(status, found) for status in Status if (found := [item for item in items if item.status is status])]


def _blocks(report: CheckResult) -> Iterator[tuple[str, Sequence[Result]]]:
    """The items under their titles: the gaps first, by force, then the others."""
    for force in FORCES:
        yield f"{words.FORCE[force]}项的缺口", gaps(report, force)
    for status in (Status.COVERED, Status.NOT_APPLICABLE):
        yield words.STATUS[status], [item for item in report.items if item.status is status]


def _kinds(findings: Sequence[Finding]) -> list[tuple[str, Counter[str]]]:
    """How many findings of each severity there are, by what the check looks at."""
    found: dict[str, Counter[str]] = {}
    for finding in findings:
        found.setdefault(words.check_kind(finding.check), Counter())[finding.severity] += 1
    return list(found.items())


def _split_facts(facts: Sequence[Fact]) -> tuple[list[tuple[int, Fact]], list[tuple[int, Fact]]]:
    """Figures of known indicators, and the others, each with its number."""
    numbered = list(enumerate(facts))
    return [pair for pair in numbered if pair[1].name], [pair for pair in numbered if not pair[1].name]


class _EvidenceRow(NamedTuple):
    """A sentence that an item rests on, with all that it shows. `heading`: the one above it, unless it is that itself."""

    label: str
    needs: Sequence[str]
    passage: Evidence
    heading: str


def _evidence_rows(item: Result) -> list[_EvidenceRow]:
    """The sentences, each once."""
    needs: dict[tuple[int, int], list[str]] = {}
    first: dict[tuple[int, int], Evidence] = {}
    for one in item.evidence:
        place = one.start, one.end
        first.setdefault(place, one)
        needs.setdefault(place, []).extend([one.need] if one.need else [])
    tell_needs = len(first) > 1 or item.status is Status.PARTIAL
    return [
        _EvidenceRow(words.evidence(item, one), needs[place] if tell_needs else (), one, _heading_above(one)) for place, one in first.items()
    ]


def _heading_above(evidence: Evidence) -> str:
    above = [heading for heading in evidence.section if heading.strip() and clean(heading) != clean(evidence.quote)]
    return above[-1] if above else ""


def _marked(report: CheckResult, findings: Sequence[Finding]) -> MarkedText:
    """The text with all places that the page speaks of; `findings` in the page's order."""
    text = report.text or ""
    outer = [Mark(*span, "heading") for section in report.sections if (span := _heading(section, text))]
    for item in report.items:
        outer += [Mark(one.start, one.end, "evidence", (item.id, item.id)) for one in item.evidence]
        if item.nearest:
            outer.append(Mark(item.nearest.start, item.nearest.end, "nearest", (item.id, item.id)))
    inner = [Mark(fact.start, fact.end, "fact") for fact in report.facts]
    for number, finding in enumerate(findings):
        back = f"finding-{number}", words.SEVERITY[finding.severity]
        inner.append(Mark(finding.start, finding.end, "finding", back))
    return mark_text(text, outer, inner)


def _outline(report: CheckResult, marked: MarkedText | None) -> Iterator[tuple[str, int, str, Place | None]]:
    """Heading, depth, part and place of every section that has a heading."""
    for section in report.sections:
        if section.heading:
            span = _heading(section, report.text or "")
            place = marked.runs.get(span) if marked and span else None
            yield section.heading, min(section.depth, 4), words.ROLE[section.role], place


def _heading(section: Section, text: str) -> Span | None:
    return heading_span(section, text) if section.heading and section.end <= len(text) else None


def _place(places: Any, passage: Any) -> Place | None:
    return places.get((passage.start, passage.end)) if places else None
