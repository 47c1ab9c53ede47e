"""What a comparison is: frozen dataclasses and enums, no behaviour. “Old” and “new” are the two results in this order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.model import ChecklistInfo, CheckResult, Fact, Finding, Passage, Result


class Change(StrEnum):
    """What became of an item. A gap is every applicable status but covered."""

    GAINED = "gained"  # gap → covered
    LOST = "lost"  # covered → gap
    IMPROVED = "improved"  # still a gap, but more is told
    WORSENED = "worsened"  # a gap already, and less is told
    OPEN = "open"  # a gap as before
    APPLIES = "applies"  # not applicable → applicable, whatever its status
    APPLIES_NO_MORE = "applies_no_more"
    KEPT = "kept"  # covered before and now
    INAPPLICABLE = "inapplicable"  # not applicable before and now
    ONLY_OLD = "only_old"  # the other result's checklist has no such item
    ONLY_NEW = "only_new"


class FigureKind(StrEnum):
    """How far a figure can be compared."""

    COMPARED = "compared"  # one value on each side
    SEVERAL = "several"  # a side tells several values
    UNITS = "units"  # the sides tell it in different units
    ONLY_OLD = "only_old"
    ONLY_NEW = "only_new"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item. Both results are there, but for ONLY_OLD and ONLY_NEW."""

    id: str
    change: Change
    old: Result | None
    new: Result | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """An indicator of the reporting year of either side; of equal values each side carries one fact.

    `unit`: None where the sides have different ones. `change` is new − old, `percent` that change in per cent of old;
    both None unless compared, `percent` also where old is 0 and where the figure is a rate itself.
    """

    name: str
    unit: str | None
    kind: FigureKind
    old: tuple[Fact, ...]
    new: tuple[Fact, ...]
    change: float | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure of the old report's year that the new report gives another value."""

    old: Fact
    new: Fact


@dataclass(frozen=True, slots=True)
class FindingPair:
    """One finding that both sides have."""

    old: Finding
    new: Finding


@dataclass(frozen=True, slots=True)
class RepeatedPassage:
    """Sentences in a row that stand in both texts, figures and years apart.

    `characters`: of the new text, white space and quotation marks not counted. `figures`: (old, new) of those that differ,
    in the order of the text.
    """

    old: Passage
    new: Passage
    characters: int
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """How much of the new text stands in the old one: `characters` of `of`, headings not counted; the longest passage first."""

    characters: int
    of: int
    passages: tuple[RepeatedPassage, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is told of two results. Items are in the new checklist's order, those of the old one alone last.

    `repeated`: None where repetition says nothing (two drafts of one report) or a text is not at hand. `notes`: what to
    bear in mind, as Chinese sentences.
    """

    old: CheckResult
    new: CheckResult
    old_checklist: ChecklistInfo
    new_checklist: ChecklistInfo
    items: tuple[ItemChange, ...]
    figures: tuple[FigureChange, ...]
    restated: tuple[Restated, ...]
    gone: tuple[Finding, ...]
    appeared: tuple[Finding, ...]
    remaining: tuple[FindingPair, ...]
    repeated: Repetition | None
    notes: tuple[str, ...]
