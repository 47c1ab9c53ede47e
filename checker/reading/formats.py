"""Which reader reads what. Runs in the process that `child` keeps for it; readers are imported when they are needed."""

from __future__ import annotations

from checker.model import Document
from checker.reading.magic import kind_of
from checker.reading.refused import RefusedError
from checker.reading.working import Announce

_ODT = b"application/vnd.oasis.opendocument.text"
_PACKED = "这是压缩包，请先解压，再检查其中的文件。"


def parse(data: bytes, announce: Announce) -> Document:
    """The document in `data`. Raises RefusedError."""
    kind = kind_of(data)
    if kind == "zip":
        return _in_zip(data, announce)
    if kind in ("ole", "rtf", "wordxml"):
        return _old(data, kind, announce)
    if kind in ("html", "mhtml"):
        return _web(data, kind)
    if kind == "pdf":
        from checker.reading.pdf import read_pdf

        return read_pdf(data, announce)
    if kind == "image":
        from checker.reading.scan import read_image

        return read_image(data, announce)
    if kind == "packed":
        raise RefusedError(_PACKED)
    from checker.reading.plain import read_plain

    return read_plain(data)


def _in_zip(data: bytes, announce: Announce) -> Document:
    from checker.reading.archive import Archive

    archive = Archive(data)
    names = archive.names
    if "[Content_Types].xml" in names and not any(name.startswith(("xl/", "ppt/")) for name in names):
        from checker.reading.docx import read_docx

        return read_docx(archive)
    if any(name.rpartition("/")[2].lower() == "ofd.xml" for name in names):
        from checker.reading.ofd import read_ofd

        return read_ofd(archive, announce)
    if "mimetype" in names and archive.read("mimetype").startswith(_ODT):
        from checker.reading.legacy import read_other

        return read_other(data, "odt", announce)
    raise RefusedError(_other_zip(names))


def _other_zip(names: tuple[str, ...]) -> str:
    for part, what in (("xl/", "Excel 表格"), ("ppt/", "演示文稿")):
        if any(name.startswith(part) for name in names):
            return f"这是{what}，不是报告文档，请确认选对了文件，或把报告另存为 .docx 后再检查。"
    return _PACKED


def _old(data: bytes, kind: str, announce: Announce) -> Document:
    from checker.reading.legacy import read_ole, read_other

    return read_ole(data, announce) if kind == "ole" else read_other(data, kind, announce)


def _web(data: bytes, kind: str) -> Document:
    from checker.reading.html import read_html, read_mhtml

    return read_html(data) if kind == "html" else read_mhtml(data)
