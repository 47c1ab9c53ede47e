"""Reading in a process of its own, which is kept for the next file and killed when it is silent too long or grows too large."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, cast

import psutil

from checker.model import Document
from checker.reading.limits import MB, MEMORY_MB, SILENT_SECONDS
from checker.reading.refused import RefusedError
from checker.reading.worker import receive, send, unpack_document
from checker.reading.working import Working

Progress = Callable[[int, int], None]  # (pages done, pages in all)

_LOOK_SECONDS = 0.05  # between two looks at the process's memory
_START_SECONDS = 20.0  # for a first file the process has yet to start, and a virus scanner to let it


class _Worker:
    """A running process, and the thread that brings what it says."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "checker.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": _python_path()},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.owner = os.getpid()
        self.answers: SimpleQueue[list[object] | None] = SimpleQueue()
        self.fresh = True

    def ask(self, data: bytes) -> None:
        """Send a file, without waiting for anything."""
        threading.Thread(target=self._exchange, args=(data,), daemon=True).start()

    def _exchange(self, data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            send(cast(IO[bytes], self.process.stdin), data)
            while (answer := receive(cast(IO[bytes], self.process.stdout))) is not None:
                message = json.loads(answer)
                self.answers.put(message)
                if message[0] != "working":
                    return
        self.answers.put(None)

    def memory_mb(self) -> float:
        """What the process and those that it started take, in MB."""
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self.process.pid)
            return sum(_resident(one) for one in (process, *process.children(recursive=True))) / MB
        return 0.0

    def kill(self) -> None:
        """End the process and those that it started."""
        with contextlib.suppress(psutil.Error):
            for one in psutil.Process(self.process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    one.kill()
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Close our ends of its pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                cast(IO[bytes], pipe).close()


_kept: _Worker | None = None
_turn = threading.Lock()


def read_in_child(data: bytes, progress: Progress | None = None) -> Document:
    """The document in `data`. Raises RefusedError, also for what hangs, swells or crashes its reader."""
    with _turn:
        message = _answer(data, progress) or _answer(data, progress)
    if message is None:
        raise RefusedError("文件使读取程序意外退出，可能已损坏，请用原来的软件打开后另存，再检查。")
    if message[0] == "refused":
        raise RefusedError(str(message[1]))
    return unpack_document(message)


def _answer(data: bytes, progress: Progress | None) -> list[object] | None:
    """What the process says of `data`; None when it died, which may be another file's doing: a new one is worth a try."""
    worker = _worker()
    worker.ask(data)
    try:
        message = _wait(worker, progress)
    except BaseException:
        _drop()
        raise
    worker.fresh = False
    if message is None:
        _drop()
    return message


def _wait(worker: _Worker, progress: Progress | None) -> list[object] | None:
    """The answer that ends the work, within the time and memory that the worker was last given; None when it has died."""
    seconds, memory = SILENT_SECONDS + (_START_SECONDS if worker.fresh else 0), MEMORY_MB
    deadline = time.monotonic() + seconds
    while True:
        try:
            message = worker.answers.get(timeout=_LOOK_SECONDS)
        except Empty:
            if time.monotonic() > deadline:
                raise RefusedError(f"读取超过 {seconds:.0f} 秒仍未完成，已停止，文件可能有害或过于复杂，请另存或拆分后再检查。") from None
            if worker.memory_mb() > memory:
                raise RefusedError(f"读取时占用内存超过 {memory} MB，已停止，文件可能有害或过大，请另存或拆分后再检查。") from None
            continue
        if message is None or message[0] != "working":
            return message
        working = Working(*message[1:])  # type: ignore[arg-type]
        seconds, memory = working.seconds, working.megabytes
        deadline = time.monotonic() + seconds
        if progress and working.total:
            progress(working.done, working.total)


def _worker() -> _Worker:
    """The process that is kept; another when there is none, it has died, or it is that of the process we were forked from."""
    global _kept
    if _kept is not None and (_kept.owner != os.getpid() or _kept.process.poll() is not None):
        _drop()
    if _kept is None:
        _kept = _Worker()
    return _kept


@atexit.register
def _drop() -> None:
    """End the process that is kept; that of the process we were forked from is only let go."""
    global _kept
    if _kept is not None:
        if _kept.owner == os.getpid():
            _kept.kill()
        _kept.close()
    _kept = None


def _python_path() -> str:
    """Where this package is found, then what is set already; the working directory never counts."""
    return os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
