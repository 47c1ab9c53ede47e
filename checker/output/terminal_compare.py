"""A comparison as lines for the terminal: both reports, then what changed, each section only where there is something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.compare import Change, Comparison, ItemChange, RepeatedPassage, Repetition
from checker.model import ChecklistInfo, CheckResult, Result
from checker.output import words
from checker.output.lines import Line, Span, clean, fit, labelled, shorten, width, wrap
from checker.output.summary import FORCES, is_gap, percent
from checker.output.terminal_compare_figures import figure_lines
from checker.output.terminal_findings import finding_lines
from checker.output.terminal_item import STATUS_STYLE
from checker.output.terminal_report import note_lines

_BLANK: Line = ()
_TITLES = {
    Change.GAINED: "补上的缺口",
    Change.LOST: "新出现的缺口",
    Change.IMPROVED: "有改进的缺口",
    Change.WORSENED: "有退步的缺口",
    Change.OPEN: "仍是缺口",
    Change.APPLIES: "新适用",
    Change.APPLIES_NO_MORE: "不再适用",
    Change.ONLY_NEW: "只在新清单中",
    Change.ONLY_OLD: "只在旧清单中",
}
_FULL = (Change.GAINED, Change.LOST, Change.IMPROVED, Change.WORSENED)  # with both grounds
_CHECKLISTS = (Change.ONLY_NEW, Change.ONLY_OLD)  # told only where they occur
_MOST_PASSAGES = 5
_MOST_FIGURES = 12
_OLD, _NEW = "旧  ", "新  "  # labels take four cells
_SIDES = 4  # indent of what an item rests on


def compare_lines(comparison: Comparison, columns: int) -> Iterator[Line]:
    """The whole page."""
    yield from _head(comparison, columns)
    yield from note_lines(comparison.notes, columns)
    yield from _items(comparison.items, columns)
    yield from figure_lines(comparison, columns)
    yield from _findings(comparison, columns)
    if comparison.repeated is not None:
        yield from _repetition(comparison.repeated, columns)


def _head(comparison: Comparison, columns: int) -> Iterator[Line]:
    yield (Span("新旧对比", "title"),)
    sides = ((_OLD, comparison.old, comparison.old_checklist), (_NEW, comparison.new, comparison.new_checklist))
    for label, report, checklist in sides:
        yield from _side(label, report, checklist, columns)
    yield _BLANK
    yield from labelled(_OLD, [Span(words.summary(comparison.old))], columns, 0)
    yield from labelled(_NEW, [Span(words.summary(comparison.new))], columns, 0)
    yield from wrap([Span(f"{words.rate(comparison.old)} → {words.rate(comparison.new)}", "strong")], columns)


def _side(label: str, report: CheckResult, checklist: ChecklistInfo, columns: int) -> Iterator[Line]:
    yield from labelled(label, [Span(clean(words.who(report.profile)), "strong")], columns, 0)
    where = "标准输入" if report.path == "-" else fit(report.path, columns * 2 // 3)
    about = f"{where} · 清单 {checklist.id} {checklist.version} · 全文 {report.characters:,} 字"
    yield from wrap([Span(" " * 6), Span(clean(about), "dim")], columns, 6)


def _items(items: Sequence[ItemChange], columns: int) -> Iterator[Line]:
    empty = []
    for change, title in _TITLES.items():
        found = [item for item in items if item.change is change]
        if found:
            yield _BLANK
            yield (Span(f"【{title}】{len(found)} 项", "strong"),)
            yield from _section(found, change, columns)
        elif change not in _CHECKLISTS:
            empty.append(title)
    yield _BLANK
    kept = sum(item.change is Change.KEPT for item in items)
    told = f"两份都已覆盖 {kept} 项。" + (f"0 项的：{'、'.join(empty)}。" if empty else "")
    yield from wrap([Span(told, "dim")], columns)


def _section(items: Sequence[ItemChange], change: Change, columns: int) -> Iterator[Line]:
    if change in _FULL:
        for item in items:
            yield from _full(item, columns)
        return
    by_force = sorted(items, key=lambda item: FORCES.index(_either(item).force))
    for item in by_force:
        either = _either(item)
        head = f"  {words.FORCE[either.force]}  "
        spans = [Span(head, "dim"), Span(f"{item.id} {clean(either.title)}  "), *_statuses(item)]
        yield from wrap(spans, columns, width(head) + 4)


def _either(item: ItemChange) -> Result:
    found = item.new or item.old
    assert found is not None
    return found


def _statuses(item: ItemChange) -> list[Span]:
    """Old status → new status; one of them where there is no other or both are the same."""
    statuses = list(dict.fromkeys(one.status for one in (item.old, item.new) if one))
    spans = [Span(words.marked(status), STATUS_STYLE[status]) for status in statuses]
    return [spans[0], *(span for after in spans[1:] for span in (Span(" → ", "dim"), after))]


def _full(item: ItemChange, columns: int) -> Iterator[Line]:
    either = _either(item)
    yield _BLANK
    yield from wrap([Span(f"{item.id} {clean(either.title)}", "strong"), Span(f"（{words.FORCE[either.force]}）", "dim")], columns, 4)
    for label, result in ((_OLD, item.old), (_NEW, item.new)):
        if result:
            yield from _ground(label, result, columns)
    if item.new and is_gap(item.new) and item.new.suggest:
        yield from labelled("建议", [Span(clean(item.new.suggest))], columns, _SIDES)


def _ground(label: str, result: Result, columns: int) -> Iterator[Line]:
    """The verdict with what is lacking, then the best sentence that it rests on; of a gap of today else what comes nearest."""
    lacking = f"：缺少{words.reason(result)}" if is_gap(result) else ""
    yield from labelled(label, [Span(words.marked(result.status), STATUS_STYLE[result.status]), Span(lacking)], columns, _SIDES)
    quoted = result.evidence[0] if result.evidence else result.nearest if label == _NEW else None
    if quoted:
        what = "" if result.evidence else "相近："
        yield from labelled(" " * width(label), [Span(what, "dim"), Span(f"第 {quoted.line} 行 “{shorten(quoted.quote)}”")], columns, _SIDES)


def _findings(comparison: Comparison, columns: int) -> Iterator[Line]:
    yield from finding_lines(comparison.appeared, columns, "新出现的文字和数据问题")
    yield from finding_lines([pair.new for pair in comparison.remaining], columns, "仍在的文字和数据问题")
    yield from finding_lines(comparison.gone, columns, "已消除的文字和数据问题（行号是旧报告的）")
    counts = {"新出现": comparison.appeared, "仍在": comparison.remaining, "已消除": comparison.gone}
    empty = [word for word, found in counts.items() if not found]
    if empty:
        yield _BLANK
        yield from wrap([Span(f"文字和数据问题：{'、'.join(f'{word} 0 处' for word in empty)}。", "dim")], columns)


def _repetition(repeated: Repetition, columns: int) -> Iterator[Line]:
    yield _BLANK
    share = percent(repeated.characters, repeated.of)
    yield (Span("【与旧报告重复】", "strong"), Span(f"{share or 0} %（{repeated.characters:,}/{repeated.of:,} 字）"))
    yield from wrap([Span("逐句相同而不计数字、年份；标题不算。字数不计空格和引号。", "dim")], columns)
    for number, passage in enumerate(repeated.passages[:_MOST_PASSAGES], 1):
        yield from _passage(number, passage, columns)
    if len(repeated.passages) > _MOST_PASSAGES:
        yield _BLANK
        yield from wrap([Span(f"另有 {len(repeated.passages) - _MOST_PASSAGES} 处较短的，全部见 -f json。", "dim")], columns)


def _passage(number: int, passage: RepeatedPassage, columns: int) -> Iterator[Line]:
    head = f"{number}. {passage.characters:,} 字：旧报告第 {passage.old.line} 行，新报告第 {passage.new.line} 行"
    yield _BLANK
    yield from wrap([Span(head, "strong")], columns, 4)
    yield from labelled("原文", [Span(f"“{shorten(passage.new.quote)}”")], columns, _SIDES)
    yield from labelled("数字", [Span(_figures(passage.figures))], columns, _SIDES)


def _figures(pairs: Sequence[tuple[str, str]]) -> str:
    """Which figures of a repeated passage were changed."""
    if not pairs:
        return "与旧报告相同，或没有数字"
    told = list(dict.fromkeys(f"{old} → {new}" for old, new in pairs))
    return f"只改了 {len(pairs)} 处：{'、'.join(told[:_MOST_FIGURES])}{' 等' if len(told) > _MOST_FIGURES else ''}"
