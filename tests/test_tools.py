"""The tools that only people run still load."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = [path.relative_to(ROOT) for folder in ("benchmarks", "fuzz") for path in sorted((ROOT / folder).glob("*.py"))]


@pytest.mark.parametrize("tool", TOOLS, ids=map(str, TOOLS))
def test_a_tool_loads(tool: Path) -> None:
    assert importlib.import_module(".".join(tool.with_suffix("").parts))
