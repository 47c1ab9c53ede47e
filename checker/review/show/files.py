"""The views as csv and parquet: a folder with one file for each."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.output.lines import clean
from checker.review.views.prepare import Cell, Table, literal, named, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run
_ROWS = 1000


def write_csv(store: DuckDBPyConnection, tables: Sequence[Table], folder: Path) -> None:
    """A csv for each view: UTF-8 with the mark that Excel wants; text that begins like a formula has an apostrophe before it."""
    for table in tables:
        with replacing(folder / f"{table.name}.csv") as path, path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
            lines = csv.writer(file)
            lines.writerow(map(_guarded, table.head))
            lines.writerows([_guarded(cell) for cell in row] for row in rows_of(store, table))


def _guarded(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return _plain(cell)
    text = clean(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(number: float | None) -> float | None:
    """A whole number without its .0."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else number


def write_parquet(store: DuckDBPyConnection, tables: Sequence[Table], folder: Path) -> None:
    """A parquet file for each view. The store's own connection may not write files, so another one does."""
    import duckdb

    from checker.review.store import insert, to_json

    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as writer:
        for table in tables:
            types = [kind for _, kind, *_ in store.execute(f"DESCRIBE {table.query}").fetchall()]
            columns = ", ".join(f"{named(name)} {kind}" for name, kind in zip(table.head, types, strict=True))
            writer.execute(f"CREATE OR REPLACE TABLE one ({columns})")
            batch: list[Sequence[Cell]] = []
            for row in rows_of(store, table):
                batch.append(row)
                if len(batch) >= _ROWS:
                    insert(writer, "one", to_json(batch))
                    batch = []
            insert(writer, "one", to_json(batch))
            with replacing(folder / f"{table.name}.parquet") as path:
                writer.execute(f"COPY one TO {literal(str(path))} (FORMAT parquet)")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to; what was written takes the target's place when all went well. Makes the folder. Raises UsageError."""
    import duckdb

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            raise UsageError(f"写不了 {target}：它不是普通文件，请换一个名字。")
        handle, name = tempfile.mkstemp(prefix=".fazhi-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
        path = Path(name)
        try:
            yield path
            mask = os.umask(0)
            os.umask(mask)
            path.chmod(0o666 & ~mask)
            path.replace(target)
        finally:
            path.unlink(missing_ok=True)
    except (OSError, ValueError, duckdb.IOException) as error:
        reason = getattr(error, "strerror", None) or clean(str(error))[:100]
        raise UsageError(f"写不了 {target}（{reason}），请检查文件夹的权限、文件是否正被打开。") from error
