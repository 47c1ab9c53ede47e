"""What `fuzz/readers.py` and the hostile files found, each by the smallest file that shows it."""

from __future__ import annotations

import time

import pytest

from checker.model import Document, Unreadable
from checker.reading import read_document
from checker.reading.formats import parse
from checker.reading.limits import MB
from checker.reading.refused import RefusedError

from .hostile_files import OLE, Build
from .hostile_parts import PROSE, docx, entry, paragraph, png, word, zip_of, zlib_repeated


def outcome_of(data: bytes) -> str:
    """The text, or why there is none. Whatever else a reader raises is a mistake in it."""
    try:
        return parse(data, lambda _: None).text
    except RefusedError as refused:
        return str(refused)


def test_an_image_of_one_column_is_not_read_row_by_row() -> None:
    """upright._read_long cut it into lengths of a pixel and a half, and said before each that it was at work."""
    begin = time.monotonic()

    def in_time(*_: int) -> None:
        assert time.monotonic() - begin < 10

    outcome = read_document(png(1, 10_000_000, zlib_repeated(bytes(MB), 20)), progress=in_time)
    assert isinstance(outcome, Unreadable)


@pytest.mark.parametrize("name", ["片表说谎.doc", "亿片.doc", "片表在外.doc"])
def test_a_doc_whose_table_of_pieces_is_damaged_is_not_read_as_rubbish(name: str) -> None:
    """The converters take such a file for something else, and give the bytes of its head as text."""
    build: Build = next(file.build for file in OLE if file.name == name)
    outcome = read_document(build())
    assert isinstance(outcome, Unreadable) or PROSE in outcome.text, outcome


def test_a_label_of_a_list_is_not_longer_than_word_has_it() -> None:
    """18,000 Roman numbers before each of 3,000 items: 300 million letters, spelled out before anyone counted them."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="3888"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{"%1" * 9000}"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    item = paragraph("条目", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    begin = time.process_time()
    outcome_of(docx(item * 300, numbering=word(numbering, "w:numbering")))
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("blanks", ["\u2028", "\x85", "\u3000\ufeff\n"])
def test_blanks_of_any_kind_are_no_text(blanks: str) -> None:
    assert "空白" in outcome_of(blanks.encode())


def test_an_ofd_that_names_one_document_again_and_again() -> None:
    """Each of thousands of bodies had the same part of 3 MB parsed anew."""
    body = "<ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody>"
    package = f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">{body * 1000}</ofd:OFD>'.encode()
    begin = time.process_time()
    assert "50" in outcome_of(zip_of([entry("OFD.xml", package), entry("D.xml", package)]))
    assert time.process_time() - begin < 1


def test_the_sound_files_beside_them_are_read() -> None:
    outcome = read_document(docx())
    assert isinstance(outcome, Document) and outcome.text == PROSE
