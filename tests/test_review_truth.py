"""Reports whose verdicts are known beforehand, through the command: the matrix in the store is the truth."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.made_reports import Made, broken_files, choose, differences, make_reports, write_broken, write_reports
from checker.checklist import Checklist
from checker.model import Status
from checker.review.store import open_store

from .conftest import fazhi

COUNT = 60


def counts(out: bytes) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"新检查 (\d+) · 库中已有 (\d+) · 未能读取 (\d+)", out.decode())[0]))


def test_the_matrix_is_the_truth(tmp_path: Path, shipped: Checklist) -> None:
    folder, store = tmp_path / "报告", tmp_path / "库.duckdb"
    written = write_reports(folder, make_reports(COUNT, shipped, choose(shipped, 2)))
    write_broken(folder / "坏")
    truth = [status for one in written.values() for status in one.statuses.values()]
    assert min(map(truth.count, Status)) > COUNT  # every status is there, and often
    assert {Path(path).suffix for path in written} == {".txt", ".docx", ".html"}
    done = fazhi("review", folder, "--db", store, "-j", "2")
    assert done.returncode == 1 and counts(done.stdout) == (COUNT, 0, 10), done.stderr.decode()
    with open_store(str(store), create=False) as opened:
        assert differences(opened, written) == []
        assert {Path(path).name for (path,) in opened.execute("SELECT path FROM unreadable").fetchall()} == set(broken_files())
        spoiled = spoil(written)
        assert [line.split()[-3:] for line in differences(opened, spoiled)] == [["missing", "≠", "covered"]]
    again = fazhi("review", folder, "--db", store, "-j", "2")
    assert counts(again.stdout) == (0, COUNT, 10)


def spoil(written: dict[str, Made]) -> dict[str, Made]:
    """The truth with one covered item told as missing: that the comparison sees a difference."""
    path, one = next(iter(written.items()))
    assert one.statuses["R02"] is Status.COVERED
    return written | {path: one._replace(statuses=one.statuses | {"R02": Status.MISSING})}
