"""One report as the rules look at it: titles masked, candidates known, matches found on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.checklist.types import Pattern
from checker.judging.candidates import Block, Place, cut_blocks
from checker.judging.engine import Engine
from checker.judging.titles import MASK, mask_titles
from checker.model import Report, Role, Sentence

BARRIER = "\n"  # stands for a character of an exception: no literal names it, no gap crosses it
_CLAUSE_END = re.compile(r"[,。;!?:\n]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")
_REACH = 80  # how far cues are looked for around a match within its clause
_TELLING = 6  # Han characters that a sentence must hold besides formulas to say something

Against = frozenset[str]  # what speaks against a match
NOTHING: Against = frozenset()
FUTURE: Against = frozenset({"future"})
NOT_DONE: Against = frozenset({"future", "negated"})


class Hit(NamedTuple):
    """A match: the sentence (-1: the title), and where in `Report.text`."""

    sentence: int
    start: int
    end: int


class View:
    """Holds what one report's judging needs again and again; made anew for each report."""

    def __init__(self, report: Report, engine: Engine) -> None:
        self.report = report
        self.engine = engine
        self.year = report.profile.year
        self.text = report.text
        self.sentences = report.sentences
        self.masked = mask_titles(report.text, engine)
        self.cue_text = engine.not_negation.sub(lambda match: MASK * len(match.group()), self.masked)
        self.blocks = cut_blocks(self.text, self.masked, self.sentences, engine)
        self.by_role: dict[Role, list[int]] = {role: [] for role in Role}
        for index, sentence in enumerate(self.sentences):
            if not sentence.heading:
                self.by_role[sentence.role].append(index)
        self.foretold: list[Hit] = []  # matches in the work part that speak of the future, of the item being judged
        self.negated: list[Hit] = []  # … and such as are denied
        self._futures: dict[int, int] = {}
        self._present: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._words: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._local: dict[tuple[int, bool, int], tuple[str, int]] = {}
        self._headings: dict[int, int] | None = None
        self._under: dict[tuple[int, int], bool] = {}

    def forget_rejected(self) -> None:
        """An item answers for its own matches only."""
        self.foretold, self.negated = [], []

    # —— matching ————————————————————————————————————————————————————————————————

    def hits(self, pattern: Pattern, roles: Sequence[Role], against: Against, *, headings: bool = False) -> list[Hit]:
        """Where `pattern` matches in parts of `roles`, one hit a sentence; what `against` names does not count."""
        found: dict[int, Hit] = {}
        if pattern.all:
            found = self._hits_of_all(pattern, roles, against)
        for block in self.blocks if pattern.any else ():
            within = block.of_roles(roles, headings=headings)
            if within:
                found.update(self._hits_of_any(pattern.any, pattern, block, within, against))
        return [found[index] for index in sorted(found)]

    def _hits_of_any(
        self, numbers: Sequence[int], pattern: Pattern, block: Block, within: int, against: Against
    ) -> dict[int, Hit]:
        """Hits by sentence of any of the phrases, under the pattern's conditions."""
        found: dict[int, Hit] = {}
        for number, bits in block.where_any(numbers, within):
            for place in block.places(number, bits):
                if place.sentence not in found and (not pattern.under or self._is_under(place, pattern.under)):
                    hit = self._match(number, place, pattern, block, against)
                    if hit:
                        found[place.sentence] = hit
        return found

    def _hits_of_all(self, pattern: Pattern, roles: Sequence[Role], against: Against) -> dict[int, Hit]:
        """Every group matches within one scope; all their hits there count."""
        scopes: list[dict[int, list[Hit]]] = [{} for _ in pattern.all]
        for block in self.blocks:
            within = block.of_roles(roles, headings=False)
            if pattern.within == "sentence":
                within = block.shared_sentences(pattern.all, within)
            for group, scope in zip(pattern.all, scopes, strict=True):
                for index, hit in self._hits_of_any(group, pattern, block, within, against).items() if within else ():
                    scope.setdefault(self._scope(index, pattern.within), []).append(hit)
        shared = set(scopes[0]).intersection(*scopes[1:])
        return {hit.sentence: hit for key in shared for scope in reversed(scopes) for hit in scope[key]}

    def _scope(self, index: int, within: str) -> int:
        if within == "sentence":
            return index
        return self.sentences[index].paragraph if within == "paragraph" else self.sentences[index].section

    def _match(self, number: int, place: Place, pattern: Pattern, block: Block, against: Against) -> Hit | None:
        find = self.engine.finder(number, self.year)
        whole = self.text if pattern.titles else self.masked
        spans = find(whole, place.start, place.end)
        if not spans:  # most often
            return None
        base = 0
        if pattern.except_:
            text, base = self._readable(pattern, place.sentence, block)
            spans = spans if text is whole else find(text, place.start - base, place.end - base)
        for start, end in spans:
            start, end = start + base, end + base
            if pattern.except_ and self._excluded_after(pattern.except_, number, end, self.sentences[place.sentence]):
                continue
            reason = self._speaks_against(number, place.sentence, start, end) if against else ""
            if reason not in against:
                return Hit(place.sentence, start, end)
            (self.foretold if reason == "future" else self.negated).append(Hit(place.sentence, start, end))
        return None

    def _readable(self, pattern: Pattern, index: int, block: Block) -> tuple[str, int]:
        """The text that a pattern may use for a sentence, and where in `self.text` that text begins."""
        text = self.text if pattern.titles else self.masked
        key = (id(pattern.except_), pattern.titles, index)  # the tuple lives as long as the checklist
        if key not in self._local:
            own = block.own_bits(index)
            present = [number for number, bits in self._exceptions(pattern.except_, block) if bits & own]
            sentence = self.sentences[index]
            self._local[key] = (self._without(present, sentence, text), sentence.start) if present else (text, 0)
        return self._local[key]

    def _exceptions(self, exceptions: tuple[int, ...], block: Block) -> list[tuple[int, int]]:
        """The exceptions that stand anywhere in the block, with their bits."""
        key = (id(exceptions), block.first)
        if key not in self._present:
            self._present[key] = block.where_any(exceptions, -1)
        return self._present[key]

    def _without(self, exceptions: Sequence[int], sentence: Sentence, text: str) -> str:
        """The sentence with the characters of exceptions taken out of every match's reach."""
        whole = text[sentence.start : sentence.end]
        pieces = []
        last = 0
        for start, end in sorted(span for number in exceptions for span in self.engine.finder(number, self.year)(whole, 0, len(whole))):
            if end > last:
                pieces += [whole[last:start], BARRIER * (end - max(start, last))]
                last = end
        return "".join([*pieces, whole[last:]])

    def _excluded_after(self, exceptions: tuple[int, ...], number: int, end: int, sentence: Sentence) -> bool:
        """A bare-word exception behind the match in its clause speaks against it, unless it only contains the match."""
        limit = min(sentence.end, end + _REACH)
        stop = _CLAUSE_END.search(self.text, end, limit)
        rest = self.text[end : stop.start() if stop else limit]
        matched = self.engine.phrases[number].groups[0]
        return any(word in rest and not any(literal in word for literal in matched) for word in self._bare(exceptions))

    def _bare(self, exceptions: tuple[int, ...]) -> tuple[str, ...]:
        """Those of the exceptions that are plain words."""
        if exceptions not in self._words:
            phrases = (self.engine.phrases[number] for number in exceptions)
            self._words[exceptions] = tuple(phrase.groups[0][0] for phrase in phrases if phrase.bare)
        return self._words[exceptions]

    def _speaks_against(self, number: int, index: int, start: int, end: int) -> str:
        """Why a match does not count as done: "future", "negated", or "" when nothing speaks against it."""
        phrase = self.engine.phrases[number]
        begin = self._clause_start(start, self.sentences[index])
        if not phrase.foretells and (self.engine.future.search(self.masked, begin, end) or self._future_from(index) < end):
            return "future"
        if not phrase.denies and self.engine.negation.search(self.cue_text, begin, end):
            return "negated"
        return ""

    def _clause_start(self, position: int, sentence: Sentence) -> int:
        floor = max(sentence.start, position - _REACH)
        return max(self.text.rfind(",", floor, position), self.text.rfind(":", floor, position)) + 1 or floor

    def _future_from(self, index: int) -> int:
        """Where the sentence turns to the future; beyond the text when it does not."""
        if index not in self._futures:
            sentence = self.sentences[index]
            cue = self.engine.future_sentence.search(self.masked, sentence.start, sentence.end)
            self._futures[index] = cue.start() if cue else len(self.text)
        return self._futures[index]

    def finds(self, number: int, text: str) -> bool:
        """Whether phrase `number` matches anywhere in a short text."""
        return any(True for _ in self.engine.finder(number, self.year)(text, 0, len(text)))

    def has_words(self, index: int) -> bool:
        """Whether a sentence holds any Han character: punctuation alone is no text."""
        sentence = self.sentences[index]
        return bool(_HAN.search(self.text, sentence.start, sentence.end))

    def says_more_than(self, formulas: Sequence[int], index: int) -> bool:
        """Whether a sentence holds something besides what `formulas` match."""
        rest = self._without(formulas, self.sentences[index], self.text)
        return len(_NOT_HAN.sub("", rest)) >= _TELLING

    # —— structure ———————————————————————————————————————————————————————————————

    def title_hits(self, pattern: Pattern | None) -> list[Hit]:
        """The title, when the report has one and it matches."""
        if self.report.title is None:
            return []
        start, end = self.report.title
        title = self.text[start:end]
        if pattern is not None and not any(self.finds(number, title) for number in pattern.any):
            return []
        return [Hit(-1, start, end)]

    def is_heading(self, hit: Hit) -> bool:
        """Whether the sentence of a hit is a heading."""
        return hit.sentence >= 0 and self.sentences[hit.sentence].heading

    def is_work_heading(self, hit: Hit) -> bool:
        """Whether it is a heading in the work part."""
        return self.is_heading(hit) and self.sentences[hit.sentence].role is Role.WORK

    def whole(self, index: int) -> Hit:
        """A sentence as a hit."""
        return Hit(index, self.sentences[index].start, self.sentences[index].end)

    def part_headings(self, role: Role) -> list[int]:
        """Sentence numbers of the outermost headings under which text of that role stands, one each."""
        headings = self._heading_sentences()
        found: dict[int, None] = {}
        for index in self.by_role[role]:
            section: int | None = self.sentences[index].section
            best = None
            while section is not None:
                if section in headings and (best is None or self.report.sections[section].role in (role, Role.PROBLEMS, Role.PLAN)):
                    best = headings[section]
                section = self.report.sections[section].parent
            if best is not None:
                found.setdefault(best)
        return list(found)

    def _heading_sentences(self) -> dict[int, int]:
        """The sentence that is the heading, by section."""
        if self._headings is None:
            self._headings = {}
            for index, sentence in enumerate(self.sentences):
                if sentence.heading:
                    self._headings.setdefault(sentence.section, index)
        return self._headings

    def _is_under(self, place: Place, words: tuple[int, ...]) -> bool:
        """Whether a heading above holds one of `words`."""
        section = self.sentences[place.sentence].section
        key = (section, id(words))  # the tuple lives as long as the checklist
        if key not in self._under:
            path = "\n".join(self._normal_path(section))
            self._under[key] = any(self.finds(number, path) for number in words)
        return self._under[key]

    def _normal_path(self, index: int) -> Iterator[str]:
        """The normalised headings from the innermost out."""
        current: int | None = index
        while current is not None:
            if current in self._heading_sentences():
                sentence = self.sentences[self._heading_sentences()[current]]
                yield self.text[sentence.start : sentence.end]
            current = self.report.sections[current].parent

    def section_path(self, index: int) -> tuple[str, ...]:
        """Heading lines from the outermost in."""
        path: list[str] = []
        current: int | None = index
        while current is not None:
            section = self.report.sections[current]
            if section.heading:
                path.append(section.heading)
            current = section.parent
        return tuple(reversed(path))
