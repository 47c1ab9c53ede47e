"""The process that reads: kept, watched, replaced. Through the public door; only its limits are made small."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from checker.model import Document, Unreadable
from checker.reading import child, read_document

from .conftest import ROOT, SEEDS

PAGE = "<html><body><p>某某县2024年度法治政府建设年度报告</p><p>全年办理行政复议案件12件。</p></body></html>".encode()
LONG = "<html><body>" + "<p>全年办理行政复议案件12件。</p>" * 150_000 + "</body></html>"


def workers() -> list[int]:
    """The reading processes of this one. A process that has just been started is not yet known by its command line."""
    found = []
    for one in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if one.status() != psutil.STATUS_ZOMBIE and "checker.reading.worker" in one.cmdline():
                found.append(one.pid)
    return found


def text(data: bytes = PAGE) -> str:
    outcome = read_document(data)
    assert isinstance(outcome, Document), outcome
    return outcome.text


def reason(data: bytes) -> str:
    outcome = read_document(data, "某.html")
    assert isinstance(outcome, Unreadable) and outcome.path == "某.html"
    return outcome.reason


def test_one_process_serves_all_files() -> None:
    assert text() == text()
    before = workers()
    assert len(before) == 1
    assert text().startswith("某某县") and workers() == before


def test_a_process_that_has_died_is_replaced() -> None:
    text()
    psutil.Process(workers()[0]).kill()
    assert "复议" in text()


def test_a_process_that_dies_at_work_is_replaced_once() -> None:
    text()
    done = threading.Event()

    def kill() -> None:
        while not done.wait(0.2):
            for pid in workers():
                with contextlib.suppress(psutil.Error):
                    psutil.Process(pid).kill()

    killer = threading.Thread(target=kill)
    killer.start()
    told = reason(LONG.encode())
    done.set()
    killer.join()
    assert "意外退出" in told and "复议" in text()


def test_a_process_that_stays_silent_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    text()
    before = workers()
    monkeypatch.setattr(child, "SILENT_SECONDS", 0.0)
    assert "秒" in reason(LONG.encode()) and workers() == []
    monkeypatch.undo()
    assert "复议" in text() and workers() != before


def test_a_process_that_swells_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    text()
    monkeypatch.setattr(child, "MEMORY_MB", 1)
    assert "内存" in reason(LONG.encode()) and workers() == []


def test_the_working_directory_lends_no_code(tmp_path: Path) -> None:
    for package in (tmp_path / "checker", tmp_path / "lxml"):
        package.mkdir()
        (package / "__init__.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "a.html").write_bytes(PAGE)
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.path.remove(''); import checker; print(checker.read_document('a.html').text)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "复议案件12件" in done.stdout, done


@pytest.mark.parametrize("before", ["read()", "pass"], ids=["before", "after"])
def test_a_forked_process_has_a_reader_of_its_own(before: str) -> None:
    code = f"""
import os, warnings
warnings.simplefilter("ignore")
from checker import read_document
read = lambda: read_document({PAGE!r}).text
{before}
pid = os.fork()
if pid == 0:
    os._exit(0 if "复议" in read() else 1)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
print(read())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "复议案件12件" in done.stdout, done


def test_threads_take_turns() -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(text())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 4 and len(workers()) == 1


def test_plain_text_needs_no_process() -> None:
    code = (
        "import sys, checker, subprocess; checker.read_document(sys.argv[1]);"
        "print([m for m in ('lxml', 'psutil', 'pypdfium2', 'olefile', 'checker.reading.child') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(SEEDS[0])], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip() == "[]", done
