"""What is settled before the sentences are gone through: roles of the sections, the preamble, where cues may count."""

from __future__ import annotations

from checker.model import Role
from checker.outline.cues import opening
from checker.outline.flow import Course
from checker.outline.headings import Placed
from checker.outline.paragraphs import Paragraph
from checker.outline.roles import Lead, Roles, section_roles
from checker.outline.rules import OutlineRules, found
from checker.text import split_sentences

_MOST_PREAMBLE = 2  # paragraphs before the first heading, when none says 报告如下
_OPENING = 3  # paragraphs in which 报告如下 may stand
_CLOSING = frozenset({Role.PROBLEMS, Role.PLAN})


def chart(
    text: str,
    paragraphs: list[Paragraph],
    placed: list[Placed],
    titles: set[int],
    asides: set[int],
    copies: set[int],
    year: int | None,
    rules: OutlineRules,
) -> Course:
    """Everything that `flow.assign` needs."""
    roles = section_roles(placed, year, rules, _lead(text, paragraphs, placed, year, rules))
    told = {role for i, several in enumerate(roles) if placed[i].heading.paragraph not in copies for role in several}
    first_heading = placed[0].heading.paragraph if placed else len(paragraphs)
    before = [i for i in range(first_heading) if i not in titles and i not in asides and i not in copies]
    headed = Role.WORK in told
    preamble = _headed(before, paragraphs, first_heading, rules) if headed else _unheaded(before, paragraphs, rules)
    offset = 0 if placed and placed[0].heading.start == paragraphs[0].start else 1
    unheaded = set(_CLOSING - told)
    closing = _closing(placed, roles, copies) if unheaded else set()
    places = (offset, titles, asides, copies, preamble, not headed, closing)
    return Course(text, paragraphs, placed, roles, *places, unheaded, year, rules)


def _lead(text: str, paragraphs: list[Paragraph], placed: list[Placed], year: int | None, rules: OutlineRules) -> Lead:
    def lead(number: int) -> Role | None:
        heading = placed[number].heading
        paragraph = paragraphs[heading.paragraph]
        if heading.end == paragraph.end:
            if heading.paragraph + 1 == len(paragraphs):
                return None
            paragraph = paragraphs[heading.paragraph + 1]
        spans = split_sentences(text, max(paragraph.start, heading.end), paragraph.end)
        return opening(text[slice(*spans[0])], year, rules)

    return lead


def _announced(before: list[int], paragraphs: list[Paragraph], rules: OutlineRules) -> int | None:
    """The paragraph that says 现将……报告如下."""
    return next((i for i in before[:_OPENING] if found(rules.preamble_ends, paragraphs[i].text)), None)


def _headed(before: list[int], paragraphs: list[Paragraph], first_heading: int, rules: OutlineRules) -> int:
    """Index behind the preamble of a report whose work has headings: as a rule all that stands before them."""
    announced = _announced(before, paragraphs, rules)
    behind = [i for i in before if announced is None or i > announced]
    if len(behind) <= _MOST_PREAMBLE:
        return first_heading
    return (before[0] if announced is None else announced) + 1


def _unheaded(before: list[int], paragraphs: list[Paragraph], rules: OutlineRules) -> int:
    """The same when the work stands without headings: up to 报告如下, or a first paragraph of slogans."""
    announced = _announced(before, paragraphs, rules)
    if announced is not None:
        return announced + 1
    slogans = len(before) > 1 and not rules.figures.search(paragraphs[before[0]].text)
    return before[0] + 1 if slogans else 0


def _closing(placed: list[Placed], roles: list[Roles], copies: set[int]) -> set[int]:
    """The last outermost section on work, and all below it."""
    outermost = [i for i, item in enumerate(placed) if item.depth == 1 and item.heading.paragraph not in copies]
    last = next((i for i in reversed(outermost) if Role.WORK in roles[i]), None)
    if last is None:
        return set()
    end = next((i for i in outermost if i > last), len(placed))
    return set(range(last, end))
