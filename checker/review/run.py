"""One review: which files are new or changed, their results by worker processes, and all of it into the store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from checker.checklist.load import SHIPPED
from checker.output.json import tool_version
from checker.reading import read_digest
from checker.reading.optional import optional_readers
from checker.review.files import Found
from checker.review.jobs import Done, Job, judge_files
from checker.review.pool import Start, chunk_size, run_jobs
from checker.review.store import (
    File,
    Known,
    forget_missing,
    keep,
    keep_checklist,
    known_contents,
    known_digests,
    known_sizes,
    look_at,
    stored_path,
)
from checker.review.units import Listing, overrides_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from checker.checklist import Checklist

Progress = Callable[[int, int], None]  # (files done, files in all)

_SLICE = 1000  # files that the store is asked about at a time
_KEEP_REPORTS, _KEEP_CHARACTERS, _KEEP_SECONDS = 250, 10_000_000, 5.0  # what waits at most, and can be lost
_NOTHING = (None, None)


@dataclass(slots=True)
class Tally:
    """What came of a review, in files: `known` ones were taken from the store. `forgotten`: rows of files that are gone.

    `store_seconds`: of `seconds`, what reading and writing the store took.
    """

    found: int = 0
    judged: int = 0
    known: int = 0
    unreadable: int = 0
    forgotten: int = 0
    seconds: float = 0.0
    store_seconds: float = 0.0

    @property
    def done(self) -> int:
        return self.judged + self.known + self.unreadable


def program() -> str:
    """What a result depends on besides rules and content: this program's version, and which optional readers are here."""
    return " ".join((tool_version(), *optional_readers()))


def folder_for_workers(checklist: str | None) -> str | None:
    """Where workers load a checklist from: they may stand in another folder."""
    return checklist if checklist in (None, SHIPPED) else str(Path(checklist).resolve())


def review(
    found: Found,
    store: DuckDBPyConnection,
    checklist: Checklist,
    folder: str | None,
    listing: Listing,
    workers: int,
    start: Start,
    progress: Progress,
) -> Tally:
    """Bring the store up to date with the files `found`: only what is new or changed is judged, in up to `workers` processes.

    `folder`: where workers load `checklist` from, None = the shipped one. `start(n)`: an executor of n workers.
    Whatever ends a review, what was written stays: the next one goes on from there.
    """
    began = time.perf_counter()
    run = _Run(store, checklist.info.digest, program(), listing, Tally(found=len(found.paths)), progress)
    keep_checklist(store, checklist)
    task = partial(judge_files, checklist=folder_for_workers(folder), program=run.program)
    chunk = chunk_size(len(found.paths), workers)
    try:
        for jobs in (run.jobs(found.paths), iter(run.again)):
            with closing(run_jobs(jobs, task, start, workers, chunk)) as outcomes:
                for done in outcomes:
                    run.take(done)
    finally:
        run.write()
        run.tally.seconds = time.perf_counter() - began
    look_at(store, found.paths)
    run.tally.forgotten = forget_missing(store, found.folders)
    run.tally.seconds = time.perf_counter() - began
    return run.tally


class _Run:
    """What is under way in one review: outcomes that wait to be written, and jobs that the list of units asks for again."""

    def __init__(
        self, store: DuckDBPyConnection, rules: str, program: str, listing: Listing, tally: Tally, progress: Progress
    ) -> None:
        self.store, self.rules, self.program, self.listing, self.tally, self.progress = store, rules, program, listing, tally, progress
        self.again: list[Job] = []
        self.results: list[tuple[int, dict[str, str]]] = []
        self.files: list[File] = []
        self.waiting = 0  # characters of rows
        self.written = time.monotonic()

    def jobs(self, paths: Iterable[str]) -> Iterator[Job]:
        """The files whose results the store does not have; what it has is taken from there on the way."""
        sizes = known_sizes(self.store)
        rest = iter(paths)
        while jobs := {stored_path(path): self._job(path) for path in islice(rest, _SLICE)}:
            start = time.perf_counter()
            unchanged = known_digests(self.store, ((name, job.size, job.mtime_ns) for name, job in jobs.items())) if sizes else {}
            digests = {name: digest for name, (digest, _) in unchanged.items()}
            digests |= _digests((name, job) for name, job in jobs.items() if name not in digests and job.size in sizes)
            asked = [(name, digest, jobs[name].overrides) for name, digest in digests.items()]
            contents = known_contents(self.store, asked, self.rules, self.program) if asked else {}
            missing = [job for name, job in jobs.items() if not self._is_known(name, job, contents.get(name, ()), unchanged.get(name, _NOTHING))]
            self.tally.store_seconds += time.perf_counter() - start
            self.progress(self.tally.done, self.tally.found)
            yield from missing

    def _job(self, path: str) -> Job:
        unit = self.listing.of_file(path)
        told = (overrides_of(unit), "", unit.unit, unit.level, unit.year) if unit else ()
        try:
            stat = os.stat(path)  # noqa: PTH116 (ten thousand times)
        except (OSError, ValueError):
            return Job(path, None, None, *told)
        return Job(path, stat.st_size, stat.st_mtime_ns, *told)

    def _is_known(self, name: str, job: Job, contents: Sequence[Known], kept: tuple[str | None, int | None]) -> bool:
        for known in contents:
            if known.reason is None and known.listed != self._listed(job, known):
                continue
            if kept != (known.digest, known.result):
                self.files.append(File(name, job.size, job.mtime_ns, known.digest, known.result, known.reason, self.program, known.year))
            if known.reason is None:
                self.tally.known += 1
            else:
                self.tally.unreadable += 1
            return True
        return False

    def _listed(self, job: Job, told: Known | Done) -> str:
        """The level that the list of units gives the unit; '' where it says nothing, or speaks of the file itself."""
        return "" if job.overrides else self.listing.level_of(told.unit, told.parent, told.year) or ""

    def take(self, done: Done) -> None:
        """An outcome: to be written, or to be judged again by the level of the list of units."""
        job = done.job
        listed = self._listed(job, done)
        if done.rows is not None and done.result is not None:
            if listed and not job.listed:
                self.again.append(job._replace(listed=listed, level=self.listing.level_of(done.unit, done.parent, done.year)))
                return
            self.results.append((done.result, done.rows))
            self.waiting += sum(map(len, done.rows.values()))
            self.tally.judged += 1
        else:
            self.tally.unreadable += 1
        self.files.append(File(stored_path(job.path), job.size, job.mtime_ns, done.digest, done.result, done.reason, self.program, done.year))
        if len(self.files) >= _KEEP_REPORTS or self.waiting >= _KEEP_CHARACTERS or time.monotonic() - self.written > _KEEP_SECONDS:
            self.write()
        self.progress(self.tally.done, self.tally.found)

    def write(self) -> None:
        """Everything that waits, at once or not at all."""
        start = time.perf_counter()
        if self.files:
            keep(self.store, self.results, self.files)
        self.results, self.files, self.waiting, self.written = [], [], 0, time.monotonic()
        self.tally.store_seconds += time.perf_counter() - start


def _digests(jobs: Iterable[tuple[str, Job]]) -> dict[str, str]:
    return {name: digest for name, job in jobs if (digest := read_digest(job.path))}
