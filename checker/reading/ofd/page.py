"""What stands on a page of an OFD file: characters and pictures at places in millimetres from the page's top left corner."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from checker.reading.limits import MAX_OBJECT_DEPTH, MAX_OBJECTS
from checker.reading.ofd.values import Box, Matrix, box_of, local_name, named, named_all, number_of, numbers_of
from checker.reading.refused import RefusedError

_LETTER_MM = (0.5, 200.0)  # letters smaller or larger are no text that anyone reads
_ASKEW = math.radians(10)  # text turned by more from the nearest right angle is a watermark


class Glyph(NamedTuple):
    """One character. (x, y): where its baseline begins. `turn`: quarter turns clockwise. `code`: which TextCode it is of."""

    char: str
    x: float
    y: float
    size: float
    width: float
    turn: int
    code: int


class Picture(NamedTuple):
    """An image: its member of the archive, where it stands, and its quarter turns clockwise."""

    member: str
    box: Box
    turn: int


class Resources(NamedTuple):
    """Composite units and the archive's names of media files, by ID."""

    units: Mapping[str, etree._Element]
    media: Mapping[str, str]


class Drawing(NamedTuple):
    """Everything on a page; `hidden` is text that is there but not shown, such as the text layer of a scan."""

    visible: list[Glyph]
    hidden: list[Glyph]
    pictures: list[Picture]


def draw(roots: Sequence[etree._Element], box: Box, resources: Resources) -> Drawing:
    """What the layers of `roots` (templates, then the page) put on a page. Raises RefusedError when that is too much."""
    drawing = Drawing([], [], [])
    start = Matrix(e=-box.left, f=-box.top)
    used = 0
    for root in roots:
        for layer in named_all(named(root, "Content"), "Layer"):
            for element, matrix in _objects(layer, start, resources, 0):
                used += 1 + _place(element, matrix, resources, drawing, used)
                if used > MAX_OBJECTS:
                    raise RefusedError(f"文件里一页的文字和图形超过 {MAX_OBJECTS} 个的上限，请确认文件来源。")
    return drawing


def _objects(
    parent: etree._Element, matrix: Matrix, resources: Resources, depth: int
) -> Iterator[tuple[etree._Element, Matrix]]:
    """All objects below `parent` in order, each with the way from its own space to the page."""
    for element in parent:
        if element.get("Visible", "").strip().lower() in ("false", "0"):
            continue
        name = local_name(element)
        inside = matrix if name == "PageBlock" else matrix @ _own_matrix(element)
        yield element, inside
        if depth >= MAX_OBJECT_DEPTH:
            continue
        if name == "CompositeObject":
            content = named(resources.units.get(element.get("ResourceID", "")), "Content")
            if content is not None:
                yield from _objects(content, inside, resources, depth + 1)
        elif name == "PageBlock":
            yield from _objects(element, inside, resources, depth + 1)


def _place(element: etree._Element, matrix: Matrix, resources: Resources, drawing: Drawing, code: int) -> int:
    """Put one object on the page; the number of characters in it. `code` numbers its TextCodes."""
    name = local_name(element)
    if name == "TextObject":
        glyphs = list(islice(_glyphs(element, matrix, code), MAX_OBJECTS))
        (drawing.visible if _shown(element) else drawing.hidden).extend(glyphs)
        return len(glyphs)
    if name == "ImageObject":
        member = resources.media.get(element.get("ResourceID", ""))
        if member:
            drawing.pictures.append(_picture(member, element, matrix))
    return 0


def _glyphs(element: etree._Element, matrix: Matrix, code: int) -> Iterator[Glyph]:
    """The characters of a text object; none of one that is askew or of no size to read."""
    size = number_of(element.get("Size"), 0.0)
    height = size * math.hypot(matrix.c, matrix.d)
    turn = _turn(matrix)
    if turn is None or not _LETTER_MM[0] <= height <= _LETTER_MM[1]:
        return
    stretch = number_of(element.get("HScale"), 1.0)
    x = y = 0.0
    for number, text_code in enumerate(named_all(element, "TextCode"), code):
        text = _clean(text_code.text or "")
        x, y = number_of(text_code.get("X"), x), number_of(text_code.get("Y"), y)
        across = _deltas(text_code.get("DeltaX", ""), len(text))
        down = _deltas(text_code.get("DeltaY", ""), len(text))
        here, level = x, y
        for index, char in enumerate(text):
            advance = size * stretch * (1.0 if is_wide(char) else 0.5)
            yield Glyph(char, *matrix.at(here, level), height, advance * math.hypot(matrix.a, matrix.b), turn, number)
            here += across[index] if index < len(across) else (0.0 if down else advance)
            level += down[index] if index < len(down) else 0.0


def _picture(member: str, element: etree._Element, matrix: Matrix) -> Picture:
    """An image fills the unit square of its own space; without a matrix, its boundary."""
    boundary = box_of(element.get("Boundary"))
    if not element.get("CTM") and boundary:
        matrix = matrix @ Matrix(boundary.width, 0, 0, boundary.height)
    corners = [matrix.at(x, y) for x in (0, 1) for y in (0, 1)]
    left, top = (min(corner[axis] for corner in corners) for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) for axis in (0, 1))
    return Picture(member, Box(left, top, right - left, bottom - top), _turn(matrix) or 0)


def _own_matrix(element: etree._Element) -> Matrix:
    """From an object's own space to that which it stands in: its CTM, then its boundary's corner."""
    numbers = numbers_of(element.get("CTM", ""))
    own = Matrix(*numbers) if len(numbers) == 6 else Matrix()
    boundary = numbers_of(element.get("Boundary", ""))
    left, top = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
    return own._replace(e=own.e + left, f=own.f + top)


def _shown(element: etree._Element) -> bool:
    """Whether a text object leaves ink: it is filled or stroked, and not transparent."""
    if element.get("Alpha", "").strip() == "0":
        return False
    filled = element.get("Fill", "true").strip().lower() not in ("false", "0")
    color = named(element, "FillColor")
    if filled and (color is None or color.get("Alpha", "").strip() != "0"):
        return True
    return element.get("Stroke", "").strip().lower() in ("true", "1")


def _turn(matrix: Matrix) -> int | None:
    """Quarter turns clockwise of what runs along x; None when it is askew."""
    angle = math.atan2(matrix.b, matrix.a)
    turn = round(angle / (math.pi / 2))
    return turn % 4 if abs(angle - turn * math.pi / 2) <= _ASKEW else None


def _deltas(value: str, limit: int) -> list[float]:
    """The first `limit` distances of a DeltaX or DeltaY; "g 5 3.2" stands for five times 3.2."""
    tokens = iter(value.replace(",", " ").split())
    deltas: list[float] = []
    for token in tokens:
        if len(deltas) >= limit:
            break
        if token.lower() == "g":
            times, distance = number_of(next(tokens, None), 0.0), number_of(next(tokens, None), 0.0)
            deltas += [distance] * min(max(int(times), 0), limit - len(deltas))
        else:
            deltas.append(number_of(token, 0.0))
    return deltas


def _clean(text: str) -> str:
    """Text without what was added to lay out the XML; a tab is a space."""
    if "\n" in text or "\r" in text:
        text = "".join(line.strip(" \t") for line in text.splitlines())
    return "".join(" " if char == "\t" else char for char in text if char == "\t" or unicodedata.category(char) != "Cc")


def is_wide(char: str) -> bool:
    """Whether a Chinese font gives the character a full square."""
    return unicodedata.east_asian_width(char) in "WFA"
