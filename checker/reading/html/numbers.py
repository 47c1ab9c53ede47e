"""The numbers that a browser writes before the items of an ordered list."""

from __future__ import annotations

from lxml import etree

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_MOST = 1_000_000


class Numbering:
    """The counter of one list; `marker` gives the mark of the next item."""

    def __init__(self, element: etree._Element, style: str) -> None:
        self.ordered = element.tag == "ol"
        self.style = style or _TYPES.get(element.get("type") or "", "decimal")
        self.step = -1 if self.ordered and element.get("reversed") is not None else 1
        first = 1 if self.step > 0 else sum(1 for child in element if child.tag == "li")
        self.next = _integer(element.get("start"), first)

    def marker(self, item: etree._Element, style: str) -> str:
        """The mark before `item`, "" for bullets and where numbers are switched off."""
        if not self.ordered:
            return ""
        number = _integer(item.get("value"), self.next)
        self.next = number + self.step
        return _written(number, style or _TYPES.get(item.get("type") or "", self.style))


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 8 and text.count("-") <= 1 else default


def _written(number: int, style: str) -> str:  # as CSS has it; what it does not know, browsers write as decimal
    words = style.split()
    if any(word in ("none", "disc", "circle", "square") for word in words):
        return ""
    if any(word.startswith(("cjk-ideographic", "simp-chinese", "trad-chinese")) for word in words):
        return f"{_chinese(number)}、"
    if 0 < number < _MOST and any(word.endswith(("-alpha", "-latin")) for word in words):
        return f"{_cased(_letters(number), style)}. "
    if 0 < number < 4000 and any(word.endswith("-roman") for word in words):
        return f"{_cased(_roman(number), style)}. "
    return f"{number:02}. " if "decimal-leading-zero" in words else f"{number}. "


def _cased(text: str, style: str) -> str:
    return text.upper() if "upper-" in style else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(97 + rest) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        text += letters * (number // value)
        number %= value
    return text


def _chinese(number: int) -> str:
    if not 0 <= number < 100:
        return "".join(_DIGITS[int(digit)] if digit.isdigit() else "负" for digit in str(number))
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
