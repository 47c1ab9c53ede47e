"""`-f FORMAT[:PATH]`: from the words of the command line to the outputs of a run and the files that they make."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.cli.inputs import find_name
from checker.errors import UsageError
from checker.output import FORMATS, ReportFormat

_STDIN_NAME = "标准输入"
_NAME_BYTES = 180  # file systems take 255; the suffix and a number follow
_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # names that Windows keeps for itself


class Output(NamedTuple):
    """One output of a run; `path` None = standard output. `folder`: `path` takes one file for each report."""

    format: str
    path: Path | None
    folder: bool = False


def parse_outputs(texts: Sequence[str], several: bool = False) -> list[Output]:
    """The outputs asked for; nothing asked = the terminal's page on standard output. `several`: reports to check."""
    outputs = [_parse(text, several) for text in texts or ["terminal"]]
    on_stdout = [output.format for output in outputs if output.path is None]
    if len(on_stdout) > 1:
        suffix = FORMATS[on_stdout[-1]].suffix
        raise UsageError(
            f"{'、'.join(on_stdout)} 都要写到标准输出，只能有一个；请给其余的加上文件名，如 -f {on_stdout[-1]}:结果{suffix}。"
        )
    files = [(os.path.normcase(output.path.resolve()), output.folder and output.format) for output in outputs if output.path]
    if len(set(files)) < len(files):
        raise UsageError("两种格式写到了同一个文件，请用不同的文件名。")
    return outputs


def _parse(text: str, several: bool) -> Output:
    """The first colon splits, so that a path with a drive letter stays whole."""
    name, colon, path = text.partition(":")
    if colon and not path.strip():
        raise UsageError(f"-f {text} 的冒号后面缺文件名。")
    name = find_name(name, list(FORMATS), "格式")
    one_each = isinstance(FORMATS[name], ReportFormat)
    if colon:
        return Output(name, Path(path), one_each and (several or path.endswith(("/", "\\")) or _is_folder(path)))
    if FORMATS[name].binary:
        raise UsageError(f"{name} 不能输出到屏幕，请写明文件名，如 -f {name}:结果{FORMATS[name].suffix}。")
    if one_each and several:
        raise UsageError(f"{name} 每份报告一个文件，多份报告时请写明文件夹，如 -f {name}:结果。")
    return Output(name, None)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises on a name that is too long)


def refuse_overwriting(outputs: Sequence[Output], inputs: Sequence[str]) -> None:
    """No input file is ever changed."""
    used = _identities(inputs)
    for output in outputs:
        if output.path and not output.folder and _identity(output.path) in used:
            raise UsageError(f"输出文件 {output.path} 就是要检查的报告，请换一个文件名。")


def _identities(paths: Iterable[str]) -> set[tuple[int, int]]:
    return {identity for identity in map(_identity, paths) if identity}


def _identity(path: str | Path) -> tuple[int, int] | None:
    """The same for two names of one file, links among them; None when there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116 (Path() refuses some of what users type)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def files_in(folder: Path, reports: Iterable[str], suffix: str, inputs: Sequence[str]) -> list[Path]:
    """A file in `folder` for each report, named after it; no two alike, and none of them an input."""
    found: list[Path] = []
    taken: dict[str, int] = {}  # name → the number that it was last given
    used = _identities(inputs)
    for report in reports:
        stem = safe_name(report)
        path = folder / f"{stem}{suffix}"
        while path.name.casefold() in taken or _identity(path) in used:
            taken[stem] = taken.get(stem, 1) + 1
            path = folder / f"{stem} ({taken[stem]}){suffix}"
        taken[path.name.casefold()] = 1
        found.append(path)
    return found


def safe_name(report: str) -> str:
    """A report's name without its ending, as any system takes it for a file's."""
    name = _STDIN_NAME if report == "-" else re.split(r"[/\\]", report.rstrip("/\\"))[-1]
    stem = _FORBIDDEN.sub("_", os.path.splitext(name)[0])  # noqa: PTH122 (a name of another system's path)
    stem = stem.encode()[:_NAME_BYTES].decode(errors="ignore").strip(". ") or "_"
    return f"_{stem}" if _DEVICES.fullmatch(stem) else stem
