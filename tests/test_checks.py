"""The list of the checks' names is complete, and holds nothing else."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator

import pytest

from checker.checklist import Checklist
from checker.checklist.checks import CHECKS, FAMILIES
from checker.checklist.validate import schema_text
from checker.errors import ChecklistError

from .conftest import HEAD, ROOT
from .test_checklist import ITEM

# Who takes a check's name, and as which argument. Those that only hand on what they were given are known by the function they stand in.
TAKERS = {"Problem": 0, "over": 0, "judged": 0, "_at_end": 1, "_found": 3}
HANDED_ON = {
    ("over", "check"),
    ("judged", "check"),
    ("_at_end", "f'wording.{check}'"),
    ("_found", "f'wording.{check}'"),
    ("_problem", "f'wording.{term.check}'"),  # of terms.yaml
    ("_problem", "f'wording.{form.check}'"),  # of wording.yaml
}


def named(family: str) -> Iterator[tuple[str, str]]:
    """Every function that makes or hands on a problem, and how it names the check."""
    for file in sorted((ROOT / "checker" / family).glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TAKERS:
                    yield function.name, ast.unparse(call.args[TAKERS[call.func.id]])


def test_every_name_that_the_code_gives_is_listed_and_no_other(shipped: Checklist) -> None:
    terms = json.loads(schema_text("terms"))["properties"]["terms"]["items"]["properties"]["check"]["enum"]
    found = {f"wording.{name}" for name in (*terms, *(form.check for form in shipped.wording.forms))}
    handed_on = set()
    for family in ("arithmetic", "wording"):
        for function, name in named(family):
            if not name.startswith("'"):
                handed_on.add((function, name))
                continue
            text = ast.literal_eval(name)
            found.add(text if "." in text else f"{family}.{text}")
    assert found == set(CHECKS)
    assert len(set(CHECKS)) == len(CHECKS)
    assert handed_on == HANDED_ON


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wording.spaceing", "没有名为 wording.spaceing 的检查，是不是 wording.spacing？"),
        ("wordin.*", "没有名为 wordin.* 的检查，是不是 wording.*？"),
        ("甲", f"没有名为 甲 的检查；可用的名称：{'、'.join((*CHECKS, *FAMILIES))}"),
    ],
)
def test_a_name_that_is_none_cannot_be_switched_off(small: Callable[..., Checklist], name: str, said: str) -> None:
    line = HEAD.count("\n") + 1
    with pytest.raises(ChecklistError) as caught:
        small(ITEM, f"{HEAD}checks: {{off: {{{name}: 模板里另有规定。}}}}\n")
    assert str(caught.value) == f"checklist.yaml:{line}:16：{said}"
