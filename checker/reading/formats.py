"""Which reader reads what. Runs in the process that `child` keeps for it; readers are imported when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from checker.model import Document
from checker.reading.magic import kind_of
from checker.reading.refused import RefusedError


class Working(NamedTuple):
    """A reader's word that it is at work: silent for at most `seconds` from now, within `megabytes` of memory.

    `done` of `total` pages are read; 0 of 0 when it cannot be told.
    """

    seconds: float
    megabytes: int
    done: int = 0
    total: int = 0


Announce = Callable[[Working], None]
Reader = Callable[[bytes, Announce], Document]


def parse(data: bytes, announce: Announce) -> Document:
    """The document in `data`. Raises RefusedError."""
    return _reader(kind_of(data))(data, announce)


def _reader(kind: str) -> Reader:
    return {
        "zip": _zip,
        "ole": _ole,
        "rtf": _rtf,
        "wordxml": _wordxml,
        "pdf": _pdf,
        "image": _image,
        "packed": _packed,
        "html": _html,
        "mhtml": _mhtml,
        "text": _text,
    }[kind]


def _text(data: bytes, announce: Announce) -> Document:  # noqa: ARG001
    from checker.reading.plain import read_plain

    return read_plain(data)


def _zip(data: bytes, announce: Announce) -> Document:
    from checker.reading.archive import Archive

    archive = Archive(data)
    names = archive.names
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        from checker.reading.docx import read_docx

        return read_docx(archive)
    if any(name.rpartition("/")[2].lower() == "ofd.xml" for name in names):
        from checker.reading.ofd import read_ofd

        return read_ofd(archive, announce)
    if "mimetype" in names and archive.read("mimetype")[:100].startswith(b"application/vnd.oasis.opendocument.text"):
        from checker.reading.legacy import read_other

        return read_other(data, "odt", announce)
    raise RefusedError(_other_zip(names))


def _other_zip(names: tuple[str, ...]) -> str:
    for part, what in (("xl/", "Excel 表格"), ("ppt/", "演示文稿")):
        if any(name.startswith(part) for name in names):
            return f"这是{what}，不是报告文档，请确认选对了文件，或把报告另存为 .docx 后再检查。"
    return "这是压缩包，请先解压，再检查其中的文件。"


def _ole(data: bytes, announce: Announce) -> Document:
    from checker.reading.legacy import read_ole

    return read_ole(data, announce)


def _rtf(data: bytes, announce: Announce) -> Document:
    from checker.reading.legacy import read_other

    return read_other(data, "rtf", announce)


def _wordxml(data: bytes, announce: Announce) -> Document:
    from checker.reading.legacy import read_other

    return read_other(data, "xml", announce)


def _pdf(data: bytes, announce: Announce) -> Document:
    from checker.reading.pdf import read_pdf

    return read_pdf(data, announce)


def _image(data: bytes, announce: Announce) -> Document:
    from checker.reading.scan import read_image

    return read_image(data, announce)


def _html(data: bytes, announce: Announce) -> Document:  # noqa: ARG001
    from checker.reading.html import read_html

    return read_html(data)


def _mhtml(data: bytes, announce: Announce) -> Document:  # noqa: ARG001
    from checker.reading.html import read_mhtml

    return read_mhtml(data)


def _packed(data: bytes, announce: Announce) -> Document:  # noqa: ARG001
    raise RefusedError("这是压缩包，请先解压，再检查其中的文件。")
