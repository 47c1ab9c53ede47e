"""Jobs through an executor: a bounded number at a time, and none lost when a worker dies."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait

from checker.reading import read_digest
from checker.review.jobs import Done, Job, prepare_worker

Start = Callable[[int], Executor]  # from a number of workers
Task = Callable[[Sequence[Job]], list[Done]]

_WAITING = 3  # chunks for each worker that are handed out before one comes back
_CHUNK = 16  # jobs at most: a worker that dies costs a second look at those handed out
_CHUNK_BYTES = 256_000  # large files take long, and are handed out alone
_MOST_WORKERS = 61  # what Windows can wait for
_NEEDED = ("checker.arithmetic", "checker.checklist", "checker.facts", "checker.judging", "checker.outline", "checker.review.jobs")
_DEADLY = "读取或检查它的进程两次意外终止，可能是文件过大、内存不足或文件有害；请单独用 fazhi check 检查，或另存为 .docx、.txt 后再试。"


def start_processes(workers: int) -> Executor:
    """Worker processes of this machine. None is forked from this process: it has threads that hold locks."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([*_NEEDED])
    else:
        context = multiprocessing.get_context("spawn")  # type: ignore[assignment]
    return ProcessPoolExecutor(min(workers, _MOST_WORKERS), mp_context=context, initializer=prepare_worker)


def default_workers() -> int:
    """As many as this process may use processors."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def chunk_size(jobs: int, workers: int) -> int:
    """Jobs for a worker at a time: several, for that costs less, but so few that all workers have some."""
    return max(1, min(_CHUNK, jobs // (4 * workers)))


def run_jobs(jobs: Iterator[Job], task: Task, start: Start, workers: int, chunk: int) -> Generator[Done]:
    """One outcome for each job, as they come. No executor is started when there is no job.

    When a worker dies, whatever was handed out is done again one by one in fresh processes, and what kills one then is an
    outcome with a reason.
    """
    executor: Executor | None = None
    pending: dict[Future[list[Done]], list[Job]] = {}
    try:
        while True:
            while len(pending) < _WAITING * workers and (chosen := _next(jobs, chunk)):
                executor = executor or start(workers)
                pending[_submit(executor, task, chosen)] = chosen
            if not pending:
                return
            finished, _ = wait(pending, return_when=FIRST_COMPLETED)
            lost: list[Job] = []
            for future in finished:
                chosen = pending.pop(future)
                try:
                    yield from future.result()
                except BrokenExecutor:
                    lost += chosen
            if lost:
                lost += (job for chosen in pending.values() for job in chosen)
                pending.clear()
                _stop(executor)
                executor = None
                yield from _one_by_one(lost, task, start)
    finally:
        _stop(executor)


def _next(jobs: Iterator[Job], most: int) -> list[Job]:
    chosen, size = [], 0
    for job in jobs:
        chosen.append(job)
        size += job.size or 0
        if len(chosen) >= most or size >= _CHUNK_BYTES:
            break
    return chosen


def _submit(executor: Executor, task: Task, jobs: list[Job]) -> Future[list[Done]]:
    try:
        return executor.submit(task, jobs)
    except BrokenExecutor as error:
        failed: Future[list[Done]] = Future()
        failed.set_exception(error)
        return failed


def _one_by_one(jobs: Sequence[Job], task: Task, start: Start) -> Iterator[Done]:
    executor: Executor | None = None
    try:
        for job in jobs:
            executor = executor or start(1)
            try:
                yield from executor.submit(task, [job]).result()
            except BrokenExecutor:
                _stop(executor)
                executor = None
                yield Done(job, read_digest(job.path), _DEADLY)
    finally:
        _stop(executor)


def _stop(executor: Executor | None) -> None:
    if executor:
        executor.shutdown(wait=False, cancel_futures=True)
