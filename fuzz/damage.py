"""Strategies that damage and recombine files: bytes of any file, members and elements of packages, words of written formats."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from tests.hostile_parts import PROSE, stored, zip_of

Draw = Callable[[st.SearchStrategy[Any]], Any]
Damage = Callable[[Draw, bytes, Sequence[bytes]], bytes]

_NUMBERS = (
    "",
    "-1",
    "0",
    "1",
    "7",
    "2147483647",
    "-2147483648",
    "99999999999999999999",
    "1e300",
    "-1e300",
    "nan",
    "inf",
    "0.0000001",
    "9" * 5000,
)
_WORDS = (
    *(
        "²",
        "٣",
        "Ⅷ",
        "x",
        "true",
        "off",
        "none",
        " ",
        "1 2",
        "1,5",
        "0x10",
        "%1%2%9",
        "%0%",
        "0 0 0 0",
        "0 0 210 297",
        "g 99999 1",
        "g g 2",
    ),
    *(
        "../../../../etc/passwd",
        "/",
        "..",
        "\\\\a\\b",
        "http://127.0.0.1:9/",
        "#",
        "auto",
        "A" * 3000,
        "\U0001f600",
        "\u202e",
        "\u2028",
        "\x85",
    ),
    *("decimal", "chineseCounting", "upperRoman", "bullet", "begin", "end", "separate", "continue", "restart", PROSE),
)
_NASTY = st.sampled_from([*_NUMBERS, *_WORDS])
_TEXTS = st.sampled_from(
    ["", " ", "\u3000", "\x85", "\u2028", "一、", "1.", "（一）", "。", PROSE, "甲\t乙", "\ufffd", "\u00a0" * 50, "e\u0301" * 9]
)
_TAGS = (
    *(
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=0 colspan=-1>",
        "<td rowspan=99999>",
        "<ol start=9999999999999999999>",
        "<li value=x>",
        "<br>",
        "<p>",
    ),
    *(
        "</p>",
        "<div style='display:none'>",
        "</div>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<script>",
        "<style>",
        "<svg>",
        "<math>",
        "<template>",
    ),
    *(
        "<select>",
        "<frameset>",
        "<body>",
        "</body>",
        "<html>",
        "<head>",
        "<title>",
        "<textarea>",
        "<plaintext>",
        "<xmp>",
        "<noscript>",
        "<ruby><rt>",
    ),
    *(
        "<base href=//>",
        "<meta charset=utf-16>",
        "<a name=>",
        "<sup>",
        "<caption>",
        "<colgroup>",
        "<img alt=x>",
        "&#x110000;",
        "&#xD800;",
        "&nbsp",
        "\0",
    ),
)
_CONTROLS = (
    *(
        "\\par",
        "\\pard",
        "\\u-32768?",
        "\\u99999999999",
        "\\bin9999 ",
        "\\bin-1 ",
        "{\\*\\",
        "{",
        "}",
        "\\'",
        "\\'zz",
        "\\uc-1",
        "\\uc99",
        "\\trowd",
    ),
    *(
        "\\cell",
        "\\row",
        "\\intbl",
        "\\field",
        "\\fldinst",
        "\\pict",
        "\\ansicpg0",
        "\\fcharset134",
        "\\v",
        "\\deleted",
        "\\footnote",
        "\\sect",
    ),
)
_OPERATORS = (
    *(
        "BT",
        "ET",
        "q",
        "Q",
        "Tj",
        "TJ",
        "Tf",
        "Td",
        "Tm",
        "T*",
        "Do",
        "cm",
        "BI",
        "ID",
        "EI",
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "obj",
        "endobj",
    ),
    *(
        "stream",
        "endstream",
        "R",
        "null",
        "true",
        "/Type",
        "/Page",
        "/Pages",
        "/Kids",
        "/Count",
        "/Parent",
        "/Length",
        "/Filter",
        "/FlateDecode",
    ),
    *(
        "/Contents",
        "/Resources",
        "/MediaBox",
        "/Rotate 90",
        "/W",
        "/DW",
        "/ToUnicode",
        "/Encoding",
        "1 0 R",
        "2 0 R",
        "3 0 R",
        "4 0 R",
        "99 0 R",
    ),
)
_HEADERS = (
    *("Content-Type: text/html; charset=x", "Content-Type: multipart/mixed; boundary=b", "Content-Type: message/rfc822", "MIME-Version: 2"),
    *(
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Transfer-Encoding: x",
        "--b",
        "--b--",
        "",
        " ",
        "a",
    ),
    *(
        "Content-Type:",
        ":",
        "Content-Type: text/html; charset*0*=utf-8''%",
        "Content-Location: http://127.0.0.1:9/",
        "Subject: =?gbk?b?/?=",
    ),
)
_MARKUP = re.compile(rb"<[^>]{0,300}>|[^<]+")
_INSIDE_TAG = re.compile(rb"[\w-]+|[^\w\s]+|\s+")
_RTF = re.compile(rb"\\[a-z]+-?\d* ?|\\'..|[{}]|[^\\{}]+")
_PDF = re.compile(rb"[-+]?\d+(?:\.\d+)?|/\w+|<[0-9a-f]+>|\b[a-zA-Z*]{1,9}\b")
_LINES = re.compile(rb"[^\n]*\n?")
_STREAM = re.compile(rb"<<((?:(?!>>\s*stream|endobj).){0,2000})>>\s*stream\r?\n(.*?)\r?\nendstream", re.S)


def damaged(name: str, samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Files of a format, each damaged in one to four places."""
    ways = _WAYS[name.removesuffix("-bare")]
    prepared = (
        [_inflated(data) if name == "pdf" and odd else data for data in samples for odd in (False, True)] if name == "pdf" else samples
    )

    @st.composite
    def build(draw: Draw) -> bytes:
        data: bytes = draw(st.sampled_from(prepared))
        for way in draw(st.lists(st.sampled_from(ways), min_size=1, max_size=4)):
            data = way(draw, data, samples)
        return data

    return build()


# --- bytes -----------------------------------------------------------------------------------------------------------


def _place(draw: Draw, data: Sequence[Any], extra: int = 0) -> int:
    return int(draw(st.integers(0, max(len(data) - 1 + extra, 0))))


def _stretch(draw: Draw, data: bytes) -> tuple[int, int]:
    start = _place(draw, data)
    return start, min(start + draw(st.sampled_from([1, 2, 4, 8, 30, 200, 2000, 60_000])), len(data))


def _flip(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    place = _place(draw, data)
    return data[:place] + bytes([data[place] ^ draw(st.sampled_from([1, 2, 4, 8, 16, 32, 64, 128, 255]))]) + data[place + 1 :]


def _put(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    place = _place(draw, data)
    value = draw(
        st.sampled_from(
            [b"\0", b"\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"<", b"&", b"\x0d", b"\xe4\xb8"]
        )
    )
    return data[:place] + value + data[place + len(value) :]


def _drop(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _stretch(draw, data)
    return data[:start] + data[end:]


def _repeat(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _stretch(draw, data)
    return data[:end] + data[start:end] * min(draw(st.sampled_from([1, 2, 50])), 1 + 500_000 // max(end - start, 1)) + data[end:]


def _zero(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _stretch(draw, data)
    return data[:start] + bytes(end - start) + data[end:]


def _swap(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    (a, b), (c, d) = sorted((_stretch(draw, data), _stretch(draw, data)))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:] if b <= c else data


def _cut(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: _place(draw, data, 1)]


def _splice(draw: Draw, data: bytes, samples: Sequence[bytes]) -> bytes:
    other: bytes = draw(st.sampled_from(samples))
    return data[: _place(draw, data, 1)] + other[_place(draw, other) :]


_BYTE_WAYS = (_flip, _flip, _put, _put, _drop, _repeat, _zero, _swap, _cut, _splice)


def _bytes(draw: Draw, data: bytes, samples: Sequence[bytes]) -> bytes:
    return draw(st.sampled_from(_BYTE_WAYS))(draw, data, samples) if data else data  # type: ignore[no-any-return]


def _word(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    """A number of four bytes at an even place, where compound files and images keep theirs."""
    used = [place for place in range(0, len(data) - 3, 2) if any(data[place : place + 4])]
    if not used:
        return data
    place = draw(st.sampled_from(used))
    old = int.from_bytes(data[place : place + 4], "little")
    new = (
        draw(st.sampled_from([0, 1, 2, old + 1, old - 1, old * 2, old >> 8, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFF0, 0x10000]))
        & 0xFFFFFFFF
    )
    return data[:place] + int(new).to_bytes(4, "little") + data[place + 4 :]


def _sector(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    """Sectors of a compound file: one put in another's place, exchanged, emptied or lost."""
    sectors = [data[place : place + 512] for place in range(0, len(data), 512)]
    if not sectors:
        return data
    one, other = _place(draw, sectors), _place(draw, sectors)
    match draw(st.sampled_from(["copy", "swap", "empty", "lose"])):
        case "copy":
            sectors[one] = sectors[other]
        case "swap":
            sectors[one], sectors[other] = sectors[other], sectors[one]
        case "empty":
            sectors[one] = bytes(512)
        case _:
            del sectors[one]
    return b"".join(sectors)


# --- words of written formats ----------------------------------------------------------------------------------------


def _words(pattern: re.Pattern[bytes], nasty: Sequence[str]) -> Damage:
    """Damage to what `pattern` finds one by one."""

    def damage(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
        spans = [match.span() for match in pattern.finditer(data) if match.group()]
        if not spans:
            return data
        start, end = draw(st.sampled_from(spans))
        other_start, other_end = draw(st.sampled_from(spans))
        other, word = data[other_start:other_end], data[start:end]
        new = draw(st.sampled_from(["drop", "double", "many", "other", "nasty", "number"]))
        made = {"drop": b"", "double": word * 2, "many": word * min(300, 1 + 100_000 // len(word)), "other": other}.get(new)
        if made is None:
            made = draw(st.sampled_from(nasty) if new == "nasty" else _NASTY).encode("utf-8", "replace")
        return data[:start] + made + data[end:]

    return damage


def _in_tag(draw: Draw, data: bytes, samples: Sequence[bytes]) -> bytes:
    """Damage to a word inside a tag: an attribute's name or its value."""
    tags = [match.span() for match in re.finditer(rb"<\w[^>]{0,500}>", data)]
    if not tags:
        return data
    start, end = draw(st.sampled_from(tags))
    return data[:start] + _words(_INSIDE_TAG, _TAGS)(draw, data[start:end], samples) + data[end:]


def _inflated(data: bytes) -> bytes:
    """A PDF with its streams unpacked, so that damage reaches what is in them."""

    def unpack(match: re.Match[bytes]) -> bytes:
        head, body = match.groups()
        try:
            body = zlib.decompress(body)
        except zlib.error:
            return match.group()
        if b"/DecodeParms" in head or b"FontFile" in head or len(body) > 100_000:
            return match.group()
        return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (
            re.sub(rb"/Filter\s*/FlateDecode|/Length \d+(?: 0 R)?", b"", head),
            len(body),
            body,
        )

    return _STREAM.sub(unpack, data)


# --- packages --------------------------------------------------------------------------------------------------------


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(one.file_size for one in package.infolist()) > 5_000_000:
                return {}
            return {name: package.read(name) for name in package.namelist()}
    except Exception:
        return {}


def _zipped(members: dict[str, bytes]) -> bytes:
    return zip_of(stored(name, data) for name, data in members.items())


def _in_member(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    """Damage to the bytes or to the elements of one member; the package stays whole."""
    members = _members(data)
    if not members:
        return data
    name = draw(st.sampled_from(sorted(members)))
    way: Damage = draw(st.sampled_from([_element] * 8 + [_in_tag, _bytes]))
    return _zipped(members | {name: way(draw, members[name], [*members.values()])})


def _member(draw: Draw, data: bytes, samples: Sequence[bytes]) -> bytes:
    """A member lost, doubled, exchanged with another, or taken from another file."""
    members = _members(data)
    if not members:
        return data
    one, other = (draw(st.sampled_from(sorted(members))) for _ in range(2))
    match draw(st.sampled_from(["lose", "copy", "swap", "foreign", "foreign", "rename"])):
        case "lose":
            del members[one]
        case "copy":
            members[one] = members[other]
        case "swap":
            members[one], members[other] = members[other], members[one]
        case "rename":
            members[draw(st.sampled_from([one.upper(), f"/{one}", one.replace("/", "\\"), f"a/{one}", f"../{one}"]))] = members.pop(one)
        case _:
            foreign = _members(draw(st.sampled_from(samples)))
            members |= {name: foreign[name] for name in foreign if name == one} or foreign
    return _zipped(members)


def _element(draw: Draw, data: bytes, _: Sequence[bytes]) -> bytes:
    """One change to the tree of an XML file."""
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False))
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
    except (etree.XMLSyntaxError, AttributeError, ValueError):
        return data
    one, other = draw(st.sampled_from(elements)), draw(st.sampled_from(elements))
    try:
        draw(st.sampled_from(_CHANGES))(draw, one, other)
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)
    except ValueError:  # a word that XML cannot hold, or an element below itself
        return data


def _set_attribute(draw: Draw, one: Any, other: Any) -> None:
    named = [*one.attrib] * 4 + [*other.attrib] + ["val"]
    known = [value for element in (one, other) for value in element.attrib.values()] or [""]
    one.set(draw(st.sampled_from(named)), draw(st.one_of(_NASTY, st.sampled_from(known))))


def _lose_attribute(draw: Draw, one: Any, _: Any) -> None:
    if one.attrib:
        del one.attrib[draw(st.sampled_from([*one.attrib]))]


def _set_text(draw: Draw, one: Any, _: Any) -> None:
    words = draw(st.one_of(_TEXTS, _NASTY))
    if draw(st.booleans()):
        one.text = words
    else:
        one.tail = words


def _lose(_: Draw, one: Any, __: Any) -> None:
    if one.getparent() is not None:
        one.getparent().remove(one)


def _double(draw: Draw, one: Any, _: Any) -> None:
    if one.getparent() is not None:
        for _ in range(draw(st.sampled_from([1, 2, 40]))):
            one.addnext(_copied(one))


def _move(draw: Draw, one: Any, other: Any) -> None:
    if one not in other.iterancestors() and one is not other:
        other.insert(draw(st.sampled_from([0, 1, len(other)])), one)


def _copy_into(draw: Draw, one: Any, other: Any) -> None:
    other.insert(draw(st.sampled_from([0, len(other)])), _copied(one))


def _wrap(draw: Draw, one: Any, other: Any) -> None:
    """Nest an element in elements of its own, or of another's name."""
    parent = one.getparent()
    if parent is None:
        return
    place = parent.index(one)
    inner = one
    for _ in range(draw(st.sampled_from([1, 2, 60]))):
        outer = etree.Element(draw(st.sampled_from([one.tag, other.tag])), nsmap=one.nsmap)
        outer.append(inner)
        inner = outer
    parent.insert(place, inner)


def _rename(_: Draw, one: Any, other: Any) -> None:
    one.tag = other.tag


def _empty(_: Draw, one: Any, __: Any) -> None:
    del one[:]


def _exchange(_: Draw, one: Any, other: Any) -> None:
    one.attrib.update(dict(other.attrib))
    one.text, other.text = other.text, one.text


def _copied(one: Any) -> Any:
    from copy import deepcopy

    return deepcopy(one)


_CHANGES = (_set_attribute,) * 6 + (
    _lose_attribute,
    _set_text,
    _lose,
    _double,
    _move,
    _move,
    _copy_into,
    _wrap,
    _rename,
    _rename,
    _empty,
    _exchange,
)

_ZIP_WAYS = (_in_member,) * 12 + (_member, _member, _bytes)
_WAYS: dict[str, tuple[Damage, ...]] = {
    "docx": _ZIP_WAYS,
    "ofd": _ZIP_WAYS,
    "odt": _ZIP_WAYS,
    "pdf": (_words(_PDF, _OPERATORS),) * 6 + (_words(_LINES, _OPERATORS), _bytes, _bytes),
    "html": (_words(_MARKUP, _TAGS),) * 5 + (_in_tag, _in_tag, _bytes),
    "mhtml": (_words(_LINES, _HEADERS),) * 3 + (_words(_MARKUP, _TAGS), _in_tag, _bytes),
    "rtf": (_words(_RTF, _CONTROLS),) * 4 + (_bytes,),
    "doc": (_word,) * 5 + (_sector, _sector, _bytes, _bytes),
    "image": (_word, _word, _bytes),
    "text": (_bytes, _words(_LINES, ("# ", "\r", "\x85", "\u2028", "\ufeff", "\0"))),
}
