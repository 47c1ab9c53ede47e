"""A resolved checklist as plain values; `judging` compiles it, `cli` shows it.

Everything here is made of tuples, dicts, strings and numbers, so that a resolved checklist can be cached by `marshal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.checklist.phrases import Phrase
from checker.model import ChecklistInfo, Force, Level


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in rule data: file name, line and column (1-based)."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of a list of patterns, resolved.

    Phrases are numbers into `Checklist.phrases`. `any`: one of them must match; `all`: groups of such, each of which
    must match within `within` (sentence | paragraph | section). `except_`: phrases whose characters no match may use.
    `place`: the part in which it counts (title | preamble | work | problems | problems_heading | plan | static), empty =
    where the item asks. `under`: words that a heading above must hold. `titles`: text inside 《》 counts. `part`/`at_least`: a question of structure.
    """

    source: str  # as written, for people
    where: Place
    any: tuple[int, ...] = ()
    all: tuple[tuple[int, ...], ...] = ()
    except_: tuple[int, ...] = ()
    within: str = "sentence"
    place: tuple[str, ...] = ()
    under: tuple[int, ...] = ()
    titles: bool = False
    part: str | None = None
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist (see the format's description in docs/清单格式.md).

    `forces` maps each level (and "default") to a force. `levels`/`years`: None = all. `examples` maps a status to
    sentences. `needs` keeps the order of the file. `locked`: no overlay changes or drops it.
    """

    id: str
    title: str
    group: str
    basis: tuple[str, ...]
    forces: Mapping[str, Force]
    levels: tuple[Level, ...] | None
    years: tuple[int, ...] | None
    topic: tuple[Pattern, ...]
    elsewhere: tuple[Pattern, ...]
    needs: Mapping[str, tuple[Pattern, ...]]
    covers_all: tuple[Pattern, ...]
    not_applicable: tuple[Pattern, ...]
    advise: tuple[Pattern, ...]
    suggest: str
    examples: Mapping[str, tuple[str, ...]]
    where: Place
    note: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document that items are based on. `in_force`, `issued`, `until`: ISO dates or their beginnings, or None."""

    title: str
    number: str | None = None
    issued: str | None = None
    in_force: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that reports of every level give, so that units and years can be compared (see docs/清单格式.md).

    `units`: its units as they may be written. `subjects`: names into `FactRules.subjects`, empty = any. `before`, `after`, `without`, `none`:
    regular expressions over normalised text, "" = not asked for. `literals`: every match of `before` or `after` holds one of them; `absences`: so for `none`.
    `item`: the id of the item that it supports. `words`: what may stand beside its figures, besides neutral words. `part`: it counts a part.
    `whole`: it counts what was done in all fields.
    """

    name: str
    group: str
    item: str | None
    units: tuple[str, ...]
    subjects: tuple[str, ...]
    before: str
    after: str
    without: str
    none: str
    literals: tuple[str, ...]
    absences: tuple[str, ...]
    words: tuple[str, ...]
    part: bool
    whole: bool
    examples: tuple[str, ...]
    where: Place


@dataclass(frozen=True, slots=True)
class FactRules:
    """facts.yaml, resolved. `units`: every unit as it may be written. `bounds`: before/after → below/above/about → words.

    `neutral`: words that say nothing beside a figure. `parts`: words that say that it counts a part. `fields`: what it may be confined to.
    """

    units: tuple[str, ...]
    bounds: Mapping[str, Mapping[str, tuple[str, ...]]]
    not_bounds: tuple[str, ...]
    slogans: tuple[str, ...]
    last_year: tuple[str, ...]
    since: tuple[str, ...]
    this_year: tuple[str, ...]
    change: tuple[str, ...]
    standards: tuple[str, ...]
    time_units: tuple[str, ...]
    within: tuple[str, ...]
    from_: tuple[str, ...]
    to: tuple[str, ...]
    neutral: tuple[str, ...]
    parts: tuple[str, ...]
    fields: tuple[str, ...]
    subjects: Mapping[str, tuple[str, ...]]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class ArithmeticRules:
    """arithmetic.yaml, resolved; that file says what each list is for.

    `ratios`: words of the rate, of its numerator and of its denominator. `subsets`: names of indicators, part and whole.
    `complete`: words of parts that make up any whole. `dated`, `spans`, `founded`: years of what everybody knows.
    """

    words: Mapping[str, tuple[str, ...]]
    ratios: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]
    subsets: tuple[tuple[str, str], ...]
    complete: tuple[tuple[str, ...], ...]
    dated: tuple[tuple[tuple[str, ...], str], ...]
    spans: tuple[tuple[str, tuple[str, ...]], ...]
    founded: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A form that is official, and forms that are not (terms.yaml). All texts are normalised, as the text they are sought in.

    `near`: one of them must stand in the same sentence; `unless_near`: none of them may. `unless`: longer words in which a wrong form is right.
    `since`, `until`: the first and last reporting year, None = any. `check`: term | institution | typo. `examples`: wrong and right sentences.
    """

    right: str | None  # as written, for people; None: nothing can stand in its place
    wrong: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    unless_near: tuple[str, ...]
    check: str
    severity: str
    since: int | None
    until: int | None
    why: str
    source: str | None
    examples: Mapping[str, tuple[str, ...]]
    where: Place


@dataclass(frozen=True, slots=True)
class DocumentTitle:
    """A document that reports cite (titles.yaml). `in_force`, `until`: ISO dates or their beginnings, None = not known or still.

    `kind`: law | regulation | rule | interpretation | party | document. `keys`: of the title and of the names that may stand for it, `wrong`: of forms
    that mean it and are wrong, each as `text.citations.title_key` makes it.
    """

    title: str
    kind: str
    issuer: str | None
    number: str | None
    in_force: str | None
    until: str | None
    successor: str | None
    keys: tuple[str, ...]
    wrong: tuple[str, ...]
    where: Place


@dataclass(frozen=True, slots=True)
class Form:
    """Something that is told by its form (wording.yaml). A line is looked at where it holds one of `needed`; `regex` is in re2's syntax.

    `typed`: the line as typed, else normalised. `roles`: the parts in which it counts, empty = all.
    """

    check: str
    severity: str
    needed: tuple[str, ...]
    regex: str
    unless: tuple[str, ...]
    typed: bool
    roles: tuple[str, ...]
    why: str
    fix: str | None
    source: str | None
    examples: Mapping[str, tuple[str, ...]]
    where: Place


@dataclass(frozen=True, slots=True)
class WordingRules:
    """terms.yaml, titles.yaml and wording.yaml, resolved. `variants`: forms of one term, of which a report should use one. `words`: lists by name."""

    terms: tuple[Term, ...]
    titles: tuple[DocumentTitle, ...]
    forms: tuple[Form, ...]
    variants: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """An item of the parent list that an overlay changes or drops, and why. `title`: the parent's. `keys`: what is changed, empty = dropped."""

    item: str
    title: str
    keys: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a local list does to the one it extends. `base`: that list's id and version. `own`: ids of its own items."""

    base: str
    own: tuple[str, ...]
    changed: tuple[Change, ...]
    dropped: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """All rule data of one run. `cues`: named phrase lists (negation, future, …); `outline`: words for the outline.

    `off`: checks that are switched off, each with the reason; a name ending in ".*" stands for a family. `overlay`: None unless it extends another list.
    """

    info: ChecklistInfo
    documents: Mapping[str, Source]
    items: tuple[Item, ...]
    phrases: tuple[Phrase, ...]
    cues: Mapping[str, tuple[Phrase, ...]]
    outline: Mapping[str, Any]
    facts: FactRules
    arithmetic: ArithmeticRules
    wording: WordingRules
    off: Mapping[str, str]
    accepted: Mapping[str, tuple[str, ...]]  # cross-talk that is right: item → items that its examples also cover
    overlay: Overlay | None = None
