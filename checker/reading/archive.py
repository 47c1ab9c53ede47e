"""Zip packages (.docx, .ofd), opened only after their table of contents has been weighed.

Nothing is ever extracted to disk, so names inside a package lead nowhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from checker.reading.limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, MAX_XML_BYTES, MB, RATIO_FROM_BYTES
from checker.reading.refused import RefusedError

_DAMAGED = "文件已损坏（压缩包不完整），请用原来的软件打开后重新保存，或重新下载。"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class Archive:
    """A zip package within the limits. Names as in the package, with forward slashes."""

    def __init__(self, data: bytes) -> None:
        """Raises RefusedError when the package is damaged, encrypted, or larger than the limits."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise RefusedError(_DAMAGED) from None
        entries = self._zip.infolist()
        _weigh(entries)
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise RefusedError("文件里有重名的部件，不合规范，请用原来的软件打开后另存，再检查。")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int = MAX_UNPACKED_BYTES) -> bytes:
        """The bytes of a member. Raises RefusedError when it is absent, damaged or larger than `limit`, whatever its header says."""
        if name not in self._entries:
            raise RefusedError(f"文件里缺少 {_shown(name)}，已损坏，请用原来的软件打开后重新保存。")
        try:
            with self._zip.open(self._entries[name]) as member:
                data = member.read(limit + 1)
        except _BROKEN:
            raise RefusedError(_DAMAGED) from None
        if len(data) > limit:
            raise RefusedError(f"文件里的 {_shown(name)} 超过 {limit // MB} MB 的上限，请确认文件来源，或另存后再检查。")
        return data

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML member. Raises RefusedError as `read` and `parse_xml` do."""
        return parse_xml(self.read(name, MAX_XML_BYTES), name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of `data`. Raises RefusedError for what is not well-formed, is nested beyond 256, or declares a DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise RefusedError(f"文件里的 {_shown(name)} 已损坏或嵌套过深，请用原来的软件打开后重新保存。") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError(f"文件里的 {_shown(name)} 含有文档类型声明（DTD），可能有害，不予读取。")
    return root


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise RefusedError(f"文件里有 {len(entries)} 个部件，超过 {MAX_ENTRIES} 个的上限，请确认文件来源。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("文件已加密，请在原来的软件里取消密码后另存，再检查。")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise RefusedError(f"文件解压后超过 {MAX_UNPACKED_BYTES // MB} MB 的上限，请确认文件来源，或压缩其中的图片后再检查。")
    for entry in entries:
        if entry.file_size > RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise RefusedError(f"文件里的 {_shown(entry.filename)} 压缩比超过 {MAX_RATIO} 倍，可能是压缩炸弹，不予读取。")


def _shown(name: str) -> str:
    """A member's name as it may stand in a message: printable, not longer than a line."""
    return "".join(c if c.isprintable() else "?" for c in name)[:60]
