"""OLE2 containers: what is in one, and its streams. Word's and WPS's .doc, but also spreadsheets, mails, encrypted .docx …"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import olefile

from checker.reading.refused import RefusedError

_DAMAGED = "文件已损坏或不完整，请用 Word 或 WPS 打开后另存为 .docx，或重新下载。"
_SAVE_REPORT = "请确认选对了文件，或把报告另存为 .docx 后再检查。"
_ENCRYPTED = "文件已加密（设有打开密码），请在 Word 或 WPS 里取消密码后另存为 .docx，再检查。"
_INSTALLER = "000C1084-0000-0000-C000-000000000046"  # class of the root of an .msi
_WHAT = (  # a stream or storage at the top, in small letters, and what it tells
    ("encryptedpackage", _ENCRYPTED),
    ("workbook", f"这是 Excel 表格（.xls、.et），不是报告文档，{_SAVE_REPORT}"),
    ("book", f"这是 Excel 表格（.xls），不是报告文档，{_SAVE_REPORT}"),
    ("powerpoint document", f"这是演示文稿（.ppt、.dps），不是报告文档，{_SAVE_REPORT}"),
    ("visiodocument", f"这是 Visio 绘图，不是报告文档，{_SAVE_REPORT}"),
    ("__properties_version1.0", "这是 Outlook 邮件（.msg），请把其中的报告另存出来，再检查。"),
    ("bodytext", "这是韩文字处理软件的文档（.hwp），请用其原来的软件另存为 .docx 后再检查。"),
    ("matost", "这是 Microsoft Works 的 .wps 文档，不是 WPS 文字，请用 LibreOffice 打开后另存为 .docx，再检查。"),
    ("quill", f"这是 Publisher 出版物，不是报告文档，{_SAVE_REPORT}"),
    ("contents", "这是 Microsoft Works 等软件的文档，不是 Word 或 WPS 文字，请用原来的软件另存为 .docx 后再检查。"),
)


class Container:
    """An opened container. Sizes that its header and directory state are held against the file's before anything rests on them."""

    def __init__(self, data: bytes) -> None:
        """Raises RefusedError when the container is damaged."""
        self._limit = len(data)
        self._check_header(data)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            root = self._ole.root
            self._claimed = _followers(self._ole.fat)
            tops = {entry[0].lower() for entry in self._ole.listdir(streams=True, storages=True)}
        except RefusedError:
            raise
        except Exception:  # olefile fails in many ways on damaged files, too deep a directory among them
            raise RefusedError(_DAMAGED) from None
        if root.size > self._limit:
            raise RefusedError(_DAMAGED)
        self.names = frozenset(tops)
        self._installer = root.clsid == _INSTALLER

    def _check_header(self, data: bytes) -> None:
        """Tables of sectors may be chained into a ring; one longer than the file is."""
        if len(data) < 512:
            raise RefusedError(_DAMAGED)
        (shift,) = struct.unpack_from("<H", data, 30)
        (fat,) = struct.unpack_from("<I", data, 44)
        (mini,) = struct.unpack_from("<I", data, 64)
        if shift not in (9, 12) or max(fat, mini) << shift > len(data):
            raise RefusedError(_DAMAGED)

    def stream(self, name: str) -> bytes:
        """A stream's bytes. Raises RefusedError when it is missing or damaged."""
        try:
            if self._ole.get_size(name) > self._limit:
                raise RefusedError(_DAMAGED)
            entry = self._ole.direntries[self._ole._find(name)]
            if not entry.is_minifat and entry.isectStart in self._claimed:  # its chain runs in a ring
                raise RefusedError(_DAMAGED)
            with self._ole.openstream(name) as stream:
                return bytes(stream.read())
        except Exception:
            raise RefusedError(_DAMAGED) from None

    def refuse_what_is_no_text(self) -> None:
        """Raises RefusedError, which says what it is, unless it is a Word or WPS text."""
        if "worddocument" in self.names:
            return
        for name, reason in _WHAT:
            if name in self.names:
                raise RefusedError(reason)
        if self._installer:
            raise RefusedError(f"这是安装程序（.msi），不是报告文档，{_SAVE_REPORT}")
        raise RefusedError(f"这不是 Word 或 WPS 文字的文档，{_SAVE_REPORT}")


def _followers(fat: Sequence[int]) -> frozenset[int]:
    """The sectors that follow another. Raises RefusedError when two claim the same one: a chain runs into another."""
    claimed = [following for following in fat if following < len(fat)]
    if len(claimed) != len(set(claimed)):
        raise RefusedError(_DAMAGED)
    return frozenset(claimed)
