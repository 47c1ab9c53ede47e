"""Speed as ratios in one run: judging against reading and printing, linearity, and the cold start of the command.

    python benchmarks/speed.py            all figures
Times of one machine say little; what is compared is measured in the same run.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from checker.api import check, load_checklist
from checker.arithmetic import check_figures, compile_words
from checker.facts import compile_facts, read_facts
from checker.judging import compile_engine, judge
from checker.model import Batch
from checker.outline import compile_outline, read_outline
from checker.output.terminal import render
from checker.reading import read_document
from checker.text import normalise
from checker.wording import check_wording, compile_wording

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 12


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median over `rounds` runs."""
    work()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    checklist = load_checklist()
    engine, rules = compile_engine(checklist), compile_outline(checklist.outline)
    print(f"检查项 {len(checklist.items)}，短语 {len(engine.phrases)}，词 {len(engine.groups_of)}")
    facts, words = compile_facts(checklist.facts), compile_words(checklist.arithmetic)
    wording = compile_wording(checklist.wording)
    print(f"指标 {len(checklist.facts.indicators)}，用语 {len(checklist.wording.terms)}，文件 {len(checklist.wording.titles)}")
    files = sorted((ROOT / "seeds").glob("*.txt")) + sorted((ROOT / "tests" / "gold_synthetic").rglob("*.txt"))
    rows = []
    for file in files:
        document = read_document(file)
        report = read_outline(document, rules)
        figures = read_facts(report, facts)
        batch = Batch(checklist.info, (check(document, checklist),))
        rows.append(
            (
                len(document.text),
                milliseconds(lambda d=document: normalise(d.text)),
                milliseconds(lambda d=document: read_outline(d, rules)),
                milliseconds(lambda r=report: judge(r, engine)),
                milliseconds(lambda r=report: read_facts(r, facts)),
                milliseconds(lambda r=report, f=figures: check_figures(f, r, words)),
                milliseconds(lambda r=report, f=figures: check_wording(r, f, wording)),
                milliseconds(lambda b=batch: render(b, console_width=80, show_all=True, stream=io.StringIO())),
            )
        )
    for name, column in (("规范化", 1), ("规范化＋结构", 2), ("判定", 3), ("数字", 4), ("数字关系", 5), ("文字", 6), ("打印", 7)):
        values = [row[column] for row in rows]
        per_thousand = statistics.median(row[column] / row[0] * 1000 for row in rows)
        print(f"{name}：每份中位 {statistics.median(values):.2f} ms，最大 {max(values):.2f} ms，每千字 {per_thousand:.3f} ms")
    print(f"共 {len(rows)} 份，中位 {statistics.median(row[0] for row in rows):.0f} 字")
    linearity(rules, engine)
    cold(files[:5])


def linearity(rules: object, engine: object) -> None:
    """Ten times the text against once the text; 10 is linear."""
    text = (ROOT / "seeds" / "003_24e0d09e96a209c6.txt").read_text("utf-8")
    body = text.split("\n", 1)[1]
    once = _judging(text, rules, engine)
    tenfold = _judging(text + "".join("\n" + body.replace("我乡", f"我乡{n}") for n in range(9)), rules, engine)
    print(f"十倍长的文本用时是一倍的 {tenfold / once:.1f} 倍")


def _judging(text: str, rules: object, engine: object) -> float:
    document = read_document(text.encode())
    return milliseconds(lambda: judge(read_outline(document, rules), engine), 20)


def cold(files: list[Path]) -> None:
    """The whole process for five reports, against the bare interpreter."""
    check = [sys.executable, "-m", "checker", "check", *map(str, files), "--fail-on", "never"]
    ours = milliseconds(lambda: subprocess.run(check, cwd=ROOT, capture_output=True, check=True), 10)
    bare = milliseconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 10)
    print(f"五份报告整个进程 {ours:.0f} ms，空的 Python 进程 {bare:.0f} ms，比 {ours / bare:.1f}")


if __name__ == "__main__":
    main()
