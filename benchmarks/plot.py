"""Small plots as SVG, one below the other: points with a line through them, from nought on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 460, 150  # of the field
_LEFT, _TOP, _BOTTOM, _RIGHT = 60, 34, 40, 30
_TICKS = 4
_LABEL = 30  # what the number at a point takes


class Series(NamedTuple):
    """What is measured, with its unit, and points (x, y), neither below nought."""

    name: str
    points: Sequence[tuple[float, float]]


def plot(across: str, *series: Series) -> str:
    """One field for each series; `across` is what x counts. Text is upright black, so that it prints."""
    width, each = _LEFT + _WIDTH + _RIGHT, _TOP + _HEIGHT + _BOTTOM
    fields = "".join(f'<g transform="translate({_LEFT},{_TOP + i * each})">{"".join(_field(across, one))}</g>' for i, one in enumerate(series))
    size = f'width="{width}" height="{each * len(series)}" viewBox="0 0 {width} {each * len(series)}"'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">{paper}{fields}</svg>\n'


def _field(across: str, series: Series) -> Iterator[str]:
    x_step, y_step = (_step(max(values)) for values in zip(*series.points, strict=True))
    yield f'<text x="0" y="-14" font-size="13">{escape(series.name)}</text>'
    for tick in range(_TICKS + 1):
        x, y = _WIDTH * tick / _TICKS, _HEIGHT * (1 - tick / _TICKS)
        yield f'<path d="M0 {y:.1f}H{_WIDTH}" stroke="#ddd"/><text x="-6" y="{y + 4:.1f}" text-anchor="end">{tick * y_step:,g}</text>'
        yield f'<text x="{x:.1f}" y="{_HEIGHT + 15}" text-anchor="middle">{tick * x_step:,g}</text>'
    yield f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 30}" text-anchor="middle">{escape(across)}</text>'
    places = [(x / x_step / _TICKS * _WIDTH, _HEIGHT * (1 - y / y_step / _TICKS)) for x, y in series.points]
    yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>'
    labelled = math.inf
    for (x, y), (_, value) in zip(reversed(places), reversed(series.points), strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f5fa8"/>'
        if labelled - x > _LABEL:
            labelled = x
            yield f'<text x="{x:.1f}" y="{y - 7:.1f}" text-anchor="middle">{value:,.3g}</text>'


def _step(highest: float) -> float:
    """A round step, of which `_TICKS` reach as far as `highest`."""
    least = max(highest, 1e-9) / _TICKS
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * digit for digit in (1, 2, 2.5, 5, 10) if power * digit >= least)
