"""Files made to crash, hang or swell whatever reads them, or to make it open something outside.

Each is built when it is asked for. `told`: an expression that the sentence must match which refuses it; `text`: what must
stand in the text if it is read. With one of them the other outcome is wrong; with both, either is right.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from checker.reading.limits import MB

from .hostile_parts import (
    CONTENT_TYPES,
    DECLARATION,
    OFD,
    PROSE,
    Entry,
    Packed,
    W,
    ballast,
    compound,
    compound_bytes,
    doc,
    docx,
    docx_entries,
    encrypted_pdf,
    entry,
    gif,
    ofd_entries,
    ofd_page,
    ofd_text,
    pack,
    pack_repeated,
    paragraph,
    pdf,
    pdf_objects,
    png,
    png_chunk,
    relation,
    relations,
    shown,
    stored,
    stream,
    tiff,
    word,
    word_streams,
    zip_of,
    zlib_repeated,
)

Build = Callable[[], bytes]


class Hostile(NamedTuple):
    """A file, and what must come of it."""

    name: str
    build: Build
    told: str | None = None
    text: str | None = None
    seconds: float = 10.0
    recognised: bool = False  # an image, which takes more memory
    stubborn: bool = False  # takes many seconds: ended only when its time is up, or long to judge


DAMAGED = "已损坏"
LARGE = "上限|超过|超出"
HEAVY = f"{LARGE}|过大|过于复杂|意外退出|可能有害"
ANY = "请|不予读取"  # whatever the reason, the user is told what to do


# --- packages --------------------------------------------------------------------------------------------------------


def _package(document: Packed, **fields: int) -> bytes:
    """A .docx whose document part is `document`."""
    return zip_of([*(one for one in docx_entries() if one.name != b"word/document.xml"), Entry(b"word/document.xml", document, **fields)])


_HEAD, _TAIL = word("\n").split(b"\n</w:body>")[0], b"</w:body></w:document>"


def _bomb(megabytes: int) -> Packed:
    return pack_repeated(_HEAD, b" " * MB, megabytes, _TAIL)


def _many_members() -> bytes:
    part = pack_repeated(b"", b"a" * MB, 1)
    return zip_of([*docx_entries(), *(Entry(f"word/media/{n}.bin".encode(), part) for n in range(250))])


def _nested_bomb() -> bytes:
    inner = zip_of([Entry(b"0.bin", pack_repeated(b"", bytes(MB), 100))])
    for depth in range(5):
        inner = zip_of([entry(f"{depth}-{n}.zip", inner) for n in range(4)])
    return inner


def _tag_dense_parts() -> bytes:
    """Two parts of 10 MB of the smallest elements there are, which take many times as much as trees."""
    filling = b"<!--" + ballast(400) + b"-->"

    def dense(root: str) -> Packed:
        head, tail = f"<w:{root} {W}>".encode() + filling, f"</w:{root}>".encode()
        return pack_repeated(head, b"<w:p/>" * 1000, 10 * MB // 6000, tail)

    parts = ("styles", "footnotes")
    members = [*docx_entries(rels=relations(parts=parts)), *(Entry(f"word/{part}.xml".encode(), dense(part)) for part in parts)]
    return zip_of(members)


def _lying_bz2() -> bytes:
    """zipfile unpacks all of a member that is not deflated before it looks at the size that was told."""
    import bz2

    whole = bz2.compress(bytes(8 * MB)) * 200
    return _package(Packed(whole, 200, 0), method=12)


def _overlapping() -> bytes:
    """Many members that are one and the same stretch of bytes."""
    first = Entry(b"word/document.xml", pack(word(paragraph() * 4000)))
    more = (first._replace(name=f"word/{n}.xml".encode(), at=3) for n in range(900))
    return zip_of([*(one for one in docx_entries() if one.name != first.name), *[first], *more])


PACKAGES = [
    Hostile("炸弹.docx", lambda: _package(_bomb(100)), "压缩炸弹"),
    Hostile("大炸弹.docx", lambda: _package(_bomb(300)), "解压后超过"),
    Hostile("多部件炸弹.docx", _many_members, "解压后超过"),
    Hostile("套娃.docx", _nested_bomb, "压缩包"),
    Hostile("内嵌套娃.docx", lambda: zip_of([*docx_entries(), entry("word/embeddings/a.zip", _nested_bomb())]), text=PROSE),
    Hostile("部件密.docx", _tag_dense_parts, HEAVY, PROSE),
    Hostile("一万部件.docx", lambda: zip_of([*docx_entries(), *(entry(f"word/{n}.xml", b"") for n in range(10_000))]), "部件"),
    Hostile("重名.docx", lambda: zip_of([*docx_entries(), *docx_entries(word(paragraph("另一份"))), *docx_entries()]), "重名"),
    Hostile("反斜杠重名.docx", lambda: zip_of([*docx_entries(), entry("word\\document.xml", word(""))]), "重名"),
    Hostile("零字节重名.docx", lambda: zip_of([*docx_entries(), entry("word/document.xml\0.txt", word(""))]), "重名"),
    Hostile("重叠.docx", _overlapping, ANY, PROSE),
    Hostile("说小实大.docx", lambda: _package(_bomb(300), claim=200), DAMAGED),
    Hostile("说小实大2.docx", lambda: _package(_bomb(300)._replace(crc=zlib.crc32(_HEAD[:200])), claim=200), DAMAGED),
    Hostile("说大实小.docx", lambda: _package(pack(word(paragraph())), claim=0xFFFFFFF0), "解压后超过"),
    Hostile("说大一点.docx", lambda: _package(pack(word(paragraph())), claim=100_000), DAMAGED, PROSE),
    Hostile("加密.docx", lambda: _package(pack(word(paragraph())), flags=1), "加密"),
    Hostile("强加密.docx", lambda: _package(pack(word(paragraph())), flags=0x40), "加密|已损坏"),
    Hostile("未知压缩.docx", lambda: _package(pack(word(paragraph())), method=99), ANY),
    Hostile("bz2炸弹.docx", _lying_bz2, ANY),
    Hostile("前有杂物.docx", lambda: bytes(range(256)) * 4 + docx(), "二进制"),
    Hostile("后有杂物.docx", lambda: docx() + bytes(range(256)) * 4, DAMAGED, PROSE),
    Hostile("校验和不对.docx", lambda: _package(pack(word(paragraph()))._replace(crc=1)), DAMAGED),
    Hostile("只有目录.docx", lambda: b"PK\x05\x06" + bytes(18), "压缩包|已损坏"),
    Hostile("缺正文.docx", lambda: zip_of([entry("[Content_Types].xml", CONTENT_TYPES.encode()), entry("word/styles.xml", word(""))]), ANY),
    Hostile("上级目录.docx", lambda: zip_of([*docx_entries(), entry("../../../../tmp/evil", b"x"), entry("/etc/evil", b"x")]), text=PROSE),
]


def truncated() -> list[bytes]:
    """A .docx cut off at many places, its table of contents always lost."""
    whole = docx()
    return [whole[: 4 + (len(whole) - 5) * n // 40] for n in range(41)]


# --- XML -------------------------------------------------------------------------------------------------------------


def _with_dtd(dtd: str, text: str = "&a;", encoding: str = "UTF-8", codec: str = "") -> bytes:
    """A .docx whose document part begins with a document type."""
    body = word(paragraph(text)).decode().removeprefix(DECLARATION)
    xml = f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE w {dtd}>\n{body}'
    return zip_of(docx_entries(xml.encode(codec or encoding)))


def _laughs() -> str:
    lines = [
        '<!ENTITY a0 "笑笑笑笑笑笑笑笑笑笑">',
        *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)),
        '<!ENTITY a "&a11;">',
    ]
    return f"[{''.join(lines)}]"


def _random_runs(count: int) -> str:
    """So many runs of one character each, all kinds of them, so that they do not pack well."""
    letters = random.Random(2).choices([chr(n) for n in range(0x4E00, 0x9000)], k=count)
    return "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in letters)


def _attributes(count: int) -> str:
    named = " ".join(f"a{n:x}=''" for n in range(count))
    return f"<w:p {named}>{paragraph()[5:]}"


def _namespaces() -> str:
    """Every element asks for the name space declared last of very many."""
    declared = " ".join(f'xmlns:n{n}="n{n}"' for n in range(20_000))
    return f"<w:p {declared}>{'<n0:r/>' * 50_000}</w:p>"


_SECRET = '<!ENTITY a SYSTEM "file:///etc/passwd">'
XML = [
    Hostile("十亿次笑.docx", lambda: _with_dtd(_laughs()), "DTD|已损坏"),
    Hostile("平方膨胀.docx", lambda: _with_dtd(f'[<!ENTITY a "{"笑" * 50_000}">]', "&a;" * 50_000), "DTD|已损坏"),
    Hostile("外部实体.docx", lambda: _with_dtd(f"[{_SECRET}]"), "DTD"),
    Hostile("外部类型.docx", lambda: _with_dtd('SYSTEM "http://127.0.0.1:9/a.dtd"', ""), "DTD"),
    Hostile("参数实体.docx", lambda: _with_dtd('[<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]', ""), "DTD|已损坏"),
    Hostile("UTF16类型.docx", lambda: _with_dtd(f"[{_SECRET}]", encoding="UTF-16"), "DTD|已损坏"),
    Hostile("UTF7类型.docx", lambda: _with_dtd(f"[{_SECRET}]", encoding="UTF-7").replace(b"<!D", b"+ADw-!D"), "DTD|已损坏"),
    Hostile("EBCDIC类型.docx", lambda: _with_dtd(f"[{_SECRET}]", "", encoding="IBM037", codec="cp037"), "DTD|已损坏"),
    Hostile(
        "包含.docx",
        lambda: docx('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'),
        text=PROSE,
    ),
    Hostile("处理指令.docx", lambda: docx('<?xml-stylesheet href="file:///etc/passwd"?>'), text=PROSE),
    Hostile("十万层.docx", lambda: docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "嵌套过深|已损坏"),
    Hostile("三千层表.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 3000 + paragraph() + "</w:tc></w:tr></w:tbl>" * 3000), "嵌套过深|已损坏"),
    Hostile("二十兆属性.docx", lambda: docx(f'<w:p a="{ballast(300).decode()}{"a" * 20 * MB}"/>'), "已损坏|过"),
    Hostile("百万属性.docx", lambda: docx(_attributes(1_000_000)), HEAVY + "|" + DAMAGED, PROSE),
    Hostile("两万命名空间.docx", lambda: docx(_namespaces()), HEAVY + "|" + DAMAGED, PROSE),
    Hostile("百万个字.docx", lambda: docx(f"<w:p>{_random_runs(1_000_000)}</w:p>"), HEAVY, PROSE, stubborn=True),
    Hostile("不成对.docx", lambda: docx("<w:p><w:r></w:p></w:r>"), DAMAGED),
    Hostile("不是XML.docx", lambda: zip_of(docx_entries(b"\0\1\2\3")), DAMAGED),
    Hostile("空的部件.docx", lambda: zip_of(docx_entries(b"")), DAMAGED),
    Hostile("别的根.docx", lambda: zip_of(docx_entries(b"<html/>")), ANY),
    Hostile("零字符.docx", lambda: docx(paragraph("&#0;&#xD800;")), DAMAGED),
    Hostile("控制字符.docx", lambda: docx(paragraph("甲&#x85;乙&#x2028;丙&#x9f;丁")), text="甲"),
]


# --- Word's own ------------------------------------------------------------------------------------------------------


def _numbering(start: str = "1", style: str = "decimal", label: str = "%1.", level: str = "0", more: str = "") -> bytes:
    return word(
        f'<w:abstractNum w:abstractNumId="0">{more}<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        "w:numbering",
    )


def _listed(level: str = "0", number: str = "1", times: int = 3) -> str:
    return paragraph("条目", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>') * times


def _all_styles() -> bytes:
    """Numbers written in every style there is, from the largest a file can hold."""
    names = (
        *("lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "chineseCounting", "chineseCountingThousand", "japaneseCounting"),
        *("chineseLegalSimplified", "ideographTraditional", "ideographZodiac", "decimalEnclosedCircle", "ordinalText", "cardinalText"),
        *("taiwaneseCounting", "koreanCounting", "hex", "chicago", "decimalZero", "ordinal", "hebrew1", "thaiLetters", "bogus", ""),
    )
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:numFmt w:val="{name}"/>'
        f'<w:lvlText w:val="%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, name in enumerate(names, 1)
    )
    body = "".join(_listed(number=str(n), times=100) for n in range(1, len(names) + 1))
    return docx(body, numbering=word(levels, "w:numbering"))


def _table(*cells: str, grid: str = "") -> str:
    return f"<w:tbl>{grid}<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def _cell(properties: str, text: str) -> str:
    return f"<w:tcPr>{properties}</w:tcPr>{paragraph(text)}"


def _style(name: str, based: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{more}</w:style>'


def _fallbacks() -> bytes:
    """Text boxes in both branches, 24 deep: who reads both reads 2**24 of them."""
    text = "框里"
    begin = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    box = "<w:p><w:r>{}<w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"
    body = paragraph(text)
    for _ in range(12):
        body = box.format(begin, body, body) + "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    return docx(f"<!--{ballast(100).decode()}-->{body}")


def _note_bomb() -> bytes:
    ring = paragraph("环").replace("<w:t>", '<w:footnoteReference w:id="1"/><w:t>')
    note = f'<w:footnote w:id="1">{paragraph("注" * 3000)}{ring}</w:footnote>'
    body = "<w:p>" + '<w:r><w:footnoteReference w:id="1"/></w:r>' * 20_000 + "</w:p>"
    return docx(body, footnotes=word(note, "w:footnotes"))


def _relation_cycle() -> bytes:
    """Parts that name each other, or themselves, as what they are made from."""
    inside = [relation("a", "aFChunk", "document.xml", "Internal"), relation("b", "styles", "document.xml", "Internal")]
    inside += [relation("a", "numbering", "../word/../word/document.xml", "Internal"), relation("", "footnotes", "", "Internal")]
    return docx('<w:altChunk r:id="a"/>', rels=relations(*inside))


_HUGE = "2147483647"
WORD = [
    Hostile("最大编号.docx", lambda: docx(_listed(), numbering=_numbering(_HUGE)), text="条目"),
    Hostile("编号超长.docx", lambda: docx(_listed(), numbering=_numbering("9" * 5000)), text="条目"),
    Hostile("编号负数.docx", lambda: docx(_listed(), numbering=_numbering("-5", "chineseCounting")), text="条目"),
    Hostile("编号非数.docx", lambda: docx(_listed("x", "²"), numbering=_numbering("٣", level="Ⅷ")), text="条目"),
    Hostile("级别过大.docx", lambda: docx(_listed("999999"), numbering=_numbering(level="999999")), text="条目"),
    Hostile("级别负数.docx", lambda: docx(_listed("-1"), numbering=_numbering(level="-1")), text="条目"),
    Hostile("各式大编号.docx", _all_styles, LARGE, "条目"),
    Hostile(
        "编号样式炸弹.docx",
        lambda: docx(_listed(times=3000), numbering=_numbering("3999", "upperRoman", "%1" * 9000)),
        LARGE,
        "条目",
        stubborn=True,
    ),
    Hostile(
        "编号环.docx",
        lambda: docx(
            _listed(),
            numbering=_numbering(more='<w:numStyleLink w:val="甲"/>'),
            styles=word(_style("甲", "甲", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'), "w:styles"),
        ),
        text="条目",
    ),
    Hostile(
        "样式环.docx",
        lambda: docx(
            paragraph("环", '<w:pStyle w:val="甲"/>'), styles=word(_style("甲", "乙") + _style("乙", "丙") + _style("丙", "甲"), "w:styles")
        ),
        text="环",
    ),
    Hostile(
        "样式链.docx",
        lambda: docx(
            paragraph("链", '<w:pStyle w:val="s20000"/>') * 50,
            styles=word("".join(_style(f"s{n}", f"s{n - 1}") for n in range(1, 20_001)), "w:styles"),
        ),
        HEAVY,
        "链",
    ),
    Hostile("单元格跨列.docx", lambda: docx(_table(_cell(f'<w:gridSpan w:val="{_HUGE}"/>', "甲"), _cell("", "乙"))), text="乙"),
    Hostile("单元格跨前.docx", lambda: docx(_table(_cell('<w:gridSpan w:val="-9"/><w:vMerge w:val="continue"/>', "甲"), "")), ANY, PROSE),
    Hostile(
        "表格跳列.docx",
        lambda: docx(_table(_cell("", "甲"), _cell("", "乙")).replace("<w:tr>", f'<w:tr><w:trPr><w:gridBefore w:val="{_HUGE}"/></w:trPr>')),
        text="乙",
    ),
    Hostile("空表.docx", lambda: docx("<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>"), text=PROSE),
    Hostile("替代内容.docx", _fallbacks, HEAVY, "框里"),
    Hostile("脚注环.docx", _note_bomb, LARGE, PROSE),
    Hostile("域不闭合.docx", lambda: docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 5000 + paragraph()), text=PROSE),
    Hostile("关系环.docx", _relation_cycle, ANY, PROSE),
    Hostile("无命名空间.docx", lambda: zip_of(docx_entries(f"<document><body><p>{PROSE}</p></body></document>".encode())), ANY),
    Hostile(
        "修订嵌套.docx",
        lambda: docx("<w:p>" + "<w:ins>" * 200 + f"<w:r><w:t>{PROSE}</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>"),
        ANY,
        PROSE,
    ),
]


# --- PDF -------------------------------------------------------------------------------------------------------------


def _page(box: str) -> Build:
    return lambda: pdf(pdf_objects(page=box.encode()))


def _content(content: bytes, **fields: bytes) -> Build:
    return lambda: pdf(pdf_objects(stream(content), **fields))


def _flate_bomb(megabytes: int) -> bytes:
    return pdf(pdf_objects(stream(zlib_repeated(b"q Q " * (MB // 4), megabytes), b"/Filter /FlateDecode")))


def _double_bomb() -> bytes:
    inner = zlib_repeated(bytes(MB), 1000)
    return pdf(pdf_objects(stream(zlib.compress(inner), b"/Filter [/FlateDecode /FlateDecode]")))


def _object_stream_bomb() -> bytes:
    """The catalogue is said to lie in a stream of a gigabyte of blanks."""
    packed = zlib_repeated(b" " * MB, 1000)
    objects = stream(packed, b"/Type /ObjStm /N 1 /First 1000000000 /Filter /FlateDecode")
    body = b"%PDF-1.7\n6 0 obj\n" + objects + b"\nendobj\n"
    rows = b"".join(struct.pack(">BIB", *row) for row in ((0, 0, 255), (2, 6, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 9, 0)))
    table = stream(rows, b"/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R")
    return body + b"7 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _forms(fan: int, depth: int) -> bytes:
    """Forms that each print the next one `fan` times; the last prints the first again when `fan` is 1."""
    last = depth + 9
    objects = pdf_objects(stream(shown() + b"/Fm Do\n"), resources=b"/XObject << /Fm 10 0 R >>")
    for number in range(10, last + 1):
        after = number + 1 if number < last else 10 if fan == 1 else 4
        more = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> /XObject << /Fm %d 0 R >> >>" % after
        objects[number] = stream(b"/Fm Do\n" * fan + shown("层", y=500), more)
    return pdf(objects)


def _many_letters() -> bytes:
    line = b"BT /F1 1 Tf 1 0 0 1 0 %d Tm <" + PROSE.encode("utf-16-be").hex().encode() * 100 + b"> Tj ET\n"
    lines = b"".join(line % (n % 800) for n in range(100))
    return pdf(pdf_objects(stream(zlib_repeated(lines, 30), b"/Filter /FlateDecode")))


def _many_pages() -> bytes:
    objects = pdf_objects()
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % (b"3 0 R " * 100_000)
    return pdf(objects)


def _changed(**changes: bytes) -> Build:
    """The small PDF with other objects: o2=… is object 2."""
    return lambda: pdf(pdf_objects() | {int(name[1:]): content for name, content in changes.items()})


_ACTIONS = (
    b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) /Next << /S /JavaScript /JS (while(true){}) >> >> "
    b"/AA << /WC << /S /URI /URI (http://127.0.0.1:9/) >> >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >> >>"
)
_FAR = b"".join(
    shown(x=x, y=y) for x, y in ((1e300, 1e300), (-1e300, 5e-324), (float("nan"), float("inf")), (3e38, -3e38), (2147483648, 1))
)
_WIDTHS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype "
    b"/CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 2147483647 "
    b"/W [0 2147483647 1e38 0 [-1e38 1e300 NaN] 4294967295 0 -1] >>] >>"
)
PDF = [
    Hostile("大页面.pdf", _page("/MediaBox [0 0 144000 144000]"), text=PROSE),
    Hostile("无穷页面.pdf", _page("/MediaBox [0 0 1e300 1e300]"), ANY, PROSE),
    Hostile("零页面.pdf", _page("/MediaBox [0 0 0 0] /Rotate 37"), ANY, PROSE),
    Hostile("倒页面.pdf", _page("/MediaBox [595 842 0 0] /UserUnit 1e9 /Rotate -2147483648"), ANY, PROSE),
    Hostile("十万页.pdf", _many_pages, LARGE),
    Hostile("页数说谎.pdf", _changed(o2=b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"), ANY, PROSE),
    Hostile("页数为负.pdf", _changed(o2=b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"), ANY, PROSE),
    Hostile("页树环.pdf", _changed(o2=b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Parent 2 0 R /Count 3 >>"), ANY, PROSE),
    Hostile("索引环.pdf", lambda: pdf(pdf_objects(), previous=len(pdf(pdf_objects())) - 300), ANY, PROSE),
    Hostile(
        "索引自指.pdf",
        lambda: (made := pdf(pdf_objects(), previous=0)).replace(b"/Prev 0", b"/Prev %d" % made.rindex(b"xref\n0")),
        ANY,
        PROSE,
    ),
    Hostile("截断.pdf", lambda: pdf(pdf_objects())[:500], ANY, PROSE),
    Hostile("只有头.pdf", lambda: b"%PDF-1.7\n", ANY),
    Hostile("无字.pdf", _content(b""), ANY),
    Hostile("加密.pdf", encrypted_pdf, "密码|加密"),
    Hostile("动作.pdf", _changed(o1=_ACTIONS), text=PROSE),
    Hostile("内容炸弹.pdf", lambda: _flate_bomb(1000), ANY),
    Hostile("双重炸弹.pdf", _double_bomb, ANY),
    Hostile("对象流炸弹.pdf", _object_stream_bomb, ANY),
    Hostile("表单自含.pdf", lambda: _forms(1, 1), ANY, PROSE),
    Hostile("表单互含.pdf", lambda: _forms(1, 2), ANY, PROSE),
    Hostile("表单炸弹.pdf", lambda: _forms(10, 12), HEAVY, stubborn=True),
    Hostile("字宽.pdf", _changed(o5=_WIDTHS), ANY, "县"),
    Hostile("千万字.pdf", _many_letters, HEAVY, stubborn=True),
    Hostile("位置无穷.pdf", _content(shown() + _FAR), text=PROSE),
    Hostile(
        "字号无穷.pdf",
        _content(shown() + shown("大").replace(b"12 Tf", b"1e38 Tf") + shown("小").replace(b"12 Tf", b"-1e-38 Tf")),
        text=PROSE,
    ),
    Hostile("缩放无穷.pdf", _content(b"1e38 1e38 1e38 1e38 0 0 cm " * 40 + shown()), ANY, PROSE),
    Hostile("q不回.pdf", _content(shown() + b"q " * 1_000_000), text=PROSE),
    Hostile("数组深.pdf", _content(shown() + b"[" * 100_000), ANY, PROSE),
    Hostile("字典深.pdf", _changed(o6=b"<< /a " * 50_000, o1=b"<< /Type /Catalog /Pages 2 0 R /X 6 0 R >>"), ANY, PROSE),
    Hostile("巨图.pdf", lambda: _image_pdf(60_000, 60_000), ANY, seconds=30, recognised=True, stubborn=True),
]


def _image_pdf(width: int, height: int) -> bytes:
    told = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode"
    image = stream(zlib_repeated(bytes(MB), 400), told % (width, height))
    return pdf(pdf_objects(stream(b"595 0 0 842 0 0 cm /Im Do"), resources=b"/XObject << /Im 6 0 R >>") | {6: image})


# --- OFD -------------------------------------------------------------------------------------------------------------


def _ofd(page: bytes | None = None, *more: Entry, **fields: str) -> Build:
    return lambda: zip_of([*ofd_entries(page, **fields), *more])


def _cyclic_templates() -> bytes:
    used = '<ofd:Template TemplateID="{}" ZOrder="Background"/>'
    listed = "".join(f'<ofd:TemplatePage ID="{n}" BaseLoc="Tpls/{n}.xml"/>' for n in (7, 8))
    page = ofd_page(ofd_text(), used.format(7))
    templates = [entry(f"Doc_0/Tpls/{n}.xml", ofd_page(ofd_text(), used.format(15 - n) + used.format(n))) for n in (7, 8)]
    return zip_of([*ofd_entries(page, document=listed), *templates])


def _located(place: str) -> Build:
    """A page that says it lies elsewhere."""
    return _ofd(pages=f'<ofd:Page ID="4" BaseLoc="{place}"/>')


def _repeated_pages(times: int) -> str:
    return "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_0/Content.xml"/>' for n in range(times))


def _many_objects() -> bytes:
    one = ofd_text("甲乙丙", delta="g 2 4").encode()
    head, tail = ofd_page("\n").split(b"\n</ofd:Layer>")[0] + b"<!--" + ballast(400) + b"-->", b"</ofd:Layer></ofd:Content></ofd:Page>"
    page = Entry(b"Doc_0/Pages/Page_0/Content.xml", pack_repeated(head, one * 100, 31 * MB // (len(one) * 100), tail))
    return zip_of([*(member for member in ofd_entries() if member.name != page.name), page])


def _composite_cycle() -> bytes:
    again = '<ofd:CompositeObject ID="21" ResourceID="20" Boundary="0 0 9 9"/>'
    content = f"<ofd:Content>{ofd_text()}{again}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="20" Width="9" Height="9">{content}</ofd:CompositeGraphicUnit>'
    resources = f"{DECLARATION}<ofd:Res {OFD}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>".encode()
    members = ofd_entries(ofd_page(ofd_text() + '<ofd:CompositeObject ID="30" ResourceID="20" Boundary="0 0 9 9"/>'))
    return zip_of([*(one for one in members if b"PublicRes" not in one.name), entry("Doc_0/PublicRes.xml", resources)])


_NASTY_TEXT = (
    ofd_text()
    + ofd_text("甲", 11, 110, delta="g 1000000000 1")
    + ofd_text("乙", 12, 120, delta="1e300 nan inf -inf g g g -5 3 g 1e9")
    + ofd_text("丙", 13, 130).replace('Size="4"', 'Size="1e308"').replace("20 130 170 5", "nan 1e308 -1 0")
    + ofd_text("丁", 14, 140).replace(
        "<ofd:TextCode ",
        '<ofd:CGTransform CodePosition="2147483647" CodeCount="-1" GlyphCount="1e9"><ofd:Glyphs>1 2</ofd:Glyphs></ofd:CGTransform><ofd:TextCode ',
    )
    + ofd_text("戊", 15, 150).replace("<ofd:TextObject ", '<ofd:TextObject CTM="1e300 0 0 nan 1e300 x" HScale="inf" ')
)
OFDS = [
    Hostile("模板环.ofd", _cyclic_templates, ANY, PROSE),
    Hostile("百万文字.ofd", _many_objects, HEAVY, "甲乙丙"),
    Hostile("字距.ofd", _ofd(ofd_page(_NASTY_TEXT)), ANY, PROSE),
    Hostile("字距炸弹.ofd", _ofd(ofd_page(ofd_text(PROSE, delta="g 1000000000 1 " * 2000))), ANY, PROSE),
    Hostile("上级目录.ofd", _located("../../../../../../etc/passwd"), ANY),
    Hostile("绝对路径.ofd", _located("/etc/passwd"), ANY),
    Hostile("网址.ofd", _located("http://127.0.0.1:9/Content.xml"), ANY),
    Hostile("盘符.ofd", _located("C:\\Windows\\win.ini"), ANY),
    Hostile("页是自己.ofd", _located("Document.xml"), ANY),
    Hostile("根是目录.ofd", _ofd(root="/"), ANY),
    Hostile("根是自己.ofd", _ofd(root="OFD.xml"), ANY),
    Hostile("六百页.ofd", _ofd(pages=_repeated_pages(600)), LARGE),
    Hostile("复合环.ofd", _composite_cycle, ANY, PROSE),
    Hostile(
        "DTD.ofd",
        _ofd(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + ofd_page(ofd_text("&b;")).removeprefix(DECLARATION.encode())),
        "DTD|有害|" + DAMAGED,
    ),
    Hostile("空包.ofd", lambda: zip_of([entry("OFD.xml", b"")]), DAMAGED),
    Hostile(
        "多文档.ofd",
        lambda: zip_of(
            [
                entry(
                    "OFD.xml", f"<ofd:OFD {OFD}>{'<ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody>' * 50_000}</ofd:OFD>".encode()
                ),
                entry("D.xml", b"<a/>"),
            ]
        ),
        ANY,
    ),
    Hostile("页面盒.ofd", _ofd(document="<ofd:PageArea><ofd:PhysicalBox>0 0 1e300 nan</ofd:PhysicalBox></ofd:PageArea>"), ANY, PROSE),
]


# --- compound files --------------------------------------------------------------------------------------------------


def _ole(change: Callable[[list[int], bytearray], None], **fields: object) -> Build:
    """The small .doc with its sector table or directory changed."""

    def build() -> bytes:
        parts = compound(word_streams(**fields))  # type: ignore[arg-type]
        change(parts.fat, parts.directory)
        return compound_bytes(parts)

    return build


def _cycle(fat: list[int], _: bytearray) -> None:
    fat[3] = 0


def _past_the_end(fat: list[int], _: bytearray) -> None:
    fat[2] = 0x00FFFFFF


def _all_one(fat: list[int], _: bytearray) -> None:
    fat[:] = [0] * len(fat)


def _directory_cycle(_: list[int], directory: bytearray) -> None:
    struct.pack_into("<III", directory, 128 + 68, 1, 2, 1)
    struct.pack_into("<III", directory, 256 + 68, 1, 0, 2)


def _lying_sizes(_: list[int], directory: bytearray) -> None:
    for place in (128, 256):
        struct.pack_into("<Q", directory, place + 120, 0xFFFFFFF0)


def _tiny_sizes(_: list[int], directory: bytearray) -> None:
    for place in (128, 256):
        struct.pack_into("<Q", directory, place + 120, 3)


def _bad_names(_: list[int], directory: bytearray) -> None:
    struct.pack_into("<H", directory, 128 + 64, 0xFFFF)


def _header(place: int, value: int) -> Build:
    """The small .doc with a number of its header changed."""

    def build() -> bytes:
        data = bytearray(doc())
        struct.pack_into("<I", data, place, value)
        return bytes(data)

    return build


def _fib(place: int, value: int) -> Build:
    """The small .doc with a number in the head of its text changed."""

    def build() -> bytes:
        streams = word_streams()
        head = bytearray(streams["WordDocument"])
        struct.pack_into("<I", head, place, value)
        return compound_bytes(compound(streams | {"WordDocument": bytes(head)}))

    return build


def _piece_bomb() -> bytes:
    """A million pieces that are all the same stretch of text."""
    return doc(PROSE * 50, pieces=[(len(PROSE) * 50, 0)] * 1_000_000)


OLE = [
    Hostile("扇区环.doc", _ole(_cycle), ANY, PROSE),
    Hostile("扇区越界.doc", _ole(_past_the_end), ANY, PROSE),
    Hostile("扇区全环.doc", _ole(_all_one), ANY, PROSE),
    Hostile("目录环.doc", _ole(_directory_cycle), ANY, PROSE),
    Hostile("流长说谎.doc", _ole(_lying_sizes), ANY, PROSE),
    Hostile("流长太小.doc", _ole(_tiny_sizes), ANY, PROSE),
    Hostile("目录名长.doc", _ole(_bad_names), ANY, PROSE),
    Hostile("片表说谎.doc", lambda: doc(claim=0x7FFFFFF0), ANY, PROSE),
    Hostile("亿片.doc", lambda: doc(claim=4 + 12 * 100_000_000), ANY, PROSE),
    Hostile("片炸弹.doc", _piece_bomb, ANY, PROSE),
    Hostile("片倒序.doc", lambda: doc(pieces=[(2**31, 0), (-(2**31) + 5, 0), (2**32 - 9, 2**20)]), ANY, PROSE),
    Hostile("扇区大小.doc", _header(30, 0xFFFF001F), ANY),
    Hostile("扇区表数.doc", _header(44, 0x7FFFFFFF), ANY, PROSE),
    Hostile("目录在外.doc", _header(48, 0x7FFFFFFF), ANY),
    Hostile("迷你流.doc", _header(56, 0xFFFFFFFF), ANY, PROSE),
    Hostile("文档加密.doc", _fib(10, 0x00BF1300), "密码|加密|" + ANY),
    Hostile("字数说谎.doc", _fib(64 + 12, 0x7FFFFFFF), ANY, PROSE),
    Hostile("片表在外.doc", _fib(154 + 33 * 8, 0xFFFFFFF0), ANY, PROSE),
    Hostile("只有头.doc", lambda: doc()[:512], ANY),
    Hostile("加密包.docx", lambda: compound_bytes(compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(300)})), "密码|加密"),
    Hostile("Works.wps", lambda: compound_bytes(compound({"CONTENTS": b"CHNKWKS" + bytes(5000)})), ANY),
]


# --- web pages -------------------------------------------------------------------------------------------------------


def _page_of(body: str, head: str = "") -> bytes:
    """A web page: an article of a few paragraphs, and `body`."""
    article = f"<p>{PROSE}</p>" * 5
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><div>{article}{body}</div></body></html>".encode()


def _web(body: str, head: str = "") -> Build:
    return lambda: _page_of(body, head)


def _charset(name: str) -> Build:
    return lambda: _page_of("", f"<meta http-equiv=Content-Type content='text/html; charset={name}'>").replace(
        b"<meta charset='utf-8'>", f"<meta charset='{name}'>".encode()
    )


def _multiparts(count: int) -> bytes:
    head = "From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n"
    inner = "".join(f"--b{n}\r\nContent-Type: multipart/related; boundary=b{n + 1}\r\n\r\n" for n in range(count))
    return (head + inner).encode()


def _mail(head: str, body: str) -> bytes:
    return f"From: a\r\nMIME-Version: 1.0\r\n{head}\r\n\r\n{body}".encode()


def _mail_page(more: str = "", encoding: str = "8bit", body: str = "") -> bytes:
    page = body or _page_of("").decode()
    parts = f"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{page}\r\n{more}--b--\r\n"
    return _mail('Content-Type: multipart/related; type="text/html"; boundary=b', parts)


_STYLES = (
    "display:" + " " * 50_000 + "x",
    "a:b;" * 20_000,
    ";" * 50_000,
    "display" + ":none" * 10_000,
    "/*" * 25_000,
    "font:" + "a," * 20_000 + "!",
    "(" * 50_000,
    "display\t\n" * 100,
)
WEB = [
    Hostile("五万层.html", _web("<div>" * 50_000 + PROSE + "</div>" * 50_000), ANY, PROSE),
    Hostile("百万换行.html", _web("<br>" * 1_000_000), ANY, PROSE, stubborn=True),
    Hostile("十万层表.html", _web("<table><tr><td>" * 100_000), ANY, PROSE),
    Hostile("跨行列.html", _web("<table><tr><td rowspan=1000000000 colspan=1000000000>甲<td>乙<tr><td>丙</table>"), text=PROSE),
    Hostile("跨行炸弹.html", _web("<table>" + "<tr><td rowspan=65534 colspan=1000>甲" * 3000 + "</table>"), ANY, PROSE),
    Hostile(
        "序号.html",
        _web("<ol start=1000000000000000000><li>甲<li value=-99999999999999999999>乙</ol><ol type=i start=2147483647><li>丙</ol>"),
        text=PROSE,
    ),
    Hostile(
        "序号超长.html",
        _web(f"<ol start={'9' * 5000}><li value={'²' * 9}>甲</ol><ol type=a start=2147483647>{'<li>丙' * 500}</ol>"),
        ANY,
        PROSE,
    ),
    Hostile("注释不闭.html", _web("<!--" + "-" * 9_900_000), ANY, PROSE),
    Hostile("小于号.html", _web("<" * 5_000_000), ANY, PROSE),
    Hostile("实体号.html", _web("&" * 2_000_000 + "&#x110000;&#xD800;&#0;&#99999999999999999999;&#x80;"), ANY, PROSE),
    Hostile("样式表达式.html", _web("".join(f'<p style="{style}">{PROSE}</p>' for style in _STYLES)), ANY, PROSE),
    Hostile("类名.html", _web("".join(f'<p class="{"a" * 50_000}{n}" id="{"-_" * 20_000}">{PROSE}</p>' for n in range(20))), ANY, PROSE),
    Hostile("百万属性.html", _web(f"<p {' '.join(f'a{n:x}' for n in range(1_000_000))}>{PROSE}</p>"), ANY, PROSE),
    Hostile("一属性.html", _web(f"<p style='{'a' * 9_000_000}'>{PROSE}</p>"), ANY, PROSE),
    Hostile("长文.html", _web("<p>" + "法" * 3_100_000), LARGE),
    Hostile("格式标签.html", _web("<b><i><font>" * 3000 + "<p>甲" * 3000), ANY, PROSE),
    Hostile("表单域.html", _web("<select>" + "<option>甲" * 100_000), ANY, PROSE),
    Hostile("无正文.html", lambda: b"<html><head><title>x</title></head><body></body></html>", ANY),
    Hostile("只有脚本.html", lambda: b"<html><script>" + b"while(1);" * 100_000, ANY),
    Hostile(
        "base.html",
        _web("", "<base href='file:///etc/'><link rel=import href=passwd><meta http-equiv=refresh content='0;url=file:///etc/passwd'>"),
        text=PROSE,
    ),
    Hostile("外部实体.html", lambda: b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _page_of("<p>&a;</p>"), ANY, PROSE),
    *(
        Hostile(f"字符集{n}.html", _charset(name), ANY, PROSE)
        for n, name in enumerate(
            ("utf-7", "undefined", "idna", "punycode", "unicode_escape", "hex", "zlib", "rot13", "x" * 5000, "..", "mbcs", "utf-16", "\0")
        )
    ),
    Hostile("慢字符集.html", lambda: _charset("punycode")() + b"a-" * 1_000_000 + b"9" * 500_000, ANY, PROSE),
    Hostile("十万层.mht", lambda: _multiparts(100_000), ANY),
    Hostile("三百层.mht", lambda: _multiparts(300), ANY),
    Hostile(
        "头续行.mht",
        lambda: _mail("Content-Type: text/html; " + "".join(f"charset*{n}=a;\r\n " for n in range(3_000)) + "x=y", _page_of("").decode()),
        ANY,
        PROSE,
    ),
    Hostile(
        "头编码.mht",
        lambda: _mail("Subject: " + "=?utf-8?q?=41?= " * 60_000 + "\r\nContent-Type: text/html; charset=utf-8", _page_of("").decode()),
        ANY,
        PROSE,
    ),
    Hostile("两万部分.mht", lambda: _mail_page("--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 20_000), ANY, PROSE),
    Hostile("空边界.mht", lambda: _mail("Content-Type: multipart/related; boundary=", _page_of("").decode()), ANY, PROSE),
    Hostile("坏编码.mht", lambda: _mail_page(encoding="base64", body="====" * 1000 + "\xff\xfe"), ANY, PROSE),
    Hostile("未知编码.mht", lambda: _mail_page(encoding="x-uuencode", body="begin 666 a\n" + "M" * 100_000), ANY, "m"),
    Hostile("软换行.mht", lambda: _mail_page(encoding="quoted-printable", body="=\r\n" * 1_000_000), ANY, PROSE),
    Hostile("只有头.mht", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n", ANY),
]


# --- RTF, ODT --------------------------------------------------------------------------------------------------------


def rtf(body: str = "") -> bytes:
    """An RTF text of one paragraph, and `body`."""
    words = "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in PROSE)
    return f"{{\\rtf1\\ansi\\ansicpg936 {words}\\par {body}}}".encode()


def odt(body: str = "", **parts: bytes) -> bytes:
    """An OpenDocument text of one paragraph, and `body`."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    names = (
        f'xmlns:office="{office}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"'
    )
    text = f"<office:body><office:text><text:p>{PROSE}</text:p>{body}</office:text></office:body>"
    content = f"{DECLARATION}<office:document-content {names}>{text}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.text"
    whole = (
        f'<m:file-entry m:full-path="/" m:media-type="{kind.decode()}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
    )
    listed = f'{DECLARATION}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{whole}</m:manifest>'
    members = {"content.xml": content.encode(), "META-INF/manifest.xml": listed.encode(), **parts}
    return zip_of([stored("mimetype", kind), *(entry(name, data) for name, data in members.items())])


_CELLS = (
    '<table:table><table:table-column/><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-'
    'repeated="16384"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'
)
OFFICE = [  # what LibreOffice is given; it takes what it does not know for plain text
    Hostile("扇区环.doc", _ole(_cycle), ANY, PROSE, 70),
    Hostile("片表在外.doc", _fib(154 + 33 * 8, 0xFFFFFFF0), ANY, PROSE, 70),
    Hostile("十万括号.rtf", lambda: rtf("{" * 100_000), ANY, PROSE, 70),
    Hostile("bin说谎.rtf", lambda: rtf("{\\pict\\bin100000 x}"), ANY, PROSE, 70),
    Hostile("只有头.rtf", lambda: b"{\\rtf1", ANY, seconds=70),
    Hostile("重复单元格.odt", lambda: odt(_CELLS), ANY, PROSE, 70),
    Hostile("空格炸弹.odt", lambda: odt('<text:p>甲<text:s text:c="2000000000"/></text:p>'), ANY, PROSE, 70),
    Hostile("空的.odt", lambda: zip_of([stored("mimetype", b"application/vnd.oasis.opendocument.text")]), ANY, seconds=70),
]


# --- images ----------------------------------------------------------------------------------------------------------


def _jpeg(width: int, height: int) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0"
        + bytes(1000)
    )


_BMP = b"BM" + struct.pack("<IIIIiiHHIIIIII", 1000, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(1000)
# A folder is searched for documents only, so images go there under other names.
IMAGES = [
    Hostile("像素六万.pdf", lambda: png(60_000, 60_000, zlib_repeated(bytes(MB), 400)), ANY, recognised=True),
    Hostile("像素溢出.pdf", lambda: png(0x7FFFFFFF, 0x7FFFFFFF), ANY, recognised=True),
    Hostile("像素零.pdf", lambda: png(0, 0), ANY, recognised=True),
    Hostile("残缺图.pdf", lambda: png(100, 100, b"\x78\x9c\x01"), ANY, recognised=True),
    Hostile(
        "文字块炸弹.pdf",
        lambda: png(10, 10, zlib.compress(bytes(30)), png_chunk(b"zTXt", b"a\0\0" + zlib_repeated(bytes(MB), 300))),
        ANY,
        recognised=True,
    ),
    Hostile(
        "色彩块炸弹.pdf",
        lambda: png(10, 10, zlib.compress(bytes(30)), png_chunk(b"iCCP", b"a\0\0" + zlib_repeated(bytes(MB), 300))),
        ANY,
        recognised=True,
    ),
    Hostile("十万帧.docx", lambda: gif(100_000), ANY, recognised=True),
    Hostile("目录环.doc.txt", lambda: tiff(8), ANY, recognised=True),
    Hostile("巨幅.doc.html", lambda: tiff(0, 60_000, 60_000), ANY, recognised=True),
    Hostile("巨幅.ofd", lambda: _jpeg(65_535, 65_535), ANY, recognised=True),
    Hostile("巨幅.rtf", lambda: _BMP, ANY, recognised=True),
    Hostile("窄条.wps", lambda: png(1, 10_000_000, zlib_repeated(bytes(MB), 20)), ANY, recognised=True, stubborn=True),
]


# --- text and names --------------------------------------------------------------------------------------------------


@cache
def _marks() -> bytes:
    """A letter and three million combining marks whose classes fall again and again: sorting them takes long."""
    return ("法" + "\u0301\u0323\u0334\u0345" * 749_999).encode()


TEXTS = [
    Hostile("一行.txt", lambda: "法治".encode() * 1_600_000, LARGE),
    Hostile("一行ASCII.txt", lambda: b"a" * (10 * MB), LARGE),
    Hostile("组合符.txt", _marks, text="法\u0301", stubborn=True),
    Hostile("图片.docx", lambda: png(10, 10, zlib.compress(bytes(30))), ANY, recognised=True),
    Hostile("其实是文档.txt", docx, text=PROSE),
    Hostile("程序.doc", lambda: b"MZ\x90\0\3\0\0\0" + bytes(range(256)) * 20, "程序"),
    Hostile("零.txt", lambda: bytes(100_000), "二进制|空白"),
    Hostile("方向符.txt", lambda: ("\u202e" * 10_000 + PROSE).encode(), text=PROSE),
    Hostile("私有区.txt", lambda: (PROSE + "\ue000\uffff\U0010ffff" * 1000).encode(), text=PROSE),
    Hostile("名\x1b[31m\n\u202e字.txt", lambda: b"", "空"),
    Hostile("名\x07\t字.docx", lambda: b"PK\x03\x04", DAMAGED),
    *(
        Hostile(f"空{ending}", lambda: b"", "空")
        for ending in (".txt", ".docx", ".pdf", ".ofd", ".html", ".doc", ".wps", ".rtf", ".odt", ".mht")
    ),
]

HOSTILE = (*PACKAGES, *XML, *WORD, *PDF, *OFDS, *WEB, *IMAGES, *TEXTS)  # needing no other program


# --- what calls home -------------------------------------------------------------------------------------------------


def beacons(url: str, file: str) -> list[tuple[str, Build]]:
    """Files that ask in every way they know to open `url` and `file` (a file:// address)."""
    return [
        ("docx", lambda: _calling_docx(url, file)),
        ("docx-dtd", lambda: _with_dtd(f'SYSTEM "{url}" [<!ENTITY % p SYSTEM "{file}"> %p;]', "")),
        ("docx-xinclude", lambda: docx(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{file}"/>')),
        ("pdf", lambda: _calling_pdf(url, file)),
        ("html", lambda: _calling_page(url, file)),
        ("mhtml", lambda: _mail_page(body=_calling_page(url, file).decode())),
        ("ofd", _ofd(ofd_page(ofd_text()), pages=f'<ofd:Page ID="4" BaseLoc="{url}"/><ofd:Page ID="6" BaseLoc="{file}"/>')),
        ("ofd-dtd", _ofd(f'<!DOCTYPE a SYSTEM "{url}">'.encode() + ofd_page(ofd_text()).removeprefix(DECLARATION.encode()))),
        ("rtf", lambda: _calling_rtf(url, file)),
        ("odt", lambda: _calling_odt(url, file)),
    ]


def _calling_docx(url: str, file: str) -> bytes:
    kinds = (
        "image",
        "hyperlink",
        "oleObject",
        "attachedTemplate",
        "frame",
        "aFChunk",
        "subDocument",
        "video",
        "font",
        "styles",
        "footnotes",
    )
    places = (url, file, r"\\127.0.0.1\share\a.docx")
    named = [(f"x{kind}{n}", kind, place) for kind in kinds for n, place in enumerate(places)]
    drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    body = "".join(
        f'<w:p><w:r><w:drawing><a:blip {drawn} r:link="{name}"/></w:drawing></w:r></w:p><w:altChunk r:id="{name}"/><w:subDoc r:id="{name}"/>'
        for name, _, _ in named
    )
    fields = "".join(
        f"<w:p><w:fldSimple w:instr='{code} \"{place}\"'/></w:p>" for code in ("INCLUDETEXT", "INCLUDEPICTURE", "LINK") for place in places
    )
    return docx(body + fields, rels=relations(*(relation(*one) for one in named)))


def _calling_pdf(url: str, file: str) -> bytes:
    actions = b" ".join(
        b"<< /S /%s /URI (%s) /F << /FS /URL /F (%s) >> /JS (this.submitForm('%s')) /D [0 /Fit] /NewWindow false >>"
        % (kind, url.encode(), place.encode(), url.encode())
        for kind in (b"URI", b"Launch", b"GoToR", b"ImportData", b"SubmitForm", b"JavaScript")
        for place in (url, file)
    )
    first = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (%s) /Next [%s] >> /URI << /Base (%s) >> >>"
    outside = b"<< /Length 0 /F (%s) /FFilter /FlateDecode >>\nstream\n\nendstream" % file.encode()
    return pdf(pdf_objects(page=b"/MediaBox [0 0 595 842] /AF 6 0 R") | {1: first % (url.encode(), actions, url.encode()), 6: outside})


def _calling_page(url: str, file: str) -> bytes:
    head = "".join(
        f"<base href='{place}'><link rel=stylesheet href='{place}'><script src='{place}'></script><style>@import '{place}'</style>"
        f"<meta http-equiv=refresh content='0;url={place}'>"
        for place in (url, file)
    )
    body = "".join(
        f"<img src='{place}'><iframe src='{place}'></iframe><object data='{place}'></object><embed src='{place}'>" for place in (url, file)
    )
    return _page_of(body, head)


def _calling_rtf(url: str, file: str) -> bytes:
    fields = "".join(
        rf'{{\field{{\*\fldinst {{ {code} "{place}" {more}}}}}{{\fldrslt {{}}}}}}'
        for code, more in (("INCLUDEPICTURE", r"\\d"), ("INCLUDETEXT", ""), ("LINK Word.Document.8", r"\\a"), ("IMPORT", ""))
        for place in (url, file)
    )
    return rtf(rf"{fields}{{\*\template {url}}}{{\object\objautlink\objupdate{{\*\objclass htmlfile}}{{\*\objdata 0}}}}")


def _calling_odt(url: str, file: str) -> bytes:
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    body = "".join(
        f'<text:p><draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{place}" {link}/></draw:frame>'
        f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:object xlink:href="{place}" {link}/></draw:frame>'
        f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:floating-frame xlink:href="{place}" {link}/></draw:frame></text:p>'
        f'<text:section text:name="s{n}"><text:section-source xlink:href="{place}" {link}/><text:p>节</text:p></text:section>'
        for n, place in enumerate((url, file))
    )
    return odt(body)
