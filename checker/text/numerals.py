"""Chinese and mixed numerals: 三百二十, 一百〇一, 1.6万, 1万5千, 3亿2000万."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_MIXED = re.compile(r"([\d,]+(?:\.\d+)?)([十百千]?)([万亿]*)")


def parse_mixed(text: str) -> Decimal:
    """The value of Arabic figures with 十 百 千 万 亿 behind them, group after group; commas part thousands."""
    total = Decimal(0)
    section = Decimal(0)  # what a following 万 or 亿 multiplies as well: 3千5百万
    for figures, small, large in _MIXED.findall(text):
        section += Decimal(figures.replace(",", "")) * _SMALL.get(small, 1)
        if large:
            for sign in large:
                section *= _LARGE[sign]
            total, section = total + section, Decimal(0)
    return total + section


def parse_chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral (一千二百三十, 二〇二四, 三点五, 两万五, 百 for 一百); None when it is not well formed."""
    whole, point, part = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not (part and all(sign in _DIGITS for sign in part))):
        return None
    return value + Decimal("0." + "".join(str(_DIGITS[sign]) for sign in part)) if point else value


def _whole(text: str) -> Decimal | None:
    if text and all(sign in _DIGITS for sign in text):
        return Decimal("".join(str(_DIGITS[sign]) for sign in text)) if len(text) == 1 or "两" not in text else None
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(sign)
        if found:
            high, low = _whole(before) if before else Decimal(1), _rest(after, size)
            return None if high is None or low is None else high * size + low
    return _below_ten_thousand(text)


def _rest(text: str, size: int) -> Decimal | None:
    """What stands behind 万 or 亿: a lone digit counts the next lower place (两万五)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and text in _DIGITS:
        return Decimal(_DIGITS[text] * size // 10)
    value = _whole(text)
    return value if value is not None and value < size else None


def _below_ten_thousand(text: str) -> Decimal | None:
    total, digit, lowest, zero = 0, None, 10**4, False
    for sign in text:
        if sign in _DIGITS:
            if digit is not None and not (zero and digit == 0):
                return None
            digit, zero = _DIGITS[sign], _DIGITS[sign] == 0
        elif sign in _SMALL and _SMALL[sign] < lowest:
            lowest = _SMALL[sign]
            total += (1 if digit is None else digit) * lowest
            digit, zero = None, False
        else:
            return None
    if digit is None:
        return Decimal(total) if text else None
    return Decimal(total + (digit if zero_before(text) or lowest in (10, 10**4) else digit * lowest // 10))


def zero_before(text: str) -> bool:
    """Whether the last digit is led by a zero: 一百〇五 is 105, 一百五 is 150."""
    return len(text) > 1 and text[-2] in "零〇○"


def write_chinese(number: int) -> str:
    """A whole number from 0 to 99,999,999 as it is written: 110 → 一百一十, 15 → 十五, 20500 → 二万零五百."""
    if number >= 10**4:
        low = number % 10**4
        return write_chinese(number // 10**4) + "万" + ("零" if 0 < low < 1000 else "") + (_thousands(low) if low else "")
    written = _thousands(number) if number else "零"
    return written.removeprefix("一") if 10 <= number < 20 else written


def _thousands(number: int) -> str:
    written, gap = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap else "") + "零一二三四五六七八九"[digit] + sign
        gap = not digit and bool(written)
    return written
