"""Making the outputs of a run and writing them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.cli.messages import tell
from checker.cli.streams import machine_stdout, make_folder, write_whole
from checker.cli.targets import Output, files_in
from checker.errors import FazhiError, OutputError
from checker.model import Batch, ChecklistInfo, CheckResult, Unreadable
from checker.output import FORMATS, BatchFormat, Options, ReportFormat
from checker.output.lines import clean
from checker.reading import read_bytes

if TYPE_CHECKING:
    from checker.api import Reader


class _File(NamedTuple):
    """One thing to write. `path` None = standard output; `about`: what a complaint names."""

    about: str
    path: Path | None
    make: Callable[[], str | bytes]


def remembering_stdin() -> Reader:
    """`read_bytes`, with standard input remembered: it can be read only once."""
    stdin = lru_cache(maxsize=1)(read_bytes)
    return lambda path: stdin(path) if path == "-" else read_bytes(path)


def write(batch: Batch, outputs: Sequence[Output], options: Options, inputs: Sequence[str], read: Reader) -> bool:
    """Write all outputs; False when one of them could not be made, which is told and stops none of the others.

    Files come first: they are there even when standard output breaks off. `inputs` are never overwritten; `read` gives
    the bytes of a report's source.
    """
    done = True
    for output in sorted(outputs, key=lambda one: one.path is None):
        if output == Output("terminal", None):
            _print_page(batch, options)
        else:
            done &= _write_output(output, _files(batch, output, options, inputs, read))
    return done


def _print_page(batch: Batch, options: Options) -> None:
    """The terminal's page needs the stream itself: its width, colours and encoding."""
    from checker.output.terminal import render

    render(batch, console_width=options.width, show_all=options.show_all, fix_list=options.fix_list, stream=sys.stdout)


def _files(batch: Batch, output: Output, options: Options, inputs: Sequence[str], read: Reader) -> list[_File]:
    form = FORMATS[output.format]
    if isinstance(form, BatchFormat):
        return [_File(output.format, output.path, partial(form.render, batch, options))]
    paths: list[Path | None] = [output.path] * len(batch.reports)
    if output.folder and output.path:
        paths = [*files_in(output.path, [report.path for report in batch.reports], form.suffix, inputs)]
    return [
        _File(f"{output.format}（{clean(report.path)}）", path, partial(_one_report, form, report, batch.checklist, options, read))
        for report, path in zip(batch.reports, paths, strict=True)
    ]


def _one_report(form: ReportFormat, report: CheckResult, checklist: ChecklistInfo, options: Options, read: Reader) -> str | bytes:
    return form.render(report, checklist, options, _source(report, read) if form.needs_source else None)


def _source(report: CheckResult, read: Reader) -> bytes:
    """The bytes that the report was read from. Raises OutputError when they are there no longer."""
    data = read(report.path)
    if isinstance(data, Unreadable):
        raise OutputError(f"再次读取原文件时出错：{data.reason}")
    if hashlib.sha256(data).hexdigest() != report.digest:
        raise OutputError("检查之后原文件又被改动过，请重新检查。")
    return data


def _write_output(output: Output, files: Sequence[_File]) -> bool:
    """Write the files of one output and tell of them; False when one failed."""
    try:
        if output.folder and output.path:
            make_folder(output.path)
    except FazhiError as error:
        tell(f"未能输出 {output.format}：{error}")
        return False
    written = sum([_write_file(file, quiet=output.folder) for file in files])
    if output.folder and written:
        tell(f"已写入 {clean(str(output.path))}（{written} 个文件）")
    return written == len(files)


def _write_file(file: _File, quiet: bool) -> bool:
    try:
        content = file.make()
        if file.path:
            write_whole(file.path, content)
        else:
            _to_stdout(content)
    except FazhiError as error:
        tell(f"未能输出 {file.about}：{error}")
        return False
    if file.path and not quiet:
        tell(f"已写入 {clean(str(file.path))}")
    return True


def _to_stdout(content: str | bytes) -> None:
    if isinstance(content, bytes):
        raise OutputError("这种格式不能输出到屏幕，请写明文件名。")
    machine_stdout().write(content)
