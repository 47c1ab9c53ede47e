"""`fazhi facts`: the figures of a report as a table."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from checker.cli import options
from checker.cli.inputs import parse_level, parse_year
from checker.cli.progress import progress_line
from checker.errors import FazhiError
from checker.output.lines import clean


def facts(
    report: Annotated[str, typer.Argument(metavar="报告", help="报告文件；“-”为标准输入。")],
    checklist: options.Checklist = None,
    unit: options.Unit = None,
    level: options.LevelName = None,
    year: options.Year = None,
    everything: Annotated[bool, typer.Option("--all", help="连同不属于通行指标的数字一起列出。", show_default=False)] = False,
) -> int:
    """列出报告里的数字：指标、数值、年度、原文，以及对不上的数。"""
    from checker import api
    from checker.output.terminal import print_lines
    from checker.output.terminal_facts import facts_lines

    rules = api.load_checklist(checklist)
    batch = api.check_many([report], rules, unit=unit, level=parse_level(level), year=parse_year(year), progress=progress_line())
    for failed in batch.unreadable:
        raise FazhiError(f"未能读取 {clean(failed.path)}：{failed.reason}")
    groups = {indicator.name: indicator.group for indicator in rules.facts.indicators}
    print_lines(lambda columns: facts_lines(batch.reports[0], groups, columns, everything), stream=sys.stdout)
    return 0
