"""Phrase patterns: text a clerk can read, parsed and turned into a regular expression.

    甲…乙    甲, then within 15 characters of the same clause, 乙          (甲|乙)  one of them      (甲|)  optional
    甲……乙   甲, then within 40 characters of the same sentence, 乙       <件>     a slot or a word list of `terms`
    \\(       the character itself

A phrase matches in time linear in the text: it is matched part by part, from gap to gap. `groups` are sets of
literals; every match holds one of each, which lets a single Aho–Corasick pass tell which clauses are worth a look.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

CLAUSE_GAP = 15  # characters that … may cross
SENTENCE_GAP = 40  # characters that …… may cross
MAX_LENGTH = 400  # characters of a phrase as written
MAX_GAPS = 6
MAX_DEPTH = 8  # of nested groups and word lists
MAX_GROUPS = 3  # of literals that are looked at before the regular expression is
MAX_WORDS = 40  # that are looked for one by one rather than by an expression, which takes long to compile
MAX_WAYS = 20_000  # through the gaps and choices of a part that is matched by an expression, from one start
MAX_EXPANDED = 20_000  # characters of a phrase whose word lists and slots are filled in

_CLAUSE_CHAR = r"[^,。;!?\n]"
_SENTENCE_CHAR = r"[^。;!?\n]"
_META = "…()|<>\\"
_DROPPED = re.compile(r"[\s“”‘’\"'「」『』]+")


class Gap(NamedTuple):
    """`width` characters at most; `commas`: may cross a comma."""

    width: int
    commas: bool


class Slot(NamedTuple):
    """`<name>`: a built-in slot or a word list."""

    name: str
    column: int


class Choice(NamedTuple):
    """One of several sequences. `size`: the characters of all of them, once resolved."""

    options: tuple[tuple[Node, ...], ...]
    size: int = 0


Node = str | Gap | Slot | Choice


class Either(NamedTuple):
    """One of several words or one of several expressions."""

    words: tuple[str, ...]
    expressions: tuple[str, ...]


Part = str | tuple[str, ...] | Either  # an expression · one of several words · either


class Phrase(NamedTuple):
    """A phrase ready for matching. `clause`: a match stays within one clause. `bare`: plain text only.

    `groups`: the most telling first. `parts`: what is matched, words or an expression; `gaps`: what may lie between. `regex` means the same
    in one expression. `yearly`: holds <年度>, written as YEAR. `expert`: `regex` is in re2's syntax and all there is.
    `denies`/`foretells`: it asks for a negation/a future itself, so these do not speak against its matches.
    """

    source: str
    regex: str
    groups: tuple[tuple[str, ...], ...]
    clause: bool = False
    bare: bool = False
    parts: tuple[Part, ...] = ()
    gaps: tuple[Gap, ...] = ()
    expert: bool = False
    yearly: bool = False
    denies: bool = False
    foretells: bool = False


class PhraseError(ValueError):
    """A malformed phrase. `column` is 1-based within it; the message says what was expected (Chinese)."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


YEAR = "\x00year\x00"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What <…> may stand for: `terms` lists of phrases, `slots` ready regular expressions.

    `resolved`: the lists met so far, by name and by how deep they stand in others; each is resolved once. `compiled`: the phrases met so far.
    """

    terms: Mapping[str, Sequence[str]]
    slots: Mapping[str, str]
    resolved: dict[tuple[str, int], Choice] = field(default_factory=dict, repr=False, compare=False)
    compiled: dict[str, Phrase] = field(default_factory=dict, repr=False, compare=False)


def literal(text: str) -> str:
    """Plain text as it stands in normalised text."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


# —— parsing ————————————————————————————————————————————————————————————————————————


def parse(source: str) -> tuple[Node, ...]:
    """Parse one phrase. Raises PhraseError."""
    if len(source) > MAX_LENGTH:
        raise PhraseError(MAX_LENGTH, f"短语过长（{len(source)} 字），上限 {MAX_LENGTH} 字，请拆成几条")
    nodes, position = _sequence(source, 0, 0)
    if position < len(source):
        raise PhraseError(position + 1, f"多余的“{source[position]}”：前面没有与它配对的左括号；要写这个字符本身，请写 \\{source[position]}")
    if not nodes:
        raise PhraseError(1, "短语是空的")
    if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
        raise PhraseError(1 if isinstance(nodes[0], Gap) else len(source), "短语不能以“…”开头或结尾：它的两边都要有文字")
    return nodes


def _sequence(source: str, position: int, depth: int) -> tuple[tuple[Node, ...], int]:
    if depth > MAX_DEPTH:
        raise PhraseError(position + 1, f"括号嵌套超过 {MAX_DEPTH} 层")
    nodes: list[Node] = []
    while position < len(source):
        char = source[position]
        if char in ")|）｜":
            if depth == 0 and char in "|｜":
                raise PhraseError(position + 1, "“|”只能写在括号里：(甲|乙)")
            break
        node, position = _element(source, position, depth)
        _append(nodes, node, position)
    return tuple(nodes), position


def _element(source: str, position: int, depth: int) -> tuple[Node, int]:
    char = source[position]
    if char == "…":
        dots = len(source[position:]) - len(source[position:].lstrip("…"))
        if dots > 2:
            raise PhraseError(position + 1, "“…”最多连写两个：… 在一个分句内，…… 可跨逗号")
        return (Gap(CLAUSE_GAP, False) if dots == 1 else Gap(SENTENCE_GAP, True)), position + dots
    if char in "(（":
        return _choice(source, position, depth)
    if char in "<＜":
        return _slot(source, position)
    if char == "\\":
        if position + 1 >= len(source):
            raise PhraseError(position + 1, "“\\”后面要有一个字符")
        return literal(source[position + 1]), position + 2
    if char in ">＞":
        raise PhraseError(position + 1, "“>”前面没有“<”；要写这个字符本身，请写 \\>")
    end = position
    while end < len(source) and source[end] not in _META + "（）｜＜＞":
        end += 1
    return literal(source[position:end]), end


def _choice(source: str, position: int, depth: int) -> tuple[Choice, int]:
    opened = position
    options = []
    while True:
        nodes, position = _sequence(source, position + 1, depth + 1)
        options.append(nodes)
        if position >= len(source):
            raise PhraseError(opened + 1, "这个左括号没有右括号与它配对")
        if source[position] in ")）":
            break
    if len(options) == 1 and not options[0]:
        raise PhraseError(opened + 1, "括号里是空的")
    if all(not option for option in options):
        raise PhraseError(opened + 1, "括号里每一项都是空的")
    return Choice(tuple(options)), position + 1


def _slot(source: str, position: int) -> tuple[Slot, int]:
    match = re.compile(r"[<＜]([^<>＜＞()|…\\]+)[>＞]").match(source, position)
    if not match:
        raise PhraseError(position + 1, "“<”后面应是词表名或量词名加“>”，例如 <件>")
    return Slot(match.group(1).strip(), position + 1), match.end()


def _append(nodes: list[Node], node: Node, position: int) -> None:
    """Add a node; neighbouring literals become one, two gaps in a row are a mistake."""
    if node == "":
        return
    if isinstance(node, Gap) and nodes and isinstance(nodes[-1], Gap):
        raise PhraseError(position, "两个“…”之间要有文字")
    if isinstance(node, str) and nodes and isinstance(nodes[-1], str):
        nodes[-1] += node
    else:
        nodes.append(node)


# —— resolving ——————————————————————————————————————————————————————————————————————


def compile_phrase(source: str, words: Vocabulary) -> Phrase:
    """Parse a phrase, replace its word lists and derive everything that matching needs. Raises PhraseError."""
    if source not in words.compiled:
        words.compiled[source] = _compile(source, words)
    return words.compiled[source]


def _compile(source: str, words: Vocabulary) -> Phrase:
    nodes = _resolve(parse(source), words, ())
    if _gaps(nodes) > MAX_GAPS:
        raise PhraseError(1, f"短语里的“…”超过 {MAX_GAPS} 个，请拆成几条")
    groups = _groups(nodes)
    if not groups:
        raise PhraseError(1, "短语里没有一处必有的文字：至少要有一个词不是量词、也不可省略")
    regex = _regex(nodes)
    parts, gaps = _split(nodes)
    return Phrase(
        source,
        regex,
        groups,
        clause=_SENTENCE_CHAR not in regex and not any(mark in literal for group in groups for literal in group for mark in ",;。!?"),
        bare=len(nodes) == 1 and isinstance(nodes[0], str),
        parts=parts,
        gaps=gaps,
        yearly=YEAR in regex,
    )


def _split(nodes: tuple[Node, ...]) -> tuple[tuple[Part, ...], tuple[Gap, ...]]:
    """What stands between the gaps, and the gaps."""
    parts: list[list[Node]] = [[]]
    gaps = []
    for node in nodes:
        if isinstance(node, Gap):
            gaps.append(node)
            parts.append([])
        elif parts[-1] and (_holds_slot(node) or _holds_slot(parts[-1][-1])):
            gaps.append(Gap(0, False))  # a slot is a part of its own: its expression is long, and many phrases share it
            parts.append([node])
        else:
            parts[-1].append(node)
    return tuple(_words(tuple(part)) or _either(part) or _expression(tuple(part)) for part in parts), tuple(gaps)


def _holds_slot(node: Node) -> bool:
    """A slot, or a choice of slots and plain words."""
    return isinstance(node, Slot) or bool(_either([node]))


def _either(nodes: list[Node]) -> Either | None:
    """A part that is one choice of slots and plain words."""
    if len(nodes) != 1 or not isinstance(nodes[0], Choice):
        return None
    slots = [option for option in nodes[0].options if len(option) == 1 and isinstance(option[0], Slot)]
    each = [_words(option) for option in nodes[0].options if option not in slots]
    if not slots or not all(each):
        return None
    words = tuple(dict.fromkeys(word for words_ in each for word in words_))
    return Either(words, tuple(_regex(option) for option in slots))


def _expression(nodes: tuple[Node, ...]) -> str:
    """The regular expression of a part; refused when matching it might take long."""
    if _ways(nodes) > MAX_WAYS:
        raise PhraseError(1, "词表或括号里的“…”，或可省的、开头相同的选项（如 (甲|甲乙)、(甲|)）太多，请拆成几条")
    return _regex(nodes)


def _words(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """All that a part may read, when that is plain text in no more than `MAX_WORDS` ways; else empty."""
    words = [""]
    for node in nodes:
        if isinstance(node, str):
            choices = [node]
        elif isinstance(node, Choice):
            each = [_words(option) if option else ("",) for option in node.options]
            choices = [word for words_ in each for word in words_] if all(each) else []
        else:
            return ()
        if not choices or len(words) * len(choices) > MAX_WORDS:
            return ()
        words = [word + choice for word in words for choice in choices]
    return tuple(dict.fromkeys(words))


def mark_cues(phrase: Phrase, denies: Callable[[str], bool], foretells: Callable[[str], bool]) -> Phrase:
    """Note whether the phrase itself asks for a negation or a future."""
    words = re.sub(r"\\(.)", r"\1", re.sub(r"\[[^]]*]\{[^}]*}\??|\(\?:|[|)]", "\n", phrase.regex))
    return phrase._replace(denies=denies(words), foretells=foretells(words))


def regex_phrase(source: str, *, needed: Sequence[str]) -> Phrase:
    """The experts' way out: `source` in re2's syntax; `needed` are literals of which every match holds one."""
    return Phrase(source, source, (tuple(needed),), expert=True)


def _resolve(nodes: tuple[Node, ...], words: Vocabulary, inside: tuple[str, ...]) -> tuple[Node, ...]:
    resolved: list[Node] = []
    size = 0
    for node in nodes:
        if isinstance(node, Slot) and node.name in words.terms:
            node = _word_list(node, words, inside)
        elif isinstance(node, Slot) and node.name not in words.slots:
            raise PhraseError(node.column, _unknown(node.name, words))
        elif isinstance(node, Choice):
            node = _choice_of((_resolve(option, words, inside) for option in node.options), words)
        resolved.append(node)
        size += _size(node, words)
        if size > MAX_EXPANDED:
            raise PhraseError(1, f"填入词表后过长，上限 {MAX_EXPANDED} 字：请少套几层词表，或拆成几条")
    return tuple(resolved)


def _choice_of(options: Iterable[tuple[Node, ...]], words: Vocabulary) -> Choice:
    listed = tuple(options)
    return Choice(listed, sum(1 + _size(node, words) for option in listed for node in option or ("",)))


def _size(node: Node, words: Vocabulary) -> int:
    """The characters of a resolved node, about."""
    if isinstance(node, str):
        return len(node)
    if isinstance(node, Choice):
        return node.size
    return len(words.slots[node.name]) if isinstance(node, Slot) else 1


def _word_list(slot: Slot, words: Vocabulary, inside: tuple[str, ...]) -> Choice:
    if slot.name in inside:
        raise PhraseError(slot.column, f"词表“{slot.name}”绕回了它自己")
    if len(inside) >= MAX_DEPTH:
        raise PhraseError(slot.column, f"词表嵌套超过 {MAX_DEPTH} 层（到“{slot.name}”）")
    key = (slot.name, len(inside))
    if key not in words.resolved:
        words.resolved[key] = _choice_of(_list_options(slot, words, inside), words)
    return words.resolved[key]


def _list_options(slot: Slot, words: Vocabulary, inside: tuple[str, ...]) -> Iterator[tuple[Node, ...]]:
    for text in words.terms[slot.name]:
        try:
            yield _resolve(parse(text), words, (*inside, slot.name))
        except PhraseError as error:
            raise PhraseError(slot.column, f"词表“{slot.name}”里的“{text}”：{error.message}") from None


def _unknown(name: str, words: Vocabulary) -> str:
    from difflib import get_close_matches

    known = [*words.terms, *words.slots]
    close = get_close_matches(name, known, 1, 0.5) or [k for k in known if set(k) & set(name)][:1]
    return f"没有名为“{name}”的词表或量词" + (f"，是不是 <{close[0]}>？" if close else "；请先写进 terms")


def _gaps(nodes: tuple[Node, ...]) -> int:
    count = 0
    for node in nodes:
        if isinstance(node, Gap):
            count += 1
        elif isinstance(node, Choice):
            count += max(_gaps(option) for option in node.options)
    return count


def _ways(nodes: tuple[Node, ...]) -> int:
    """How many ways lead through the gaps and choices from one start, at most."""
    ways = 1
    for node in nodes:
        if isinstance(node, Gap):
            ways *= node.width
        elif isinstance(node, Choice):
            ways *= max(_ways(option) for option in node.options) * _alike(node)
    return ways


def _alike(choice: Choice) -> int:
    """How many options may match at one place, at most: one that is empty, or with which another begins, counts besides it."""
    starts = Counter(start for option in choice.options for start in dict.fromkeys(_starts(option)))
    return max(sum(starts[start[:length]] for length in range(len(start) + 1)) for start in starts)


def _starts(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """What a sequence may begin with, in full where that is plain text; a slot may begin with anything."""
    if words := _words(nodes):
        return words
    first = nodes[0] if nodes else ""
    if isinstance(first, Choice):
        starts = tuple(start for option in first.options for start in _starts(option))
        return starts if all(starts) else ("",)
    return (first,) if isinstance(first, str) else ("",)


def _regex(nodes: tuple[Node, ...]) -> str:
    return "".join(_node_regex(node) for node in nodes)


def _node_regex(node: Node) -> str:
    if isinstance(node, str):
        return re.escape(node)
    if isinstance(node, Gap):
        return f"{_SENTENCE_CHAR if node.commas else _CLAUSE_CHAR}{{0,{node.width}}}?"
    if isinstance(node, Slot):
        return YEAR if node.name == "年度" else f"\x00{node.name}\x00"
    return "(?:" + "|".join(_regex(option) for option in node.options) + ")"


def fill_slots(phrase: Phrase, slots: Mapping[str, str]) -> Phrase:
    """Put the slots' regular expressions where the phrase holds them."""

    def fill(regex: str) -> str:
        return re.sub("\x00([^\x00]+)\x00", lambda m: m.group() if m.group() == YEAR else f"(?:{slots[m.group(1)]})", regex)

    def fill_part(part: Part) -> Part:
        if isinstance(part, Either):
            return Either(part.words, tuple(map(fill, part.expressions)))
        return fill(part) if isinstance(part, str) else part

    return phrase._replace(regex=fill(phrase.regex), parts=tuple(map(fill_part, phrase.parts)))


def _groups(nodes: tuple[Node, ...]) -> tuple[tuple[str, ...], ...]:
    """Sets of literals of which every match holds one each, the most telling first; single characters tell little."""
    found = [group for group in map(_literals, nodes) if group]
    found.sort(key=lambda group: (-min(map(len, group)), len(group)))
    return tuple(dict.fromkeys(group for group in found[:MAX_GROUPS] if group is found[0] or min(map(len, group)) > 1))


def _literals(node: Node) -> tuple[str, ...]:
    """Literals of which every match of `node` holds one; empty when there are none."""
    if isinstance(node, str):
        return (node,)
    if not isinstance(node, Choice):
        return ()
    each = [_groups(option) for option in node.options]
    return tuple(dict.fromkeys(literal for groups in each for literal in groups[0])) if all(each) else ()


__all__ = ["Phrase", "PhraseError", "Vocabulary", "compile_phrase", "fill_slots", "literal", "mark_cues", "parse", "regex_phrase"]
