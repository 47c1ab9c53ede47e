"""One table of items × reports as CSV: UTF-8 with a byte order mark and CRLF, which is what Excel opens rightly."""

from __future__ import annotations

import csv
import io

from checker.model import Batch
from checker.output import Options
from checker.output.table import ITEM_HEAD, Cell, item_rows, safe_text

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet may take for a formula's beginning


def render(batch: Batch, _: Options) -> str:
    """The table. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(ITEM_HEAD)
    for report in batch.reports:
        writer.writerows([_defused(cell) for cell in row] for row in item_rows(report, batch.checklist))
    return stream.getvalue()


def _defused(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = safe_text(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
