"""Standard streams that never fail on a character, and files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import IO

from checker.errors import UsageError


def prepare_streams() -> None:
    """Consoles of Chinese Windows speak GBK: characters that they lack are replaced instead of raising."""
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def machine_stdout() -> IO[str]:
    """Standard output for formats that programs read: UTF-8 and the same line ends on every system."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return sys.stdout


def forget_stdout() -> None:
    """Let Python's last flush go nowhere, after the reader has left."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UsageError(f"写不了文件夹 {path}：有一个同名的文件，多份报告时请写文件夹的名字。") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"建不了文件夹 {path}（{reason}），请检查上一级文件夹的权限。") from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, text as UTF-8; a reader sees the old content or the new one, never a part. A link is followed."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            raise UsageError(f"写不了 {path}：它不是普通文件，请换一个文件名。")
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(_mode(path))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"写不了文件 {path}（{reason}），请检查文件夹是否存在、文件是否正被打开。") from error


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file; a temporary file has tighter ones."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
