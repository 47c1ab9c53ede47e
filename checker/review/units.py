"""The list of units (units.csv): what a supervisor knows better than a report's own text."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import UsageError
from checker.model import Level, Unreadable
from checker.output.levels import CHOICES, level_named
from checker.reading import read_bytes
from checker.reading.plain import decode
from checker.reading.refused import RefusedError
from checker.review.store import insert, to_json, transaction

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ("单位", "层级", "上级", "年度", "文件")
_NEEDED = COLUMNS[:2]
_YEARS = range(1990, 2101)
_LONGEST = 200  # characters of a value
_SHOWN = 5  # errors told at once
_FORMULA = ("'=", "'+", "'-", "'@")  # how a table guards text that a spreadsheet would run


class Unit(NamedTuple):
    """A row of the list, as the table `units` has it. `year` None = every year; `file`: an absolute path, None = told by the name."""

    unit: str
    level: Level
    parent: str | None
    year: int | None
    file: str | None
    line: int


def read_units(path: str) -> list[Unit]:
    """The units that a csv lists: 单位,层级[,上级][,年度][,文件]. Raises UsageError that names the lines."""
    data = read_bytes(path)
    if isinstance(data, Unreadable):
        raise UsageError(f"读不了单位名单 {path}：{data.reason}")
    try:
        text = decode(data)[0].removeprefix("\ufeff")
    except RefusedError as error:
        raise UsageError(f"读不了单位名单 {path}：{error}") from error
    problems: list[str] = []
    units = list(_read(text, Path(path).resolve().parent, problems))
    problems += _doubles(units)
    if not units and not problems:
        problems = ["一个单位也没有"]
    if problems:
        more = f"；另有 {len(problems) - _SHOWN} 处" if len(problems) > _SHOWN else ""
        raise UsageError(f"单位名单 {path} 有误：{'；'.join(problems[:_SHOWN])}{more}。")
    return units


def _read(text: str, folder: Path, problems: list[str]) -> Iterator[Unit]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in rows:
            cells = [_plain(cell) for cell in cells]
            if not any(cells):
                continue
            if header:
                unit = _unit(dict(zip(header, cells, strict=False)), len(cells) - len(header), rows.line_num, folder, problems)
                if unit:
                    yield unit
                continue
            header = cells
            if wrong := _wrong_header(header):
                problems.append(f"第 {rows.line_num} 行：{wrong}")
                return
    except csv.Error:
        problems.append(f"第 {rows.line_num} 行不是 csv 的写法（引号没有成对）")


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith(_FORMULA) else cell


def _wrong_header(header: Sequence[str]) -> str | None:
    told = f"第一行应是列名，可用的列：{'、'.join(COLUMNS)}，其中{'、'.join(_NEEDED)}必有"
    if missing := [name for name in _NEEDED if name not in header]:
        return f"缺“{'”“'.join(missing)}”列（{told}）"
    if unknown := [name for name in header if name not in COLUMNS]:
        return f"不认识的列“{'”“'.join(unknown)}”（{told}）"
    if len(set(header)) < len(header):
        return f"有重复的列名（{told}）"
    return None


def _unit(cells: dict[str, str], surplus: int, line: int, folder: Path, problems: list[str]) -> Unit | None:
    wrong = []
    level, year = level_named(cells.get("层级", "")), cells.get("年度", "")
    if surplus > 0:
        wrong.append(f"比列名多 {surplus} 格")
    if not cells.get("单位"):
        wrong.append("缺单位")
    if level is None:
        wrong.append(f"不认识的层级“{cells.get('层级', '')[:20]}”，可选：{CHOICES}")
    if year and not (year.isascii() and year.isdigit() and int(year[:5]) in _YEARS):
        wrong.append(f"年度“{year[:20]}”应是四位年份，如 2024")
    if any(len(cell) > _LONGEST for name, cell in cells.items() if name != "文件"):
        wrong.append(f"有超过 {_LONGEST} 字的内容")
    problems += (f"第 {line} 行：{one}" for one in wrong)
    if wrong or level is None:
        return None
    return Unit(cells["单位"], level, cells.get("上级") or None, int(year) if year else None, _path(cells.get("文件"), folder), line)


def _path(file: str | None, folder: Path) -> str | None:
    """Absolute; a relative one counts from the list's own folder."""
    if not file:
        return None
    return os.path.abspath(folder / (file if os.sep == "\\" else file.replace("\\", "/")))  # noqa: PTH100 (a link stays what it is called)


def _doubles(units: Sequence[Unit]) -> Iterator[str]:
    first: dict[object, int] = {}
    for unit in units:
        what = "这个文件" if unit.file else "这个单位（同一上级、同一年度）"
        key = os.path.normcase(unit.file) if unit.file else (unit.unit, unit.parent, unit.year)
        if key in first:
            yield f"第 {unit.line} 行：{what}在第 {first[key]} 行已有"
        first.setdefault(key, unit.line)


class Listing:
    """The list of units, to look up files and names in."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.files: dict[str, Unit] = {}
        self.names: dict[str, list[Unit]] = {}
        for unit in units:
            if unit.file:
                self.files[os.path.normcase(unit.file)] = unit
            else:
                self.names.setdefault(unit.unit, []).append(unit)

    def of_file(self, path: str) -> Unit | None:
        """What the list says of the file at an absolute path."""
        return self.files.get(os.path.normcase(path))

    def level_of(self, unit: str | None, parent: str | None, year: int | None) -> Level | None:
        """The level that the list gives a unit by its name; None when it names none, or several that cannot be told apart."""
        if unit is None:
            return None
        found = [one for one in self.names.get(unit, ()) if one.year in (None, year)]
        if len({one.parent for one in found}) > 1:
            found = [one for one in found if one.parent == parent]
        levels = {one.level for one in found}
        return levels.pop() if len(levels) == 1 else None


def overrides_of(unit: Unit | None) -> str:
    """What the list says of a file, as a key (see `schema`): '' for a file that it does not name."""
    return json.dumps([unit.unit, unit.level, unit.year], ensure_ascii=False) if unit else ""


def keep_units(store: DuckDBPyConnection, units: Iterable[Unit]) -> None:
    """Make this the store's list of units."""
    with transaction(store):
        store.execute("DELETE FROM units")
        insert(store, "units", to_json(units))


def kept_units(store: DuckDBPyConnection) -> list[Unit]:
    """The list of units that was given last; empty when none ever was."""
    rows = store.execute("SELECT unit, level, parent, year, file, line FROM units ORDER BY line").fetchall()
    return [Unit(unit, Level(level), *rest) for unit, level, *rest in rows]
