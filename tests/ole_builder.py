"""Writes OLE2 containers, and in them the streams of .doc files, down to single pieces and marks."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUTOFF = 4096  # shorter streams would belong into the container's own small sectors; here none is shorter


def container(streams: Mapping[str, bytes], class_id: bytes = bytes(16)) -> bytes:
    """A container with these streams at its top, each filled up with zeros to 4096 bytes."""
    contents = [data.ljust(_CUTOFF, b"\0") for data in streams.values()]
    directory = _directory(list(streams), contents, class_id)
    bodies = [directory, *contents]
    counts = [-(-len(body) // _SECTOR) for body in bodies]
    fat_count = -(-sum(counts) // (_SECTOR // 4 - 1))
    fat = [_FAT] * fat_count
    starts = []
    for count in counts:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
    fat += [_FREE] * (fat_count * _SECTOR // 4 - len(fat))
    bodies[0] = _directory(list(streams), contents, class_id, starts[1:])
    padded = b"".join(body.ljust(count * _SECTOR, b"\0") for body, count in zip(bodies, counts, strict=True))
    return _header(fat_count, starts[0]) + struct.pack(f"<{len(fat)}I", *fat) + padded


def _header(fat_count: int, directory: int) -> bytes:
    table = [*range(fat_count), *[_FREE] * (109 - fat_count)]
    return struct.pack(
        "<8s16sHHHHH6x9I109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6),
        *(0, fat_count, directory, 0, _CUTOFF, _END, 0, _END, 0),
        *table,
    )


def _directory(
    names: Sequence[str], contents: Sequence[bytes], class_id: bytes, starts: Sequence[int] | None = None
) -> bytes:
    """The root, then the streams as a list: each is its forerunner's right neighbour."""
    entries = [_entry("Root Entry", 5, _FREE, 1 if names else _FREE, class_id, _END, 0)]
    for index, (name, data) in enumerate(zip(names, contents, strict=True)):
        right = index + 2 if index + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, right, _FREE, bytes(16), starts[index] if starts else 0, len(data)))
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, class_id: bytes, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, _FREE, right, child, class_id, 0, 0, 0, start, size
    )


def doc(
    pieces: Sequence[tuple[str, bool]],
    *,
    notes: int = 0,
    after: int = 0,
    gone: Sequence[tuple[int, int]] = (),
    cells: Sequence[tuple[int, int]] = (),
    row_ends: Sequence[tuple[int, int]] = (),
    number: int = 193,
    flags: int = 0x0200,
) -> bytes:
    """A .doc of pieces (text, whether in single bytes) that lie in the file in reversed order, as after fast saves.

    Of the text's end `notes` characters are footnotes', before `after` of other stories. The marks are (first, last)
    positions in the text: `gone`: deleted as a tracked change; `cells`: in a table; `row_ends`: the marks that end rows.
    """
    word, table = doc_streams(
        pieces, notes=notes, after=after, gone=gone, cells=cells, row_ends=row_ends, number=number, flags=flags
    )
    return container({"WordDocument": word, "1Table": table})


def doc_streams(
    pieces: Sequence[tuple[str, bool]],
    *,
    notes: int = 0,
    after: int = 0,
    gone: Sequence[tuple[int, int]] = (),
    cells: Sequence[tuple[int, int]] = (),
    row_ends: Sequence[tuple[int, int]] = (),
    number: int = 193,
    flags: int = 0x0200,
) -> tuple[bytes, bytes]:
    """WordDocument and 1Table of `doc`."""
    word = bytearray(0x400)
    places: list[int] = []  # byte of every character
    piece_places = []
    for text, narrow in reversed(pieces):
        piece_places.append(len(word))
        word += text.encode("cp1252" if narrow else "utf-16-le")
    piece_places.reverse()
    for (text, narrow), place in zip(pieces, piece_places, strict=True):
        places += [place + index * (1 if narrow else 2) for index in range(len(text))]
    widths = [1 if narrow else 2 for text, narrow in pieces for _ in text]

    def spans(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        return sorted((places[n], places[n] + widths[n]) for first, last in marks for n in range(first, last))

    characters = _pages(word, [(*span, _grpprl_character()) for span in spans(gone)], 1)
    inside = {span: _grpprl_paragraph(False) for span in spans(cells)}
    inside |= {span: _grpprl_paragraph(True) for span in spans(row_ends)}
    paragraphs = _pages(word, [(*span, data) for span, data in sorted(inside.items())], 13)

    total = len(places)
    table = bytearray()
    where = []
    for data in (_piece_table(pieces, piece_places), characters, paragraphs):
        where.append((len(table), len(data)))
        table += data
    struct.pack_into("<HHHHHH", word, 0, 0xA5EC, number, 0, 0x0804, 0, flags)
    struct.pack_into("<H", word, 0x20, 14)
    struct.pack_into("<H", word, 0x3E, 22)
    struct.pack_into("<iii", word, 0x4C, total - notes - after, notes, after)
    struct.pack_into("<H", word, 0x98, 93)
    for entry, place in zip((33, 12, 13), where, strict=True):
        struct.pack_into("<II", word, 0x9A + 8 * entry, *place)
    return bytes(word), bytes(table)


def _piece_table(pieces: Sequence[tuple[str, bool]], places: Sequence[int]) -> bytes:
    firsts = [0]
    for text, _ in pieces:
        firsts.append(firsts[-1] + len(text))
    data = struct.pack(f"<{len(firsts)}I", *firsts)
    for (_, narrow), place in zip(pieces, places, strict=True):
        data += struct.pack("<HIH", 0, place * 2 | 0x40000000 if narrow else place, 0)
    properties = struct.pack("<BH3s", 1, 3, b"\x35\x08\x01")  # a list of properties stands in front
    return properties + struct.pack("<BI", 2, len(data)) + data


def _grpprl_character() -> bytes:
    properties = struct.pack("<HB", 0x0835, 1) + struct.pack("<HB", 0x0800, 1)  # bold, then deleted
    return bytes([len(properties)]) + properties


def _grpprl_paragraph(row_end: bool) -> bytes:
    properties = struct.pack("<HHB", 0, 0x2416, 1)  # style, in a table
    if row_end:
        properties += struct.pack("<HB", 0x2417, 1) + struct.pack("<HHB3s", 0xD608, 4, 0, bytes(2))
    properties += bytes(1 - len(properties) % 2)
    return bytes([(len(properties) + 1) // 2]) + properties


def _pages(word: bytearray, runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    """Append pages of formatting to `word`; the table that leads to them. Two runs to a page, to have several."""
    numbers, edges = [], []
    for index in range(0, len(runs), 2):
        some = runs[index : index + 2]
        word += bytes(-len(word) % _SECTOR)
        numbers.append(len(word) // _SECTOR)
        edges.append(some[0][0])
        word += _page(some, entry)
    edges.append(runs[-1][1] if runs else 0)
    return struct.pack(f"<{len(edges)}I{len(numbers)}I", *edges, *numbers)


def _page(runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    """Places, then one entry for every stretch between them: a run's, or that of what lies between two."""
    edges, datas = [runs[0][0]], []
    for start, end, data in runs:
        if start != edges[-1]:
            edges.append(start)
            datas.append(b"")
        edges.append(end)
        datas.append(data)
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    page[-1] = len(datas)
    place = _SECTOR - 2
    for index, data in enumerate(datas):
        if data:
            place = (place - len(data)) // 2 * 2
            page[place : place + len(data)] = data
            page[4 * len(edges) + entry * index] = place // 2
    return bytes(page)
