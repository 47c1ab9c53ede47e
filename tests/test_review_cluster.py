"""A review by a Dask cluster of two worker processes on this machine's own address."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.errors import FazhiError
from checker.review.cluster import here, run_alike
from checker.review.store import open_store

from .conftest import ROOT, Run, fazhi
from .review_reports import ITEMS, ask, text_of, write_many
from .test_review_pool import reports_in, start, wait_for
from .typeset_docx import plain_docx

COUNT = 500
TABLES = ("files", "results", "texts", "sections", "items", "evidence", "findings", "facts", "sentences", "checklist_items")
# A task whose worker dies is given up at once, not after three more: so that a killed worker is seen by our own code.
STRICT = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}


class Nodes:
    """A scheduler and its workers, as processes."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []
        self.run("scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_for(lambda: re.search(r"Scheduler at: +(tcp://127\.0\.0\.1:\d+)", self.told()))
        self.address = re.findall(r"Scheduler at: +(tcp://127\.0\.0\.1:\d+)", self.told())[0]

    def told(self) -> str:
        return self.log.read_text("utf-8")

    def run(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", "dask", *arguments, "--no-dashboard"]
        with self.log.open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=os.environ | STRICT)
        self.running.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.run("worker", self.address, "--nthreads", "2", "--no-nanny", "--host", "127.0.0.1")

    def wait_for_workers(self, count: int) -> None:
        wait_for(lambda: self.told().count("Registered to:") >= count)

    def stop(self) -> None:
        for process in reversed(self.running):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    nodes = Nodes(tmp_path_factory.mktemp("dask") / "log.txt")
    try:
        for _ in range(2):
            nodes.start_worker()
        nodes.wait_for_workers(2)
        yield nodes
    finally:
        nodes.stop()


def review(folder: Path, store: Path, rules: Path, *arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return fazhi("review", folder, "--db", store, "-c", rules, *arguments, **more)


def content(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a store but how long it took."""
    with open_store(str(store), create=False) as opened:
        return {
            table: sorted(opened.execute(f"SELECT {'* EXCLUDE seconds' if table == 'results' else '*'} FROM {table}").fetchall(), key=repr)
            for table in TABLES
        }


def test_a_cluster_makes_the_same_store_as_processes(nodes: Nodes, tmp_path: Path, folder: Callable[..., Path]) -> None:
    rules, reports = folder(ITEMS), tmp_path / "报告"
    write_many(reports, 40)
    (reports / "甲.docx").write_bytes(plain_docx(text_of("甲县", "别的事。").splitlines()))
    (reports / "坏.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    here_, there = tmp_path / "本机.duckdb", tmp_path / "集群.duckdb"
    review(reports, here_, rules, "-j", "2")
    done = review(reports, there, rules, "--cluster", nodes.address)
    assert done.returncode == 1 and done.stderr == b"", done.stderr.decode()
    assert "新检查 41 · 库中已有 0 · 未能读取 1" in done.stdout.decode()
    assert content(there) == content(here_)
    (rules / "A.yaml").write_text("items:" + ITEMS.replace("办理…复议", "没有…复议"), "utf-8")  # the workers hold the old rules
    done = review(reports, there, rules, "--cluster", nodes.address)
    assert "新检查 41" in done.stdout.decode(), done.stderr.decode()
    assert ask(there, "SELECT sum(covered) FROM reports") == [(0,)]


def test_workers_that_are_not_alike_are_refused(nodes: Nodes, tmp_path: Path, folder: Callable[..., Path]) -> None:
    write_many(tmp_path / "报告", 1)
    other = tmp_path / "fazhi_checker-99.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: fazhi-checker\nVersion: 99.0\n", "utf-8")
    done = review(
        tmp_path / "报告", tmp_path / "库", folder(ITEMS), "--cluster", nodes.address, env=os.environ | {"PYTHONPATH": str(tmp_path)}
    )
    told = done.stderr.decode()
    assert done.returncode == 2 and "与本机不一致" in told and "99.0" in told and "Traceback" not in told
    assert not (tmp_path / "库").exists()


def test_a_worker_of_other_rules_that_joins_later_is_refused(folder: Callable[..., Path]) -> None:
    rules = str(folder(ITEMS))
    ours = here(rules)
    assert run_alike(len, [1, 2], ours, rules) == 2
    with pytest.raises(FazhiError, match=r"与本机不一致：清单 .*本机 other"):
        run_alike(len, [1, 2], ours._replace(清单="other"), rules)


def test_where_there_is_no_cluster_it_is_told(run: Run, tmp_path: Path, folder: Callable[..., Path]) -> None:
    write_many(tmp_path / "报告", 1)
    rules = folder(ITEMS)
    done = review(tmp_path / "报告", tmp_path / "库", rules, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2 and "连不上集群" in done.stderr.decode() and "Traceback" not in done.stderr.decode()
    code, _, err = run("review", tmp_path / "报告", "-c", rules, "--cluster", "tcp://127.0.0.1:9", "-j", "2")
    assert code == 2 and "不能同用" in err
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError('distributed')")
    done = review(tmp_path / "报告", tmp_path / "库", rules, "--cluster", "tcp://127.0.0.1:9", env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2 and 'pip install "fazhi-checker[cluster]"' in done.stderr.decode()


def break_off(nodes: Nodes, victim: int, arguments: list[str | Path]) -> tuple[int, str, str]:
    """Start a review by the cluster and kill one of its nodes when the first results have been written."""
    log = Path(f"{arguments[2]}.wal")
    with start(*arguments, "--cluster", nodes.address) as process:
        wait_for(lambda: log.exists() and log.stat().st_size > 100_000)
        nodes.running[victim].kill()
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_killed_worker_loses_no_report_and_a_killed_scheduler_is_told(nodes: Nodes, tmp_path: Path, folder: Callable[..., Path]) -> None:
    write_many(tmp_path / "报告", COUNT)
    first, second = tmp_path / "一.duckdb", tmp_path / "二.duckdb"
    rules = folder(ITEMS)
    code, out, err = break_off(nodes, 1, [tmp_path / "报告", "--db", first, "-c", rules])
    assert code == 0 and f"新检查 {COUNT} · 库中已有 0 · 未能读取 0" in out and err == "", err
    assert reports_in(first) == COUNT
    code, _, err = break_off(nodes, 0, [tmp_path / "报告", "--db", second, "-c", rules])
    assert code == 2 and "与集群" in err and "连接断了" in err and len(err.splitlines()) == 1, err
    assert 0 < reports_in(second) < COUNT
