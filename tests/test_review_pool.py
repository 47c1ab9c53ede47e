"""Reviews that are broken off, and workers that die: nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psutil
import pytest

from checker.review.jobs import Done, Job
from checker.review.pool import run_jobs, start_processes

from .conftest import ROOT
from .review_reports import ITEMS, ask, write_many

COUNT = 500


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, "-m", "checker", "review", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed)


def wait_for(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found = psutil.Process(process.pid).children(recursive=True)
    return [one for one in found if "forkserver" in " ".join(one.cmdline()) and one.ppid() != process.pid]


@pytest.fixture
def arguments(tmp_path: Path, folder: Callable[..., Path]) -> list[str | Path]:
    write_many(tmp_path / "报告", COUNT)
    return [tmp_path / "报告", "--db", tmp_path / "库.duckdb", "-j", "2", "-c", folder(ITEMS)]


def break_off(arguments: list[str | Path], number: signal.Signals) -> tuple[int, str]:
    """Start a review and send a signal when the first results have been written: exit code and what is on standard error."""
    log = Path(f"{arguments[2]}.wal")
    seen: list[int] = [0]

    def is_written() -> bool:
        seen.append(log.stat().st_size if log.exists() else 0)
        return seen[-1] > 100_000 and len(set(seen[-20:])) == 1

    with start(*arguments) as process:
        wait_for(is_written)
        left = workers(process)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert psutil.wait_procs(left, 20)[1] == []  # whoever worked for it ends as well
    return process.returncode, err


def reports_in(store: str | Path) -> int:
    return int(str(ask(store, "SELECT count(*) FROM reports")[0][0]))


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers as they are there")
def test_neither_a_kill_of_the_review_nor_one_of_a_worker_loses_a_report(arguments: list[str | Path]) -> None:
    assert break_off(arguments, signal.SIGKILL)[0] == -signal.SIGKILL
    done = reports_in(arguments[2])
    assert 0 < done < COUNT
    with start(*arguments) as process:
        wait_for(lambda: len(workers(process)) == 2)
        workers(process)[0].kill()
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert f"新检查 {COUNT - done} · 库中已有 {done} · 未能读取 0" in out
    assert ask(arguments[2], "SELECT count(*), count(DISTINCT path), sum(covered) FROM reports") == [(COUNT, COUNT, COUNT)]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers as they are there")
def test_an_interrupt_keeps_what_is_done(arguments: list[str | Path]) -> None:
    code, err = break_off(arguments, signal.SIGINT)
    assert code == 130 and err.splitlines()[-1] == "已中断。", err
    assert 0 < reports_in(arguments[2]) < COUNT


def deadly(jobs: Sequence[Job]) -> list[Done]:
    """As a file that brings down whoever reads it."""
    for job in jobs:
        if "deadly" in job.path:
            os._exit(1)
    return [Done(job, "read", None) for job in jobs]


def test_a_file_that_kills_its_worker_twice_is_told(tmp_path: Path) -> None:
    names = [*(f"{number}" for number in range(40)), "deadly 1", *(f"{number}" for number in range(40, 60)), "deadly 2"]
    jobs = [Job(str(tmp_path / name), 1, 1) for name in names]
    for job in jobs:
        Path(job.path).write_text("文", "utf-8")
    outcomes = list(run_jobs(iter(jobs), deadly, start_processes, 2, 5))
    assert sorted(done.job for done in outcomes) == sorted(jobs)
    told = {Path(done.job.path).name: done for done in outcomes if done.reason}
    assert set(told) == {"deadly 1", "deadly 2"}
    assert all("两次意外终止" in done.reason and len(done.digest) == 64 for done in told.values() if done.reason and done.digest)


def test_no_process_is_started_for_nothing() -> None:
    def never(_: int) -> None:
        raise AssertionError

    assert list(run_jobs(iter([]), deadly, never, 2, 5)) == []  # type: ignore[arg-type]
