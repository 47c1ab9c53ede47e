"""What a review costs: reports a second, the share of the store in it, the second run, peak memory, size of the store; and whether it is right.

    python benchmarks/review.py 1000 2000             for these numbers of reports
    python benchmarks/review.py -c few 1000 20000     by a checklist of two items: what is left is mostly not judging
    python benchmarks/review.py --store 4000          the store alone: judged once, written as so many different reports
    python benchmarks/review.py --truth 1000          reports of known truth (see made_reports.py), ten broken files among them, killed half way
    python benchmarks/review.py --plot FILE.svg 1000 2000 4000
Unless for --truth, the reports are the paragraphs of the synthetic gold reports, shuffled between them. Everything is made and done in
a temporary folder.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.plot import Series, plot  # noqa: E402
from tests.conftest import HEAD, OUTLINE  # noqa: E402
from tests.review_reports import ITEMS  # noqa: E402

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


class Run(NamedTuple):
    """`seconds` by the clock; `parent` and `workers`: seconds of processor time; `peak`: most MB of all processes together."""

    seconds: float
    parent: float
    workers: float
    peak: int
    told: str


def run(*arguments: str | Path) -> Run:
    """`fazhi` with these arguments, looked at from time to time."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "checker", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    spent: dict[int, float] = {}
    peak = 0
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            peak = max(peak, look(process.pid, spent))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(EVERY_SECONDS)
    parent = spent.pop(process.pid, 0.0)
    told = process.communicate()[0].splitlines()[0]
    return Run(time.perf_counter() - start, parent, sum(spent.values()), peak, told)


def look(pid: int, spent: dict[int, float]) -> int:
    """Note the processor time of a process and its children; the MB that are their own."""
    size = 0
    for one in (process := psutil.Process(pid), *process.children(recursive=True)):
        times = one.cpu_times()
        spent[one.pid] = times.user + times.system
        size += one.memory_full_info().uss
    return size // 2**20


def whole(count: int, more: Sequence[str]) -> tuple[Run, Run]:
    """A first and a second run of the command over `count` reports."""
    with tempfile.TemporaryDirectory() as made:
        folder, store = Path(made) / "reports", Path(made) / "store.duckdb"
        folder.mkdir()
        write_reports(folder, count)
        first = run("review", folder, "--db", store, *more)
        each = f"处理器时间每份：主进程 {first.parent / count * 1000:.2f} ms，工作进程 {first.workers / count * 1000:.1f} ms"
        size = store.stat().st_size / count / 1000
        print(f"{count} 份：{first.seconds:.1f} 秒，每秒 {count / first.seconds:.0f} 份；{each}；内存最高 {first.peak} MB；库每份 {size:.1f} KB")
        second = run("review", folder, "--db", store, *more)
        each = f"0.5 秒 + 每份 {(second.seconds - 0.5) / count * 1000:.3f} ms"
        print(f"第二次：{second.seconds:.2f} 秒（{each}），处理器时间 {second.parent:.2f} 秒；内存最高 {second.peak} MB；{second.told}", flush=True)
        return first, second


@contextlib.contextmanager
def checklist_named(name: str | None) -> Iterator[list[str]]:
    """The option that asks for a checklist: a folder, or "few" for one of two items, which is written for the time being."""
    if name != "few":
        yield ["-c", name] if name else []
        return
    with tempfile.TemporaryDirectory() as made:
        for file, text in (("checklist.yaml", HEAD), ("A.yaml", f"items:\n{ITEMS}"), ("outline.yaml", OUTLINE.decode())):
            (Path(made) / file).write_text(text, "utf-8")
        yield ["-c", made]


def truth(count: int) -> None:
    """Reports of known truth and ten broken files: a review killed half way, the next one, and one more."""
    from benchmarks.made_reports import choose, differences, make_reports, write_broken, write_reports
    from checker.api import load_checklist
    from checker.review.store import open_store

    checklist = load_checklist()
    with tempfile.TemporaryDirectory() as made:
        folder, store = Path(made) / "reports", Path(made) / "store.duckdb"
        written = write_reports(folder, make_reports(count, checklist, choose(checklist)))
        write_broken(folder / "broken")
        kill_half_way(folder, store, count)
        with open_store(str(store)) as opened:
            kept = opened.execute("SELECT count(*) FROM files").fetchall()[0][0]
            before = set(opened.execute("SELECT result FROM results").fetchall())
        print(f"{count} 份，另有坏文件 10 个。kill -9 之后库里有 {kept} 个文件。", flush=True)
        print(f"接着查：{run('review', folder, '--db', store).told}", flush=True)
        with open_store(str(store)) as opened:
            wrong = differences(opened, written)
            after = set(opened.execute("SELECT result FROM results").fetchall())
            broken = opened.execute("SELECT count(*) FROM unreadable").fetchall()[0][0]
        pairs = sum(len(one.statuses) for one in written.values())
        print(f"矩阵：{pairs} 格（报告 × 项），与事实不同的 {len(wrong)} 处（连同单位、层级、年度）；中断前的结果仍在：{before <= after}；坏文件 {broken} 行")
        print(*wrong[:20], sep="\n", end="\n" if wrong else "")
        again = run("review", folder, "--db", store)
        allowed = 0.5 + 0.0003 * count
        print(f"再查：{again.told}；连同启动 {again.seconds:.2f} 秒（要求 {allowed:.2f} 秒以内），处理器时间 {again.parent:.2f} 秒")


def kill_half_way(folder: Path, store: Path, count: int) -> None:
    """Start a review and kill it, and nothing else, when the store's log says that it is under way."""
    log = Path(f"{store}.wal")
    command = [sys.executable, "-m", "checker", "review", str(folder), "--db", str(store)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (log.exists() and log.stat().st_size > count * 10_000):
        time.sleep(0.01)
    process.kill()
    print(f"第一次：{'被 kill -9' if process.wait() < 0 else '没有来得及中断'}")


def store_alone(count: int) -> None:
    """Milliseconds of the parent for each report: what comes back from workers is taken in and written."""
    from checker.api import load_checklist
    from checker.review.jobs import Job, judge_files
    from checker.review.store import File, keep, keep_checklist, open_store

    files = sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))
    judged = judge_files([Job(str(file), 1, 1) for file in files], None, "")
    with tempfile.TemporaryDirectory() as made, open_store(os.path.join(made, "store.duckdb")) as store:  # noqa: PTH118
        keep_checklist(store, load_checklist())
        spent = worked = 0.0
        for first in range(0, count, 250):
            results, rows = [], []
            for number in range(first, first + 250):
                done = judged[number % len(judged)]
                key = number + 1
                results.append((key, {table: text.replace(f"[{done.result},", f"[{key},") for table, text in (done.rows or {}).items()}))
                rows.append(File(f"/{number}", 1, 1, f"{number}", key, None, "", done.year))
            start, busy = time.perf_counter(), time.process_time()
            keep(store, results, rows)
            spent, worked = spent + time.perf_counter() - start, worked + time.process_time() - busy
        memory = psutil.Process().memory_info().rss // 2**20
        each = f"每份 {spent / count * 1000:.2f} ms（处理器时间 {worked / count * 1000:.2f}）"
        print(f"只写库：{count} 份，{each}，即每秒 {count / spent:.0f} 份；本进程内存 {memory} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--truth", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("-c", "--checklist")
    with tempfile.TemporaryDirectory() as cache:  # others on the machine may drop ours from the user's
        os.environ |= {"XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}
        measure(parser.parse_args())


def measure(arguments: argparse.Namespace) -> None:
    if arguments.store or arguments.truth:
        for count in arguments.counts:
            (store_alone if arguments.store else truth)(count)
        return
    with checklist_named(arguments.checklist) as more:
        runs = [(count, *whole(count, more)) for count in arguments.counts]
    if arguments.plot:
        arguments.plot.write_text(plots(runs), "utf-8")


def plots(runs: Sequence[tuple[int, Run, Run]]) -> str:
    """Processor time and memory of the first run over the number of reports."""
    return plot(
        "报告份数",
        Series("处理器时间（秒，所有进程合计）", [(count, first.parent + first.workers) for count, first, _ in runs]),
        Series("内存最高（MB，所有进程合计）", [(count, first.peak) for count, first, _ in runs]),
    )


if __name__ == "__main__":
    main()
