"""Which clauses and sentences are worth a look: one automaton pass, then sets as bits of an integer.

A clause and a sentence each have a bit. A group's bits say where one of its literals stands; where all groups of a
phrase meet, and only there, it is matched. A long text is cut into blocks, so that no integer grows with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.judging.engine import Engine
from checker.model import Role, Sentence

_CLAUSE = re.compile(r"[^,。;!?]*[,。;!?]*")
_BLOCK = 2000  # clauses


class Place(NamedTuple):
    """Where to try a phrase: positions of `Report.text` within one sentence."""

    sentence: int
    start: int
    end: int


class Block:
    """Some sentences in a row. Bits of clauses stand low, those of sentences above them (from `shift` on)."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], alone: Sequence[bool], clauses: list[Place], engine: Engine
    ) -> None:
        self.engine = engine
        self.sentences = sentences
        self.clauses = clauses
        self.first = clauses[0].sentence
        last = clauses[-1].sentence
        self.whole = [Place(i, sentences[i].start, sentences[i].end) for i in range(self.first, last + 1)]
        self.shift = len(clauses)
        self.bits = [1 << number | 1 << (self.shift + clause.sentence - self.first) for number, clause in enumerate(clauses)]
        self.bodies, self.headings = self._role_bits(alone)
        self._own = self._sentence_bits()
        self.groups = self._group_bits(text)

    def _role_bits(self, alone: Sequence[bool]) -> tuple[dict[Role, int], dict[Role, int]]:
        bodies, headings = dict.fromkeys(Role, 0), dict.fromkeys(Role, 0)
        for clause, bits in zip(self.clauses, self.bits, strict=True):
            sentence = self.sentences[clause.sentence]
            (headings if alone[clause.sentence] else bodies)[sentence.role] |= bits
        return bodies, headings

    def _sentence_bits(self) -> list[int]:
        own = [0] * (self.clauses[-1].sentence - self.first + 1)
        for clause, bits in zip(self.clauses, self.bits, strict=True):
            own[clause.sentence - self.first] |= bits
        return own

    def _group_bits(self, text: str) -> list[int]:
        """For each group, where one of its literals stands."""
        base = self.clauses[0].start
        at: list[int] = []  # bits by character
        for clause, bits in zip(self.clauses, self.bits, strict=True):
            at += [0] * (clause.start - base - len(at))
            at += [bits] * (clause.end - clause.start)
        stretch = text[base : self.clauses[-1].end]
        matches = self.engine.automaton.find_matches_as_indexes(stretch, overlapping=True)
        groups_of = self.engine.groups_of
        stands = [0] * len(groups_of)
        for literal, start, _ in matches:
            stands[literal] |= at[start]
        groups = [0] * self.engine.group_count
        for literal in {match[0] for match in matches}:
            for group in groups_of[literal]:
                groups[group] |= stands[literal]
        return groups

    def where_any(self, numbers: Sequence[int], within: int) -> list[tuple[int, int]]:
        """The phrases among `numbers` that stand a chance, with the bits, among `within`, of the clauses and sentences."""
        groups, needs = self.groups, self.engine.needs
        found = []
        for number in numbers:
            bits = within
            for group in needs[number]:
                bits &= groups[group]
                if not bits:
                    break
            else:
                found.append((number, bits))
        return found

    def shared_sentences(self, groups: Sequence[Sequence[int]], within: int) -> int:
        """Bits, among `within`, of the sentences in which a phrase of every group stands a chance."""
        shared = within >> self.shift
        for numbers in groups:
            union = 0
            for _, bits in self.where_any(numbers, within):
                union |= bits >> self.shift
            shared &= union
        bits = 0
        for index in each_bit(shared):
            bits |= self._own[index]
        return bits

    def places(self, number: int, found: int) -> list[Place]:
        """The clauses, or for a phrase that may cross commas the sentences, that `where_any` found for phrase `number`."""
        if self.engine.phrases[number].clause:
            return [self.clauses[bit] for bit in each_bit(found & (1 << self.shift) - 1)]
        return [self.whole[bit] for bit in each_bit(found >> self.shift)]

    def own_bits(self, sentence: int) -> int:
        """The bits of one sentence and of its clauses."""
        return self._own[sentence - self.first]

    def of_roles(self, roles: Sequence[Role], *, headings: bool) -> int:
        """Bits of what stands in parts of these roles."""
        known = self.headings if headings else self.bodies
        within = 0
        for role in roles:
            within |= known[role]
        return within


def cut_blocks(text: str, masked: str, sentences: Sequence[Sentence], engine: Engine) -> list[Block]:
    """The blocks of a report. Commas inside masked titles end no clause."""
    alone = lone_headings(sentences)
    blocks: list[Block] = []
    clauses: list[Place] = []
    for index, sentence in enumerate(sentences):
        clauses += _clauses(masked, index, sentence)
        if len(clauses) >= _BLOCK:
            blocks.append(Block(text, sentences, alone, clauses, engine))
            clauses = []
    return [*blocks, Block(text, sentences, alone, clauses, engine)] if clauses else blocks


def lone_headings(sentences: Sequence[Sentence]) -> list[bool]:
    """Which sentences are headings and no more. One in the work part with text right below tells what that text is about."""
    following = [*sentences[1:], None][: len(sentences)]
    return [
        sentence.heading and (sentence.role is not Role.WORK or after is None or after.heading or after.role is not Role.WORK)
        for sentence, after in zip(sentences, following, strict=True)
    ]


def _clauses(text: str, index: int, sentence: Sentence) -> Iterator[Place]:
    """The clauses of a sentence. What is left of one that has too many is one place: gaps stop at commas anyway."""
    position = sentence.start
    for _ in range(_BLOCK):
        if position >= sentence.end:
            return
        end = _CLAUSE.match(text, position, sentence.end).end()  # type: ignore[union-attr]
        yield Place(index, position, end)
        position = end
    if position < sentence.end:
        yield Place(index, position, sentence.end)


def each_bit(number: int) -> list[int]:
    """Positions of the bits that are set, ascending."""
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found
