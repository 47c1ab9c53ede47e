"""The names of all checks, as findings carry them and `checks.off` switches them off."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from checker.checklist.strict_yaml import Tree
from checker.checklist.types import Place, WordingRules

CHECKS = (
    *("arithmetic.growth", "arithmetic.period", "arithmetic.range", "arithmetic.ratio"),
    *("arithmetic.reduction", "arithmetic.repeat", "arithmetic.subset", "arithmetic.sum"),
    *("structure.kind", "structure.order", "structure.title"),
    *("wording.bracket", "wording.contradiction", "wording.duplicate", "wording.format", "wording.institution", "wording.linebreak"),
    *("wording.number", "wording.period", "wording.placeholder", "wording.privacy", "wording.punctuation", "wording.residue"),
    *("wording.spacing", "wording.stop", "wording.term", "wording.title", "wording.typo", "wording.unit", "wording.variant", "wording.width"),
)
FAMILIES = tuple(dict.fromkeys(f"{name.split('.')[0]}.*" for name in CHECKS))
SHORTEST_REASON = 4  # characters

_WORDING = "wording."


def faults_of_off(main: Tree) -> Iterator[tuple[Place, str]]:
    """What is wrong with the checks that a checklist switches off."""
    for name, reason in main.content.get("checks", {}).get("off", {}).items():
        path = ("checks", "off", name)
        if name not in CHECKS and name not in FAMILIES:
            yield main.keys[path], f"没有名为 {name} 的检查{_guess(name, (*CHECKS, *FAMILIES))}"
        if is_too_short(reason):
            yield main.place(path), f"停用 {name} 要写明理由，至少 {SHORTEST_REASON} 个字"


def faults_of_forms(wording: WordingRules) -> Iterator[tuple[Place, str]]:
    """Forms whose findings would have a name that nobody knows."""
    for form in wording.forms:
        if f"{_WORDING}{form.check}" not in CHECKS:
            known = [name.removeprefix(_WORDING) for name in CHECKS if name.startswith(_WORDING)]
            yield form.where, f"没有名为 {form.check} 的检查{_guess(form.check, known)}"


def is_too_short(reason: str) -> bool:
    """Whether a reason says nothing."""
    return len(reason.strip()) < SHORTEST_REASON


def _guess(name: str, known: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(name, known, 1, 0.6)
    return f"，是不是 {close[0]}？" if close else f"；可用的名称：{'、'.join(known)}"
