"""What each output costs, against checking the same reports: for one report and for a hundred.

    python benchmarks/outputs.py

A hundred reports should cost about a hundred times what one costs; what a format pays once (loading its library, its
styles) shows as less.
"""

from __future__ import annotations

import dataclasses
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.api import check, load_checklist  # noqa: E402
from checker.model import Batch  # noqa: E402
from checker.output import FORMATS, BatchFormat, Options  # noqa: E402
from checker.reading import read_document  # noqa: E402
from tests.typeset import paragraphs_of  # noqa: E402
from tests.typeset_docx import plain_docx  # noqa: E402

MANY = 100


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Median over `rounds` runs, after one that is not counted."""
    work()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    checklist = load_checklist()
    files = sorted((ROOT / "seeds").glob("*.txt")) + sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))
    sources = [plain_docx(paragraphs_of(file.read_text("utf-8"))) for file in files]
    documents = [read_document(source) for source in sources]
    checked = [check(document, checklist, path=f"{file.stem}.docx") for file, document in zip(files, documents, strict=True)]
    reports = [dataclasses.replace(report, path=f"{number}-{report.path}") for number, report in enumerate(islice(cycle(checked), MANY))]
    many, one = Batch(checklist.info, tuple(reports)), Batch(checklist.info, (reports[0],))
    bytes_of = dict(zip((report.path for report in reports), islice(cycle(sources), MANY), strict=True))
    judged = milliseconds(lambda: check(documents[0], checklist), 15)
    print(f"检查一份（{reports[0].characters} 字，不含读取）{judged:.1f} ms")
    for name in FORMATS:
        single, hundred = (milliseconds(partial(rendered, name, batch, bytes_of), rounds) for batch, rounds in ((one, 15), (many, 5)))
        size = sum(map(len, rendered(name, many, bytes_of)))
        print(
            f"{name:9} 一份 {single:7.2f} ms，是检查的 {single / judged:5.2f} 倍；{MANY} 份 {hundred:8.1f} ms，"
            f"是一份的 {hundred / single:5.1f} 倍，每份是检查的 {hundred / MANY / judged:4.2f} 倍，{size / 1e6:.2f} MB"
        )
    print(f"整个进程，与只输出到屏幕相比：{loading(files[0])}")


def rendered(name: str, batch: Batch, sources: dict[str, bytes]) -> list[str | bytes]:
    """What the format makes of a batch: one content, or one for each report."""
    form = FORMATS[name]
    if isinstance(form, BatchFormat):
        return [form.render(batch, Options())]
    return [form.render(report, batch.checklist, Options(), sources[report.path]) for report in batch.reports]


def loading(report: Path) -> str:
    """How much longer the whole command takes with each format, as a ratio to the terminal's page alone."""

    def command(*asked: str) -> float:
        line = [sys.executable, "-m", "checker", "check", str(report), "--fail-on", "never", *asked]
        return milliseconds(lambda: subprocess.run(line, cwd=ROOT, capture_output=True, check=True), 7)

    with tempfile.TemporaryDirectory() as folder:
        alone = command()
        return "，".join(f"{name} {command('-f', f'{name}:{folder}/{name}{form.suffix}') / alone:.2f}" for name, form in FORMATS.items())


if __name__ == "__main__":
    main()
