"""The store in short, as lines for the terminal; and the answer to a person's own query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.model import Status
from checker.output import words
from checker.output.lines import Line, Span, clean, cut, fit, pad, width, wrap
from checker.output.summary import GAPS, percent
from checker.review.query import MOST_ROWS, Answer
from checker.review.show.html import number_word
from checker.review.views import duties, figures, matrix
from checker.review.views.prepare import COUNTS, Cell, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BLANK: Line = ()
_MOST_MISSED = 10
_MOST_NAMES = 20  # of one kind of coverage
_MOST_OUTLIERS = 8
_NARROWEST_NAME, _WIDEST_CELL, _NARROWEST_CELL = 10, 40, 8


def summary_lines(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    """Coverage by group, level, parent and year, the most-missed items, findings, figures out of line, dates."""
    yield from _head(store, columns)
    yield from _coverage(store, columns)
    yield from _missed(store, columns)
    yield from _findings(store, columns)
    yield from _outliers(store, columns)
    late = list(duties.late(store))
    if late:
        yield _BLANK
        yield (Span("【报送】", "strong"),)
    for told, number in late:
        yield from wrap([Span(f"  {pad(str(number), 5, right=True)}  "), Span(told)], columns, 9)
    yield from _unreadable(store, columns)


def _head(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    row = store.execute("SELECT count(*), count(DISTINCT body), min(year), max(year), sum(covered), sum(applicable) FROM chosen").fetchone() or (0,) * 6
    reports, units, first, last, covered, applicable = row
    years = f"{first} 年度" if first == last else f"{first}—{last} 年度"
    told = [f"{reports} 份报告", f"{units} 个单位", years if first else f"年度{words.UNKNOWN}"]
    rate = percent(covered or 0, applicable or 0)
    spans = [Span(" · ".join(told), "title")]
    if rate is not None:
        spans.append(Span(f"　应检项覆盖率 {rate} %（{covered}/{applicable}）"))
    yield from wrap(spans, columns)


def _coverage(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    """As many columns of counts as there is room for; the share always."""
    by_kind: dict[str, list[Sequence[Cell]]] = {}
    for row in rows_of(store, matrix.coverage()):
        by_kind.setdefault(str(row[0]), []).append(row)
    titles = ("报告", "应检", *(words.STATUS[status] for status in Status))
    for kind, rows in by_kind.items():
        if len(rows) < 2 and kind != "类别":
            continue
        numbers = [[_count(cell) for cell in row[2:-1]] for row in rows]
        widths = [2 + max(width(title), *(len(line[i]) for line in numbers)) for i, title in enumerate(titles)]
        shown = _fitting(widths, columns - _NARROWEST_NAME - 10)
        room = min(max(width(clean(str(row[1]))) for row in rows), columns - 8 - sum(widths[:shown])) if rows else 0
        room = max(room, width(f"按{kind}"))
        yield _BLANK
        head = "".join(pad(title, widths[i], right=True) for i, title in enumerate(titles[:shown]))
        yield (Span(pad(f"按{kind}", room), "strong"), Span(f"  覆盖率{head}", "dim"))
        for row, line in list(zip(rows, numbers, strict=True))[:_MOST_NAMES]:
            rate = percent(int(_float(row[4])), int(_float(row[3])))
            share = pad("—" if rate is None else f"{rate} %", 8, right=True)
            counts = "".join(pad(cell, widths[i], right=True) for i, cell in enumerate(line[:shown]))
            yield (Span(pad(fit(str(row[1]), room), room)), Span(share, _style(rate)), Span(counts))
        if len(rows) > _MOST_NAMES:
            yield (Span(f"另有 {len(rows) - _MOST_NAMES} 行，见 -f xlsx:文件.xlsx", "dim"),)


def _fitting(widths: Sequence[int], room: int) -> int:
    shown = 0
    while shown < len(widths) and sum(widths[: shown + 1]) <= room:
        shown += 1
    return shown


def _count(cell: Cell) -> str:
    return "" if cell is None else str(int(_float(cell)))


def _float(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _style(rate: int | None) -> str:
    return "dim" if rate is None else "good" if rate == 100 else "bad" if rate < 50 else ""


def _missed(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    rows = list(rows_of(store, matrix.missed()))[:_MOST_MISSED]
    if not rows:
        return
    yield _BLANK
    yield (Span("【缺口最多的项】", "strong"), Span("缺口报告数/应检报告数", "dim"))
    cells = [f"{row[3]}/{row[4]}" for row in rows]
    room = max(map(len, cells))
    for cell, (item, title, _, _, _, _, *counts) in zip(cells, rows, strict=True):
        by_status = dict(zip(COUNTS, counts, strict=True))
        told = " · ".join(f"{words.STATUS[status]} {by_status[status]}" for status in reversed(GAPS) if by_status[status])
        spans = [Span(f"  {pad(cell, room, right=True)}  "), Span(f"{item} {clean(str(title))}"), Span(f"（{told}）", "dim")]
        yield from wrap(spans, columns, room + 4)


def _findings(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    rows = list(rows_of(store, matrix.findings()))
    if not rows:
        return
    yield _BLANK
    yield (Span("【文字和数据问题】", "strong"), Span("处数（报告数）", "dim"))
    for kind, check, severity, times, reports, message, unit in rows:
        style = "bad" if severity == words.SEVERITY["error"] else ""
        spans = [Span(f"  {pad(str(times), 5, right=True)}（{reports}）  "), Span(str(severity), style), Span(f" {kind} {check}  ")]
        yield from wrap([*spans, Span(f"如 {clean(str(unit))}：{cut(str(message), 50)}", "dim")], columns, 9)


def _outliers(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    rows = list(rows_of(store, figures.outliers()))
    if not rows:
        return
    yield _BLANK
    yield from wrap([Span("【异常数据】", "strong"), Span(f"{len(rows)} 处，与同级同年或本单位上年相差八倍以上，请核对", "dim")], columns)
    for name, _, _, year, indicator, value, measure, why, quote in rows[:_MOST_OUTLIERS]:
        who = Span(f"  {clean(str(name))} {year or ''} ", "strong")
        told = Span(f"{indicator} {number_word(_float(value))} {clean(str(measure))}，{why}")
        yield from wrap([who, told, Span(f"：“{cut(str(quote), 60)}”", "dim")], columns, 4)
    if len(rows) > _MOST_OUTLIERS:
        yield (Span(f"  另有 {len(rows) - _MOST_OUTLIERS} 处", "dim"),)


def _unreadable(store: DuckDBPyConnection, columns: int) -> Iterator[Line]:
    row = store.execute("SELECT count(*) FROM unreadable").fetchone()
    if row and row[0]:
        yield _BLANK
        yield from wrap([Span("【未能读取】", "strong"), Span(f"{row[0]} 个文件，原因见 -f xlsx:文件.xlsx 的“未能读取”表。")], columns)


def answer_lines(answer: Answer, columns: int) -> Iterator[Line]:
    """A table in columns; cells that do not fit give way."""
    texts = [[_cell(value) for value in row] for row in (answer.head, *answer.rows)]
    if not answer.head:
        return
    wanted = [min(_WIDEST_CELL, max(width(row[i]) for row in texts)) for i in range(len(answer.head))]
    room = columns - 2 * (len(wanted) - 1)
    if sum(wanted) > room and len(wanted) * _NARROWEST_CELL <= room:
        while sum(wanted) > room:
            wanted[wanted.index(max(wanted))] -= 1
    if sum(wanted) > room:
        yield from _one_below_another(texts, columns)
    else:
        for number, row in enumerate(texts):
            yield (Span("  ".join(pad(fit(text, cells), cells) for text, cells in zip(row, wanted, strict=True)).rstrip(), "" if number else "strong"),)
    more = f"只显示前 {MOST_ROWS} 行，请在语句中加条件或 limit。" if answer.more else f"{len(answer.rows)} 行"
    yield (Span(more, "dim"),)


def _one_below_another(texts: Sequence[Sequence[str]], columns: int) -> Iterator[Line]:
    for number, row in enumerate(texts[1:], 1):
        yield (Span(f"第 {number} 行", "strong"),)
        for head, text in zip(texts[0], row, strict=True):
            yield from wrap([Span(f"  {fit(head, columns // 3)}：", "dim"), Span(text)], columns, 4)


def _cell(value: object) -> str:
    if value is None:
        return "—"
    return number_word(value) if isinstance(value, float) else clean(str(value)[:2000])
