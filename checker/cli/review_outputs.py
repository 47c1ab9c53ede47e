"""`-f FORMAT:PATH` of `fazhi review`: what the store tells, on the terminal and as files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.cli.inputs import find_name
from checker.cli.messages import tell
from checker.errors import UsageError
from checker.output.lines import clean

FORMATS = ("terminal", "xlsx", "html", "csv", "parquet")
_FOLDERS = ("csv", "parquet")


class Output(NamedTuple):
    """One output; `path` None = the terminal. A folder for csv and parquet."""

    format: str
    path: Path | None


def parse_outputs(texts: Sequence[str], store: str) -> list[Output]:
    """The outputs asked for. The first colon splits, so that a path with a drive letter stays whole. Raises UsageError."""
    outputs = [_parse(text) for text in texts]
    paths = [os.path.normcase(output.path.resolve()) for output in outputs if output.path]
    if len(set(paths)) < len(paths):
        raise UsageError("两种格式写到了同一处，请用不同的名字。")
    if os.path.normcase(Path(store).resolve()) in paths:
        raise UsageError(f"{store} 是结果库，不能用作输出文件，请换一个名字。")
    return outputs


def _parse(text: str) -> Output:
    name, _, path = text.partition(":")
    form = find_name(name, list(FORMATS), "格式")
    if form == "terminal":
        if path:
            raise UsageError("-f terminal 只输出到屏幕，后面不写文件名。")
        return Output(form, None)
    if not path.strip():
        what = "文件夹" if form in _FOLDERS else "文件"
        raise UsageError(f"-f {form} 后面要写{what}名，如 -f {form}:汇总{'' if form in _FOLDERS else '.' + form}。")
    target = Path(path)
    if form in _FOLDERS and target.exists() and not target.is_dir():
        raise UsageError(f"-f {text}：{path} 是文件，{form} 要写到文件夹里。")
    return Output(form, target)


def show(store: str, outputs: Sequence[Output], where: str | None) -> None:
    """Write the views of the store at a path; files first. Raises FazhiError."""
    from checker.api import load_checklist
    from checker.output.terminal import print_lines
    from checker.review.query import open_reader
    from checker.review.show.terminal import summary_lines
    from checker.review.show.write import write
    from checker.review.views import duties, figures
    from checker.review.views.prepare import prepare
    from checker.review.views.tables import all_tables, make_all

    with open_reader(store) as opened:
        if not prepare(opened, where):
            tell("没有符合条件的报告。" if where else f"结果库 {clean(store)} 里还没有能读取的报告。")
        files = [(output.format, output.path) for output in outputs if output.path]
        if files:
            words = load_checklist().arithmetic.words
            make_all(opened, where, words["compared"], words["former"])
        else:
            figures.make_figures(opened)
            duties.make_duties(opened, where)
        for form, path in files:
            write(opened, form, path, all_tables(opened), _about(store, where))
            tell(f"已写入 {clean(str(path))}")
        if len(files) < len(outputs):
            print_lines(lambda columns: summary_lines(opened, columns), stream=sys.stdout)


def _about(store: str, where: str | None) -> list[tuple[str, str]]:
    from checker.output.json import tool_version

    about = [("程序", f"fazhi {tool_version()}"), ("结果库", Path(store).name)]
    return [*about, ("条件", where)] if where else about


def answer(store: str, query: str) -> None:
    """Print what a person's own SELECT finds."""
    from checker.output.terminal import print_lines
    from checker.review.query import ask, open_reader
    from checker.review.show.terminal import answer_lines

    with open_reader(store) as opened:
        found = ask(opened, query)
    print_lines(lambda columns: answer_lines(found, columns), stream=sys.stdout)
