"""`fazhi schema`: the JSON Schemas of what the program writes and reads."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

import typer

from checker.cli.inputs import find_name

_PACKAGES = ("checker.output", "checker.checklist")
_SUFFIX = ".schema.json"


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[名称]", help="result（检查结果，默认）、compare（对比结果）或 checklist 等（清单）。", show_default=False),
    ] = None,
) -> int:
    """打印 JSON Schema：检查结果和清单文件的格式。"""
    from checker.cli.streams import machine_stdout

    found = _schemas()
    machine_stdout().write(found[find_name(name or "result", list(found), "格式说明")])
    return 0


def _schemas() -> dict[str, str]:
    """The text of every schema in the package, by name."""
    found = {}
    for package in _PACKAGES:
        folder = resources.files(package) / "schemas"
        files = sorted((file for file in folder.iterdir() if file.name.endswith(_SUFFIX)), key=lambda file: file.name)
        found.update({file.name.removesuffix(_SUFFIX): file.read_text("utf-8") for file in files})
    return found
