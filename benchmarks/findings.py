"""Every finding on the seeds and the labelled reports, with its place, for readers who judge whether it is real: python benchmarks/findings.py > FILE"""

from __future__ import annotations

from pathlib import Path

from checker.api import check, load_checklist
from checker.model import Unreadable
from checker.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["seeds", "tests/gold_synthetic", "tests/gold_figures", "tests/gold_figures_2"]
ABOUT = 60  # characters shown on either side


def main() -> None:
    """Print the findings, numbered."""
    checklist, number = load_checklist(), 0
    for file in (file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.txt"))):
        document = read_document(file)
        if isinstance(document, Unreadable):
            continue
        for one in check(document, checklist).findings:
            number += 1
            before = document.text[max(0, one.start - ABOUT) : one.start].replace("\n", "⏎")
            behind = document.text[one.end : one.end + ABOUT].replace("\n", "⏎")
            print(f"{number}. {file.relative_to(ROOT)} 第 {one.line} 行 {one.check} {one.severity}")
            print(f"   {before}【{one.quote[:120]}】{behind}".replace("\n", "⏎"))
            print(f"   {one.message}" + (f" 改为：{one.fix}" if one.fix else ""))


if __name__ == "__main__":
    main()
