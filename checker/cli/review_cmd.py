"""`fazhi review`: many reports into a store, and what the store then says in short."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import options
from checker.cli.inputs import matching
from checker.cli.messages import tell
from checker.cli.review_outputs import answer, parse_outputs, show
from checker.errors import UsageError
from checker.output.lines import Line, Span, clean, fit, pad, wrap
from checker.output.summary import percent

if TYPE_CHECKING:
    from checker.review.brief import Brief
    from checker.review.pool import Start
    from checker.review.run import Tally
    from checker.review.units import Listing

_DEFAULT = "fazhi.duckdb"
_MOST_PROCESSES = 512
_EVERY_SECONDS = 0.1


def review(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[路径…]", help="文件夹（连同其中的子文件夹）和文件，各种格式可混放；不写则只看库中已有的。", show_default=False),
    ] = None,
    store: Annotated[str, typer.Option("--db", metavar="文件", help="结果库；不写则为当前文件夹的 fazhi.duckdb。", show_default=False)] = _DEFAULT,
    workers: Annotated[
        int | None, typer.Option("-j", "--jobs", metavar="数目", help="工作进程数；不写则与处理器数相同。", min=1, max=_MOST_PROCESSES, show_default=False)
    ] = None,
    units: Annotated[
        str | None, typer.Option("--units", metavar="名单.csv", help="单位名单：单位,层级,上级,年度,文件。给一次即记入结果库。", show_default=False)
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="tcp://…", help="交给 Dask 集群检查：调度程序的地址；报告放在各机都能看到的文件夹。", show_default=False)
    ] = None,
    checklist: options.Checklist = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            metavar="格式[:路径]",
            help="汇总库中的结果，可多次：terminal（屏幕）、xlsx:文件、html:文件、csv:文件夹、parquet:文件夹。",
            show_default=False,
        ),
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", metavar="条件", help="汇总时只看符合条件的报告，如 \"level='county' and year=2024\"。", show_default=False)
    ] = None,
    sql: Annotated[str | None, typer.Option("--sql", metavar="语句", help="对结果库作一次 select 查询并显示结果；只读。", show_default=False)] = None,
) -> int:
    """批量检查：结果存入结果库，再次运行只检查新增和改动的文件；再从库中汇总。"""
    outputs = parse_outputs(formats or ([] if paths or sql else ["terminal"]), store)
    if where and not outputs:
        outputs = parse_outputs(["terminal"], store)
    code = 0
    if paths:
        code = _check(paths, store, workers, units, cluster, checklist)
    elif units:
        _keep_list(units, store)
    if outputs:
        show(store, outputs, where)
    if sql:
        answer(store, sql)
    return code


def _keep_list(units: str, store: str) -> None:
    from checker.review.store import open_store
    from checker.review.units import keep_units, read_units

    given = read_units(units)
    with open_store(store, create=False) as opened:
        keep_units(opened, given)


def _check(
    paths: list[str], store: str, workers: int | None, units: str | None, cluster: str | None, checklist: str | None
) -> int:
    """Bring the store up to date with these paths, and tell in short what came of it."""
    from checker.api import load_checklist
    from checker.output.terminal import print_lines
    from checker.review.brief import brief
    from checker.review.files import find_files
    from checker.review.run import review as run
    from checker.review.store import open_store
    from checker.review.units import Listing, keep_units, kept_units, read_units

    given = read_units(units) if units else None
    rules = load_checklist(checklist)
    found = find_files(path for argument in paths for path in matching(argument))
    if not found.paths:
        raise UsageError("所给的文件夹中未找到可读的报告（Word、WPS、PDF、OFD、网页或文本文件）。")
    with _workers(cluster, workers, checklist, found.paths[0]) as (start, count), open_store(store) as opened:
        if given is not None:
            keep_units(opened, given)
        listing = Listing(kept_units(opened))
        _tell_unmatched(listing, found.paths)
        with _progress() as progress:
            try:
                tally = run(found, opened, rules, checklist, listing, count, start, progress)
            except KeyboardInterrupt:
                tell(f"已检查的都已存入 {clean(store)}，再次运行同一命令即接着检查。")
                raise
        told = brief(opened)
    print_lines(lambda columns: _lines(tally, told, store, columns), stream=sys.stdout)
    return exit_code(told)


@contextmanager
def _workers(cluster: str | None, workers: int | None, checklist: str | None, sample: str) -> Iterator[tuple[Start, int]]:
    """How to start an executor, and of how many workers: processes of this machine, or a cluster's."""
    from checker.review.pool import default_workers, start_processes

    if cluster is None:
        yield start_processes, workers or default_workers()
        return
    if workers is not None:
        raise UsageError("-j 与 --cluster 不能同用：用集群时，工作进程数由集群决定。")
    from checker.review.cluster import connected

    with connected(cluster, checklist, sample) as found:
        yield found


def exit_code(told: Brief) -> int:
    """2 when nothing could be read, 1 when a required item is open or a finding is an error, else 0."""
    return 2 if not told.reports else int(told.failing > 0)


def _tell_unmatched(listing: Listing, paths: list[str]) -> None:
    """A file of the list that is not there is mostly a slip of the pen."""
    present = set(paths)
    absent = [unit for unit in listing.files.values() if unit.file not in present]
    if absent:
        first = f"第 {absent[0].line} 行 {clean(str(absent[0].file))}"
        tell(f"单位名单写了 {len(absent)} 个不在本次检查之列的文件（{first}{' 等' if len(absent) > 1 else ''}）。")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left for a person who looks, nothing else."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("正在检查"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("份  {task.fields[rate]}剩余"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        due = 0.0

        def show(done: int, total: int) -> None:
            nonlocal due
            if time.monotonic() < due and done < total:
                return
            due = time.monotonic() + _EVERY_SECONDS
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.0f} 份/秒  " if speed else "")

        yield show


def _lines(tally: Tally, told: Brief, store: str, columns: int) -> Iterator[Line]:
    rate = f"，每秒 {tally.judged / tally.seconds:.0f} 份" if tally.judged and tally.seconds >= 1 else ""
    counted = f"共 {tally.found} 个文件：新检查 {tally.judged} · 库中已有 {tally.known} · 未能读取 {tally.unreadable}"
    yield from wrap([Span(counted, "strong"), Span(f"（用时 {_duration(tally.seconds)}{rate}）", "dim")], columns)
    if tally.forgotten:
        yield from wrap([Span(f"有 {tally.forgotten} 个文件已不在所给的文件夹中，不再列入。", "dim")], columns)
    if told.reports:
        yield from wrap([Span(_gaps_told(tally, told))], columns)
    for one in told.missed:
        yield from wrap([Span(f"  {pad(f'{one.gaps}/{one.asked}', 9)}{one.item} {clean(one.title)}")], columns, 11)
    if told.reasons:
        yield (Span(f"【未能读取】{tally.unreadable} 个文件", "strong"),)
    for path, reason in told.reasons:
        yield from wrap([Span(f"  {fit(path, columns * 2 // 3)}：", "bad"), Span(clean(reason))], columns, 4)
    if len(told.reasons) < tally.unreadable:
        yield (Span(f"  另有 {tally.unreadable - len(told.reasons)} 个", "dim"),)
    yield from wrap([Span(f"结果库：{clean(store)}", "dim")], columns)


def _gaps_told(tally: Tally, told: Brief) -> str:
    same = tally.judged + tally.known - told.reports
    copies = f"（另有 {same} 个文件内容相同，只计一次）" if same else ""
    rate = percent(told.covered, told.applicable)
    shown = f"，应检项覆盖率 {rate} %（{told.covered}/{told.applicable}）" if rate is not None else ""
    return f"{told.reports} 份报告{copies}：必备项无缺口的 {told.complete} 份{shown}。{'缺口最多的项（缺口报告数/应检报告数）：' if told.missed else ''}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} 秒"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} 小时 {minutes % 60} 分" if minutes >= 60 else f"{minutes} 分 {rest} 秒"
