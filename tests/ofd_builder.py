"""Writes OFD files: a typesetter of A4 pages as official documents have them, and the parts to build odd packages from."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP = 28.0, 37.0
SIZE, PITCH = 5.644, 9.88  # 16 points; 22 lines on a page
COLUMNS, ROWS = 28, 22
_NO_START = "，。、；：？！）》」』”’…％%"
_NO_END = "（《「『“‘"


class Placed(NamedTuple):
    """A printed line: its text, where its baseline begins (mm), and its size."""

    text: str
    x: float
    y: float
    size: float = SIZE


def advance(char: str) -> float:
    """Width in squares."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def typeset_ofd(paragraphs: Sequence[str], *, running_head: str | None = None, page_numbers: bool = True) -> bytes:
    """An OFD file of paragraphs, each with an indent of two squares, lines broken as Chinese is. A line of "" is blank."""
    contents = []
    for number, lines in enumerate(pages_of(paragraphs), 1):
        objects = "".join(line_object(line) for line in lines)
        if page_numbers:
            objects += line_object(Placed(f"— {number} —", 100, 275, 4.94))
        contents.append(objects)
    templates = {"9": line_object(Placed(running_head, LEFT, 25, 3.7))} if running_head else {}
    return zipped(members(contents, templates=templates))


def pages_of(paragraphs: Sequence[str]) -> list[list[Placed]]:
    """Where the lines of paragraphs come to stand."""
    lines = [line for paragraph in paragraphs for line in broken(paragraph)]
    pages: list[list[Placed]] = [[]]
    for index, (indent, text) in enumerate(lines):
        if index and index % ROWS == 0:
            pages.append([])
        pages[-1].append(Placed(text, LEFT + indent * SIZE, TOP + index % ROWS * PITCH + 0.88 * SIZE))
    return pages


def broken(paragraph: str) -> Iterator[tuple[int, str]]:
    """Its lines, each with its indent in squares."""
    indent, line, used = 2, "", 2.0
    for char in paragraph.strip():
        if used + advance(char) > COLUMNS:
            kept = len(line)
            if char in _NO_START:
                kept -= 1
            while kept > 1 and (line[kept - 1] in _NO_END or (kept < len(line) and line[kept] in _NO_START)):
                kept -= 1
            yield indent, line[:kept]
            indent, line = 0, line[kept:]
            used = sum(map(advance, line))
        line += char
        used += advance(char)
    yield indent, line


def line_object(line: Placed, attributes: str = "", prefix: str = "ofd:") -> str:
    """A TextObject with every character placed by DeltaX, equal distances in short."""
    widths = [round(advance(char) * line.size, 3) for char in line.text[:-1]]
    box = f"{line.x} {line.y - line.size} {sum(widths) + line.size:.3f} {line.size * 1.2:.3f}"
    return text_object(
        code(line.text, 0, line.size, run_lengths(widths)), box, line.size, attributes=attributes, prefix=prefix
    )


def run_lengths(widths: Sequence[float]) -> str:
    """Distances as DeltaX has them."""
    parts: list[str] = []
    index = 0
    while index < len(widths):
        end = index
        while end < len(widths) and widths[end] == widths[index]:
            end += 1
        parts.append(
            f"g {end - index} {widths[index]}" if end - index > 2 else " ".join([str(widths[index])] * (end - index))
        )
        index = end
    return " ".join(parts)


def code(
    text: str, x: float | None, y: float | None, delta_x: str = "", delta_y: str = "", prefix: str = "ofd:"
) -> str:
    """A TextCode."""
    values = {"X": x, "Y": y, "DeltaX": delta_x or None, "DeltaY": delta_y or None}
    attributes = "".join(f' {name}="{value}"' for name, value in values.items() if value is not None)
    return f"<{prefix}TextCode{attributes}>{escape(text)}</{prefix}TextCode>"


def text_object(codes: str, box: str, size: float = SIZE, *, attributes: str = "", prefix: str = "ofd:") -> str:
    """A TextObject around TextCodes (and whatever else)."""
    return (
        f'<{prefix}TextObject ID="1" Font="2" Size="{size}" Boundary="{box}" {attributes}>{codes}</{prefix}TextObject>'
    )


def image_object(box: str, resource: str = "7", attributes: str = "") -> str:
    """An ImageObject that fills its boundary."""
    return f'<ofd:ImageObject ID="3" ResourceID="{resource}" Boundary="{box}" {attributes}/>'


def composite(resource: str, box: str = "0 0 210 297", attributes: str = "") -> str:
    """A CompositeObject."""
    return f'<ofd:CompositeObject ID="4" ResourceID="{resource}" Boundary="{box}" {attributes}/>'


def members(
    contents: Sequence[str],
    *,
    templates: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    media: Mapping[str, tuple[str, bytes]] | None = None,
    document: str = "Doc_0",
) -> dict[str, bytes]:
    """The members of a package with one document. `contents`: the objects on each page; `media`: file name and bytes by ID."""
    templates, units, media = templates or {}, units or {}, media or {}
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
    places = "".join(f'<ofd:TemplatePage ID="{key}" BaseLoc="Tpls/Tpl_{key}/Content.xml"/>' for key in templates)
    used = "".join(f'<ofd:Template TemplateID="{key}" ZOrder="Background"/>' for key in templates)
    common = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    unit_list = "".join(
        f'<ofd:CompositeGraphicUnit ID="{key}" Width="{WIDTH}" Height="{HEIGHT}"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'
        for key, content in units.items()
    )
    files = "".join(
        f'<ofd:MultiMedia ID="{key}" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>'
        for key, (name, _) in media.items()
    )
    resources = (
        f"<ofd:MultiMedias>{files}</ofd:MultiMedias><ofd:CompositeGraphicUnits>{unit_list}</ofd:CompositeGraphicUnits>"
    )
    made = {
        "OFD.xml": _xml("OFD", f"<ofd:DocBody><ofd:DocRoot>{document}/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        f"{document}/Document.xml": _xml(
            "Document", f"<ofd:CommonData>{common}{places}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
        ),
        f"{document}/DocumentRes.xml": _xml("Res", resources, 'BaseLoc="Res"'),
    }
    for number, objects in enumerate(contents):
        made[f"{document}/Pages/Page_{number}/Content.xml"] = page_xml(objects, used)
    for key, objects in templates.items():
        made[f"{document}/Tpls/Tpl_{key}/Content.xml"] = page_xml(objects)
    for name, data in media.values():
        made[f"{document}/Res/{name}"] = data
    return made


def page_xml(objects: str, before: str = "") -> bytes:
    """A page's or a template's content."""
    return _xml("Page", f'{before}<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content>')


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The members as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def replaced(parts: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The same with some text in all XML written otherwise."""
    return {
        name: data.replace(old.encode(), new.encode()) if name.endswith("xml") else data for name, data in parts.items()
    }


def _xml(root: str, inner: str, attributes: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {NAMESPACE} {attributes}>{inner}</ofd:{root}>'.encode()
