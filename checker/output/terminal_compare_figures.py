"""The figures of a comparison, laid out as a table, and what could not be set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.compare import Comparison, FigureChange, FigureKind, Restated
from checker.model import Fact
from checker.output.lines import Line, Span, clean, cut, labelled, pad, shorten, wrap
from checker.output.terminal_facts import value_word

_NAME, _VALUE, _PERCENT = 26, 14, 10  # cells; with the indent the table takes 80
_POINTS = {"%": "个百分点", "‰": "个千分点"}
_LISTED = {
    FigureKind.SEVERAL: "一份里有几个值",
    FigureKind.UNITS: "单位不同",
    FigureKind.ONLY_OLD: "只见于旧报告",
    FigureKind.ONLY_NEW: "只见于新报告",
}


def figure_lines(comparison: Comparison, columns: int) -> Iterator[Line]:
    """What changed as a table; the rest by name."""
    figures = comparison.figures
    compared = [figure for figure in figures if figure.kind is FigureKind.COMPARED]
    changed = [figure for figure in compared if figure.change != 0]
    yield ()
    if not figures:
        yield (Span("【数字】两份报告均未检出通行指标的数字。", "strong"),)
        return
    yield (Span(f"【数字】可比的指标 {len(compared)} 个，其中有变化的 {len(changed)} 个", "strong"),)
    if changed:
        yield _table_row("指标", "旧", "新", "增减", "增减幅", "dim")
    for figure in changed:
        yield _row(figure)
    yield from _listed("不变", (figure for figure in compared if figure.change == 0), columns)
    for kind, word in _LISTED.items():
        yield from _listed(word, (figure for figure in figures if figure.kind is kind), columns)
    yield from _restated(comparison.restated, columns)


def _row(figure: FigureChange) -> Line:
    before, after = figure.old[0], figure.new[0]
    percent = "" if figure.percent is None else f"{figure.percent:+,.1f} %"
    return _table_row(figure.name, value_word(before), value_word(after), _change_word(figure), percent)


def _table_row(name: str, old: str, new: str, change: str, percent: str, style: str = "") -> Line:
    cells = [cut(value, _VALUE - 1) for value in (old, new, change)]
    text = f"  {pad(cut(name, _NAME), _NAME)}" + "".join(pad(cell, _VALUE, right=True) for cell in cells)
    return (Span(text + pad(cut(percent, _PERCENT - 1), _PERCENT, right=True) if percent else text, style),)


def _change_word(figure: FigureChange) -> str:
    """The change with its sign; 约 where one of the values is approximate."""
    change = figure.change or 0
    about = "约" if any(fact.approximate for fact in (*figure.old, *figure.new)) else ""
    number = f"{change:+,.4f}".rstrip("0").rstrip(".") if change % 1 else f"{change:+,.0f}"
    unit = figure.unit or ""
    return f"{about}{number}{_POINTS.get(unit, clean(unit))}"


def _listed(word: str, figures: Iterable[FigureChange], columns: int) -> Iterator[Line]:
    found = list(figures)
    if found:
        named = [Span(_named(figure)) for figure in found]
        parted = [Span(span.text + "；") for span in named[:-1]]
        yield from wrap([Span(f"  {word} {len(found)} 个：", "dim"), *parted, named[-1]], columns, 4, whole=True)


def _named(figure: FigureChange) -> str:
    if figure.kind is FigureKind.COMPARED:
        values = value_word(figure.new[0])
    else:
        values = " → ".join(_values(side) for side in (figure.old, figure.new) if side)
    return f"{clean(figure.name)} {values}"


def _values(facts: Sequence[Fact]) -> str:
    return "、".join(map(value_word, facts))


def _restated(rows: Sequence[Restated], columns: int) -> Iterator[Line]:
    if not rows:
        return
    yield ()
    yield (Span(f"【新报告所说的往年数与旧报告不同，请核对】{len(rows)} 处", "strong"),)
    for row in rows:
        yield from wrap([Span(f"  {clean(row.new.name or '')}", "warn")], columns, 4)
        for label, fact in (("旧  ", row.old), ("新  ", row.new)):
            yield from labelled(label, [Span(f"{value_word(fact)}  “{shorten(fact.quote)}”")], columns)
