"""All views, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.review.query import telling_errors
from checker.review.views import duties, figures, matrix, repeats, years
from checker.review.views.prepare import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def make_all(store: DuckDBPyConnection, where: str | None, compared: Sequence[str], former: Sequence[str]) -> None:
    """The temporary tables of all views, after `prepare`; see `years.make_years` for the words."""
    with telling_errors():
        figures.make_figures(store)
        years.make_years(store, compared, former)
        repeats.make_repeats(store)
        duties.make_duties(store, where)


def all_tables(store: DuckDBPyConnection) -> list[Table]:
    """The views; their queries want what `make_all` has made."""
    return [
        matrix.matrix(matrix.item_columns(store)),
        matrix.coverage(),
        matrix.missed(),
        matrix.findings(),
        figures.indicators(),
        figures.outliers(),
        years.gained_and_lost(),
        years.differing_figures(),
        repeats.shares(),
        repeats.pair_list(),
        repeats.passage_list(),
        duties.duties(),
        matrix.details(),
        matrix.finding_list(),
        matrix.unreadable(),
    ]
