"""What all workbooks have in common: how a verdict looks, and what a cell can hold."""

from __future__ import annotations

from typing import Any

from checker.model import Status
from checker.output.table import safe_text

_MAX_CELL = 32_767  # UTF-16 units
NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
# Blue to orange, told apart by every eye; the word stands in the cell all the same.
STATUS_LOOK: dict[Status, dict[str, Any]] = {
    Status.COVERED: {"bg_color": "#DDEBF7"},
    Status.PARTIAL: {"bg_color": "#FFF2CC"},
    Status.ADMITTED: {"bg_color": "#FCE4D6"},
    Status.PLANNED: {"bg_color": "#FCE4D6"},
    Status.MISSING: {"bg_color": "#F4B084", "bold": True},
    Status.NOT_APPLICABLE: {"font_color": "#595959", "italic": True},
}
SEVERITY_LOOK: dict[str, dict[str, Any]] = {
    "error": {"bg_color": "#F4B084", "bold": True},
    "warning": {"bg_color": "#FFF2CC"},
    "note": {"bg_color": "#DDEBF7"},
}


def cell_text(text: str) -> str:
    """`text` as a cell can hold it: no control characters, no longer than a cell may be."""
    text = safe_text(text)
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * _MAX_CELL else encoded[: 2 * (_MAX_CELL - 1)].decode("utf-16-le", "ignore") + "…"
