"""Files of old Word and WPS (.doc, .wps), and RTF, ODT and Word 2003 XML: made into .docx and read as that.

By LibreOffice where it is found; a .doc else by msdoc2docx where it is installed; else its bare text. The document's
first note says which way it was.
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path

from checker.model import Document
from checker.reading.archive import Archive
from checker.reading.assemble import assemble
from checker.reading.legacy import doc_text
from checker.reading.legacy.office import find_office, to_docx
from checker.reading.legacy.ole import Container
from checker.reading.limits import CONVERT_SECONDS, MEMORY_MB, SILENT_SECONDS, TOTAL_SECONDS
from checker.reading.refused import RefusedError
from checker.reading.working import Announce, Working

_KINDS = {"rtf": "RTF 文档", "odt": "OpenDocument 文档（.odt）", "wordxml": "Word 2003 XML 文档"}
_ENCRYPTED = "文件已加密（设有打开密码），请在 Word 或 WPS 里取消密码后另存为 .docx，再检查。"
_BARE = "旧格式 .doc，只读到文字：自动编号无法还原，修订与隐藏文字未必都能识别，请在 WPS/Word 中另存为 .docx 后复查。"
_SAVE_AS = "请用 Word 或 WPS 另存为 .docx 后再检查。"
_WORD_97 = 106  # the first format number that is not Word 95's


def read_ole(data: bytes, announce: Announce) -> Document:
    """The document in an OLE2 container. Raises RefusedError, which says what the container is when it is no .doc."""
    container = Container(data)
    container.refuse_what_is_no_text()
    word = container.stream("WordDocument")
    number = doc_text.version(word)
    if number == 0:
        raise RefusedError(f"文件已损坏，或不是 Word 97 以后的文档，{_SAVE_AS}")
    if doc_text.is_encrypted(word):
        raise RefusedError(_ENCRYPTED)
    announce(Working(TOTAL_SECONDS, MEMORY_MB))
    bare = _bare(container, word) if number >= _WORD_97 else None
    if bare is None and number >= _WORD_97:  # the converters would take it for something else, and give rubbish for text
        raise RefusedError(f"旧格式 .doc 文件已损坏，未能读取，{_SAVE_AS}")
    document = _by_office(data, "doc", "旧格式 .doc", announce)
    if document is None and bare is None:
        raise RefusedError(f"这是 Word 6.0 或 95 的文档，{_SAVE_AS}")
    announce(Working(TOTAL_SECONDS, MEMORY_MB))
    return document or _by_converter(data) or bare  # type: ignore[return-value]


def read_other(data: bytes, kind: str, announce: Announce) -> Document:
    """The document in a file that LibreOffice alone reads; `kind`: rtf | odt | wordxml. Raises RefusedError."""
    what = _KINDS[kind]
    if find_office() is None:
        raise RefusedError(f"这是 {what}，本机未找到可转换它的 LibreOffice，{_SAVE_AS}")
    document = _by_office(data, kind, what, announce)
    if document is None:
        raise RefusedError(f"这是 {what}，LibreOffice 未能转换，可能已损坏或加密，{_SAVE_AS}")
    return document


def _by_office(data: bytes, kind: str, what: str, announce: Announce) -> Document | None:
    program = find_office()
    if program is None:
        return None
    announce(Working(CONVERT_SECONDS + 10, MEMORY_MB))
    made = to_docx(data, kind, program)
    announce(Working(SILENT_SECONDS, MEMORY_MB))
    return _as_docx(made, f"{what}，经 LibreOffice 转换后读取。") if made else None


def _by_converter(data: bytes) -> Document | None:
    try:
        from doc2docx import convert
    except ImportError:
        return None
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "source.doc", Path(folder) / "target.docx"
        source.write_bytes(data)
        with contextlib.suppress(Exception):  # it knows less of the format than Word writes; then the bare text is read
            convert(source, target)
            return _as_docx(target.read_bytes(), "旧格式 .doc，经 msdoc2docx 转换后读取。")
    return None


def _as_docx(data: bytes, note: str) -> Document | None:
    """The converted document with `note` in front; None when the converter made nothing that can be read."""
    from checker.reading.docx import read_docx

    with contextlib.suppress(RefusedError):
        document = read_docx(Archive(data))
        return replace(document, notes=(note, *document.notes))
    return None


def _bare(container: Container, word: bytes) -> Document | None:
    with contextlib.suppress(doc_text.DamagedError):
        return assemble(doc_text.read_text(word, container.stream(doc_text.table_name(word))), (_BARE,))
    return None
