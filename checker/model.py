"""The plain values that travel through the program: frozen dataclasses and enums, no behaviour.

Two kinds of offsets occur. `start`/`end` of everything that leaves the program (Section, Evidence, Passage, Finding,
Fact) count Unicode code points of `Document.text`, half-open. `Sentence` alone counts positions of the normalised
text, `Report.text`; `text.normal.to_original` leads from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a part of a report speaks of."""

    PREAMBLE = "preamble"
    WORK = "work"  # what was done in the reporting year
    STATIC = "static"  # what the unit is: area, posts, offices
    PROBLEMS = "problems"  # shortcomings and their causes
    PLAN = "plan"  # next year
    OTHER = "other"  # signature, web page remains, annexes


class Status(StrEnum):
    """The verdict on one item for one report."""

    COVERED = "covered"
    PARTIAL = "partial"
    ADMITTED = "admitted"
    PLANNED = "planned"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Level(StrEnum):
    """The kind of body that reports. `department` is a 政府部门 of any government."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"


class Force(StrEnum):
    """How binding an item is: 必备, 应有, 可选."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document as the reader found it.

    `kind`: paragraph | heading | table_row | footnote. `depth`: of a heading, 1 = outermost, if the format tells.
    `start`: where its text begins in `Document.text`.
    """

    text: str
    kind: str = "paragraph"
    depth: int | None = None
    page: int | None = None
    source: str | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text, the blocks in it, and notes for the user (Chinese sentences).

    `recognised`: the text was read off images, so that whatever rests on it must be compared with the original.
    """

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    recognised: bool = False


RECOGNISED = "文字由图像识别而来，请对照原件"  # said of all that rests on such a text


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, with the reason as one Chinese sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Who reports on which year. None = could not be told.

    `tier`: of a department the level of the government it belongs to, else the same as `level`.
    `kind`: "annual_report", or the name of what else the text seems to be (see checklists' `kinds`).
    """

    title: str | None = None
    unit: str | None = None
    level: Level | None = None
    tier: Level | None = None
    year: int | None = None
    kind: str = "annual_report"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. `start` is the heading's start, `end` where the section ends.

    `heading`: the heading's original text, without line ends ("" for text before the first heading).
    `depth`: 1 = outermost. `parent`: index into `Report.sections`.
    """

    heading: str
    depth: int
    role: Role
    start: int
    end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of `Report.text` up to and including 。！？； or the paragraph's end (positions of `Report.text`).

    `section` indexes `Report.sections`; `paragraph` counts paragraphs from 0. A heading is a sentence too.
    """

    start: int
    end: int
    role: Role
    section: int
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A document with its outline. `text` is normalised; `offsets` maps it back (see text.normal)."""

    document: Document
    text: str
    offsets: tuple[tuple[int, ...], tuple[int, ...]]
    title: tuple[int, int] | None  # span in `text`
    profile: Profile
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the original text; `line` is 1-based."""

    quote: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a verdict rests on. `need` is the element it meets; None = it only names the matter."""

    need: str | None
    quote: str
    start: int
    end: int
    line: int
    role: Role
    section: tuple[str, ...]  # original heading lines, outermost first


@dataclass(frozen=True, slots=True)
class Waiver:
    """A mark on a result: who allowed the gap, until when (ISO date), and why."""

    reason: str
    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one item. `group` is the letter of the item's group.

    `unmet`: the needs not met in the work part. `hints`: advice that changes no status. `review`: why a person
    should look, or None. `nearest`: for a gap, the passage that comes closest.
    """

    id: str
    title: str
    group: str
    force: Force
    status: Status
    evidence: tuple[Evidence, ...] = ()
    unmet: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    review: str | None = None
    nearest: Passage | None = None
    suggest: str | None = None
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something at a place that a person should look at. `severity`: error | warning | note."""

    check: str
    severity: str
    message: str
    quote: str
    start: int
    end: int
    line: int
    stated: str | None = None
    expected: str | None = None
    fix: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure told by the report. `name` is None when no known indicator fits; `period` is a year."""

    name: str | None
    value: float
    unit: str
    approximate: bool
    period: int | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that is known of one report; goes to JSON and back without loss."""

    path: str
    digest: str  # sha256 of the file's bytes
    characters: int  # code points of the text
    text: str | None  # None when the user asked for it to be left out
    profile: Profile
    sections: tuple[Section, ...]
    items: tuple[Result, ...]
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistInfo:
    """Which rules were used. `groups` maps a group's letter to its name, in the order to show them."""

    id: str
    version: str
    digest: str
    title: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of one run over several reports."""

    checklist: ChecklistInfo
    reports: tuple[CheckResult, ...]
    unreadable: tuple[Unreadable, ...] = ()
