"""Packages: which files may not be touched, and a copy of one in which a few members are others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from checker.errors import OutputError
from checker.output.docx.names import TYPES
from checker.reading.archive import Archive
from checker.reading.docx.names import W
from checker.reading.docx.parts import Parts, read_part

_LOCKED = ("readOnly", "forms")


def refuse(archive: Archive, parts: Parts) -> None:
    """Raises OutputError when a copy with comments would break what its author secured, or would not open."""
    if any(name.lower().startswith("_xmlsignatures/") for name in archive.names):
        raise OutputError("文件有数字签名，加批注会使签名失效，请用 html 输出。")
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names) or "macroenabled" in _type(archive, parts):
        raise OutputError("文件含有宏，批注副本不能带宏，请在 Word 中另存为不含宏的 .docx 后再检查，或用 html 输出。")
    if "template" in _type(archive, parts):
        raise OutputError("文件是 Word 模板，请在 Word 中另存为 .docx 后再检查，或用 html 输出。")
    if _is_locked(archive, parts):
        raise OutputError("文件设了限制编辑，不能加批注，请在 Word 的“审阅—限制编辑”中停止保护后再检查，或用 html 输出。")


def replace_members(source: bytes, archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """The package with the content of some members replaced, new ones last; order, times and compression stay."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = old.comment
        for entry in old.infolist():
            name = entry.filename.replace("\\", "/")
            new.writestr(_header(entry), changed[name] if name in changed else archive.read(name))
        for name in changed:
            if name not in archive:
                new.writestr(_header(zipfile.ZipInfo(name), zipfile.ZIP_DEFLATED), changed[name])
    return target.getvalue()


def _header(entry: zipfile.ZipInfo, compression: int | None = None) -> zipfile.ZipInfo:
    """A header of the same member without what only fits its old place: sizes, flags, the fields of zip64."""
    header = zipfile.ZipInfo(entry.filename, entry.date_time)
    header.compress_type = entry.compress_type if compression is None else compression
    header.external_attr, header.internal_attr = entry.external_attr, entry.internal_attr
    header.create_system, header.comment = entry.create_system, entry.comment
    return header


def _type(archive: Archive, parts: Parts) -> str:
    """The content type of the document, in small letters."""
    for each in archive.xml("[Content_Types].xml").iter(f"{{{TYPES}}}Override"):
        if each.get("PartName", "").lower() == f"/{parts.document}".lower():
            return each.get("ContentType", "").lower()
    return ""


def _is_locked(archive: Archive, parts: Parts) -> bool:
    if "settings" not in parts.others:
        return False
    protection = read_part(archive, parts.others["settings"]).find(W + "documentProtection")
    if protection is None or protection.get(W + "edit") not in _LOCKED:
        return False
    return protection.get(W + "enforcement") in ("1", "true", "on")
