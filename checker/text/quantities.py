"""Numbers in running text, read with their units: 1.6万余件, 近八成, 百分之三十, 230余万元, 十二次, 3至5个工作日.

Works on normalised text (half-width signs, no spaces). What only looks like a number of things is left out: dates, document
numbers, ordinals, versions, formulas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from checker.text.numerals import parse_chinese, parse_mixed


class Quantity(NamedTuple):
    """A number at text[start:end], its unit and bounding words included.

    `bound`: "" as told · about · below (somewhat less) · above (somewhat more). `step`: the unit of the last place written
    (66 → 1, 66.7 → 0.1, 1.6万 → 1000). `high`: the upper end of a range. `chinese`: written in Chinese numerals.
    `figures`: where the bare number stands.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    bound: str = ""
    step: Decimal = Decimal(1)
    high: Decimal | None = None
    chinese: bool = False
    figures: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class QuantityRules:
    """Compiled by `compile_quantities`. `before`, `after`: below/above/about, with the words that say so."""

    number: re.Pattern[str]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    bounding: frozenset[str]  # the characters that these words end with
    after: tuple[tuple[str, re.Pattern[str]], ...]
    not_bounds: tuple[str, ...]
    units: re.Pattern[str]
    slogans: re.Pattern[str]

    def is_slogan(self, text: str, start: int, end: int) -> bool:
        """Whether the number at text[start:end] is part of a slogan."""
        near = (slogan.span() for slogan in self.slogans.finditer(text, max(0, start - _REACH), end + _REACH))
        return any(first < end and start < last for first, last in near)


_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_GROUPED = rf"{_ARABIC}[余多几]?(?:[十百千]?[万亿]+|[百千])?(?:\d+[百千万]+)*[余多几]?"
_SIGNS = "零〇一二两三四五六七八九十百千万亿"
_SPELT = f"[{_SIGNS}]+(?:点[零〇一二三四五六七八九]+)?"
_NUMBER = (
    rf"(?P<of>[百千])分之(?P<share>{_ARABIC}|{_SPELT})"
    rf"|(?P<whole>[{_SIGNS}]+)分之(?P<part>[{_SIGNS}]+)"
    rf"|(?P<tenths>[一二两三四五六七八九])成(?P<more>[半一二三四五六七八九]?)(?=以|左右|[的,。;、!)]|$|\n)"
    rf"|(?P<arabic>{_GROUPED})(?P<percent>[%‰]?)"
    rf"|(?P<spelt>{_SPELT}[余多几]?[万亿]?)(?={{units}})"
)
_FIRST = re.compile(rf"\d|[{_SIGNS}](?![、是要年月者])")
_TO = re.compile(rf"(?:[-—–~～至到]|--)({_GROUPED})([%‰]?)")
_GROUP = re.compile(r"([\d,]+(?:\.\d+)?)([十百千]?[万亿]*)")
_SOMEWHAT_MORE = re.compile("[余多几]")
# Beside a number: part of a date, a document's number, an ordinal, a formula, a code.
_NOT_BEFORE = re.compile(r"[第〔\[+×:·./A-Za-z_\\-]$")
_NOT_AFTER = re.compile(r"[〕\]+×:·/A-Za-z]|\.\d|[月日号时届]")
_YEAR = re.compile(r"(?:(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})(?:年|[-—–~至]{1,2}20\d\d年)")
_REACH = 8  # characters beside a number in which a slogan that holds it, or words that bound it, may stand


def compile_quantities(
    units: Sequence[str], bounds: Mapping[str, Mapping[str, Sequence[str]]], not_bounds: Sequence[str], slogans: Sequence[str]
) -> QuantityRules:
    """Rules from word lists.

    `units`: measure words, any order. `bounds`: "before"/"after" → below/above/about → words. `not_bounds`: words that only
    end like those before. `slogans`: words that hold a number which counts nothing (一件事, 24小时服务).
    """
    measures = _words(units)
    return QuantityRules(
        number=re.compile(_NUMBER.replace("{units}", measures)),
        before=tuple((sign, re.compile(f"(?:{_words(words)})$")) for sign, words in bounds["before"].items()),
        bounding=frozenset(word[-1] for words in bounds["before"].values() for word in words),
        after=tuple((sign, re.compile(_words(words))) for sign, words in bounds["after"].items()),
        units=re.compile(measures),
        not_bounds=tuple(not_bounds),
        slogans=re.compile(_words(slogans) if slogans else "(?!)"),
    )


def _words(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def find_quantities(text: str, rules: QuantityRules) -> list[Quantity]:
    """The quantities in `text`, ascending, none overlapping another.

    Numbers without a unit are told too (unit ""), when written in figures.
    """
    found: list[Quantity] = []
    position = 0
    while first := _FIRST.search(text, position):
        match = rules.number.match(text, first.start())
        quantity = _read(text, match, rules) if match else None
        position = quantity.end if quantity else match.end() if match else first.end()
        if quantity:
            found.append(quantity)
    return found


_ONE = Decimal(1)


class _Number(NamedTuple):
    value: Decimal
    step: Decimal
    unit: str = ""
    more: bool = False


def _read(text: str, match: re.Match[str], rules: QuantityRules) -> Quantity | None:
    start, end = match.span()
    number = _number(match)
    if number is None or _is_no_count(text, start, end):
        return None
    high, end = _upper_end(text, end, number)
    unit = number.unit
    if not unit and (measure := rules.units.match(text, end)):
        unit, end = measure.group(), measure.end()
    spelt = match["arabic"] is None
    if (spelt and not unit) or rules.is_slogan(text, match.start(), end):
        return None
    bound, start, end = _bounds(text, start, end, rules)
    if number.more:
        bound = "above"
    return Quantity(number.value, unit, start, end, bound, number.step, high, spelt, match.span())


def _number(match: re.Match[str]) -> _Number | None:
    """What the digits say; None for what is no number, or says nothing alone (一, 万, 零)."""
    if written := match["arabic"]:
        if written.isdigit():
            return _Number(Decimal(written), _ONE, match["percent"])
        plain = _SOMEWHAT_MORE.sub("", written)
        value = parse_mixed(plain)
        unit = match["percent"] or ""
        return _Number(value, _step(plain), unit, plain != written)
    if match["of"]:
        share = _any_numeral(match["share"])
        return None if share is None else _Number(share, _step(match["share"]), "%" if match["of"] == "百" else "‰")
    if match["whole"]:
        below, above = parse_chinese(match["whole"]), parse_chinese(match["part"])
        return _Number(100 * above / below, _ONE, "%") if below and above is not None else None
    if match["tenths"]:
        more = match["more"]
        tens, ones = parse_chinese(match["tenths"]), parse_chinese({"半": "五", "": "零"}.get(more, more))
        return None if tens is None or ones is None else _Number(tens * 10 + ones, Decimal(1 if more else 10), "%")
    return _spelt(match["spelt"])


def _spelt(text: str) -> _Number | None:
    plain = _SOMEWHAT_MORE.sub("", text)
    value = parse_chinese(plain)
    more = plain != text
    if value is None or plain in ("一", "零", "〇") or (plain[0] in "百千万亿" and not more):
        return None
    return _Number(value, Decimal(1), "", more)


def _any_numeral(text: str) -> Decimal | None:
    return parse_mixed(text) if text[0].isdigit() else parse_chinese(text)


def _step(text: str) -> Decimal:
    """The worth of one in the last place written."""
    groups = _GROUP.findall(text)
    if not groups:
        return _ONE
    figures, scale = groups[-1]
    places = len(figures.partition(".")[2])
    return Decimal(1).scaleb(-places) * (parse_mixed("1" + scale))


def _is_no_count(text: str, start: int, end: int) -> bool:
    if _NOT_BEFORE.search(text, max(0, start - 1), start) or _NOT_AFTER.match(text, end):
        return True
    return bool(_YEAR.match(text, start))


def _upper_end(text: str, end: int, number: _Number) -> tuple[Decimal | None, int]:
    """The upper end of a range, and where it ends: 3至5, 60%-80%. An upper end below the lower is none."""
    match = _TO.match(text, end)
    if not match or number.more or match[2] != number.unit:
        return None, end
    high = parse_mixed(_SOMEWHAT_MORE.sub("", match[1]))
    return (high, match.end()) if high > number.value else (None, end)


def _bounds(text: str, start: int, end: int, rules: QuantityRules) -> tuple[str, int, int]:
    """Whether words beside the number widen it, and where they begin and end."""
    for bound, words in rules.before if text[start - 1 : start] in rules.bounding else ():
        before = words.search(text, max(0, start - _REACH), start)
        if before and not text.endswith(rules.not_bounds, 0, start):
            return bound, before.start(), end
    for bound, words in rules.after:
        if after := words.match(text, end):
            return bound, start, after.end()
    return "", start, end
