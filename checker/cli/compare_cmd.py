"""`fazhi compare`: two reports or kept results side by side."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from checker.cli import options
from checker.cli.inputs import find_name, parse_level
from checker.cli.messages import tell
from checker.cli.progress import progress_line
from checker.cli.streams import machine_stdout, write_whole
from checker.cli.targets import Output, refuse_overwriting
from checker.errors import FazhiError, UsageError
from checker.model import Batch, ChecklistInfo, CheckResult, Level, Unreadable
from checker.output.lines import clean
from checker.reading import read_bytes

if TYPE_CHECKING:
    from checker.checklist import Checklist
    from checker.compare import Comparison

    Rules = Callable[[], Checklist]

_FORMATS = ("terminal", "json")
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What one run of `compare` is to do; checklist, unit and level concern reports, not kept results."""

    old: str
    new: str
    checklist: str | None
    unit: str | None
    level: Level | None
    output: Output


def compare(
    old: Annotated[str, typer.Argument(metavar="旧", help="上年的或改动前的报告，或者它的 JSON 结果；“-”为标准输入。")],
    new: Annotated[str, typer.Argument(metavar="新", help="本年的或改动后的报告，或者它的 JSON 结果。")],
    checklist: options.Checklist = None,
    unit: options.Unit = None,
    level: options.LevelName = None,
    format_: Annotated[
        str,
        typer.Option("-f", "--format", metavar="格式[:文件]", help="输出格式：terminal（默认）、json。", show_default=False),
    ] = "terminal",
) -> int:
    """对比两份报告：补上和新出现的缺口，数字的增减，与上年重复的段落。"""
    if old == new == "-":
        raise UsageError("标准输入只能用作两份中的一份。")
    request = Request(old, new, checklist, unit, parse_level(level), _parse_output(format_))
    refuse_overwriting([request.output], [old, new])
    _write(build(request), request.output)
    return 0


def _parse_output(text: str) -> Output:
    """The first colon splits, so that a path with a drive letter stays whole."""
    name, colon, path = text.partition(":")
    if colon and not path.strip():
        raise UsageError(f"-f {text} 的冒号后面缺文件名。")
    return Output(find_name(name, _FORMATS, "格式"), Path(path) if colon else None)


def build(request: Request) -> Comparison:
    """Read or check both sides. Raises FazhiError when one cannot be had."""
    from checker import api
    from checker.compare import compare as compare_results

    rules = cache(lambda: api.load_checklist(request.checklist))  # kept results need none
    (old, old_checklist), (new, new_checklist) = (_side(request, rules, path, done) for done, path in enumerate((request.old, request.new)))
    return compare_results(old, new, old_checklist, new_checklist)


def _side(request: Request, rules: Rules, path: str, done: int) -> tuple[CheckResult, ChecklistInfo]:
    """The result kept in a file, or that of the report in it; so many sides are done already."""
    from checker.output.stored import is_stored, read_results

    data = read_bytes(path)
    if isinstance(data, Unreadable):
        raise FazhiError(f"未能读取 {clean(data.path)}：{data.reason}")
    if not is_stored(data, path):
        return _checked(request, rules(), path, done, data)
    try:
        batch = read_results(data)
    except FazhiError as error:
        raise FazhiError(f"未能读取 {clean(path)}：{error}") from error
    return _only_report(batch, path), batch.checklist


def _checked(request: Request, rules: Checklist, path: str, done: int, data: bytes) -> tuple[CheckResult, ChecklistInfo]:
    from checker import api

    watch = progress_line()
    pages = partial(watch, done, 2) if watch else None
    outcome = api.check_file(path, rules, unit=request.unit, level=request.level, pages=pages, read=lambda _: data)
    if watch:
        watch(2, 2, 0, 0)
    if isinstance(outcome, Unreadable):
        raise FazhiError(f"未能读取 {clean(outcome.path)}：{outcome.reason}")
    return outcome, rules.info


def _only_report(batch: Batch, path: str) -> CheckResult:
    """The one report of a kept result."""
    name = clean(path)
    if len(batch.reports) == 1:
        return batch.reports[0]
    if batch.reports:
        told = _names([report.path for report in batch.reports])
        raise UsageError(
            f"{name} 里有 {len(batch.reports)} 份报告的结果（{told}），一次只能比一份。"
            "请选定其中一份，直接写它的文件名，或先用 fazhi check 报告 -f json:一份.json 单独生成结果。"
        )
    failed = "".join(f"当时未能读取 {clean(one.path)}：{one.reason}" for one in batch.unreadable[:1])
    raise UsageError(f"{name} 里没有可比的结果。{failed}请重新检查报告，或直接写报告的文件名。")


def _names(paths: Sequence[str]) -> str:
    return "、".join(map(clean, paths[:_MOST_NAMES])) + (" 等" if len(paths) > _MOST_NAMES else "")


def _write(comparison: Comparison, output: Output) -> None:
    if output.path is None:
        _render(comparison, output.format, machine_stdout() if output.format == "json" else sys.stdout)
    else:
        buffer = io.StringIO()
        _render(comparison, output.format, buffer)
        write_whole(output.path, buffer.getvalue())
        tell(f"已写入 {clean(str(output.path))}")


def _render(comparison: Comparison, format_: str, stream: IO[str]) -> None:
    if format_ == "json":
        from checker.output.comparison_json import to_json

        stream.write(to_json(comparison))
        return
    from checker.output.terminal import print_lines
    from checker.output.terminal_compare import compare_lines

    print_lines(lambda columns: compare_lines(comparison, columns), stream=stream)
