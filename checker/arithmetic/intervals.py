"""What a written number leaves open: 66.7% may be anything that rounds to it, 近80% somewhat less, 40余件 more."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from checker.text.quantities import Quantity

_SOMEWHAT_LESS = Decimal("0.8")  # 近 and 不足 reach down to this share of the number …
_ABOUT = Decimal("0.1")  # … 约 this share up and down
_BARELY_MORE = Decimal("1.005")  # a rate said to be 近80% may be 80.3


class Range(NamedTuple):
    """What a quantity may be, in numbers; `high` None = without end."""

    low: Decimal
    high: Decimal | None


class Fit(Enum):
    """How a stated rate goes with the figures: it holds, holds when cut off instead of rounded, or does not hold."""

    HOLDS = "holds"
    CUT = "cut"
    WRONG = "wrong"


def range_of(quantity: Quantity) -> Range:
    """What the number may stand for."""
    value = quantity.value
    if quantity.bound == "above":
        return Range(value, None)
    if quantity.bound == "below":
        return Range(value * _SOMEWHAT_LESS, value)
    if quantity.bound == "about":
        return Range(value * (1 - _ABOUT), value * (1 + _ABOUT))
    slack = quantity.step / 2 if quantity.step != 1 else Decimal(0)
    return Range(value - slack, value + slack)


def is_exact(quantity: Quantity) -> bool:
    """A whole number told as it is."""
    return quantity.bound == "" and quantity.step == 1 and quantity.high is None


def fit(stated: Quantity, true: Range) -> Fit:
    """Whether a stated rate may be what lies in `true` (both in per cent)."""
    low, high = true.low, true.high if true.high is not None else Decimal("Infinity")
    value, step = stated.value, stated.step
    if stated.bound == "above":
        return Fit.HOLDS if high >= value else Fit.WRONG
    if stated.bound == "below":
        return Fit.HOLDS if low <= value * _BARELY_MORE and high >= value * _SOMEWHAT_LESS else Fit.WRONG
    reach = abs(value) * _ABOUT if stated.bound == "about" else step / 2
    if low <= value + reach and high >= value - reach:
        return Fit.HOLDS
    return Fit.CUT if low < value + step and high > value - step else Fit.WRONG


def share(part: Range, whole: Range) -> Range | None:
    """part ÷ whole in per cent; None when the whole may be nothing."""
    if whole.low <= 0:
        return None
    high = None if part.high is None else 100 * part.high / whole.low
    return Range(Decimal(0) if whole.high is None else 100 * part.low / whole.high, high)


def change(old: Range, new: Range, rising: bool) -> Range | None:
    """By how many per cent `new` differs from `old`; None when that cannot be told."""
    if old.low <= 0 or old.high is None or new.high is None:
        return None
    if rising:
        return Range(100 * (new.low - old.high) / old.high, 100 * (new.high - old.low) / old.low)
    return Range(100 * (old.low - new.high) / old.high, 100 * (old.high - new.low) / old.low)


def written(value: Decimal, stated: Quantity) -> str:
    """`value` with as many places as `stated` has, but no fewer than tell it apart."""
    places = max(0, -int(stated.step.normalize().as_tuple().exponent)) if stated.step < 1 else 0
    for more in range(places, places + 3):
        shown = value.quantize(Decimal(1).scaleb(-more))
        if shown != stated.value:
            return f"{shown.normalize():f}"
    return f"{value.quantize(Decimal(1).scaleb(-places - 2)).normalize():f}"


def plain(value: Decimal) -> str:
    """A number as people write it."""
    return f"{value.normalize():f}"
