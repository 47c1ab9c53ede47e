"""The rules know no place and no figure of a seed: swap them, and every verdict stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.api import check
from checker.checklist import Checklist
from checker.model import CheckResult
from checker.reading import read_document

from .conftest import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
PLACES = {
    "渌口": "青阳",
    "株洲市": "宁州市",
    "湖南省": "江北省",
    "湖南工大学": "江北理工大学",
    "龙潭镇": "柏树镇",
    "航空城": "科教城",
    "跃进": "光明",
    "柳州市": "宁州市",
    "柳北区": "城东区",
    "冠亚尚成国际": "阳光花园",
    "金沙苑": "桂花苑",
    "白沙小苑": "梅林小苑",
    "滨江小学": "中心小学",
    "三十五中": "第八中学",
    "胜利派出所": "东门派出所",
    "解放派出所": "南门派出所",
    "汤郎乡": "双河乡",
    "禄劝县": "永丰县",
    "王俊彦": "李明远",
    "傈僳": "布依",
}
KEPT = re.compile(r"(?<![\d.])(?:20\d\d|12345|0(?!\.)|100%)|\d+(?=[年月日号+]|[—-]\d)|(?<=[+—-])\d+")


def swap_figures(text: str) -> str:
    """Other figures of the same length for all but years, dates, document and hotline numbers, zero and 100 %."""

    def other(match: re.Match[str]) -> str:
        if KEPT.match(text, match.start()):
            return match.group()
        return re.sub(r"\d", lambda d: str(int(d.group()) % 9 + 1), match.group())

    return re.sub(r"(?<![\d+—-])\d+", other, text)


def swap_places(text: str) -> str:
    for name, other in PLACES.items():
        text = text.replace(name, other)
    return text


def verdicts(text: str, checklist: Checklist) -> CheckResult:
    document = read_document(text.encode())
    return check(document, checklist, path="-", digest="")  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_other_places_and_figures_change_no_verdict(seed: Path, shipped: Checklist) -> None:
    original = seed.read_text("utf-8")
    swapped = swap_figures(swap_places(original))
    assert sum(a != b for a, b in zip(original, swapped, strict=False)) > 20
    before, after = verdicts(original, shipped), verdicts(swapped, shipped)
    assert {item.id: item.status for item in before.items} == {item.id: item.status for item in after.items}
    assert before.profile.level == after.profile.level
    assert before.profile.year == after.profile.year


def test_no_rule_names_a_place_of_a_seed() -> None:
    rules = "".join(file.read_text("utf-8") for file in (ROOT / "checklists").rglob("*.yaml"))
    places = [name.rstrip("市省区县乡镇") for name in PLACES if name not in ("跃进", "湖南省", "航空城", "傈僳")]
    assert [name for name in places if name in rules] == []
