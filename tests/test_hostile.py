"""Hostile files: each ends in time, within memory, in a document or in one Chinese sentence; nothing outside is opened."""

from __future__ import annotations

import ctypes
import json
import os
import re
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from checker.model import Document, Unreadable
from checker.reading import read_document
from checker.reading.limits import MB, MEMORY_MB, RECOGNISE_MEMORY_MB

from .conftest import ROOT, SEEDS
from .hostile_files import HOSTILE, OFFICE, OLE, Hostile, beacons, truncated
from .hostile_parts import PROSE, docx

_OVERSHOOT_MB = 100  # what a process can take between two looks at its memory
_PATIENCE = 2.0  # to kill a process, on a busy machine
_UNFORESEEN = re.compile(r"未能读取（\w+）")  # with the name of an exception


class _Peak(threading.Thread):
    """The most memory that the processes started by this one held together, in MB, looked at every few milliseconds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._over = threading.Event()

    def __enter__(self) -> _Peak:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.02):
            self.megabytes = max(self.megabytes, sum(map(_resident, own.children(recursive=True))) / MB)


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _assert_one_sentence(reason: str) -> None:
    assert reason.endswith("。") and reason.count("。") == 1 and reason.isprintable() and len(reason) < 200, reason
    assert re.search("[\u4e00-\u9fff]", reason) and "程序内部出错" not in reason, reason
    assert not _UNFORESEEN.search(reason), f"not refused on purpose: {reason}"


def _assert_sound(document: Document) -> None:
    places = [(block.start, block.text) for block in document.blocks]
    assert all(document.text.startswith(text, start) for start, text in places)
    assert all(start < later for (start, _), (later, _) in pairwise(places))


def _assert_outcome(outcome: Document | Unreadable, file: Hostile) -> None:
    if isinstance(outcome, Unreadable):
        _assert_one_sentence(outcome.reason)
        assert file.told is not None, f"should have been read: {outcome.reason}"
        assert re.search(file.told, outcome.reason), outcome.reason
    else:
        _assert_sound(outcome)
        assert file.text is not None, f"should have been refused: {outcome.text[:200]!r}"
        assert file.text in outcome.text, outcome.text[:200]
        assert "root:" not in outcome.text  # /etc/passwd


def _assert_good_is_read() -> None:
    good = read_document(docx())
    assert isinstance(good, Document) and good.text == PROSE, good


def _named(files: Sequence[Hostile]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", files, ids=[repr(file.name)[1:-1] for file in files])


def _end_worker() -> None:
    """End the process that reads, as a crash would."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            process.kill()
            process.wait()


@pytest.fixture(scope="class")
def without_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """LibreOffice is not to be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
        _end_worker()
        yield
    _end_worker()


def _read_and_measure(file: Hostile) -> None:
    data = file.build()
    _assert_good_is_read()  # whatever became of the file before
    begin = time.monotonic()

    def in_time(*_: int) -> None:
        """Called when a page is done: a reader that is never silent must end too."""
        assert time.monotonic() - begin <= file.seconds + _PATIENCE

    with _Peak() as peak:
        outcome = read_document(data, progress=in_time)
    assert time.monotonic() - begin <= file.seconds + _PATIENCE
    assert peak.megabytes <= (RECOGNISE_MEMORY_MB if file.recognised else MEMORY_MB) + _OVERSHOOT_MB
    _assert_outcome(outcome, file)


@_named(HOSTILE)
def test_a_hostile_file_is_refused_or_read_in_time_and_memory(file: Hostile) -> None:
    _read_and_measure(file)


@_named(OFFICE)
def test_a_hostile_file_for_libreoffice(file: Hostile) -> None:
    _read_and_measure(file)


@pytest.mark.usefixtures("without_office")
class TestWithoutOffice:
    @_named(OLE)
    def test_a_hostile_compound_file(self, file: Hostile) -> None:
        _read_and_measure(file)


def test_a_package_cut_off_anywhere_is_refused() -> None:
    for data in truncated():
        outcome = read_document(data)
        assert isinstance(outcome, Unreadable)
        _assert_one_sentence(outcome.reason)
        assert "已损坏" in outcome.reason


def test_a_folder_of_hostile_files_goes_through_the_command(tmp_path: Path) -> None:
    """Every file is told of, good ones among them are judged, and nothing breaks the run."""
    good = {"000.txt": SEEDS[0].read_bytes(), "好.docx": docx(), "龥.docx": docx()}  # first, amid, and last
    batch = [file for file in HOSTILE if not file.stubborn][::3]  # every one is read above; of the stubborn, one costs ten seconds
    for name, data in good.items():
        (tmp_path / name).write_bytes(data)
    for file in batch:
        (tmp_path / file.name).write_bytes(file.build())
    command = [sys.executable, "-m", "checker", "check", str(tmp_path), "-f", "json", "--no-text"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=240)
    shown = done.stderr.decode()
    assert done.returncode == 2 and "Traceback" not in shown and "程序内部出错" not in shown, shown[-3000:]
    result = json.loads(done.stdout)
    read = {Path(report["path"]).name for report in result["reports"]}
    refused = {Path(one["path"]).name: one["reason"] for one in result["unreadable"]}
    assert good.keys() <= read and not read & refused.keys()
    assert read | refused.keys() == good.keys() | {file.name for file in batch}
    assert {file.name for file in batch if file.text is None} <= refused.keys()
    for reason in refused.values():
        _assert_one_sentence(reason)


# --- nothing outside is opened ---------------------------------------------------------------------------------------


class _Watch:
    """A port that hears of connections, and a file of which the system tells when it is opened."""

    def __init__(self, folder: Path) -> None:
        self.secret = folder / "secret.txt"
        self.secret.write_text("机密内容不得读取")
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._opened = _watch_file(self.secret)

    def heard(self) -> list[str]:
        """What happened so far."""
        return [name for name, one in (("connection", self._server), ("file", self._opened)) if one and select.select([one], [], [], 0)[0]]

    def close(self) -> None:
        self._server.close()
        if self._opened:
            os.close(self._opened)


def _watch_file(path: Path) -> int | None:
    """A descriptor that becomes readable once `path` is opened; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    system = ctypes.CDLL(None, use_errno=True)
    watch: int = system.inotify_init1(os.O_NONBLOCK)
    opened = 0x20
    assert watch >= 0 and system.inotify_add_watch(watch, os.fsencode(path), opened) >= 0
    return watch


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[_Watch]:
    made = _Watch(tmp_path)
    yield made
    made.close()


def test_the_watch_hears(watch: _Watch) -> None:
    assert watch.heard() == []
    socket.create_connection(("127.0.0.1", watch.port)).close()
    watch.secret.read_text()
    assert watch.heard() == ["connection", "file"] or sys.platform != "linux"


@pytest.mark.parametrize("kind", [name for name, _ in beacons("", "")])
def test_nothing_outside_a_file_is_opened(watch: _Watch, kind: str) -> None:
    build = dict(beacons(f"http://127.0.0.1:{watch.port}/a.png", watch.secret.as_uri()))[kind]
    outcome = read_document(build())
    assert watch.heard() == []
    if isinstance(outcome, Unreadable):
        _assert_one_sentence(outcome.reason)
    else:
        assert PROSE in outcome.text and "机密" not in outcome.text
