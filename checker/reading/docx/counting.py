"""Numbers as Word writes them in a list (ST_NumberFormat, ECMA-376 Part 1 §17.18.59).

Where the standard is silent this follows what Word prints: chineseCounting 101 is 一○一, chineseCountingThousand 一百〇一.
What is not listed here is written in digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_LARGEST = 99_999  # of what is spelled out; Word's lists end at 32,767
_MOST_LETTERS = 30
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HAN = "一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def spell(number: int, style: str) -> str:
    """The number as a list of that w:numFmt shows it; “none” shows nothing."""
    write = _STYLES.get(style)
    return str(number) if write is None or not 0 <= number <= _LARGEST else write(number)


def _places(number: int, digits: str) -> str:
    """Digit by digit; `digits` begins with the zero."""
    return "".join(digits[int(digit)] for digit in str(number))


def _up_to_hundred(number: int, zero: str) -> str:
    """一 … 十一 … 九十九, from there on digit by digit."""
    return _spelled(number, zero + _HAN, "万千百十", short=True) if number < 100 else _places(number, zero + _HAN)


def _spelled(number: int, digits: str, units: str, *, short: bool = False, gaps: bool = True) -> str:
    """With units from ten thousand to ten. `short`: 十一, not 一十一. `gaps`: a zero stands for places left out."""
    if number == 0:
        return digits[0]
    written, gap, rest = "", False, number
    for place, unit in zip((10_000, 1000, 100, 10, 1), [*units, ""], strict=True):
        digit, rest = divmod(rest, place)
        if digit:
            written += (digits[0] if gap and gaps else "") + digits[digit] + unit
        gap = bool(written) and not digit
    return written[1:] if short and 10 <= number < 20 else written


def _japanese(number: int) -> str:
    """Without zeros, and without the one before ten, hundred and thousand."""
    written = _spelled(number, "〇" + _HAN, "万千百十", gaps=False)
    for unit in "千百十":
        written = written.replace("一" + unit, unit)
    return written


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def _letters(number: int, alphabet: str) -> str:
    """a … z, aa, bb …"""
    rounds, place = divmod(number - 1, len(alphabet))
    return str(number) if rounds >= _MOST_LETTERS else alphabet[place] * (rounds + 1)


def _one_of(number: int, signs: str) -> str:
    """A sign from a set; past its end, digits."""
    return signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _ordinal(number: int) -> str:
    teens = 11 <= number % 100 <= 13
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _row(first: str, count: int = 20) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _sixty(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",  # noqa: ARG005
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": partial(_letters, alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": partial(_letters, alphabet="abcdefghijklmnopqrstuvwxyz"),
    "ordinal": _ordinal,
    "hex": "{:X}".format,
    "numberInDash": "- {} -".format,
    "decimalEnclosedCircle": partial(_one_of, signs=_row("①")),
    "decimalEnclosedCircleChinese": partial(_one_of, signs=_row("①")),
    "decimalEnclosedParen": partial(_one_of, signs=_row("⑴")),
    "decimalEnclosedFullstop": partial(_one_of, signs=_row("⒈")),
    "ideographEnclosedCircle": partial(_one_of, signs=_row("㊀", 10)),
    "ideographTraditional": partial(_one_of, signs=_STEMS),
    "ideographZodiac": partial(_one_of, signs=_BRANCHES),
    "ideographZodiacTraditional": _sixty,
    "ideographDigital": partial(_places, digits="〇" + _HAN),
    "japaneseDigitalTenThousand": partial(_places, digits="〇" + _HAN),
    "taiwaneseDigital": partial(_places, digits="○" + _HAN),
    "chineseCounting": partial(_up_to_hundred, zero="○"),
    "taiwaneseCounting": partial(_up_to_hundred, zero="○"),
    "chineseCountingThousand": partial(_spelled, digits="〇" + _HAN, units="万千百十", short=True),
    "taiwaneseCountingThousand": partial(_spelled, digits="零" + _HAN, units="萬千百十", short=True),
    "chineseLegalSimplified": partial(_spelled, digits="零壹贰叁肆伍陆柒捌玖", units="万仟佰拾"),
    "ideographLegalTraditional": partial(_spelled, digits="零壹貳參肆伍陸柒捌玖", units="萬仟佰拾"),
    "japaneseCounting": _japanese,
    "japaneseLegal": partial(_spelled, digits="零壱弐参四伍六七八九", units="萬阡百拾", gaps=False),
}
