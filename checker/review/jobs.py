"""What a worker does: from a few files to their results as rows of the store. Any `concurrent.futures.Executor` can run `judge_files`."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from multiprocessing import parent_process
from typing import TYPE_CHECKING, NamedTuple

from checker.model import CheckResult, Level, Unreadable
from checker.review.rows import Key, result_rows
from checker.review.store import to_json

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from checker.checklist import Checklist


class Job(NamedTuple):
    """A file to judge. `overrides` and `listed`: see `schema`; `unit`, `level` and `year` are what they come to."""

    path: str
    size: int | None
    mtime_ns: int | None
    overrides: str = ""
    listed: str = ""
    unit: str | None = None
    level: Level | None = None
    year: int | None = None


class Done(NamedTuple):
    """What came of a job: a `reason` why the file cannot be read, or a result: its key, the unit it speaks of, its rows by table."""

    job: Job
    digest: str | None
    reason: str | None
    result: int | None = None
    unit: str | None = None
    parent: str | None = None
    year: int | None = None
    rows: dict[str, str] | None = None


def prepare_worker() -> None:
    """In a process that works for us: leave interrupts to the process that started it, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def judge_files(jobs: Sequence[Job], checklist: str | None, program: str) -> list[Done]:
    """One outcome for each job, in order. `checklist`: a folder that the worker sees, None = the shipped one."""
    rules = _load(checklist)
    return [_judge(job, rules, program) for job in jobs]


def rules_of(checklist: str | None) -> str:
    """The digest of the rules that `judge_files` judges by in this process."""
    return _load(checklist).info.digest


def forget_rules() -> None:
    """Have them loaded again: a process that lives long may outlive an edition of them."""
    _load.cache_clear()


@lru_cache(maxsize=1)
def _load(path: str | None) -> Checklist:
    from checker.api import load_checklist

    return load_checklist(path)


def _judge(job: Job, checklist: Checklist, program: str) -> Done:
    from checker.reading import read_bytes

    start = time.perf_counter()
    data = read_bytes(job.path)
    if isinstance(data, Unreadable):
        return Done(job, None, data.reason)
    digest = hashlib.sha256(data).hexdigest()
    try:
        outcome = _check(data, digest, job, checklist)
        if isinstance(outcome, Unreadable):
            return Done(job, digest, outcome.reason)
        return _done(job, outcome, Key(digest, checklist.info.digest, program, job.overrides, job.listed), start)
    except Exception as error:  # one report that we stumble over must not stop thousands
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Done(job, digest, f"程序内部出错（{told}），不是您的操作问题；请把文件反馈给我们。")


def _check(data: bytes, digest: str, job: Job, checklist: Checklist) -> CheckResult | Unreadable:
    from checker.api import check
    from checker.reading import read_document

    document = read_document(data, job.path)
    if isinstance(document, Unreadable):
        return document
    return check(document, checklist, path=job.path, digest=digest, unit=job.unit, level=job.level, year=job.year)


def _done(job: Job, result: CheckResult, key: Key, start: float) -> Done:
    from checker.review.parents import parent_of

    parent = parent_of(result.profile.unit, result.text or "")
    rows = result_rows(result, key, parent, time.perf_counter() - start)
    texts = {table: to_json(those) for table, those in rows.items()}
    return Done(job, key.digest, None, key.number, result.profile.unit, parent, result.profile.year, texts)
