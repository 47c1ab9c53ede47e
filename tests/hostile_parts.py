"""Writers of files that may lie: zip packages, PDF and compound files laid out byte by byte, so that every field can be wrong.

Small and plain on purpose: what a real office program writes comes from the builders beside this file.
"""

from __future__ import annotations

import base64
import hashlib
import random
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

PROSE = "本县全年办理行政复议案件五十三件，行政机关负责人出庭应诉率达到百分之百。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


# --- compression -----------------------------------------------------------------------------------------------------


class Packed(NamedTuple):
    """Deflated bytes with what a zip header says of them."""

    data: bytes
    size: int
    crc: int


def pack(data: bytes, level: int = 1) -> Packed:
    """`data`, deflated."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Packed(deflate.compress(data) + deflate.flush(), len(data), zlib.crc32(data))


def pack_repeated(head: bytes, unit: bytes, times: int, tail: bytes = b"") -> Packed:
    """`head`, `unit` repeated, `tail`, deflated without ever holding the whole: a unit is compressed once."""
    parts = []
    for piece in (head, unit, tail):
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        parts.append(deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH))
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    data = parts[0] + parts[1] * times + parts[2] + b"\x03\x00"
    return Packed(data, len(head) + len(unit) * times + len(tail), zlib.crc32(tail, crc))


def zlib_repeated(unit: bytes, times: int) -> bytes:
    """`unit` repeated as a zlib stream, as PDF has them; the checksum at its end is wrong, which nobody minds."""
    return b"\x78\x9c" + pack_repeated(b"", unit, times).data + b"\0\0\0\0"


def ballast(kilobytes: int) -> bytes:
    """Bytes that can hardly be packed, made of letters: they keep a member's ratio below the limit."""
    return base64.b64encode(random.Random(1).randbytes(kilobytes * 768))


# --- zip -------------------------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """One member. `claim` is what the headers say of its size; `at`: the header lies where that of this entry does."""

    name: bytes
    packed: Packed
    method: int = 8
    flags: int = 0
    claim: int | None = None
    at: int | None = None


def entry(name: str, data: bytes, **fields: int) -> Entry:
    """A member, deflated."""
    return Entry(name.encode(), pack(data), **fields)


def stored(name: str, data: bytes) -> Entry:
    """A member as it is."""
    return Entry(name.encode(), Packed(data, len(data), zlib.crc32(data)), method=0)


def zip_of(entries: Iterable[Entry]) -> bytes:
    """A zip package. Nothing about the entries is checked."""
    body, directory, places, count = bytearray(), bytearray(), [], 0
    for one in entries:
        size = one.packed.size if one.claim is None else one.claim
        # version, flags, method, time, date, checksum, packed and unpacked size, lengths of name and extra field
        told = struct.pack("<HHHHHIIIHH", 20, one.flags, one.method, 0, 33, one.packed.crc, len(one.packed.data), size, len(one.name), 0)
        place = len(body) if one.at is None else places[one.at]
        places.append(place)
        if one.at is None:
            body += b"PK\x03\x04" + told + one.name + one.packed.data
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + told + struct.pack("<HHHII", 0, 0, 0, 0, place) + one.name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory) + b"PK\x05\x06" + end


# --- docx ------------------------------------------------------------------------------------------------------------

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relations(*more: str, parts: Iterable[str] = ()) -> bytes:
    """A .rels part: one relation to each of `parts`, then `more` elements."""
    usual = (f'<Relationship Id="r{part}" Type="{_RELATIONS}/{part}" Target="{part}.xml"/>' for part in parts)
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join((*usual, *more))}</Relationships>'.encode()


def relation(name: str, kind: str, target: str, mode: str = "External") -> str:
    """One element of a .rels part."""
    return f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def word(body: str, root: str = "w:document") -> bytes:
    """The XML of word/document.xml with `body` in it; of another part with its own root."""
    inner = f"<w:body>{body}</w:body>" if root == "w:document" else body
    return f"{DECLARATION}<{root} {W} {R}>{inner}</{root}>".encode()


def paragraph(text: str = PROSE, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_entries(document: bytes | None = None, **parts: bytes) -> list[Entry]:
    """The members of a .docx; `styles=…` becomes word/styles.xml; `rels=…` are the document's relations."""
    members = {
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "_rels/.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": word(paragraph()) if document is None else document,
        "word/_rels/document.xml.rels": parts.pop("rels", None) or relations(parts=parts),
        **{f"word/{name}.xml": data for name, data in parts.items()},
    }
    return [entry(name, data) for name, data in members.items()]


def docx(body: str = "", **parts: bytes) -> bytes:
    """A .docx: a paragraph of prose, then `body`."""
    return zip_of(docx_entries(word(paragraph() + body), **parts))


# --- PDF -------------------------------------------------------------------------------------------------------------

# A font that needs no file: PDFium knows the Adobe-GB1 collection, so the text comes out as it went in.
PDF_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype "
    b"/CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>"
)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object's content."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def shown(text: str = PROSE, x: float = 72, y: float = 700) -> bytes:
    """The operators that print one line."""
    return b"BT /F1 12 Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (x, y, text.encode("utf-16-be").hex().encode())


def pdf_objects(content: bytes | None = None, page: bytes = b"", resources: bytes = b"") -> dict[int, bytes]:
    """The objects of a PDF of one page: 1 catalogue, 2 page tree, 3 page, 4 content, 5 font."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
        % (page or b"/MediaBox [0 0 595 842]", resources),
        4: stream(shown()) if content is None else content,
        5: PDF_FONT,
    }


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", previous: int | None = None) -> bytes:
    """A PDF with these objects. `previous`: where the trailer says an older table of objects lies."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    older = b"/Prev %d" % previous if previous is not None else b""
    out += b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s %s >>\n" % (size, b"".join(rows), size, older, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def encrypted_pdf() -> bytes:
    """A PDF that needs a password (40-bit RC4, the oldest scheme); its content is nonsense without it."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    secret = (b"geheim" + pad)[:32]
    owner = _rc4(hashlib.md5(secret).digest()[:5], secret)
    key = hashlib.md5(secret + owner + struct.pack("<i", -4) + b"id").digest()[:5]
    rules = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), _rc4(key, pad).hex().encode())
    return pdf(pdf_objects() | {6: rules}, b"/Encrypt 6 0 R /ID [<6964> <6964>]")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


# --- OFD -------------------------------------------------------------------------------------------------------------


def ofd_text(text: str = PROSE, number: int = 10, y: float = 30, delta: str = "") -> str:
    """A TextObject of one line."""
    deltas = f' DeltaX="{delta or f"g {max(len(text) - 1, 1)} 4"}"'
    return (
        f'<ofd:TextObject ID="{number}" Boundary="20 {y} 170 5" Font="3" Size="4"><ofd:TextCode X="0" Y="4"{deltas}>{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def ofd_page(objects: str, head: str = "") -> bytes:
    """The content of a page, or of a template."""
    return f'{DECLARATION}<ofd:Page {OFD}>{head}<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content></ofd:Page>'.encode()


def ofd_entries(page: bytes | None = None, *, document: str = "", pages: str = "", root: str = "Doc_0/Document.xml") -> list[Entry]:
    """The members of an OFD of one page. `document`: elements before the list of pages; `pages`: another such list."""
    listed = pages or '<ofd:Page ID="4" BaseLoc="Pages/Page_0/Content.xml"/>'
    members = {
        "OFD.xml": (
            f'{DECLARATION}<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
            f"<ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ).encode(),
        "Doc_0/Document.xml": (
            f"{DECLARATION}<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{document}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ).encode(),
        "Doc_0/PublicRes.xml": (
            f'{DECLARATION}<ofd:Res {OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>'
        ).encode(),
        "Doc_0/Pages/Page_0/Content.xml": ofd_page(ofd_text()) if page is None else page,
    }
    return [entry(name, data) for name, data in members.items()]


# --- compound files (.doc) -------------------------------------------------------------------------------------------

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST = 4096  # streams below it live in a stream of their own, which is not needed here


class Compound(NamedTuple):
    """A compound file in its parts, for damaging: `fat` and `directory` in the clear."""

    fat: list[int]
    directory: bytearray
    sectors: bytes


def compound(streams: Mapping[str, bytes]) -> Compound:
    """A compound file of these streams, each filled up to at least 4096 bytes."""
    fat, sectors, starts = [], bytearray(), {}
    for name, data in streams.items():
        count = -(-max(len(data), SMALLEST) // SECTOR)
        starts[name] = (len(fat), max(len(data), SMALLEST))
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        sectors += data.ljust(count * SECTOR, b"\0")
    return Compound(fat, _directory(starts), bytes(sectors))


def _directory(starts: Mapping[str, tuple[int, int]]) -> bytearray:
    """The root and one entry each; a tree in which each hangs to the right of the one before, names in order."""
    names = sorted(starts, key=lambda name: (len(name), name.upper()))
    out = bytearray(_directory_entry("Root Entry", 5, END, 0, right=None, child=1))
    for number, name in enumerate(names, 1):
        out += _directory_entry(name, 2, *starts[name], right=number + 1 if number < len(names) else None)
    return out.ljust(-(-len(out) // SECTOR) * SECTOR, b"\0")


def _directory_entry(name: str, kind: int, start: int, size: int, right: int | None, child: int | None = None) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = (FREE, FREE if right is None else right, FREE if child is None else child)
    return raw.ljust(64, b"\0") + struct.pack("<HBB3I16xI8x8xIQ", len(raw), kind, 1, *links, 0, start, size)


def compound_bytes(parts: Compound) -> bytes:
    """The file: header, streams, directory, table of sectors."""
    fat, count = list(parts.fat), len(parts.directory) // SECTOR
    used = len(parts.sectors) // SECTOR
    fat += [FREE] * (used - len(fat))
    directory = len(fat)
    fat += [*range(directory + 1, directory + count), END]
    tables = 1
    while len(fat) + tables > tables * (SECTOR // 4):
        tables += 1
    table = len(fat)
    fat += [FAT] * tables
    fat += [FREE] * (tables * (SECTOR // 4) - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, SMALLEST, END, 0, END, 0)
    listed = [*range(table, table + tables)][:109]
    header += struct.pack("<109I", *listed, *[FREE] * (109 - len(listed)))
    return header + parts.sectors + bytes(parts.directory) + struct.pack(f"<{len(fat)}I", *fat)


def word_streams(text: str = PROSE, pieces: Sequence[tuple[int, int]] | None = None, claim: int | None = None) -> dict[str, bytes]:
    """The streams of a Word 97 document without any formatting.

    `pieces`: (characters, place in the text where they lie), when it is not one; `claim`: the length that the table of pieces says it has.
    """
    start = 2048
    pieces = pieces or [(len(text), 0)]
    positions = [0]
    for length, _ in pieces:
        positions.append(positions[-1] + length)
    table = struct.pack(f"<{len(positions)}I", *(p & 0xFFFFFFFF for p in positions))
    table += b"".join(struct.pack("<HIH", 0, start + 2 * place, 0) for _, place in pieces)
    clx = b"\x02" + struct.pack("<I", len(table) if claim is None else claim) + table
    base = struct.pack("<HHHHHHHIBBHHII", 0xA5EC, 0xC1, 0, 0x804, 0, 0x1200, 0xBF, 0, 0, 0, 0, 0, start, start + 2 * len(text))
    longs = struct.pack("<22I", start + 2 * len(text), 0, 0, positions[-1] & 0x7FFFFFFF, *[0] * 18)
    places = [(0, 0)] * 93
    places[33] = (0, len(clx) if claim is None else claim + 5)
    fib = base + struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22) + longs + struct.pack("<H", 93)
    fib += b"".join(struct.pack("<II", *place) for place in places) + struct.pack("<H", 0)
    return {"WordDocument": fib.ljust(start, b"\0") + text.encode("utf-16-le"), "1Table": clx}


def doc(text: str = PROSE, **fields: object) -> bytes:
    """A Word 97 document."""
    return compound_bytes(compound(word_streams(text, **fields)))  # type: ignore[arg-type]


# --- images ----------------------------------------------------------------------------------------------------------


def png(width: int, height: int, data: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG of one bit a pixel that says it has these measures; `data` are its packed rows, `extra` chunks before them."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


png_chunk = _chunk


def gif(frames: int) -> bytes:
    """A GIF of so many frames of one pixel."""
    frame = b"\x21\xf9\x04\0\1\0\0\0" + b"\x2c\0\0\0\0\1\0\1\0\0" + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


def tiff(next_directory: int, width: int = 1, height: int = 1) -> bytes:
    """A TIFF of one directory at 8 that says where the next one is."""
    fields = ((256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 200), (278, 4, height), (279, 4, 1))
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields)
    return (b"II*\0\x08\0\0\0" + struct.pack("<H", len(fields)) + rows + struct.pack("<I", next_directory)).ljust(201, b"\0")
