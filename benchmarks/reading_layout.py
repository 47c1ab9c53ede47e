"""How exactly and how fast reports are read back from PDF: `python -m benchmarks.reading_layout [name of a style …]`.

Sets every report of seeds/ in several styles by LibreOffice and by a browser, and counts the paragraphs read as they are.
"""

from __future__ import annotations

import difflib
import sys
import time
from pathlib import Path

from checker.reading.pdf.read import read_pdf
from tests.pdf_builder import BROWSER, SOFFICE, Style, odt, page_of, paragraphs_of, print_by_browser, set_by_libreoffice

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
STYLES = {
    "usual": Style(head="青溪县人民政府年度报告", number="— # —"),
    "close": Style(leading=22, number="第#页"),
    "small": Style(size=12, leading=20, margin=1.5, number="#"),
    "gaps": Style(indent=0, gap=14, number="- # -"),
    "bare": Style(indent=0, number="#"),
    "ragged": Style(align="left", number="#", head="年度报告"),
    "ragged-gaps": Style(indent=0, gap=14, align="left"),
    "ragged-bare": Style(indent=0, align="left", number="#"),
    "hanging": Style(hanging=True),
    "hanging-bare": Style(hanging=True, indent=0, align="left"),
    "tight": Style(size=10.5, leading=15, margin=3, head="页眉"),
}


def main(names: list[str]) -> None:
    """Print a line for each file, and the sum."""
    jobs = [(name, paragraphs_of(seed)) for name in names for seed in SEEDS]
    files: list[tuple[str, list[str], bytes]] = []
    if SOFFICE:
        made = set_by_libreoffice([odt(source, STYLES[name]) for name, source in jobs])
        files += [(f"LibreOffice {name}", source, data) for (name, source), data in zip(jobs, made, strict=True)]
    if BROWSER:
        files += [(f"browser {name}", source, print_by_browser(page_of(source, STYLES[name]))) for name, source in jobs]
    right = total = 0
    for name, source, data in files:
        started = time.perf_counter()
        blocks = read_pdf(data, lambda _: None).blocks
        pages = blocks[-1].page or 1
        spent = (time.perf_counter() - started) * 1000 / pages
        found = {block.text for block in blocks}
        exact = sum(text in found for text in source)
        one, other = "".join(source), "".join(block.text for block in blocks)
        like = 1.0 if one == other else difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
        print(f"{name:26} {exact:3}/{len(source):3} paragraphs of {len(blocks):3}  likeness {like:.4f}  {spent:5.1f} ms/page × {pages}")
        right, total = right + exact, total + len(source)
    print(f"{right} of {total} = {right / max(1, total):.4f}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(STYLES))
