"""`fazhi read`: the text as the checker reads it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from checker.cli.messages import tell
from checker.cli.progress import progress_line


def read(file: Annotated[str, typer.Argument(metavar="文件", help="要读取的文件；“-”为标准输入。")]) -> int:
    """打印从文件中读到的文字和读取说明，看一看检查的是什么。"""
    from checker.model import Unreadable
    from checker.output.lines import clean, printable
    from checker.reading import read_document

    watch = progress_line()
    document = read_document(file, progress=partial(watch, 0, 1) if watch else None)
    if watch:
        watch(1, 1, 0, 0)
    if isinstance(document, Unreadable):
        tell(f"未能读取 {clean(document.path)}：{document.reason}")
        return 2
    text = document.text if document.text.endswith(("\n", "\r")) else document.text + "\n"
    if sys.stdout.isatty():  # a terminal would obey escape sequences, and a lone CR
        text = printable("\n".join(text.splitlines()) + "\n", sys.stdout.encoding or "utf-8")
    sys.stdout.write(text)
    for note in document.notes:
        tell(f"说明：{note}")
    return 0
