"""The text of a .doc (Word 97 and later, WPS) out of its streams, when nothing is there that could convert it.

After [MS-DOC]: the FIB at the start of the stream WordDocument says where the table stream keeps the piece table
(characters, in bytes or in UTF-16) and the runs of formatting, of which four matter: deleted, hidden, in a table, end of
a row. Automatic numbers are formatting too and are not restored. Every place is checked against its stream, every loop
runs over something counted.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from checker.model import Block
from checker.reading.legacy.doc_story import GONE, IN_TABLE, ROW_END, blocks_of
from checker.reading.limits import MAX_CHARACTERS
from checker.reading.refused import RefusedError

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # of a property's operand, by the highest three bits of its code; 0: it says itself
_DELETED, _HIDDEN, _SYMBOL, _TABLE, _ROW, _LONG = 0x0800, 0x083C, 0x6A09, 0x2416, 0x2417, 0xD608


class DamagedError(Exception):
    """Something does not lie where it should."""


class _Fib(NamedTuple):
    """Lengths of the stories in characters, and (start, length) of what the table stream keeps."""

    main: int
    notes: int
    pieces: tuple[int, int]
    characters: tuple[int, int]
    paragraphs: tuple[int, int]


class _Piece(NamedTuple):
    """Characters `first` up to `last`, which begin at byte `at` with `width` bytes each."""

    first: int
    last: int
    at: int
    width: int


class _Run(NamedTuple):
    """Bytes `start` up to `end` of the document stream, whose characters are marked so."""

    start: int
    end: int
    mark: int


def version(word: bytes) -> int:
    """The file format's number: 193 is Word 97, 101 to 104 are Word 6 and 95; 0 when it is no document of Word's."""
    if len(word) < 32 or word[1] != 0xA5:
        return 0
    return _u16(word, 2)


def is_encrypted(word: bytes) -> bool:
    """Whether a password is needed."""
    return bool(_u16(word, 10) & 0x0100)


def table_name(word: bytes) -> str:
    """The stream that goes with this one."""
    return "1Table" if _u16(word, 10) & 0x0200 else "0Table"


def read_text(word: bytes, table: bytes) -> tuple[Block, ...]:
    """The main text, then the footnotes. Raises DamagedError, and RefusedError when it is too long."""
    try:
        fib = _fib(word)
        pieces = _pieces(table, fib)
        text, marks = _characters(word, table, fib, pieces)
    except (struct.error, IndexError, ValueError, OverflowError):
        raise DamagedError from None
    notes = blocks_of(text[fib.main :], marks[fib.main :])
    return (*blocks_of(text[: fib.main], marks[: fib.main]), *(replace(block, kind="footnote") for block in notes))


def _fib(word: bytes) -> _Fib:
    main, notes = struct.unpack_from("<ii", word, 0x4C)
    if main < 0 or notes < 0:
        raise DamagedError
    if main + notes > MAX_CHARACTERS:
        raise RefusedError(f"文字超过 {MAX_CHARACTERS} 字的上限，请拆分后再检查。")
    pieces, characters, paragraphs = (struct.unpack_from("<II", word, 0x9A + 8 * entry) for entry in (33, 12, 13))
    return _Fib(main, notes, pieces, characters, paragraphs)


_HEAD = 512  # bytes at the beginning of the stream that are never text


def _pieces(table: bytes, fib: _Fib) -> list[_Piece]:
    """The piece table, which stands behind lists of properties that are passed over."""
    at, end = fib.pieces[0], min(sum(fib.pieces), len(table))
    while at < end and table[at] == 1:
        at += 3 + _u16(table, at + 1)
    if at >= end or table[at] != 2:
        raise DamagedError
    (length,) = struct.unpack_from("<I", table, at + 1)
    at += 5
    if length > end - at:
        raise DamagedError
    count = (length - 4) // 12
    firsts = struct.unpack_from(f"<{count + 1}I", table, at)
    pieces = []
    for index, (first, last) in enumerate(pairwise(firsts)):
        (place,) = struct.unpack_from("<I", table, at + 4 * (count + 1) + 8 * index + 2)
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        last = min(last, fib.main + fib.notes)
        if first < last:
            pieces.append(_Piece(first, last, place // 2 if narrow else place, 1 if narrow else 2))
    if any(piece.at < _HEAD for piece in pieces):
        raise DamagedError
    if not pieces or any(one.last > other.first for one, other in pairwise(pieces)):
        raise DamagedError
    return pieces


def _characters(word: bytes, table: bytes, fib: _Fib, pieces: Sequence[_Piece]) -> tuple[str, bytes]:
    """Both stories, one character for each of Word's (halves of pairs apart), and the marks of each."""
    runs = [
        _runs(word, table, fib.characters, 1, _character_mark),
        _runs(word, table, fib.paragraphs, 13, _paragraph_mark),
    ]
    texts, marks = [], bytearray(fib.main + fib.notes)
    place = 0
    for piece in pieces:
        data = word[piece.at : piece.at + (piece.last - piece.first) * piece.width]
        if len(data) < (piece.last - piece.first) * piece.width or piece.first != place:
            raise DamagedError
        texts.append(data.decode("cp1252", "replace") if piece.width == 1 else _units(data))
        for kind in runs:
            _mark(piece, kind, marks)
        place = piece.last
    if place < len(marks):
        raise DamagedError
    return "".join(texts), bytes(marks)


def _units(data: bytes) -> str:
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def _mark(piece: _Piece, runs: Sequence[_Run], marks: bytearray) -> None:
    """Mark the characters of a piece; `runs` follow one another without overlapping."""
    end = piece.at + (piece.last - piece.first) * piece.width
    index = max(bisect_right(runs, (piece.at,)) - 1, 0)
    while index < len(runs) and runs[index].start < end:
        start, stop, mark = runs[index]
        first = piece.first + max(start - piece.at, 0) // piece.width
        last = min(piece.first + max(stop - piece.at, 0) // piece.width, piece.last)
        for place in range(first, last):
            marks[place] |= mark
        index += 1


def _runs(
    word: bytes, table: bytes, where: tuple[int, int], entry: int, mark_of: Callable[[bytes, int], int]
) -> list[_Run]:
    """The marked runs of one kind: pages of 512 bytes, each with places, entries of `entry` bytes, and what these lead to."""
    count = max(min(where[1], len(table) - where[0]) - 4, 0) // 8
    numbers = struct.unpack_from(f"<{count}I", table, where[0] + 4 * (count + 1)) if count else ()
    found = []
    for number in dict.fromkeys(number & 0x3FFFFF for number in numbers):
        page = word[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            continue
        inside = min(page[-1], (_PAGE - 5) // (4 + entry))
        places = struct.unpack_from(f"<{inside + 1}I", page)
        for index in range(inside):
            at = 2 * page[4 * (inside + 1) + entry * index]
            mark = mark_of(page, at) if at else 0
            if mark:
                found.append(_Run(places[index], places[index + 1], mark))
    runs: list[_Run] = []
    for run in sorted(found):
        if run.start < run.end and (not runs or run.start >= runs[-1].end):
            runs.append(run)
    return runs


def _character_mark(page: bytes, at: int) -> int:
    properties = dict(_properties(page[at + 1 : at + 1 + page[at]]))
    gone = properties.get(_DELETED, 0) & 1 or properties.get(_HIDDEN, 0) & 1 or _SYMBOL in properties
    return GONE if gone else 0


def _paragraph_mark(page: bytes, at: int) -> int:
    length = page[at]
    start, size = (at + 1, 2 * length - 1) if length else (at + 2, 2 * page[at + 1])
    properties = dict(_properties(page[start + 2 : start + size]))
    return (IN_TABLE if properties.get(_TABLE) else 0) | (ROW_END if properties.get(_ROW) else 0)


def _properties(data: bytes) -> Iterator[tuple[int, int]]:
    """Codes, each with the first byte of its operand."""
    at = 0
    while at + 3 <= len(data):
        code = _u16(data, at)
        at += 2
        yield code, data[at]
        size = _SIZES[code >> 13]
        if code == _LONG and at + 2 <= len(data):
            size = _u16(data, at) + 1
        at += size or 1 + data[at]


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
