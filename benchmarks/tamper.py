"""How many figures broken by readers are told, by kind of relation: python benchmarks/tamper.py FOLDER…; lists those that are not."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checker.api import load_checklist
from checker.quality.tamper import read_breaks, run_breaks

ROOT = Path(__file__).resolve().parent.parent


def main(folders: list[str]) -> None:
    """Print each break that is not told, then the table of those sure enough."""
    for folder in folders or ["tests/gold_figures", "tests/gold_relations"]:
        every: Counter[str] = Counter()
        told: Counter[str] = Counter()
        for outcome in run_breaks([one for one in read_breaks(ROOT / folder, ROOT) if one.sure > 1], load_checklist()):
            case = outcome.case
            every[case.kind] += 1
            told[case.kind] += bool(outcome.told)
            if not outcome.told:
                print(case.report.name, case.kind, f"{case.find} → {case.replace}", "|", case.quote[:100].replace("\n", " "))
        print(f"{folder}：")
        for kind in sorted(every):
            print(f"  {kind:10} {told[kind]:5} / {every[kind]:5}")
        print(f"  {'':10} {told.total():5} / {every.total():5} = {told.total() / max(1, every.total()):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
