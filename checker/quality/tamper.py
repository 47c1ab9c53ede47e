"""Reports with one figure broken: is it told, at the right place?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from checker.arithmetic import Words, check_figures, compile_words
from checker.checklist.types import Checklist
from checker.errors import UsageError
from checker.facts import CompiledFacts, compile_facts, read_facts
from checker.model import Document, Finding
from checker.outline import OutlineRules, compile_outline, read_outline
from checker.reading import read_document


@dataclass(frozen=True, slots=True)
class Break:
    """One figure of a relation changed, `find` → `replace` within `quote`. `sure`: how certainly any reviewer objects, 1 to 3."""

    report: Path
    kind: str
    quote: str
    find: str
    replace: str
    sure: int

    @property
    def broken(self) -> str:
        """The passage with the figure changed."""
        return self.quote.replace(self.find, self.replace)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a break: whether something new was told of the passage, and what."""

    case: Break
    told: tuple[Finding, ...]


def read_breaks(folder: Path, root: Path) -> list[Break]:
    """The breaks that readers listed in a folder (one JSON a report); reports are named from `root` or stand beside."""
    return [one for file in sorted(folder.glob("*.json")) for one in _breaks(file, root)]


def _breaks(file: Path, root: Path) -> Iterator[Break]:
    try:
        content = json.loads(file.read_text("utf-8"))
        report = next(path for path in (file.parent / content["report"], root / content["report"]) if path.is_file())
        for relation in content["relations"]:
            for change in relation.get("breaks", ()):
                yield Break(report, relation["kind"], relation["quote"], change["find"], change["replace"], int(relation.get("sure", 3)))
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        raise UsageError(f"标注文件 {file} 的格式不对（{type(error).__name__}：{error}）") from None


class _Rules(NamedTuple):
    outline: OutlineRules
    facts: CompiledFacts
    words: Words


def run_breaks(breaks: Sequence[Break], checklist: Checklist) -> list[Outcome]:
    """Break each figure in its report, and look at what is told of the passage that was not told before."""
    rules = _Rules(compile_outline(checklist.outline), compile_facts(checklist.facts), compile_words(checklist.arithmetic))
    texts = {case.report: case.report.read_text("utf-8") for case in breaks}
    before = {report: {(one.check, one.quote) for one in _told(text, rules)} for report, text in texts.items()}
    return [_outcome(case, texts[case.report], before[case.report], rules) for case in breaks]


def _outcome(case: Break, text: str, before: set[tuple[str, str]], rules: _Rules) -> Outcome:
    start = text.index(case.quote)
    told = _told(text[:start] + case.broken + text[start + len(case.quote) :], rules)
    here = (one for one in told if one.start < start + len(case.broken) and start < one.end)
    return Outcome(case, tuple(one for one in here if (one.check, one.quote) not in before))


def _told(text: str, rules: _Rules) -> tuple[Finding, ...]:
    document = read_document(text.encode())
    if not isinstance(document, Document):
        raise UsageError(document.reason)
    report = read_outline(document, rules.outline)
    return check_figures(read_facts(report, rules.facts), report, rules.words)
