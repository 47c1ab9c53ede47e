"""`-f FORMAT[:PATH]`: what to write, and writing it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.cli.inputs import find_name
from checker.cli.messages import tell
from checker.cli.streams import machine_stdout, write_whole
from checker.errors import UsageError
from checker.model import Batch
from checker.output import FORMATS, Options
from checker.output.lines import clean

FOR_PEOPLE = ("terminal",)  # the others are read by programs


class Output(NamedTuple):
    """One output of a run; `path` None = standard output."""

    format: str
    path: Path | None


def parse_outputs(texts: Sequence[str]) -> list[Output]:
    """The outputs asked for; nothing asked = the terminal's page on standard output."""
    outputs = [_parse(text) for text in texts or ["terminal"]]
    on_stdout = [output.format for output in outputs if output.path is None]
    if len(on_stdout) > 1:
        told = "、".join(on_stdout)
        raise UsageError(
            f"{told} 都要写到标准输出，只能有一个；请给其余的加上文件名，如 -f {on_stdout[-1]}:结果.{on_stdout[-1]}。"
        )
    files = [os.path.normcase(output.path.resolve()) for output in outputs if output.path]
    if len(set(files)) < len(files):
        raise UsageError("两种格式写到了同一个文件，请用不同的文件名。")
    return outputs


def _parse(text: str) -> Output:
    """The first colon splits, so that a path with a drive letter stays whole."""
    name, colon, path = text.partition(":")
    if colon and not path.strip():
        raise UsageError(f"-f {text} 的冒号后面缺文件名。")
    return Output(find_name(name, list(FORMATS), "格式"), Path(path) if colon else None)


def refuse_overwriting(outputs: Sequence[Output], inputs: Sequence[str]) -> None:
    """No input file is ever changed."""
    for output in outputs:
        if output.path and any(_same(output.path, path) for path in inputs):
            raise UsageError(f"输出文件 {output.path} 就是要检查的报告，请换一个文件名。")


def _same(output: Path, path: str) -> bool:
    try:
        return output.samefile(path)
    except (OSError, ValueError):
        return False


def write(batch: Batch, outputs: Sequence[Output], options: Options) -> None:
    """Files first: they are there even when standard output breaks off."""
    for output in sorted(outputs, key=lambda one: one.path is None):
        if output.path is None:
            stream = sys.stdout if output.format in FOR_PEOPLE else machine_stdout()
            FORMATS[output.format](batch, stream, options)
        else:
            buffer = io.StringIO()
            FORMATS[output.format](batch, buffer, options)
            write_whole(output.path, buffer.getvalue())
            tell(f"已写入 {clean(str(output.path))}")
