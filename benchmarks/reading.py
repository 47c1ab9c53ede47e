"""Readers: how fast they are, and how truly they give a text back.

    python benchmarks/reading.py                  time of each format, in this process and through the process kept for it
    python benchmarks/reading.py --round-trips    all reports of seeds/ and tests/gold_synthetic/ through every format (minutes)

Aims: 20 pages of .docx in 60 ms, a page of PDF in 10 ms.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402

from checker.model import Document, Unreadable  # noqa: E402
from checker.reading import read_document  # noqa: E402
from checker.reading.formats import parse  # noqa: E402
from checker.reading.working import Working  # noqa: E402
from tests.fidelity import Fidelity, compare  # noqa: E402
from tests.ofd_builder import typeset_ofd  # noqa: E402
from tests.typeset import CONVERTED, chromium_pdf, convert, paragraphs_of, printed_page, typeset  # noqa: E402

ROUNDS = 15
LINES, COLUMNS, PAGES = 22, 28, 20  # of a page, in characters; of the report that is timed
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
REPORTS = SEEDS + sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        if "--round-trips" in sys.argv[1:]:
            round_trips(Path(folder))
        else:
            speed(Path(folder))


def speed(folder: Path) -> None:
    """Print the medians."""
    paragraphs = _long_report()
    files = typeset(paragraphs) | {"ofd": typeset_ofd(paragraphs)}
    files["pdf-chromium"] = chromium_pdf(printed_page(paragraphs), folder, "report")
    files["pdf"] = convert({"report": paragraphs}, folder)["report", "pdf"]
    print(f"{sum(map(len, paragraphs))} 字；首次读取（含启动读取进程）{_first(files['docx']):.0f} ms")
    for name, data in files.items():
        inside = milliseconds(lambda data=data: parse(data, _hear_nothing))
        outside = milliseconds(lambda data=data: read_document(data))
        pages = _pages(name, data)
        each = f"，{pages} 页，每页 {inside / pages:.2f} ms" if pages else ""
        print(f"{name:13} 本进程 {inside:7.1f} ms　经读取进程 {outside:7.1f} ms{each}")


def milliseconds(work: Callable[[], object]) -> float:
    """Median over the rounds, the first not counted."""
    work()
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def _hear_nothing(_: Working) -> None:
    """What a reader says of its progress."""


def _first(data: bytes) -> float:
    start = time.perf_counter()
    read_document(data)
    return (time.perf_counter() - start) * 1000


def _long_report() -> list[str]:
    """As much of the seeds' text as fills the pages."""
    chosen, lines = [], 0
    for paragraph in (p for seed in SEEDS for p in paragraphs_of(seed.read_text("utf-8"))):
        chosen.append(paragraph)
        lines += 1 + (len(paragraph) + 1) // COLUMNS
        if lines >= LINES * PAGES:
            break
    return chosen


def _pages(name: str, data: bytes) -> int:
    if name.startswith("pdf"):
        return len(pypdfium2.PdfDocument(data))
    if name == "ofd":
        return sum("/Pages/" in entry and entry.endswith(".xml") for entry in zipfile.ZipFile(io.BytesIO(data)).namelist())
    return PAGES if name.startswith("docx") else 0


def round_trips(folder: Path) -> None:
    """Print what is not perfect, then a line for each format."""
    rows: dict[str, list[Fidelity | None]] = {}
    for (file, name), data in _typeset_all(folder):
        source, read = read_document(file), read_document(data)
        assert isinstance(source, Document)
        if isinstance(read, Unreadable):
            print(f"{_shown(file)} {name}: {read.reason}")
            rows.setdefault(name, []).append(None)
        else:
            rows.setdefault(name, []).append(fidelity := compare(source, read))
            _print_differences(_shown(file), name, fidelity)
    print(f"\n{'格式':12} {'份':>3} {'读不出':>3} {'相似度最低':>8} {'中位':>7} {'整段最低':>7} {'中位':>6} {'结论有变':>4} {'概况有变':>4} {'结构有变':>4}")
    for name, fidelities in rows.items():
        print(_summary(name, fidelities))


def _typeset_all(folder: Path) -> list[tuple[tuple[Path, str], bytes]]:
    made, reports = [], {}
    for file in REPORTS:
        paragraphs = paragraphs_of(file.read_text("utf-8"))
        written = typeset(paragraphs) | {"ofd": typeset_ofd(paragraphs)}
        written["pdf-chromium"] = chromium_pdf(printed_page(paragraphs), folder, "page")
        made += [((file, name), data) for name, data in written.items()]
        reports[_shown(file).replace("/", "-")] = paragraphs
    converted = convert(reports, folder)
    return made + [((file, name), converted[_shown(file).replace("/", "-"), name]) for name in CONVERTED for file in REPORTS]


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.stem[:3]}"


def _print_differences(file: str, name: str, fidelity: Fidelity) -> None:
    if fidelity.perfect and fidelity.similarity >= 0.995 and fidelity.whole >= 0.98:
        return
    parts = [] if fidelity.same_profile else ["概况有变"]
    parts += [] if fidelity.same_sections else ["结构有变"]
    parts += [f"{item} {before}→{after}" for item, (before, after) in fidelity.changed.items()]
    print(f"{file:9} {name:13} 相似度 {fidelity.similarity:.4f} 整段 {fidelity.whole:.3f} {'　'.join(parts)}")


def _summary(name: str, fidelities: Sequence[Fidelity | None]) -> str:
    read = [fidelity for fidelity in fidelities if fidelity]
    if not read:
        return f"{name:14} {len(fidelities):3} {len(fidelities):6}"
    alike, whole = [f.similarity for f in read], [f.whole for f in read]
    return (
        f"{name:14} {len(fidelities):3} {len(fidelities) - len(read):6} {min(alike):13.4f} {statistics.median(alike):9.4f}"
        f" {min(whole):10.3f} {statistics.median(whole):8.3f} {sum(bool(f.changed) for f in read):7}"
        f" {sum(not f.same_profile for f in read):8} {sum(not f.same_sections for f in read):8}"
    )


if __name__ == "__main__":
    main()
