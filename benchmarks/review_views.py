"""What a review's views cost: stores are made of invented rows, so that only the views are measured.

    python benchmarks/review_views.py 1000 20000          the views' tables, the repeated text apart; xlsx and html of what they hold
Of the sentences of a report a quarter are formulas that thousands share, a fifth are shared by some ten, and every fiftieth report is
mostly copied from another one; the rest is its own.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.api import load_checklist  # noqa: E402
from checker.model import Status  # noqa: E402
from checker.review.query import open_reader  # noqa: E402
from checker.review.rows import sentence_rows  # noqa: E402
from checker.review.store import File, keep, keep_checklist, open_store, to_json  # noqa: E402
from checker.review.views import duties, figures, repeats, years  # noqa: E402
from checker.review.views.prepare import prepare, rows_of  # noqa: E402
from checker.review.views.tables import all_tables  # noqa: E402

SENTENCES = 60
COPIED = 50
WORDS = "法治政府建设行政执法监督复议应诉调解普法培训审查决策公开服务改革示范创建督察考核清单备案案件群众企业基层组织制度机制推进落实完善加强开展推动健全"


def sentence(draw: random.Random) -> str:
    return "".join(draw.choices(WORDS, k=draw.randint(30, 60))) + f"{draw.randint(1, 500)}件。"


def texts(count: int) -> Iterator[str]:
    draw = random.Random(5)
    formulas = [sentence(draw) for _ in range(300)]
    some = [sentence(draw) for _ in range(max(30, count))]
    last: list[str] = []
    for number in range(count):
        if number % COPIED == COPIED - 1 and last:
            yield "\n".join([*last[: SENTENCES * 2 // 3], *(sentence(draw) for _ in range(SENTENCES // 3))])
            continue
        last = [draw.choice(formulas) if (share := draw.random()) < 0.25 else draw.choice(some) if share < 0.45 else sentence(draw) for _ in range(SENTENCES)]
        yield "\n".join(last)


def make_store(path: str, count: int) -> None:
    """`count` reports of two years, with verdicts and figures by chance."""
    checklist = load_checklist()
    draw = random.Random(9)
    statuses = list(Status)
    names = [f"指标{i}" for i in range(30)]
    with open_store(path) as store:
        keep_checklist(store, checklist)
        results, files = [], []
        for number, text in enumerate(texts(count), 1):
            unit, year = f"第{number % ((count + 1) // 2)}单位", 2023 + (number > (count + 1) // 2)
            told = (unit, "county", "county", f"市{number % 50}", year, "annual_report", None)
            head = (number, f"{number}", checklist.info.digest, "", "", "", *told, len(text), 62, 40, 5, 2, 3, 12, 0, [], 0.01)
            rows = {
                "results": [head],
                "texts": [(number, text)],
                "items": [(number, i, item.id, draw.choice(statuses), "required", [], [], *[None] * 5) for i, item in enumerate(checklist.items)],
                "evidence": [(number, item.id, 0, None, "work", None, 0, 40, 1) for item in checklist.items],
                "facts": [(number, i, name, draw.randint(50, 150), "件", False, year - (i % 10 == 9), 0, 10) for i, name in enumerate(names)],
                "sentences": [(number, *one) for one in sentence_rows(text)],
            }
            results.append((number, {table: to_json(those) for table, those in rows.items()}))
            files.append(File(f"/{number}.txt", 1, 1, f"{number}", number, None, "", year))
            if len(files) == 500 or number == count:
                keep(store, results, files)
                results, files = [], []


def measure(count: int) -> None:
    from checker.review.show.files import write_csv
    from checker.review.show.html import render
    from checker.review.show.xlsx import write_xlsx

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.duckdb"
        make_store(str(path), count)
        words = load_checklist().arithmetic.words
        with open_reader(str(path)) as store:
            steps = {
                "基础表": lambda: prepare(store, None),
                "指标": lambda: figures.make_figures(store),
                "两年相比": lambda: years.make_years(store, words["compared"], words["former"]),
                "文字重复": lambda: repeats.make_repeats(store),
                "报送": lambda: duties.make_duties(store, None),
                "读出各表": lambda: [sum(1 for _ in rows_of(store, table)) for table in all_tables(store)],
                "csv": lambda: write_csv(store, all_tables(store), Path(folder) / "csv"),
                "html": lambda: render(store, all_tables(store), []),
                "xlsx": lambda: write_xlsx(store, all_tables(store), Path(folder) / "x.xlsx", []),
            }
            for name, step in steps.items():
                start = time.perf_counter()
                step()
                memory = psutil.Process().memory_info().rss // 2**20
                print(f"{count} 份 {name}：{time.perf_counter() - start:.1f} 秒，本进程内存 {memory} MB", flush=True)
            pairs, passages = (store.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in ("pairs", "passages"))
            print(f"{count} 份：相似的报告 {pairs} 对，相同和相近的句子 {passages} 处")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="+", type=int)
    for count in parser.parse_args().counts:
        measure(count)


if __name__ == "__main__":
    main()
