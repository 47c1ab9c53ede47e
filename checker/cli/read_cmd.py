"""`fazhi read`: the text as the checker reads it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from checker.cli.messages import tell


def read(file: Annotated[str, typer.Argument(metavar="文件", help="要读取的文件；“-”为标准输入。")]) -> int:
    """打印读到的文本，看一看检查的是什么。"""
    from checker.model import Unreadable
    from checker.output.lines import clean, printable
    from checker.reading import read_document

    document = read_document(file)
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
