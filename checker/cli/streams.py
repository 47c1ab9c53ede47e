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
    """Standard output for formats that programs read: UTF-8 whatever the system's encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def forget_stdout() -> None:
    """Let Python's last flush go nowhere, after the reader has left."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_whole(path: Path, text: str) -> None:
    """Write a file as UTF-8; a reader sees the old content or the new one, never a part. A link is followed."""
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            raise UsageError(f"写不了 {path}：它不是普通文件，请换一个文件名。")
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
                file.write(text)
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
