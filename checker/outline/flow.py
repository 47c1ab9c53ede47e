"""Which part each sentence belongs to: headings decide, cues in the text only where headings leave it open."""

from __future__ import annotations

from typing import NamedTuple

from checker.model import Role, Sentence
from checker.outline.cues import is_item, opening, opens_plan, turns_to_plan, turns_to_problems
from checker.outline.headings import Placed
from checker.outline.paragraphs import Paragraph
from checker.outline.roles import Roles
from checker.outline.rules import OutlineRules, found
from checker.text import split_sentences

_WORK = (Role.WORK,)
_PROBLEMS = (Role.PROBLEMS,)
_FEWEST = 2  # sentences that shortcomings and plans take at the end of the last paragraph; one is a passing word


class Course(NamedTuple):
    """What is known before the sentences are gone through.

    `titles`, `asides`, `copies`: indices of paragraphs. `offset`: 1 when section 0 is what stands before all headings.
    `preamble`: the paragraphs before this index are preamble; with `preamble_ends` only up to 现将……报告如下.
    `closing`: the placed headings below which unheaded shortcomings or plans may follow the work.
    `last`: the paragraph there in which a cue counts within a paragraph, too. `unheaded`: the roles that no heading has.
    """

    text: str
    paragraphs: list[Paragraph]
    placed: list[Placed]
    roles: list[Roles]
    offset: int
    titles: set[int]
    asides: set[int]
    copies: set[int]
    preamble: int
    preamble_ends: bool
    closing: set[int]
    last: set[int]
    unheaded: set[Role]
    year: int | None
    rules: OutlineRules


class _State:
    """Where the reading stands. `number`: index of the placed heading, -1 before the first.

    `turned`: a cue has changed the role; `anew`: numbering has begun anew since then.
    """

    __slots__ = ("anew", "number", "role", "roles", "turned")

    def __init__(self) -> None:
        self.roles: Roles = _WORK
        self.role = Role.WORK
        self.number = -1
        self.turned = False
        self.anew = False


def assign(course: Course) -> list[Sentence]:
    """The sentences of the text, in order and without gaps, each with its role."""
    state = _State()
    sentences: list[Sentence] = []
    headings = {item.heading.paragraph: i for i, item in enumerate(course.placed)}
    for index, paragraph in enumerate(course.paragraphs):
        start, number = paragraph.start, headings.get(index)
        if number is not None:
            heading = course.placed[number].heading
            _enter(course, state, number)
            role = Role.OTHER if index in course.copies else state.role
            sentences.append(Sentence(start, heading.end, role, number + course.offset, index, True))
            start = heading.end
        if start < paragraph.end:
            _read(course, state, index, start, sentences)
    return sentences


def _enter(course: Course, state: _State, number: int) -> None:
    """Go into a section. A lower heading that tells nothing keeps what cues have decided, where that makes sense."""
    item, told = course.placed[number], course.roles[number]
    state.number = number
    if item.depth == 1 or told != state.roles:
        keeps = item.depth > 1 and len(told) > 1 and state.role in told
        state.roles, state.role = told, state.role if keeps else told[0]
        state.turned = state.anew = False
    elif _mixes(told):
        if turn := _mixed_turn(course, state, item.heading.words, True):
            state.role = turn
    elif state.turned:
        state.anew = state.anew or item.heading.first
        if not state.anew:  # 四 after 三: the work goes on, the cue was about one matter only
            state.role, state.turned = told[0], False


def _read(course: Course, state: _State, index: int, start: int, sentences: list[Sentence]) -> None:
    spans = split_sentences(course.text, start, course.paragraphs[index].end)
    section = state.number + course.offset
    fixed = _fixed_role(course, state, index, course.text[slice(*spans[0])])
    if fixed is not None:
        title = index in course.titles
        sentences.extend([Sentence(a, b, fixed, section, index, title) for a, b in spans])
        return
    preamble = state.number < 0 and index < course.preamble
    begins = start == course.paragraphs[index].start
    left = len(spans) if index in course.last else 0
    before = state.role
    for a, b in spans:
        sentence = course.text[a:b]
        enough = left >= _FEWEST or (left > 0 and state.role is not before)
        left -= 1
        role = Role.PREAMBLE if preamble else _advance(course, state, sentence, begins, enough)
        sentences.append(Sentence(a, b, role, section, index))
        begins = False
        if preamble and course.preamble_ends and found(course.rules.preamble_ends, sentence):
            preamble = False


def _fixed_role(course: Course, state: _State, index: int, opening_sentence: str) -> Role | None:
    """The role of a whole paragraph, when no cue within it can change it."""
    if index in course.copies or index in course.asides:
        return Role.OTHER
    if index in course.titles:
        return Role.PREAMBLE
    open_end = state.number in course.closing
    if state.number < 0 or _mixes(state.roles) or (open_end and Role.PLAN in course.unheaded):
        return None
    if state.role is Role.WORK and opens_plan(opening_sentence, course.year, course.rules):
        return Role.PLAN  # 下一步，…… amid the work: this paragraph only
    return None if open_end else state.role


def _advance(course: Course, state: _State, sentence: str, begins: bool, enough: bool) -> Role:
    """The role of the next sentence.

    `begins`: it is the first of its paragraph. `enough`: this is the last paragraph, and more than a passing word is left.
    """
    if _mixes(state.roles):
        turn = _mixed_turn(course, state, sentence, begins or is_item(sentence, course.rules))
    elif begins or state.number < 0 or (enough and not course.rules.figures.search(sentence)):
        turn = _unheaded_turn(course, state, sentence)
    else:
        turn = None
    if turn and turn is not state.role:
        state.role, state.turned, state.anew = turn, True, False
    return state.role


def _mixes(roles: Roles) -> bool:
    """Shortcomings are often told together with their remedies, announced or not."""
    return len(roles) > 1 or roles == _PROBLEMS


def _mixed_turn(course: Course, state: _State, sentence: str, item: bool) -> Role | None:
    """Work gives way to shortcomings, these to plans; an item that names a shortcoming leads back from its remedy."""
    if state.role is Role.WORK:
        turn = opening(sentence, course.year, course.rules)
        return turn if turn in state.roles else None
    if state.role is Role.PLAN:
        back = item and Role.PROBLEMS in state.roles and turns_to_problems(sentence, course.rules)
        return Role.PROBLEMS if back and not _tells_plan(course, state, sentence, item) else None
    return Role.PLAN if _tells_plan(course, state, sentence, item) else None


def _tells_plan(course: Course, state: _State, sentence: str, item: bool) -> bool:
    if opens_plan(sentence, course.year, course.rules):
        return True
    return Role.PLAN in state.roles and turns_to_plan(sentence, item, course.rules)


def _unheaded_turn(course: Course, state: _State, sentence: str) -> Role | None:
    if state.role is Role.PLAN:
        return None
    turn = opening(sentence, course.year, course.rules)
    if turn is Role.PROBLEMS and _tells_remedy(sentence, course.rules):
        return None
    return turn if turn in course.unheaded else None


def _tells_remedy(sentence: str, rules: OutlineRules) -> bool:
    """针对检查中发现的仍存在……问题，下发通知12份: what was done about a shortcoming."""
    done = sentence.startswith(rules.plan_mixed_starts)
    return done and bool(rules.figures.search(sentence) or found(rules.done_words, sentence))
