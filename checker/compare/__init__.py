"""Two results side by side: what was gained, lost and repaired, which figures changed, what was only repeated."""

from checker.compare.build import compare
from checker.compare.values import (
    Change,
    Comparison,
    FigureChange,
    FigureKind,
    FindingPair,
    ItemChange,
    RepeatedPassage,
    Repetition,
    Restated,
)

__all__ = [
    "Change",
    "Comparison",
    "FigureChange",
    "FigureKind",
    "FindingPair",
    "ItemChange",
    "RepeatedPassage",
    "Repetition",
    "Restated",
    "compare",
]
