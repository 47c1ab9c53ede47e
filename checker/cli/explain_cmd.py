"""`fazhi explain`: everything about one item, and with `--report` the verdict on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import options, overlay_lines
from checker.cli.inputs import find_name, parse_level, parse_year
from checker.cli.list_cmd import levels_word
from checker.cli.progress import progress_line
from checker.errors import FazhiError
from checker.model import CheckResult, Level, Status
from checker.output import words
from checker.output.lines import Line, Span, clean, labelled, wrap

if TYPE_CHECKING:
    from checker.checklist.types import Change, Checklist, Item, Pattern

_PLACES = (
    ("topic", "写到此事（工作部分写到而要素不全，为不完整）"),
    ("elsewhere", "在不足和计划部分算写到"),
    ("covers_all", "一句即满足全部要素"),
    ("not_applicable", "写明无此情形，为不适用"),
    ("advise", "宜写明（未检出时给提示，不改变结论）"),
)


def explain(
    item: Annotated[str, typer.Argument(metavar="编号", help="检查项的编号，如 C06；全部编号见 fazhi list。")],
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="报告", help="同时给出这份报告在该项上的结论和全部依据。", show_default=False),
    ] = None,
    checklist: options.Checklist = None,
    unit: options.Unit = None,
    level: options.LevelName = None,
    year: options.Year = None,
) -> int:
    """解释一个检查项：依据、约束力、怎样写算写到、例句、建议。"""
    from checker import api
    from checker.output.terminal import print_lines

    rules = api.load_checklist(checklist)
    dropped = {one.item: one for one in rules.overlay.dropped} if rules.overlay else {}
    wanted = find_name(item, [*(one.id for one in rules.items), *dropped], "检查项")
    if wanted in dropped:
        print_lines(lambda columns: _dropped(dropped[wanted], columns), stream=sys.stdout)
        return 0
    chosen = next(one for one in rules.items if one.id == wanted)
    if report is None:
        print_lines(lambda columns: _lines(chosen, rules, columns), stream=sys.stdout)
        return 0
    batch = api.check_many([report], rules, unit=unit, level=parse_level(level), year=parse_year(year), progress=progress_line())
    for failed in batch.unreadable:
        raise FazhiError(f"未能读取 {clean(failed.path)}：{failed.reason}")
    print_lines(
        lambda columns: [*_lines(chosen, rules, columns, batch.reports[0].profile.year), *_verdict(batch.reports[0], wanted, columns)],
        stream=sys.stdout,
    )
    return 0


def _dropped(change: Change, columns: int) -> Iterator[Line]:
    yield from wrap([Span(f"{change.item} {clean(change.title)}", "title")], columns)
    yield from _labelled("停用", f"这份清单不查这一项。理由：{change.reason}", columns)


def _verdict(report: CheckResult, wanted: str, columns: int) -> Iterator[Line]:
    from checker.output.terminal_item import item_lines
    from checker.output.terminal_report import searched_lines

    yield ()
    where = clean(f"{report.path} · {words.who(report.profile)}")
    yield from wrap([Span("在这份报告中", "strong"), Span(f"  {where}", "dim")], columns)
    yield from searched_lines(report, columns)
    yield ()
    for result in report.items:
        if result.id == wanted:
            yield from item_lines(result, columns, full=True)


def _lines(item: Item, rules: Checklist, columns: int, year: int | None = None) -> Iterator[Line]:
    yield from wrap([Span(f"{item.id} {clean(item.title)}", "title")], columns)
    yield from _labelled("类别", f"{item.group} {rules.info.groups.get(item.group, '')}", columns)
    yield from _labelled("层级", levels_word(item), columns)
    if item.years:
        yield from _labelled("年度", "、".join(map(str, item.years)), columns)
    yield from _labelled("约束", _forces(item), columns)
    yield from _labelled_local(item, rules, columns)
    for number, basis in enumerate(basis for basis in item.basis if in_force(basis, rules, year)):
        yield from _labelled("依据" if number == 0 else " " * 4, basis_text(basis, rules, year), columns)
    if item.needs:
        yield ()
        yield (Span("在工作部分写到下列每一要素，为已覆盖", "strong"),)
        for need, patterns in item.needs.items():
            yield from wrap([Span(f"  {clean(need)}")], columns, 4)
            yield from _patterns(patterns, columns, 6)
    for field, title in _PLACES:
        found: Sequence[Pattern] = getattr(item, field)
        if found:
            yield ()
            yield (Span(title, "strong"),)
            yield from _patterns(found, columns, 2)
    yield from _examples(item, columns)
    yield ()
    yield from _labelled("建议", item.suggest, columns)
    if item.note:
        yield from _labelled("说明", item.note, columns)


def _labelled_local(item: Item, rules: Checklist, columns: int) -> Iterator[Line]:
    """What a local list did to the item, or that none may."""
    for one in rules.overlay.changed if rules.overlay else ():
        if one.item == item.id:
            yield from _labelled("改动", f"改了{overlay_lines.changed_keys(one)}。理由：{one.reason}", columns)
    if rules.overlay and item.id in rules.overlay.own:
        yield from _labelled("来源", "这份清单自加的项目", columns)
    if item.locked:
        yield from _labelled("锁定", "国家规定每份报告都要写，本地清单不能改、不能停用", columns)


def _labelled(label: str, text: str, columns: int) -> list[Line]:
    return labelled(label, [Span(clean(text))], columns, 0)


def _patterns(patterns: Sequence[Pattern], columns: int, indent: int) -> Iterator[Line]:
    for pattern in patterns:
        yield from wrap([Span(" " * indent + "- "), Span(clean(pattern.source), "dim")], columns, indent + 2)


def _forces(item: Item) -> str:
    own = [f"{words.LEVEL[Level(key)]}{words.FORCE[force]}" for key, force in item.forces.items() if key in set(Level)]
    rest = [words.FORCE[force] for key, force in item.forces.items() if key not in set(Level)]
    return "、".join([*own, *(f"其余{word}" if own else word for word in rest)])


def in_force(basis: str, rules: Checklist, year: int | None) -> bool:
    """Whether a basis bound anybody in the reporting year; every basis when no year is known."""
    source = rules.documents.get(basis.partition(" ")[0])
    since = (source.in_force or source.issued) if source else None
    return year is None or since is None or int(since[:4]) <= year


def basis_text(basis: str, rules: Checklist, year: int | None = None) -> str:
    """A basis with its document's full title and number: “决策条例 第三条” → “《…暂行条例》（…号）第三条”.

    A document whose time was over before the reporting year is told as a former one.
    """
    name, _, clause = basis.partition(" ")
    source = rules.documents.get(name)
    if source is None:
        return basis
    number = f"（{source.number}）" if source.number else ""
    former = "（原文件）" if year and source.until and int(source.until[:4]) < year else ""
    return f"《{source.title}》{number}{former}{clause}"


def _examples(item: Item, columns: int) -> Iterator[Line]:
    if not any(item.examples.values()):
        return
    yield ()
    yield (Span("例句", "strong"),)
    for status, sentences in item.examples.items():
        mark = words.marked(Status(status)) if status in set(Status) else status
        yield (Span(f"  {mark}"),)
        for sentence in sentences:
            yield from wrap([Span("      "), Span(clean(sentence), "dim")], columns, 6)
