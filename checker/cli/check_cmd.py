"""`fazhi check`: parse (options → Request), build (what it names), execute (check, write, exit code)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import options
from checker.cli.inputs import expand, find_name, parse_level, parse_year, skipped_message
from checker.cli.messages import tell
from checker.cli.outputs import remembering_stdin, write
from checker.cli.progress import progress_line
from checker.cli.targets import Output, parse_outputs, refuse_overwriting
from checker.errors import FazhiError, UsageError
from checker.model import Batch, CheckResult, Force, Level, Unreadable
from checker.output import FORMATS, Options
from checker.output.lines import clean
from checker.output.summary import FORCES, is_gap

if TYPE_CHECKING:
    from checker.api import Reader

_FAIL_ON = {"required": Force.REQUIRED, "expected": Force.EXPECTED, "never": None}


@dataclass(frozen=True, slots=True)
class Request:
    """What one run of `check` is to do."""

    paths: Sequence[str]
    checklist: str | None
    unit: str | None
    level: Level | None
    year: int | None
    outputs: Sequence[Output]
    show_all: bool
    fix_list: bool
    fail_on: Force | None  # None = never
    keep_text: bool


def check(
    reports: Annotated[
        list[str], typer.Argument(metavar="报告…", help="文件、文件夹（其中的 Word、WPS、PDF、OFD、网页和文本）、通配符；“-”为标准输入。")
    ],
    checklist: options.Checklist = None,
    unit: options.Unit = None,
    level: options.LevelName = None,
    year: options.Year = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            metavar="格式[:文件]",
            help=f"输出格式：{'、'.join(FORMATS)}（默认 terminal）；可写多个，不写文件名的输出到屏幕。"
            "多份报告时 html、docx、markdown 写文件夹名。",
        ),
    ] = None,
    show: Annotated[
        str,
        typer.Option(
            "--show", metavar="gaps|all", help="显示缺口（gaps，默认）或全部检查项（all）。", show_default=False
        ),
    ] = "gaps",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="required|expected|never",
            help="退出码为 1 的条件：必备项有缺口（required，默认）、必备或应有项有缺口（expected）、从不（never）。",
            show_default=False,
        ),
    ] = "required",
    fix_list: Annotated[bool, typer.Option("--fix-list", help="只列要改的文字和数据，按先后编号，便于逐处修改。", show_default=False)] = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="json 中不含报告全文。", show_default=False)] = False,
) -> int:
    """检查报告：逐项给出结论、依据的原文和补写建议。"""
    inputs = expand(reports)
    if inputs.skipped:
        tell(skipped_message(inputs.skipped))
    request = Request(
        paths=inputs.paths,
        checklist=checklist,
        unit=unit,
        level=parse_level(level),
        year=parse_year(year),
        outputs=parse_outputs(formats or [], several=len(reports) > 1 or inputs.paths != reports),  # a folder or a wildcard
        fix_list=fix_list,
        show_all=find_name(show, ["gaps", "all"], "显示范围") == "all",
        fail_on=_FAIL_ON[find_name(fail_on, list(_FAIL_ON), "条件")],
        keep_text=not no_text,
    )
    return execute(request)


def execute(request: Request) -> int:
    """Check, write all outputs, and tell by the exit code what came of it."""
    refuse_overwriting(request.outputs, request.paths)
    read = remembering_stdin()
    batch = build(request, read)
    options = Options(show_all=request.show_all, fix_list=request.fix_list, keep_text=request.keep_text)
    written = write(batch, request.outputs, options, request.paths, read)
    if not any(output == Output("terminal", None) for output in request.outputs):
        _tell_unreadable(batch.unreadable)
    return exit_code(batch, request.fail_on) if written else FazhiError.exit_code


def build(request: Request, read: Reader) -> Batch:
    """The results of all reports."""
    from checker import api

    if not request.paths:
        raise UsageError("未找到要检查的报告。")
    checklist = api.load_checklist(request.checklist)
    return api.check_many(
        request.paths,
        checklist,
        unit=request.unit,
        level=request.level,
        year=request.year,
        progress=progress_line(),
        read=read,
    )


def _tell_unreadable(unreadable: Sequence[Unreadable]) -> None:
    for one in unreadable:
        tell(f"未能读取 {clean(one.path)}：{one.reason}")


def exit_code(batch: Batch, fail_on: Force | None) -> int:
    """2 when a report could not be read, else 1 when something at or above `fail_on` is open, else 0."""
    if batch.unreadable:
        return 2
    return int(any(_fails(report, fail_on) for report in batch.reports))


def _fails(report: CheckResult, fail_on: Force | None) -> bool:
    """An `error` finding counts as a required item; a waived gap does not count."""
    if fail_on is None:
        return False
    counted = FORCES[: FORCES.index(fail_on) + 1]
    open_ = (is_gap(item) and item.force in counted and not item.waiver for item in report.items)
    return any(open_) or any(finding.severity == "error" for finding in report.findings)
