"""Slips of the keyboard: one digit changed, two swapped, one left out or too many."""

from __future__ import annotations

from decimal import Decimal


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether a number may be the other one mistyped."""
    first, second = _digits(one), _digits(other)
    if len(first) == len(second):
        unlike = [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        return len(unlike) == 1 or _swapped(first, second, unlike)
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return len(longer) == len(shorter) + 1 and any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))


def is_swap(one: Decimal, other: Decimal) -> bool:
    """Whether two digits that stand together changed places."""
    first, second = _digits(one), _digits(other)
    if len(first) != len(second):
        return False
    return _swapped(first, second, [index for index, (a, b) in enumerate(zip(first, second, strict=True)) if a != b])


def _swapped(first: str, second: str, unlike: list[int]) -> bool:
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1 and first[unlike[0]] == second[unlike[1]] and first[unlike[1]] == second[unlike[0]]


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").strip("-")
