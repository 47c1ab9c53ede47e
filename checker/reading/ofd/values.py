"""What the XML of OFD files is made of: elements by their local names, numbers, rectangles, ways from one space to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

_FAR, _THIN = 1e6, 0.01  # mm; no sound number is larger, and nothing with an area is thinner


class Box(NamedTuple):
    """A rectangle in mm."""

    left: float
    top: float
    width: float
    height: float


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Matrix) -> Matrix:
        """First `inner`, then this."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *self.at(inner.e, inner.f),
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def box_of(value: str | None) -> Box | None:
    """A rectangle with an area, from four numbers."""
    numbers = numbers_of(value or "")
    return Box(*numbers) if len(numbers) == 4 and min(numbers[2:]) >= _THIN else None


def numbers_of(value: str) -> list[float]:
    return [number_of(part, 0.0) for part in value.replace(",", " ").split()[:6]]


def number_of(value: str | None, default: float) -> float:
    try:
        number = float(value or "")
    except ValueError:
        return default
    return number if abs(number) <= _FAR else default  # nan is no number either


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def named_all(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that local name."""
    return (child for child in parent if local_name(child) == name) if parent is not None else iter(())


def named(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name."""
    return next(named_all(parent, name), None)
