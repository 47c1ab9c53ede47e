"""Defects of wording that readers planted in reports or found in them: how many the checks tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checker.api import check
from checker.checklist import Checklist
from checker.model import CheckResult, Unreadable
from checker.reading import read_document


class Defect(NamedTuple):
    """`quote`: the words that a reader would mark. `find`, `replace`: what was done to the report, empty where it was there already."""

    kind: str
    quote: str
    why: str
    sure: int
    find: str = ""
    replace: str = ""


class Outcome(NamedTuple):
    """`told`: the checks that have a finding at the defect, empty = it is not told."""

    report: str
    defect: Defect
    told: tuple[str, ...]


def run_defects(folder: Path, texts: Path, checklist: Checklist) -> Iterator[Outcome]:
    """Check each report of a folder of labels with its defects in it. `texts`: the folder that the labels' paths start from."""
    for file in sorted(folder.glob("*.json")):
        label = json.loads(file.read_text("utf-8"))
        defects = [Defect(**{key: value for key, value in one.items() if key in Defect._fields}) for one in label.get("defects", label.get("text_issues", ()))]
        text = (texts / label["report"]).read_bytes().decode("utf-8-sig")
        document = read_document(planted(text, defects).encode(), label["report"])
        if isinstance(document, Unreadable):
            raise ValueError(document.reason)
        result = check(document, checklist)
        for defect in defects:
            yield Outcome(file.name, defect, told(result, defect))


def planted(text: str, defects: list[Defect]) -> str:
    """`text` with the defects; raises ValueError when one does not fit."""
    for one in defects:
        if one.find and text.count(one.find) != 1:
            raise ValueError(f"{one.find[:40]!r}")
        text = text.replace(one.find, one.replace) if one.find else text
    return text


def told(result: CheckResult, defect: Defect) -> tuple[str, ...]:
    """The checks with a finding that overlaps one of the places of the defect's words."""
    text, places = result.text or "", []
    at = text.find(defect.quote)
    while at >= 0:
        places.append((at, at + len(defect.quote)))
        at = text.find(defect.quote, at + 1)
    return tuple(one.check for one in result.findings if any(one.start < end and start < one.end for start, end in places))
