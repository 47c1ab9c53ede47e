"""A format by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.review.query import telling_errors
from checker.review.views.prepare import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write(store: DuckDBPyConnection, form: str, path: Path, tables: Sequence[Table], about: Sequence[tuple[str, str]]) -> None:
    """Write the views in the format `form`: a folder for csv and parquet, a file for xlsx and html. Raises FazhiError."""
    from checker.review.show.files import replacing, write_csv, write_parquet

    with telling_errors():
        if form == "csv":
            write_csv(store, tables, path)
        elif form == "parquet":
            write_parquet(store, tables, path)
        elif form == "xlsx":
            from checker.review.show.xlsx import write_xlsx

            with replacing(path) as made:
                write_xlsx(store, tables, made, about)
        else:
            from checker.review.show.html import render

            page = render(store, tables, about)
            with replacing(path) as made:
                made.write_text(page, "utf-8", errors="replace", newline="\n")
