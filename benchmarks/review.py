"""What a review costs: reports a second, the share of the store in it, the second run, peak memory, size of the store.

    python benchmarks/review.py 1000 4000 20000      for these numbers of reports
    python benchmarks/review.py --store 4000          the store alone: judged once, written as so many different reports
The reports are the paragraphs of the synthetic gold reports, shuffled between them; everything is made and done in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SWAPPED = 0.3  # share of the paragraphs that come from another report
EVERY_SECONDS = 0.2


def write_reports(folder: Path, count: int) -> None:
    """`count` different reports, a hundred in a folder."""
    texts = [file.read_text("utf-8").splitlines() for file in sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))]
    bodies = [line for text in texts for line in text if len(line) > 60]
    draw = random.Random(7)
    for number in range(count):
        lines = [draw.choice(bodies) if len(line) > 60 and draw.random() < SWAPPED else line for line in draw.choice(texts)]
        target = folder / f"{number // 100:04}" / f"{number:06}.txt"
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join([*lines, f"（第{number}号）"]), "utf-8")


def run(*arguments: str | Path) -> tuple[float, int, str]:
    """Seconds, peak MB of the process, and what it printed; the workers' memory is told apart by `family`."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "checker", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    peak = max(family(process), default=0)
    out = process.communicate()[0]
    return time.perf_counter() - start, peak, out


def family(process: subprocess.Popen[str]) -> Iterator[int]:
    """From time to time the MB that are the process's and its children's own."""
    while process.poll() is None:
        try:
            parent = psutil.Process(process.pid)
            yield sum(one.memory_full_info().uss for one in (parent, *parent.children(recursive=True))) // 2**20
        except psutil.Error:
            continue
        time.sleep(EVERY_SECONDS)


def whole(count: int) -> None:
    """A first and a second run of the command over `count` reports."""
    with tempfile.TemporaryDirectory() as made:
        folder, store = Path(made) / "reports", Path(made) / "store.duckdb"
        folder.mkdir()
        write_reports(folder, count)
        seconds, peak, out = run("review", folder, "--db", store)
        print(out.splitlines()[0])
        print(f"{count} 份：{seconds:.1f} 秒，每秒 {count / seconds:.0f} 份，全部进程内存最高 {peak} MB，库 {store.stat().st_size / count / 1000:.1f} KB/份")
        seconds, peak, out = run("review", folder, "--db", store)
        print(f"第二次：{seconds:.2f} 秒（0.5 秒 + 每份 {(seconds - 0.5) / count * 1000:.3f} ms），内存最高 {peak} MB；{out.splitlines()[0]}")


def store_alone(count: int) -> None:
    """Milliseconds of the parent for each report: what comes back from workers is taken in and written."""
    from checker.api import load_checklist
    from checker.review.jobs import Job, judge_files
    from checker.review.store import File, keep, keep_checklist, open_store

    files = sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))
    judged = judge_files([Job(str(file), 1, 1) for file in files], None, "")
    with tempfile.TemporaryDirectory() as made, open_store(os.path.join(made, "store.duckdb")) as store:  # noqa: PTH118
        keep_checklist(store, load_checklist())
        spent = 0.0
        for first in range(0, count, 250):
            results, rows = [], []
            for number in range(first, first + 250):
                done = judged[number % len(judged)]
                key = number + 1
                results.append((key, {table: text.replace(f"[{done.result},", f"[{key},") for table, text in (done.rows or {}).items()}))
                rows.append(File(f"/{number}", 1, 1, f"{number}", key, None, "", done.year))
            start = time.perf_counter()
            keep(store, results, rows)
            spent += time.perf_counter() - start
        memory = psutil.Process().memory_info().rss // 2**20
        print(f"只写库：{count} 份，每份 {spent / count * 1000:.2f} ms，即每秒 {count / spent:.0f} 份；本进程内存 {memory} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--store", action="store_true")
    arguments = parser.parse_args()
    for count in arguments.counts:
        (store_alone if arguments.store else whole)(count)


if __name__ == "__main__":
    main()
