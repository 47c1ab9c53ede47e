"""`fazhi read`: the text as the checker reads it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def read(file: Annotated[str, typer.Argument(metavar="文件", help="要读取的文件；“-”为标准输入。")]) -> int:
    """打印读到的文本，看一看检查的是什么。"""
    from checker.model import Unreadable
    from checker.reading import read_document

    document = read_document(file)
    if isinstance(document, Unreadable):
        print(f"未能读取 {document.path}：{document.reason}", file=sys.stderr)
        return 2
    sys.stdout.write(document.text if document.text.endswith(("\n", "\r")) else document.text + "\n")
    for note in document.notes:
        print(f"说明：{note}", file=sys.stderr)
    return 0
