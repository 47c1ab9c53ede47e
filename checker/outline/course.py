"""What is settled before the sentences are gone through: roles of the sections, the preamble, where cues may count."""

from __future__ import annotations

from checker.model import Role
from checker.outline.closing import Body, settle_closing
from checker.outline.cues import opening
from checker.outline.flow import Course
from checker.outline.headings import Placed
from checker.outline.paragraphs import Paragraph
from checker.outline.roles import Lead, Roles, section_roles
from checker.outline.rules import OutlineRules, found
from checker.text import split_sentences

_MOST_PREAMBLE = 2  # paragraphs before the first heading, when none says 报告如下
_READ_BELOW = 8  # paragraphs below a heading that tell whether it is on work or on plans
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
    live = [i for i, item in enumerate(placed) if item.heading.paragraph not in copies]
    roles = settle_closing(placed, roles, live, _body(text, paragraphs, placed, asides), year, rules)
    told = {role for i in live for role in roles[i]}
    first_heading = placed[0].heading.paragraph if placed else len(paragraphs)
    before = [i for i in range(first_heading) if i not in titles and i not in asides and i not in copies]
    headed = Role.WORK in told
    preamble = _headed(before, paragraphs, first_heading, rules) if headed else _unheaded(before, paragraphs, rules)
    offset = 0 if placed and placed[0].heading.start == paragraphs[0].start else 1
    unheaded = set(_CLOSING - told)
    closing = _closing(placed, roles, live) if unheaded else set()
    last = _last_paragraphs(paragraphs, placed, closing, asides | copies) if unheaded else set()
    return Course(
        text=text,
        paragraphs=paragraphs,
        placed=placed,
        roles=roles,
        offset=offset,
        titles=titles,
        asides=asides,
        copies=copies,
        preamble=preamble,
        preamble_ends=not headed,
        closing=closing,
        last=last,
        unheaded=unheaded,
        year=year,
        rules=rules,
    )


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


def _body(text: str, paragraphs: list[Paragraph], placed: list[Placed], asides: set[int]) -> Body:
    def body(number: int) -> list[str]:
        """The sentences of the first paragraphs below a heading."""
        heading = placed[number].heading
        end = next(
            (i.heading.paragraph for i in placed[number + 1 :] if i.depth <= placed[number].depth), len(paragraphs)
        )
        sentences = [text[a:b] for a, b in split_sentences(text, heading.end, paragraphs[heading.paragraph].end)]
        for index in range(heading.paragraph + 1, min(end, heading.paragraph + _READ_BELOW)):
            if index not in asides:
                spans = split_sentences(text, paragraphs[index].start, paragraphs[index].end)
                sentences += [text[a:b] for a, b in spans]
        return sentences

    return body


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


def _closing(placed: list[Placed], roles: list[Roles], live: list[int]) -> set[int]:
    """The last outermost section on work, and all below it."""
    outermost = [i for i in live if placed[i].depth == 1]
    last = next((i for i in reversed(outermost) if Role.WORK in roles[i]), None)
    if last is None:
        return set()
    end = next((i for i in outermost if i > last), len(placed))
    return set(range(last, end))


def _last_paragraphs(paragraphs: list[Paragraph], placed: list[Placed], closing: set[int], void: set[int]) -> set[int]:
    """The last paragraph of the closing section: there a cue counts within the paragraph, too."""
    if not closing:
        return set()
    after = max(closing) + 1
    end = placed[after].heading.paragraph if after < len(placed) else len(paragraphs)
    last = next((i for i in range(end - 1, -1, -1) if i not in void), -1)
    return {last} if last >= placed[min(closing)].heading.paragraph else set()
