"""Asking a store without being able to change it or to reach anything else: what `--where` and `--sql` may say is anybody's text."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import FazhiError, UsageError
from checker.review.schema import VERSION
from checker.review.store import open_store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECONDS = 60.0  # what a person's own expression may take
MOST_ROWS = 1000  # of an answer
_LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "1GB",
    "preserve_insertion_order": False,  # every view says its order; keeping it where it does not matter costs memory
    "max_temp_directory_size": "8GB",
    "lock_configuration": True,
}
_LONGEST = 10_000  # characters of an expression
_TOLD = 160
_COLUMNS = "unit（单位）、level（层级）、parent（上级）、year（年度）、covered（已覆盖数）、missing（未检出数）、characters（字数）"


class Answer(NamedTuple):
    """Names of columns and rows; `more`: there are further rows, which are left out."""

    head: tuple[str, ...]
    rows: list[tuple[object, ...]]
    more: bool


def open_reader(path: str) -> DuckDBPyConnection:
    """The store at `path`, read-only and cut off from files, network and settings. Raises FazhiError as `open_store` does."""
    import duckdb

    try:
        store: DuckDBPyConnection = duckdb.connect(path, read_only=True, config=_LOCKED)
    except duckdb.Error:
        return _migrated(path)
    try:
        row = store.execute("SELECT version FROM store_version").fetchone()
    except duckdb.Error:
        row = None
    if row == (VERSION,):
        return store
    store.close()
    return _migrated(path)


def _migrated(path: str) -> DuckDBPyConnection:
    """The same by way of `open_store`, which brings an older one up to date and says what is wrong."""
    import duckdb

    open_store(path, create=False).close()
    store: DuckDBPyConnection = duckdb.connect(path, read_only=True, config=_LOCKED)
    return store


@contextmanager
def limited(store: DuckDBPyConnection, about: str, seconds: float = SECONDS) -> Iterator[None]:
    """Stop what runs inside after some seconds. Raises UsageError that begins with `about` for whatever DuckDB complains of."""
    import duckdb

    late = threading.Event()

    def stop() -> None:
        late.set()
        store.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        if not late.is_set():  # a person's Ctrl-C
            raise KeyboardInterrupt from error
        raise UsageError(f"{about}超过 {seconds:.0f} 秒仍未算完，已停止；请写得简单些。") from error
    except duckdb.OutOfMemoryException as error:
        raise UsageError(f"{about}需要的内存过多，已停止；请写得简单些。") from error
    except duckdb.Error as error:
        raise UsageError(f"{about}有误：{_first_lines(error)}") from error
    finally:
        timer.cancel()


def _first_lines(error: Exception) -> str:
    return " ".join(str(error).partition("\nLINE ")[0].split())[:_TOLD]


def check_where(where: str) -> str:
    """`where` when it is one expression, to stand between parentheses. Raises UsageError."""
    import duckdb

    about = "--where 的条件"
    if len(where) > _LONGEST:
        raise UsageError(f"{about}过长。")
    try:
        duckdb.SQLExpression(where)
    except (duckdb.Error, TypeError, UnicodeError) as error:
        raise UsageError(f"{about}看不懂（{_first_lines(error)}）。写法如 level='county' and year=2024，可用的列：{_COLUMNS}等。") from error
    return where


def ask(store: DuckDBPyConnection, query: str) -> Answer:
    """What one SELECT finds. Raises UsageError for anything but one SELECT, and for one that fails or takes too long."""
    import duckdb

    about = "--sql 的语句"
    if len(query) > _LONGEST:
        raise UsageError(f"{about}过长。")
    try:
        statements = duckdb.extract_statements(query)
    except (duckdb.Error, TypeError, UnicodeError) as error:
        raise UsageError(f"{about}看不懂（{_first_lines(error)}）。") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError(f"{about}只能是一条 select，如 select unit, missing from reports order by missing desc。")
    with limited(store, about):
        found = store.execute(statements[0])
        head = tuple(name for name, *_ in found.description or ())
        rows = found.fetchmany(MOST_ROWS + 1)
    return Answer(head, rows[:MOST_ROWS], len(rows) > MOST_ROWS)


@contextmanager
def telling_errors() -> Iterator[None]:
    """Raises FazhiError where memory or disk do not suffice for the views."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise FazhiError(f"汇总时内存或磁盘空间不足（{_first_lines(error)}），请用 --where 缩小范围后再试。") from error


def fill(store: DuckDBPyConnection, table: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    """Make a temporary table of rows."""
    from checker.review.store import insert, to_json

    store.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    insert(store, table, to_json(rows))
