"""Reports with one figure broken by readers who knew nothing of the rules: most breaks are told where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.arithmetic import check_figures, compile_words
from checker.checklist import Checklist
from checker.facts import compile_facts, read_facts
from checker.model import Document
from checker.outline import compile_outline, read_outline
from checker.quality.tamper import read_breaks, run_breaks
from checker.reading import read_document

ROOT = Path(__file__).parent.parent
FLOORS = {"tests/gold_figures": 0.84, "tests/gold_figures_2": 0.74, "tests/gold_relations": 0.76}
TRUE = {("growth", "66"), ("subset", "1216")}  # a rate cut off, and a part larger than its whole


@pytest.mark.parametrize("folder", FLOORS)
def test_broken_figures_are_told(folder: str, shipped: Checklist) -> None:
    breaks = [one for one in read_breaks(ROOT / folder, ROOT) if one.sure >= 2]
    breaks = breaks[:: 1 + len(breaks) // 500]  # benchmarks/tamper.py runs them all
    told = sum(bool(outcome.told) for outcome in run_breaks(breaks, shipped))
    assert told / len(breaks) >= FLOORS[folder], f"{told} of {len(breaks)}"


def test_whole_reports_give_no_false_alarm(shipped: Checklist) -> None:
    outline, facts, words = compile_outline(shipped.outline), compile_facts(shipped.facts), compile_words(shipped.arithmetic)
    found = set()
    for folder in ("seeds", "tests/gold_synthetic", "tests/gold_figures", "tests/gold_figures_2"):
        for path in sorted((ROOT / folder).rglob("*.txt")):
            document = read_document(path)
            assert isinstance(document, Document)
            report = read_outline(document, outline)
            found |= {(one.check.removeprefix("arithmetic."), one.stated) for one in check_figures(read_facts(report, facts), report, words)}
    assert found == TRUE
