"""From validated trees to a resolved `Checklist`: phrases compiled, word lists replaced, names checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from checker.checklist import phrases as ph
from checker.checklist.checks import faults_of_forms, faults_of_off
from checker.checklist.phrases import Phrase, PhraseError, Vocabulary
from checker.checklist.slots import slot_regexes
from checker.checklist.strict_yaml import Tree
from checker.checklist.types import (
    ArithmeticRules,
    Checklist,
    FactRules,
    Item,
    Overlay,
    Pattern,
    Place,
    Source,
    WordingRules,
)
from checker.errors import ChecklistError
from checker.model import ChecklistInfo, Force, Level, Status

_MOST_PROBLEMS = 20


def build(
    main: Tree,
    groups: list[Tree],
    outline: Mapping[str, Any],
    facts: FactRules,
    arithmetic: ArithmeticRules,
    wording: WordingRules,
    digest: str,
    overlay: Overlay | None = None,
) -> Checklist:
    """Resolve a checklist. Raises ChecklistError with every faulty place found."""
    head = main.content
    compiler = _Compiler(_all_terms([main, *groups]), slot_regexes(head["measures"]))
    for place, message in islice(chain(faults_of_off(main), faults_of_forms(wording)), _MOST_PROBLEMS):
        compiler.problem(place, message)
    for tree in (main, *groups):
        compiler.word_lists(tree)
    compiler.stop_on_problems()
    cues = {name: compiler.cue(main, name, texts) for name, texts in head["cues"].items()}
    compiler.stop_on_problems()
    compiler.set_cues(cues)
    items = [item for tree in groups for item in _items(tree, compiler)]
    for tree in groups:
        _check_bases(tree, head["documents"], compiler)
    _check_names(items, main, compiler)
    compiler.stop_on_problems()
    order = list(head["groups"])
    items.sort(key=lambda item: order.index(item.group))
    return Checklist(
        info=ChecklistInfo(head["id"], head["version"], digest, head["title"], dict(head["groups"])),
        documents={name: Source(**content) for name, content in head["documents"].items()},
        items=tuple(items),
        phrases=tuple(compiler.phrases_known),
        cues=cues,
        outline=outline,
        facts=facts,
        arithmetic=arithmetic,
        wording=wording,
        off=dict(head.get("checks", {}).get("off", {})),
        accepted={item: tuple(others) for item, others in head.get("accepted", {}).items()},
        overlay=overlay,
    )


def _all_terms(trees: Iterable[Tree]) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for tree in trees:
        for name, words in tree.content.get("terms", {}).items():
            if name in terms:
                raise ChecklistError(f"词表“{name}”在别处已有，请改名或合并", str(tree.keys[("terms", name)]))
            terms[name] = words
    return terms


@lru_cache(maxsize=4)
def _vocabulary(terms: tuple[tuple[str, tuple[str, ...]], ...], slots: tuple[tuple[str, str], ...]) -> Vocabulary:
    """The same vocabulary for the same words, so that a local list need not compile the phrases of the one it extends again."""
    return Vocabulary(dict(terms), dict(slots))


_PLAIN = re.compile(r"[^…()（）|｜<>＜＞\\]+")  # words that cannot be faulty


class _Compiler:
    """Compiles phrases and gathers what is wrong with them, so that all faults are told at once."""

    def __init__(self, terms: Mapping[str, list[str]], slots: Mapping[str, str]) -> None:
        self.words = _vocabulary(tuple((name, tuple(words)) for name, words in terms.items()), tuple(slots.items()))
        self.problems: list[tuple[Place, str]] = []
        self.phrases_known: list[Phrase] = []
        self.numbers: dict[str, int] = {}
        self.listed: dict[tuple[str, int], tuple[str, ...]] = {}  # the words of word lists met so far
        self.denies = self.foretells = re.compile(r"(?!)")

    def set_cues(self, cues: Mapping[str, tuple[Phrase, ...]]) -> None:
        self.denies = re.compile("|".join(p.regex for p in cues["negation"]))
        self.foretells = re.compile("|".join(p.regex for name in ("future", "future_sentence") for p in cues.get(name, ())))

    def problem(self, place: Place, message: str) -> None:
        self.problems.append((place, message))

    def stop_on_problems(self) -> None:
        if self.problems:
            lines = [f"{place}：{message}" for place, message in self.problems]
            raise ChecklistError("\n".join(lines[:_MOST_PROBLEMS] + ([f"……共 {len(lines)} 处"] if len(lines) > _MOST_PROBLEMS else [])))

    def phrase(self, text: str, place: Place) -> Phrase | None:
        try:
            return ph.fill_slots(ph.compile_phrase(text, self.words), self.words.slots)
        except PhraseError as error:
            self.problem(Place(place.file, place.line, place.column + error.column - 1), error.message)
            return None

    def word_lists(self, tree: Tree) -> None:
        """A fault in a word list is told where it is written, not where the list is used."""
        for name, words in tree.content.get("terms", {}).items():
            for index, word in enumerate(words):
                if _PLAIN.fullmatch(word):
                    continue
                place = tree.place(("terms", name, index))
                self.phrase(f"字{word}", Place(place.file, place.line, place.column - 1))  # alone it may lack what a phrase must hold

    def cue(self, tree: Tree, name: str, texts: list[str]) -> tuple[Phrase, ...]:
        found = (self.phrase(text, tree.place(("cues", name, i))) for i, text in enumerate(texts))
        return tuple(phrase for phrase in found if phrase is not None)

    def number(self, text: str, place: Place) -> int | None:
        """The number of the phrase `text` among all phrases of the checklist."""
        if text not in self.numbers:
            phrase = self.phrase(text, place)
            if phrase is None:
                return None
            self.add(text, ph.mark_cues(phrase, lambda t: bool(self.denies.search(t)), lambda t: bool(self.foretells.search(t))))
        return self.numbers[text]

    def add(self, key: str, phrase: Phrase) -> int:
        self.numbers[key] = len(self.phrases_known)
        self.phrases_known.append(phrase)
        return self.numbers[key]

    def phrases(self, tree: Tree, path: tuple[Any, ...], texts: list[str]) -> tuple[int, ...]:
        found = (number for i, text in enumerate(texts) for number in self.single(text, tree.place((*path, i))))
        return tuple(dict.fromkeys(found))

    def single(self, text: str, place: Place) -> tuple[int, ...]:
        """The phrase `text` alone."""
        found = (self.number(word, place) for word in self.words_of(text))
        return tuple(dict.fromkeys(number for number in found if number is not None))

    def words_of(self, text: str, depth: int = 0) -> tuple[str, ...]:
        """A phrase that is nothing but a word list stands for each of its words."""
        name = text[1:-1] if text.startswith("<") and text.endswith(">") else ""
        if name not in self.words.terms or depth >= ph.MAX_DEPTH:
            return (text,)
        if (name, depth) not in self.listed:
            words = (word for entry in self.words.terms[name] for word in self.words_of(entry, depth + 1))
            self.listed[name, depth] = tuple(dict.fromkeys(words))
        return self.listed[name, depth]

    def pattern(self, tree: Tree, path: tuple[Any, ...], entry: Any) -> Pattern:
        place = tree.place(path)
        if isinstance(entry, str):
            return Pattern(entry, place, any=self.single(entry, place))
        kinds = [key for key in ("any", "all", "regex", "part") if key in entry]
        if len(kinds) != 1:
            self.problem(place, "这里要有且只有 any、all、regex、part 之一" + (f"，却写了 {'、'.join(kinds)}" if kinds else ""))
        groups = tuple(
            self.phrases(tree, (*path, "all", i), [group] if isinstance(group, str) else group) for i, group in enumerate(entry.get("all", []))
        )
        return Pattern(
            source=_source(entry),
            where=place,
            any=self.phrases(tree, (*path, "any"), entry.get("any", [])) + self.regex(place, entry),
            all=groups,
            except_=self.phrases(tree, (*path, "except"), entry.get("except", [])),
            within=entry.get("within", "sentence"),
            place=(entry["in"],) if "in" in entry else (),
            under=self.phrases(tree, (*path, "under"), entry.get("under", [])),
            titles=entry.get("titles") == "keep",
            part=entry.get("part"),
            at_least=int(entry.get("at_least", 0)),
        )

    def regex(self, place: Place, entry: Mapping[str, Any]) -> tuple[int, ...]:
        if "regex" not in entry:
            return ()
        if "needed" not in entry:
            self.problem(place, "regex 要同时写 needed：每处匹配必含其一的文字")
            return ()
        import re2

        try:
            options = re2.Options()
            options.log_errors = False
            re2.compile(entry["regex"], options)
        except re2.error as error:
            told = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else error
            self.problem(place, f"正则表达式不对：{told}")
            return ()
        phrase = ph.regex_phrase(entry["regex"], needed=[ph.literal(text) for text in entry["needed"]])
        return (self.add(f"regex {place}", phrase),)

    def patterns(self, tree: Tree, path: tuple[Any, ...], entries: list[Any]) -> tuple[Pattern, ...]:
        return tuple(self.pattern(tree, (*path, i), entry) for i, entry in enumerate(entries))


def _source(entry: Mapping[str, Any]) -> str:
    """A pattern as one readable line."""
    if "part" in entry:
        return f"有“{entry['part']}”部分" + (f"，至少 {entry['at_least']} 句" if "at_least" in entry else "")
    if "all" in entry:
        groups = [group if isinstance(group, str) else "(" + "|".join(group) + ")" for group in entry["all"]]
        return " ＋ ".join(groups)
    return "；".join(entry.get("any", [entry.get("regex", "")]))


def _items(tree: Tree, compiler: _Compiler) -> Iterator[Item]:
    for index, content in enumerate(tree.content["items"]):
        path = ("items", index)

        def lists(key: str, content: Any = content, path: Any = path) -> tuple[Pattern, ...]:
            return compiler.patterns(tree, (*path, key), content.get(key, []))

        yield Item(
            id=content["id"],
            title=content["title"],
            group=content["id"][0],
            basis=tuple(content.get("basis", [])),
            forces=_forces(content["force"]),
            levels=tuple(Level(name) for name in content["levels"]) if "levels" in content else None,
            years=tuple(int(year) for year in content["years"]) if "years" in content else None,
            topic=lists("topic"),
            elsewhere=lists("elsewhere"),
            needs={name: compiler.patterns(tree, (*path, "needs", name), entries) for name, entries in content["needs"].items()},
            covers_all=lists("covers_all"),
            not_applicable=lists("not_applicable"),
            advise=lists("advise"),
            suggest=content["suggest"],
            examples={Status(name).value: tuple(texts) for name, texts in content["examples"].items()},
            where=tree.place((*path, "id")),
            note=content.get("note", ""),
            locked="locked" in content,
        )


def _forces(force: str | Mapping[str, str]) -> dict[str, Force]:
    if isinstance(force, str):
        return {"default": Force(force)}
    return {"default": Force.EXPECTED} | {level: Force(value) for level, value in force.items()}


def _check_bases(tree: Tree, documents: Mapping[str, Any], compiler: _Compiler) -> None:
    """Documents that items are based on exist."""
    for number, item in enumerate(tree.content["items"]):
        for index, basis in enumerate(item.get("basis", [])):
            name = basis.partition(" ")[0]
            if name not in documents:
                close = get_close_matches(name, documents, 1, 0.4)
                place = tree.place(("items", number, "basis", index))
                compiler.problem(place, f"依据“{name}”不在 documents 里" + (f"，是不是 {close[0]}？" if close else ""))


def _check_names(items: list[Item], main: Tree, compiler: _Compiler) -> None:
    """Ids are unique and belong to a group; accepted items exist."""
    head = main.content
    seen: dict[str, Item] = {}
    for item in items:
        if item.id in seen:
            compiler.problem(item.where, f"编号 {item.id} 重复了（前一处在 {seen[item.id].where}）")
        seen[item.id] = item
        if item.group not in head["groups"]:
            compiler.problem(item.where, f"{item.id} 的首字母 {item.group} 不在 groups 里")
    for name, others in head.get("accepted", {}).items():
        if name not in seen:
            compiler.problem(main.keys[("accepted", name)], f"accepted 里的 {name} 不是检查项目")
        for index, other in enumerate(others):
            if other not in seen:
                compiler.problem(main.place(("accepted", name, index)), f"accepted 里的 {other} 不是检查项目")
