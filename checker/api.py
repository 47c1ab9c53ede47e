"""The library's functions: from files to results."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from checker.model import RECOGNISED, Batch, CheckResult, Document, Finding, Level, Unreadable
from checker.reading import read_bytes, read_document

if TYPE_CHECKING:
    from checker.arithmetic import Words
    from checker.checklist import Checklist
    from checker.facts import CompiledFacts
    from checker.judging import Engine
    from checker.outline import OutlineRules
    from checker.wording import CompiledWording

# (reports done, reports in all, pages read, pages in all); pages of the report at hand where reading takes long, else 0 of 0
Progress = Callable[[int, int, int, int], None]
Reader = Callable[[str], bytes | Unreadable]  # path → its bytes


class _Compiled(NamedTuple):
    engine: Engine
    rules: OutlineRules
    facts: CompiledFacts
    arithmetic: Words
    wording: CompiledWording


class _SameChecklist:
    """A checklist as a key: equal only to itself, so that compiling is remembered while it is in use."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameChecklist) and other.checklist is self.checklist

    def __hash__(self) -> int:
        return id(self.checklist)


@lru_cache(maxsize=4)
def _compiled(key: _SameChecklist) -> _Compiled:
    from checker.arithmetic import compile_words
    from checker.facts import compile_facts
    from checker.judging import compile_engine
    from checker.outline import compile_outline
    from checker.wording import compile_wording

    rules = key.checklist
    return _Compiled(
        compile_engine(rules),
        compile_outline(rules.outline),
        compile_facts(rules.facts),
        compile_words(rules.arithmetic),
        compile_wording(rules.wording),
    )


def load_checklist(path: str | None = None) -> Checklist:
    """The shipped checklist, or the one at `path`. Raises ChecklistError."""
    from checker import checklist

    return checklist.load_checklist(path)


@lru_cache(maxsize=1)
def _shipped() -> Checklist:
    return load_checklist()


def check(
    document: Document,
    checklist: Checklist | None = None,
    *,
    path: str = "-",
    digest: str = "",
    unit: str | None = None,
    level: Level | None = None,
    year: int | None = None,
) -> CheckResult:
    """The verdicts on one document and its figures, by the shipped checklist unless another is given.

    `unit`, `level` and `year` override what the text says of itself; a unit also brings its level.
    `path` and `digest` (sha256 of the file's bytes) are only carried along.
    """
    from checker.arithmetic import check_figures
    from checker.facts import as_fact, read_facts
    from checker.judging import judge
    from checker.outline import read_outline
    from checker.wording import check_wording

    rules = checklist or _shipped()
    compiled = _compiled(_SameChecklist(rules))
    report = read_outline(document, compiled.rules, unit=unit, level=level, year=year)
    figures = read_facts(report, compiled.facts)
    found = (*check_figures(figures, report, compiled.arithmetic), *check_wording(report, figures, compiled.wording))
    return CheckResult(
        path=path,
        digest=digest,
        characters=len(document.text),
        text=document.text,
        profile=report.profile,
        sections=report.sections,
        items=judge(report, compiled.engine),
        findings=_findings(found, rules.off, document),
        facts=tuple(as_fact(figure, report) for figure in figures if figure.fact),
        notes=(*document.notes, *report.notes),
    )


def _findings(found: Sequence[Finding], off: Mapping[str, str], document: Document) -> tuple[Finding, ...]:
    """Those of checks that are not switched off, in order of the text.

    On text read off images nothing is certain: an error becomes a warning, and each finding says where its text comes from.
    """
    found = sorted((one for one in found if one.check not in off and f"{one.check.split('.')[0]}.*" not in off), key=lambda one: (one.start, one.check))
    if not document.recognised:
        return tuple(found)
    return tuple(
        replace(one, severity="warning" if one.severity == "error" else one.severity, message=f"{one.message}（{RECOGNISED}）") for one in found
    )


def check_file(
    path: str,
    checklist: Checklist,
    *,
    unit: str | None = None,
    level: Level | None = None,
    year: int | None = None,
    pages: Callable[[int, int], None] | None = None,
    read: Reader = read_bytes,
) -> CheckResult | Unreadable:
    """Read and check one file; "-" is standard input. `pages` hears (read, in all) where reading takes long."""
    data = read(path)
    if isinstance(data, Unreadable):
        return data
    document = read_document(data, path, pages)
    if isinstance(document, Unreadable):
        return document
    digest = hashlib.sha256(data).hexdigest()
    return check(document, checklist, path=path, digest=digest, unit=unit, level=level, year=year)


def check_many(
    paths: Sequence[str],
    checklist: Checklist,
    *,
    unit: str | None = None,
    level: Level | None = None,
    year: int | None = None,
    progress: Progress | None = None,
    read: Reader = read_bytes,
) -> Batch:
    """Check files one after another; what cannot be read is told in the batch. `read` gives the bytes of a path."""
    reports: list[CheckResult] = []
    unreadable: list[Unreadable] = []
    for number, path in enumerate(paths, 1):
        pages = partial(progress, number - 1, len(paths)) if progress else None
        outcome = check_file(path, checklist, unit=unit, level=level, year=year, pages=pages, read=read)
        if isinstance(outcome, Unreadable):
            unreadable.append(outcome)
        else:
            reports.append(outcome)
        if progress:
            progress(number, len(paths), 0, 0)
    return Batch(checklist.info, tuple(reports), tuple(unreadable))
