"""The store: one DuckDB file (tables in `schema`). Opened here, written here, and asked for what is known already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import FazhiError
from checker.review.schema import STEPS, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from duckdb import DuckDBPyConnection

    from checker.checklist import Checklist

DEFAULT = "fazhi.duckdb"
_MEMORY = "256MB"  # what DuckDB may hold in memory; beyond it, it writes to the disk
_LOG = "64MB"  # what is written to the log before it is worked into the file: less often costs less
_MISSING = '结果库需要 DuckDB，请先安装：pip install "fazhi-checker[review]"'
_BUSY = re.compile(r"lock on file|used by another process|already (?:open|attached)", re.IGNORECASE)
_NOT_OURS = "{} 不是 fazhi 的结果库，请用 --db 另指定一个文件名。"


class File(NamedTuple):
    """A row of `files` that is to be written; `path` as `stored_path` has it. Either `result` or `reason`.

    `year` is the report's, to tell a new year from a new draft.
    """

    path: str
    size: int | None
    mtime_ns: int | None
    digest: str | None
    result: int | None
    reason: str | None
    program: str
    year: int | None


class Known(NamedTuple):
    """What the store knows of a content: the result with its unit's name, parent and year, or the reason why it cannot be read."""

    digest: str
    result: int | None
    reason: str | None
    listed: str
    unit: str | None
    parent: str | None
    year: int | None


def open_store(path: str, *, create: bool = True) -> DuckDBPyConnection:
    """The store at `path`, made when it is not there (unless `create` is false) and brought to this program's version.

    Close it soon: one process at a time can hold it. Raises FazhiError: DuckDB missing, another process holds it, it is none
    of ours, or a newer program made it.
    """
    duckdb = _duckdb()
    if not create and not Path(path).is_file():
        raise FazhiError(f"找不到结果库 {path}，请先用 fazhi review 检查报告，或用 --db 指明它在哪里。")
    settings = {"memory_limit": _MEMORY, "checkpoint_threshold": _LOG, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
    try:
        store: DuckDBPyConnection = duckdb.connect(path, config=settings)
    except duckdb.Error as error:
        raise FazhiError(_no_opening(path, str(error))) from error
    try:
        migrate(store, path)
    except BaseException:
        store.close()
        raise
    return store


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError as error:
        raise FazhiError(_MISSING) from error
    return duckdb


def _no_opening(path: str, told: str) -> str:
    if _BUSY.search(told):
        return f"结果库 {path} 正被另一个程序使用，请等它结束后再试，或用 --db 另指定一个文件名。"
    if "not a valid DuckDB" in told:
        return _NOT_OURS.format(path)
    return f"打不开结果库 {path}（{' '.join(told.split())[:120]}），请检查文件夹是否存在、是否允许写入。"


def migrate(store: DuckDBPyConnection, path: str, to: int = VERSION) -> None:
    """Bring the store to version `to`, a step at a time, each whole or not at all. Raises FazhiError for what is none of ours, or newer."""
    tables = {name for (name,) in store.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if tables and "store_version" not in tables:
        raise FazhiError(_NOT_OURS.format(path))
    if not tables:
        store.execute("CREATE TABLE store_version AS SELECT 0 AS version")
    version = int(_one(store, "SELECT version FROM store_version"))
    if version > to:
        raise FazhiError(f"结果库 {path} 由更新的版本建立（库的版本 {version}，本程序认到 {to}），请升级 fazhi，或用 --db 另指定一个文件名。")
    for number, step in enumerate(STEPS[version:to], version + 1):
        with transaction(store):
            store.execute(step)
            store.execute("UPDATE store_version SET version = ?", [number])


def _one(store: DuckDBPyConnection, query: str) -> int:
    row = store.execute(query).fetchone()
    return row[0] if row else 0


@contextmanager
def transaction(store: DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing. Raises FazhiError where the disk or the memory does not suffice."""
    operational = _duckdb().OperationalError
    try:
        store.begin()
        try:
            yield
        except BaseException:
            store.rollback()
            raise
        store.commit()
    except operational as error:
        raise FazhiError(f"写不了结果库（{' '.join(str(error).split())[:120]}），请检查磁盘空间和内存后再运行，已写入的不会丢失。") from error


def stored_path(path: str) -> str:
    """A path as the store has it: bytes of its name that are no UTF-8 are written out."""
    return path.encode("utf-8", "backslashreplace").decode()


def to_json(rows: Iterable[Sequence[object]]) -> str:
    """Rows as `insert` takes them: JSON arrays, one behind the other with commas; what is no character is replaced. Raises ValueError for what is no number."""
    text = json.dumps(list(rows), ensure_ascii=False, allow_nan=False, separators=(",", ":"))[1:-1]
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def insert(store: DuckDBPyConnection, table: str, rows: str) -> None:
    """Add rows (see `to_json`) to a table: far faster than row by row, and in need of no other library."""
    if rows:
        store.execute(f"INSERT INTO {table} {_rows_of(_types(store, table))}", {"rows": f"[{rows}]"})


def _types(store: DuckDBPyConnection, table: str) -> tuple[str, ...]:
    query = "SELECT data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    return tuple(name for (name,) in store.execute(query, [table]).fetchall())


@lru_cache(maxsize=64)
def _rows_of(types: tuple[str, ...]) -> str:
    """A query whose parameter `rows` is a JSON array of rows, each an array of values of these types."""
    values = (f"(j->{i})::{name}" if name.endswith("]") else f"(j->>{i})::{name}" for i, name in enumerate(types))
    return f"SELECT {', '.join(values)} FROM (SELECT unnest($rows::JSON[]) AS j)"


def keep(store: DuckDBPyConnection, results: Sequence[tuple[int, Mapping[str, str]]], files: Sequence[File]) -> None:
    """Write results (key and rows by table, see `rows.result_rows` and `to_json`) and files, all of them or nothing.

    A result that is there already is left as it is. A file takes the place of what was at its path, unless that is the
    report of another year: then the old one stays as well, marked as replaced.
    """
    with transaction(store):
        fresh = dict(results)
        for (number,) in store.execute("SELECT result FROM results WHERE result IN (SELECT unnest(?::UBIGINT[]))", [list(fresh)]).fetchall():
            del fresh[number]
        for table in next(iter(fresh.values()), ()):
            insert(store, table, ",".join(rows[table] for rows in fresh.values() if rows[table]))
        _keep_files(store, {file.path: file for file in files}.values())


def _keep_files(store: DuckDBPyConnection, files: Iterable[File]) -> None:
    rows = to_json(files)
    if not rows:
        return
    query = _rows_of(("VARCHAR", "BIGINT", "BIGINT", "VARCHAR", "UBIGINT", "VARCHAR", "VARCHAR", "INTEGER"))
    store.execute("CREATE OR REPLACE TEMP TABLE incoming(path, size, mtime_ns, digest, result, reason, program, year) AS " + query, {"rows": f"[{rows}]"})
    another_year = "(SELECT r.year FROM results r WHERE r.result = files.result) <> i.year"
    store.execute(f"UPDATE files SET replaced = true FROM incoming i WHERE files.path = i.path AND NOT replaced AND {another_year}")
    store.execute(
        "DELETE FROM files USING incoming i WHERE files.path = i.path AND (NOT replaced OR "
        "(SELECT r.year FROM results r WHERE r.result = files.result) IS NOT DISTINCT FROM i.year)"
    )
    store.execute("INSERT INTO files SELECT path, size, mtime_ns, digest, result, reason, program, false FROM incoming")


def keep_checklist(store: DuckDBPyConnection, checklist: Checklist) -> None:
    """The names of a checklist's groups and items, for the views."""
    info = checklist.info
    if store.execute("SELECT 1 FROM checklists WHERE rules = ?", [info.digest]).fetchone():
        return
    with transaction(store):
        insert(store, "checklists", to_json([(info.digest, info.id, info.version, info.title)]))
        insert(store, "checklist_groups", to_json((info.digest, i, letter, name) for i, (letter, name) in enumerate(info.groups.items())))
        insert(store, "checklist_items", to_json((info.digest, i, one.id, one.title, one.group) for i, one in enumerate(checklist.items)))


def known_digests(store: DuckDBPyConnection, files: Iterable[tuple[str, int | None, int | None]]) -> dict[str, tuple[str, int | None]]:
    """By path the digest and the result of those files (path, size, mtime_ns) that have not changed since they were read."""
    asked = _rows_of(("VARCHAR", "BIGINT", "BIGINT"))
    query = f"""WITH q(path, size, mtime_ns) AS ({asked}) SELECT path, digest, result FROM q JOIN files USING (path, size, mtime_ns)
        WHERE NOT replaced AND digest IS NOT NULL"""
    return {path: (digest, result) for path, digest, result in store.execute(query, {"rows": f"[{to_json(files)}]"}).fetchall()}


def known_contents(store: DuckDBPyConnection, contents: Iterable[tuple[str, str, str]], rules: str, program: str) -> dict[str, list[Known]]:
    """By path what is known of the contents (path, digest, overrides) by these rules and this program, wherever they were read."""
    asked = _rows_of(("VARCHAR", "VARCHAR", "VARCHAR"))
    query = f"""WITH q(path, digest, overrides) AS ({asked}),
        told AS (
          SELECT digest, overrides, result, NULL AS reason, listed, unit, parent, year FROM results WHERE rules = $rules AND program = $program
          UNION ALL SELECT DISTINCT digest, NULL, NULL, reason, '', NULL, NULL, NULL FROM files
          WHERE reason IS NOT NULL AND digest IS NOT NULL AND program = $program)
        SELECT q.path, digest, result, reason, listed, unit, parent, year FROM q JOIN told USING (digest)
        WHERE told.overrides IS NULL OR told.overrides = q.overrides"""
    found: dict[str, list[Known]] = {}
    for path, *told in store.execute(query, {"rows": f"[{to_json(contents)}]", "rules": rules, "program": program}).fetchall():
        found.setdefault(path, []).append(Known(*told))
    return found


def known_sizes(store: DuckDBPyConnection) -> set[int]:
    """Sizes of the files that the store knows: a file of another size holds nothing that is known."""
    return {size for (size,) in store.execute("SELECT DISTINCT size FROM files WHERE size IS NOT NULL").fetchall()}


def look_at(store: DuckDBPyConnection, paths: Iterable[str]) -> None:
    """Make these files those that this review speaks of: the table `looked_at`, which goes when the store is closed."""
    rows = to_json((stored_path(path),) for path in paths)
    store.execute(f"CREATE OR REPLACE TEMP TABLE looked_at(path) AS {_rows_of(('VARCHAR',))}", {"rows": f"[{rows}]"})


def forget_missing(store: DuckDBPyConnection, folders: Iterable[str]) -> int:
    """Drop the files of `folders` (paths that end in a separator) that are not looked at; their number. So goes what never was a file."""
    query = """DELETE FROM files WHERE NOT replaced AND path NOT IN (SELECT path FROM looked_at)
        AND (size IS NULL OR EXISTS (SELECT 1 FROM (SELECT unnest($folders::VARCHAR[]) AS folder) WHERE starts_with(files.path, folder)))
        RETURNING size"""
    dropped = store.execute(query, {"folders": list(map(stored_path, folders))}).fetchall()
    return sum(size is not None for (size,) in dropped)
