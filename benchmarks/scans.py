"""How well scans are read: character errors and figures by condition of the page, time a page, memory.

    python -m benchmarks.scans
Errors are edits per hundred characters of the page, wide and narrow forms of a sign being equal; "Han" counts Han characters and digits only;
figures are runs of digits that are on the page but not in what was read, plus those read that are not on the page.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unicodedata import normalize

from PIL import Image

from checker.reading.scan.read import read_page_images
from checker.reading.working import Working
from tests import scan_pages as make
from tests.scan_pages import Made, edits, figures

ROOT = Path(__file__).resolve().parent.parent
SEED = (ROOT / "seeds" / "000_eb9ac2b533faf798.txt").read_text("utf-8")


def conditions() -> Iterator[tuple[str, Made]]:
    """Every page with the name of its condition."""
    plain = make.page()
    numbered = make.page(head=make.RUNNING_HEAD, number="— 3 —")
    real = make.page(tuple(SEED.splitlines()[8:14]))
    small = make.page(tuple(SEED.splitlines()[3:8]), body=10.5 / 72)
    for dpi in (96, 150, 200, 300):
        yield f"clean, {dpi} dpi", make.page(dpi=dpi)
    yield "page number and running head", numbered
    yield "sans serif", make.page(family="Noto Sans CJK SC")
    yield "red head", make.page(red_head=make.RED_HEAD)
    yield "real prose", real
    yield "real prose, 10.5 pt", small
    for dpi in (150, 200, 300):
        yield f"scan, skew 0.8°, {dpi} dpi", _scan(make.page(dpi=dpi), 0.8)
    yield "scan, skew -1.5°", _scan(numbered, -1.5)
    yield "scan, skew 3°", _scan(plain, 3)
    yield "scan of real prose", _scan(real, -1.5)
    yield "scan of real prose, 10.5 pt", _scan(small, 0.8)
    for turn in (90, 180, 270):
        yield f"scan, turned {turn}°", _changed(_scan(plain, 0.8), partial(Image.Image.rotate, angle=turn, expand=True))
    yield "fax", _changed(plain, lambda image: make.fax(make.noise(make.skew(image, 0.8))))
    yield "pale", _changed(plain, lambda image: make.noise(make.faint(make.skew(image, 0.8)), 6))
    yield "photograph, 4000 px", _changed(make.page(dpi=342), lambda image: make.jpeg(make.photograph(image), 80))
    yield "long screen shot", make.screenshot()
    yield "table", make.table()


def _scan(made: Made, degrees: float) -> Made:
    return _changed(made, lambda image: make.jpeg(make.noise(make.stamp(make.skew(image, degrees), 0.55, 0.45)), 60))


def _changed(made: Made, change: Callable[[Image.Image], Image.Image]) -> Made:
    return Made(change(made.image), made.lines)


def main() -> None:
    print(f"{'condition':32}{'errors %':>9}{'Han %':>8}{'figures':>9}{'s':>7}")
    totals = []
    for name, made in conditions():
        start = time.perf_counter()
        (page,) = read_page_images([made.image], 1, print_nothing)
        seconds = time.perf_counter() - start
        truth, got = "".join(made.lines), "".join(line.text for line in page.lines)
        truth, got = (normalize("NFKC", text).replace(" ", "") for text in (truth, got))
        han_truth, han_got = (re.sub(r"[^\d\u4e00-\u9fff]", "", text) for text in (truth, got))
        there, read = figures("\n".join(made.lines)), figures("\n".join(line.text for line in page.lines))
        wrong = (there - read).total() + (read - there).total()
        errors, han = edits(truth, got) / len(truth) * 100, edits(han_truth, han_got) / len(han_truth) * 100
        totals.append((errors, han, wrong, seconds))
        print(f"{name:32}{errors:9.2f}{han:8.2f}{wrong:9}{seconds:7.1f}", flush=True)
    means = [sum(column) / len(totals) for column in zip(*totals, strict=True)]
    print(f"{'mean':32}{means[0]:9.2f}{means[1]:8.2f}{means[2]:9.2f}{means[3]:7.1f}")
    scan, fine = _scan(make.page(), 0.8), make.page(tuple(SEED.splitlines()[3:20]), 600, body=7 / 72)
    for name, image, pages in (
        ("five scanned pages", scan.image, 5),
        ("a page of 35 megapixels in 7 pt", fine.image, 1),
    ):
        print(f"peak memory for {name}: {memory(image, pages)} MB")


def print_nothing(_: Working) -> None:
    """Progress is of no interest here."""


def memory(image: Image.Image, pages: int) -> int:
    """Peak memory, in MB, of a process (of Linux) that does nothing but read a file with `image` on each of its pages."""
    file = make.saved(image, "TIFF", save_all=True, append_images=[image] * (pages - 1), compression="tiff_lzw")
    code = (
        "import sys; from checker.reading.scan.read import read_image; read_image(sys.stdin.buffer.read(), lambda _: None);"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code]
    return int(subprocess.run(command, input=file, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout) // 1024


if __name__ == "__main__":
    main()
