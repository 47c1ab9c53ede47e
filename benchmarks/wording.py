"""How many defects of wording are told, by kind: python benchmarks/wording.py [FOLDER…]; lists those that are not. `tests/gold`: those of the seeds."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checker.api import load_checklist
from checker.quality.defects import run_defects

ROOT = Path(__file__).resolve().parent.parent
KINDS = ["term", "title", "residue", "duplicate", "format", "placeholder", "punctuation", "number", "year", "privacy", "contradiction", "variant"]


def main(folders: list[str]) -> None:
    """Print each defect that is not told, then the table of those sure enough."""
    for folder in folders or ["tests/gold", "tests/gold_wording/1"]:
        every: Counter[str] = Counter()
        told: Counter[str] = Counter()
        texts = ROOT / ("seeds" if Path(folder).name == "gold" else "tests")
        for outcome in run_defects(ROOT / folder, texts, load_checklist()):
            kind = outcome.defect.kind
            if outcome.defect.sure < 2 or kind not in KINDS:
                continue
            every[kind] += 1
            told[kind] += bool(outcome.told)
            if not outcome.told:
                print(outcome.report, kind, outcome.defect.quote, "|", outcome.defect.why)
        print(f"{folder}：")
        for kind in KINDS:
            if every[kind]:
                print(f"  {kind:13} {told[kind]:4} / {every[kind]:4}")
        print(f"  {'':13} {told.total():4} / {every.total():4} = {told.total() / max(1, every.total()):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
