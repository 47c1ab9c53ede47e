"""Damage files of every format and see what the readers make of them.

    python fuzz/readers.py --minutes 10 [--format docx …] [--seed 1] [--jobs 2]
    python fuzz/readers.py --file fuzz/finds/…        what one file does now

A file must end in a document that keeps its promises or in a refusal made on purpose, within ten seconds. Whatever else
happens is a find: it is written to fuzz/finds/, and the exit code is 1. Each round of tries has a seed number, with which
hypothesis makes the same files again.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.model import Document  # noqa: E402
from checker.reading.formats import parse  # noqa: E402
from checker.reading.limits import MAX_CHARACTERS, MAX_LINES  # noqa: E402
from checker.reading.magic import kind_of  # noqa: E402
from checker.reading.refused import RefusedError  # noqa: E402
from fuzz.samples import FORMATS, read_samples, write_samples  # noqa: E402

FINDS = ROOT / "fuzz" / "finds"
_SECONDS = 10  # of this process's own work on one file
_KILL_SECONDS = 90  # of everything, LibreOffice included
_MEMORY_BYTES = 6 << 30
_TRIES_A_ROUND = 150
_KINDS = {"paragraph", "heading", "table_row", "footnote"}


class FoundError(Exception):
    """What should not have come of a file. Equal signatures are one find."""

    def __init__(self, signature: str) -> None:
        super().__init__(signature)
        self.signature = signature


class Hang(BaseException):
    """Time is up. No `except Exception` of a reader holds it."""


@dataclass
class Tally:
    """What came of one format. `slowest`: seconds of its own work on a file."""

    tries: int = 0
    documents: int = 0
    refusals: int = 0
    rounds: int = 0
    slowest: float = 0.0
    finds: list[str] = field(default_factory=list)

    def __iadd__(self, other: Tally) -> Tally:
        self.tries += other.tries
        self.documents += other.documents
        self.refusals += other.refusals
        self.rounds += other.rounds
        self.slowest = max(self.slowest, other.slowest)
        self.finds += [find for find in other.finds if find not in self.finds]
        return self


# --- one file --------------------------------------------------------------------------------------------------------


def try_file(data: bytes) -> str:
    """ "document" or "refusal". Raises FoundError."""
    try:
        with _time_limit():
            document = parse(data, lambda _: None)
    except RefusedError as refused:
        return _check_refusal(str(refused))
    except Hang as hang:
        raise FoundError(f"hang at {_place(hang)}") from None
    except Exception as error:
        raise FoundError(f"{type(error).__name__} at {_place(error)}") from error
    try:
        _check_document(document, kind_of(data))
    except AssertionError as error:
        raise FoundError(f"document: {error}") from error
    return "document"


def _check_refusal(reason: str) -> str:
    if not (reason.endswith("。") and reason.count("。") == 1 and reason.isprintable() and len(reason) < 200):
        raise FoundError(f"refusal: {reason[:80]!r}")
    return "refusal"


def _check_document(document: Document, kind: str) -> None:
    """What `model.Document` promises. Plain text is the file itself, so it may hold what it likes."""
    text, end = document.text, 0
    assert len(text) <= MAX_CHARACTERS and len(document.blocks) <= MAX_LINES, "too long"
    assert text.strip() and document.blocks, "empty"
    for block in document.blocks:
        assert text.startswith(block.text, block.start), "a block is not where it says"
        assert block.start >= end, "blocks overlap or are out of order"
        end = block.start + len(block.text)
        _check_block(block.text, block.kind, block.depth, block.page, block.source)
    assert all(note.endswith("。") and note.isprintable() for note in document.notes), f"note {document.notes!r}"
    if kind != "text":
        assert text == "\n".join(block.text for block in document.blocks), "text between blocks"
        assert not any(_is_unfit(c) for c in set(text) - {"\n"}), "unfit characters"


def _check_block(text: str, kind: str, depth: int | None, page: int | None, source: str | None) -> None:
    assert not {"\n", "\r"} & set(text), "a line end in a block"
    assert text.strip(), "a blank block"
    assert kind in _KINDS, f"kind {kind!r}"
    assert depth is None or (kind == "heading" and 1 <= depth <= 20), f"depth {depth!r} of {kind}"
    assert page is None or page >= 1, f"page {page!r}"
    assert source is None or (len(source) < 500 and source.isprintable()), "source"


def _is_unfit(char: str) -> bool:
    return (char < " " and char != "\t") or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029" or "\ud800" <= char <= "\udfff"


def _place(error: BaseException) -> str:
    """The innermost line of the program's own that was at work."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{os.sep}checker{os.sep}" in frame.filename] or frames
    return f"{Path(own[-1].filename).relative_to(ROOT) if own else '?'}:{own[-1].lineno} in {own[-1].name}" if own else "?"


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    """Raise Hang after ten seconds of processor time; end the process when that does not help."""

    def stop(*_: object) -> None:
        raise Hang

    old = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    faulthandler.dump_traceback_later(_KILL_SECONDS, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGPROF, old)


# --- one process -----------------------------------------------------------------------------------------------------


class Rounds:
    """Tries of one format in this process, until time is up."""

    def __init__(self, name: str, folder: Path, until: float) -> None:
        from fuzz.damage import damaged

        self.strategy = damaged(name, read_samples(folder, name))
        self.name, self.until, self.tally = name, until, Tally()
        self.current, self.report = folder / f"{name}.current", folder / f"{name}.json"
        self.smallest: dict[str, bytes] = {}
        self.told: set[str] = set()
        self.shrinks = 0

    def run(self, seed: int) -> None:
        """Rounds from this seed on."""
        while time.time() < self.until:
            self._round(seed)
            seed += 1
            self.tally.rounds += 1
            self.report.write_text(json.dumps(asdict(self.tally)))

    def _round(self, number: int) -> None:
        from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

        quiet = settings(
            max_examples=_TRIES_A_ROUND,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
        )
        self.shrinks = 0
        try:
            seed(number)(quiet(given(self.strategy)(self._try)))()
        except FoundError as find:
            self.told.add(find.signature)
            self._keep(find.signature, number)

    def _try(self, data: bytes) -> None:
        if time.time() > self.until or self.shrinks > 400:
            return
        self.current.write_bytes(data)
        begin = time.process_time()
        self.tally.tries += 1
        try:
            outcome = try_file(data)
        except FoundError as find:
            self._found(find, data)
            return
        finally:
            self.tally.slowest = max(self.tally.slowest, time.process_time() - begin)
        self.tally.documents += outcome == "document"
        self.tally.refusals += outcome == "refusal"

    def _found(self, find: FoundError, data: bytes) -> None:
        """Let hypothesis shrink what is new and quick to try again; the smallest file of a find is kept."""
        if find.signature in self.told:
            return
        self.shrinks += find.signature in self.smallest
        if len(data) < len(self.smallest.get(find.signature, data + b"0")):
            self.smallest[find.signature] = data
        if find.signature.startswith("hang"):
            self.told.add(find.signature)
            self._keep(find.signature, 0)
            return
        raise find

    def _keep(self, signature: str, number: int) -> None:
        keep(self.name, number, signature, self.smallest[signature])
        self.tally.finds.append(signature)


def keep(name: str, number: int, signature: str, data: bytes) -> None:
    """Write a find, named by its format and seed number; a line in finds.txt says what it is."""
    FINDS.mkdir(parents=True, exist_ok=True)
    (FINDS / ".gitignore").write_text("*\n")
    path = FINDS / f"{name}-{number}-{abs(hash_of(signature)):08x}"
    path.write_bytes(data)
    with (FINDS / "finds.txt").open("a", encoding="utf-8") as file:
        file.write(f"{path.name}\t{signature}\n")


def hash_of(words: str) -> int:
    import zlib

    return zlib.crc32(words.encode())


def work(name: str, folder: Path, until: float, seed: int) -> None:
    """What a process does that was started for one format."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    if name.startswith("doc"):
        os.environ["PATH"] = ""  # LibreOffice is not to be found, and what it does is not to be tried
    if name == "doc-bare":
        sys.modules["doc2docx"] = None  # type: ignore[assignment]
    Rounds(name, folder, until).run(seed)


# --- all of them -----------------------------------------------------------------------------------------------------


def fuzz(names: Sequence[str], minutes: float, seed: int, jobs: int) -> dict[str, Tally]:
    """Tallies by format; each format gets the same share of the time."""
    share = minutes * 60 * min(jobs, len(names)) / len(names)
    with tempfile.TemporaryDirectory() as made, ThreadPoolExecutor(jobs) as pool:
        folder = Path(made)
        write_samples(folder)
        done = pool.map(lambda name: _fuzz_one(name, folder, share, seed), names)
        return dict(zip(names, done, strict=True))


def _fuzz_one(name: str, folder: Path, seconds: float, seed: int) -> Tally:
    """Start processes for one format until its time is up; one that dies leaves its file as a find."""
    until, tally = time.time() + seconds, Tally()
    while time.time() < until:
        command = [sys.executable, __file__, "--work", name, str(folder), str(until), str(seed)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True)
        report, current = folder / f"{name}.json", folder / f"{name}.current"
        if report.exists():
            tally += Tally(**json.loads(report.read_text()))
            report.unlink()
        if done.returncode:
            signature = _death(done)
            keep(name, seed, signature, current.read_bytes() if current.exists() else b"")
            tally.finds += [signature] if signature not in tally.finds else []
        seed += 1000
    return tally


def _death(done: subprocess.CompletedProcess[bytes]) -> str:
    words = done.stderr.decode("utf-8", "replace")
    if "Timeout" in words:
        return f"hang that nothing interrupts: {words[-400:]!r}"
    return f"process ended with {done.returncode}: {words[-200:]!r}"


def show(tallies: dict[str, Tally]) -> None:
    """The table, then the finds."""
    print(f"{'format':8} {'rounds':>7} {'tries':>8} {'documents':>10} {'refusals':>9} {'slowest s':>10} {'finds':>6}")
    for name, tally in tallies.items():
        numbers = f"{tally.rounds:7} {tally.tries:8} {tally.documents:10} {tally.refusals:9} {tally.slowest:10.2f} {len(tally.finds):6}"
        print(f"{name:8} {numbers}")
    for name, tally in tallies.items():
        for find in tally.finds:
            print(f"{name}: {find}")


def main() -> int:
    """Exit code 1 when something was found."""
    if sys.argv[1:2] == ["--work"]:
        name, folder, until, seed = sys.argv[2:]
        work(name, Path(folder), float(until), int(seed))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--format", nargs="+", choices=FORMATS, default=FORMATS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    if chosen.file:
        print(try_file(chosen.file.read_bytes()))
        return 0
    tallies = fuzz(chosen.format, chosen.minutes, chosen.seed, chosen.jobs)
    show(tallies)
    return int(any(tally.finds for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
