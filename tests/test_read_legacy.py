"""Reading of .doc, .wps, .rtf and .odt: by LibreOffice, by msdoc2docx, by hand; and what else such containers hold."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import Document
from checker.reading import read_document
from checker.reading.legacy import doc_text, office
from checker.reading.legacy.ole import Container
from checker.reading.legacy.read import read_ole, read_other
from checker.reading.refused import RefusedError
from tests.ole_builder import container, doc, doc_streams

ROOT = Path(__file__).parent.parent
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_CHANGE = "<office:change-info><dc:creator>甲</dc:creator><dc:date>2025-01-06T09:00:00</dc:date></office:change-info>"
_NOTE = (
    '<text:note text:id="f" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>数据截至年底。</text:p></text:note-body></text:note>"
)
_HIDDEN = '<text:span text:style-name="H">旧稿</text:span>'
_INSERTED = '<text:change-start text:change-id="c2"/>53<text:change-end text:change-id="c2"/>'
_TYPE = "application/vnd.oasis.opendocument.text"
REPORT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{_NAMES}office:1.0" xmlns:text="{_NAMES}text:1.0" xmlns:table="{_NAMES}table:1.0"
 xmlns:style="{_NAMES}style:1.0" xmlns:fo="{_NAMES}xsl-fo-compatible:1.0" xmlns:draw="{_NAMES}drawing:1.0"
 xmlns:svg="{_NAMES}svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" office:mimetype="{_TYPE}">
<office:automatic-styles>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:list-style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles><office:body><office:text>
<text:tracked-changes text:track-changes="false">
<text:changed-region text:id="c1"><text:deletion>{_CHANGE}<text:p>35</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion>{_CHANGE}</text:insertion></text:changed-region></text:tracked-changes>
<text:p>青溪县2024年度法治政府建设年度报告</text:p>
<text:list text:style-name="L"><text:list-item><text:p>主要工作</text:p></text:list-item>
<text:list-item><text:p>存在的问题</text:p></text:list-item></text:list>
<text:p>办理复议案件<text:change text:change-id="c1"/>{_INSERTED}件，{_HIDDEN}全部办结。{_NOTE}</text:p>
<table:table><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell><text:p>项目</text:p></table:table-cell><table:table-cell><text:p>件数</text:p></table:table-cell><table:table-cell><text:p>备注</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>行政</text:p><text:p>处罚</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell><table:table-cell><text:p>见附件</text:p></table:table-cell></table:table-row></table:table>
<text:p>见<text:a xlink:href="http://example.invalid/">政府网站</text:a>与𠮷字<text:line-break/>换行。</text:p>
<text:p>Plain “ASCII” only.</text:p>
</office:text></office:body></office:document>"""
LINES = [
    "青溪县2024年度法治政府建设年度报告",
    "一、主要工作",
    "二、存在的问题",
    "办理复议案件53件，全部办结。",
    "项目 | 件数 | 备注",
    "行政 处罚 | 12 | 见附件",
    "见政府网站与𠮷字",
    "换行。",
    "Plain “ASCII” only.",
    "数据截至年底。",
]
UNNUMBERED = [line.removeprefix("一、").removeprefix("二、") for line in LINES]
KINDS = ["paragraph"] * 4 + ["table_row"] * 2 + ["paragraph"] * 3 + ["footnote"]
BY_OFFICE, BY_CONVERTER, BARE = "经 LibreOffice 转换后读取", "经 msdoc2docx 转换后读取", "自动编号无法还原"

# Run by a Python that has no msdoc2docx: reads a file from standard input.
_WITHOUT_CONVERTER = """
import sys
sys.modules["doc2docx"] = None
from checker.reading.legacy.read import read_ole
document = read_ole(sys.stdin.buffer.read(), lambda _: None)
sys.stdout.buffer.write("\\n".join([document.text, *document.notes]).encode())
"""


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report as LibreOffice saves it for Word 97."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "report.fodt").write_text(REPORT, "utf-8")
    program = office.find_office()
    assert program, "LibreOffice makes the files that these tests read"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.fodt")], capture_output=True, timeout=120)
    return (folder / "report.doc").read_bytes()


def odt(report: str) -> bytes:
    """A package around the content of a flat document."""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_NAMES}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = report.replace("office:document ", "office:document-content ").replace(
        "office:document>", "office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", _TYPE)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def gbk(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


RTF = (
    r"{\rtf1\ansi\ansicpg936\uc2{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37"
    r"\levelfollow2\levelstartat1{\leveltext\'02\'00" + gbk("、") + r";}{\levelnumbers\'01;}}\listid5}}"
    r"{\*\listoverridetable{\listoverride\listid5\listoverridecount0\ls1}}\pard\plain\f0 " + gbk(LINES[0]) + r"\par"
    r"\pard\plain\ls1\ilvl0\f0 "
    + gbk("主要工作")
    + r"\par\pard\plain\f0 "
    + gbk("办理")
    + r"{\deleted 35}{\revised 53}"
    r"\u20214 \'bc\'fe" + gbk("，朱镕基。") + r"\par}"
).encode()


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which LibreOffice is nowhere to be found."""
    monkeypatch.setenv("PATH", "")
    assert office.find_office() is None


def ole(data: bytes) -> Document:
    return read_ole(data, lambda _: None)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        ole(data)
    assert str(caught.value).endswith("。")
    return str(caught.value)


def test_doc_by_libreoffice(saved: bytes) -> None:
    document = read_document(saved, "报告.wps")  # in the process that reads: it says in time what it is at
    assert isinstance(document, Document), document
    assert texts(document) == LINES and [block.kind for block in document.blocks] == KINDS
    assert BY_OFFICE in document.notes[0]


def test_rtf_by_libreoffice() -> None:
    document = read_document(RTF)
    assert isinstance(document, Document), document
    assert texts(document) == [LINES[0], LINES[1], "办理53件，朱镕基。"]
    assert "RTF" in document.notes[0] and BY_OFFICE in document.notes[0]


@pytest.mark.usefixtures("no_office")
def test_doc_by_the_converter(saved: bytes) -> None:
    document = ole(saved)
    assert texts(document) == LINES and [block.kind for block in document.blocks] == KINDS
    assert BY_CONVERTER in document.notes[0]


def test_doc_without_any_converter(saved: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_CONVERTER],
        input=saved,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PATH": ""},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    *lines, note = done.stdout.decode().split("\n")
    assert lines == UNNUMBERED and BARE in note and "另存为 .docx" in note


@pytest.mark.parametrize(("data", "kind"), [(RTF, "rtf"), (odt(REPORT), "odt"), (b"<w:wordDocument/>", "wordxml")])
@pytest.mark.usefixtures("no_office")
def test_what_libreoffice_alone_reads_is_refused_without_it(data: bytes, kind: str) -> None:
    with pytest.raises(RefusedError, match=r"请用 Word 或 WPS 另存为 \.docx"):
        read_other(data, kind, lambda _: None)


def test_the_command_says_how_a_file_was_read(saved: bytes, tmp_path: Path) -> None:
    path = tmp_path / "报告.doc"
    path.write_bytes(saved)
    command = [sys.executable, "-m", "checker", "read", str(path)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=os.environ | {"PATH": ""}, timeout=60)
    assert done.stdout.decode().split("\n")[:3] == LINES[:3]
    assert BY_CONVERTER in done.stderr.decode()


def test_libreoffice_is_not_taken_from_where_the_reports_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert office.find_office() is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.find_office() == str(tmp_path / "soffice")


def test_libreoffice_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 61 &\necho $! > {tmp_path}/child\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(office, "CONVERT_SECONDS", 1.0)
    started = time.monotonic()
    assert office.to_docx(b"x", "doc", str(script)) is None
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "echo nonsense > source.docx", ": > source.docx"])
def test_libreoffice_that_fails_gives_way_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    (tmp_path / "soffice").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    document = ole(doc([("全文。\r", False)]))
    assert document.text == "全文。" and BY_OFFICE not in document.notes[0]


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}", asked
        listening.shutdown()


def test_odt_by_libreoffice_which_fetches_nothing(server: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密")
    picture = f'<text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{address}/a.png"/></draw:frame></text:p>'
    section = (
        f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/>'
        "<text:p>旧文</text:p></text:section>"
    )
    document = read_other(
        odt(REPORT.replace("<table:table>", picture + section + "<table:table>", 1)), "odt", lambda _: None
    )
    assert asked == [] and "绝密" not in document.text
    assert [text for text in texts(document) if text != "旧文"] == LINES
    assert ".odt" in document.notes[0] and BY_OFFICE in document.notes[0]


def bare(data: bytes) -> Document:
    """Read by hand, whatever else could read it."""
    opened = Container(data)
    blocks = doc_text.read_text(opened.stream("WordDocument"), opened.stream("1Table"))
    return Document("\n".join(block.text for block in blocks), blocks)


ROWS = "项目\x07件数\x07\x07处罚\r决定\x07\x07\x07完。\r"
MARKED_ROWS = doc(
    [(ROWS, False)],
    cells=[(0, len(ROWS) - 3)],
    row_ends=[(6, 7), (len(ROWS) - 4, len(ROWS) - 3)],
)
TEXTS = {
    "one piece": (doc([("甲乙。\r丙丁。\r", False)]), ["甲乙。", "丙丁。"]),
    "pieces of both widths, out of order": (
        doc([("全年办理", False), ("1,234", True), ("件。\r", False), ("“GDP”\r", True)]),
        ["全年办理1,234件。", "“GDP”"],
    ),
    "fields": (
        doc(
            [("见\x13 HYPERLINK \x13 REF a \x14内\x15\x14网\x13 PAGE \x14站\x15\x15及\x13 SEQ \x15后\x15文。\r", False)]
        ),
        ["见网站及后文。"],
    ),
    "a field without an end": (doc([("上文。\x13 PAGE \r", False)]), ["上文。"]),
    "line, page, column": (doc([("一\x0b二\x0c三\x0e四\r", False)]), ["一", "二", "三", "四"]),
    "objects, hyphens, control characters": (
        doc([("图\x01\x08\x02\x05文\x1e字\x1f\x00\x7f末\t尾\r", False)]),
        ["图文-字末\t尾"],
    ),
    "deleted": (doc([("办理35", False), ("53件。\r", False)], gone=[(2, 4)]), ["办理53件。"]),
    "deleted end of a paragraph": (doc([("上半，\r下半。\r", False)], gone=[(3, 4)]), ["上半，下半。"]),
    "deleted here and there": (doc([("甲x乙x丙x丁\r", False)], gone=[(1, 2), (3, 4), (5, 6)]), ["甲乙丙丁"]),
    "rows": (MARKED_ROWS, ["项目 | 件数", "处罚 决定 | ", "完。"]),
    "a frame": (
        doc([("外\r内一\r内二\x07\x07末\r", False)], cells=[(2, 8)], row_ends=[(8, 9)]),
        ["外", "内一", "内二", "末"],
    ),
    "rows whose ends are not marked": (doc([("甲\x07乙\x07完\r", False)]), ["甲 | 乙", "完"]),
    "pairs": (doc([("𠮷字\r".encode("utf-16-le").decode("utf-16-le"), False)]), ["𠮷字"]),
    "other stories": (doc([("正文。\r\x02 脚注。\r页眉\r", False)], notes=6, after=3), ["正文。", "脚注。"]),
}


@pytest.mark.parametrize(("data", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_the_bare_text(data: bytes, expected: list[str]) -> None:
    assert texts(bare(data)) == expected


def test_kinds_of_the_bare_text() -> None:
    assert [block.kind for block in bare(MARKED_ROWS).blocks] == ["table_row", "table_row", "paragraph"]
    assert [block.kind for block in bare(TEXTS["other stories"][0]).blocks] == ["paragraph", "footnote"]


OTHERS = {
    "encrypted": ({"EncryptedPackage": b"", "EncryptionInfo": b""}, "加密"),
    "xls": ({"Workbook": b""}, "Excel"),
    "xls of 1995": ({"Book": b""}, "Excel"),
    "ppt": ({"PowerPoint Document": b""}, "演示文稿"),
    "visio": ({"VisioDocument": b""}, "Visio"),
    "mail": ({"__properties_version1.0": b""}, "邮件"),
    "hwp": ({"FileHeader": b"", "BodyText": b""}, ".hwp"),
    "works": ({"CONTENTS": b"", "MatOST": b""}, "Works"),
    "works of 2000": ({"CONTENTS": b""}, "Works"),
    "nothing known": ({"Abc": b""}, "不是 Word"),
    "no document of Word's": ({"WordDocument": b"\x01\x02"}, "损坏"),
    "no table": ({"WordDocument": doc_streams([("文。\r", False)])[0]}, "损坏"),
}


@pytest.mark.parametrize(("streams", "told"), OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.usefixtures("no_office")
def test_other_containers_are_told(streams: dict[str, bytes], told: str) -> None:
    assert told in refusal(container(streams))


def test_installers_are_told() -> None:
    class_id = bytes.fromhex("84100c0000000000c000000000000046")
    assert ".msi" in refusal(container({"x": b""}, class_id))


@pytest.mark.usefixtures("no_office")
def test_word_95_and_passwords() -> None:
    assert "Word 6.0 或 95" in refusal(doc([("文。\r", False)], number=104))
    assert "加密" in refusal(doc([("文。\r", False)], flags=0x0300))


def with_bytes(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


GOOD = doc([("全面推进依法行政。\r", False)])
WORD, TABLE = doc_streams([("全面推进依法行政。\r", False)])
RING = struct.pack("<I", 2)
HOSTILE = {
    "cut off": GOOD[:2000],
    "only a header": GOOD[:512],
    "only a sign": GOOD[:8],
    "sectors of 2^60 bytes": with_bytes(GOOD, 30, b"\x3c\0"),
    "more tables of sectors than file": with_bytes(GOOD, 44, b"\xff\xff\xff\x7f"),
    "more small tables than file": with_bytes(GOOD, 64, b"\xff\xff\xff\x7f"),
    "tables in a ring": with_bytes(with_bytes(GOOD, 68, b"\0\0\0\0"), 72, b"\xff\xff\xff\x7f"),
    "stream in a ring, and endless": with_bytes(with_bytes(GOOD, 512 + 8, RING), 1024 + 128 + 120, b"\xff\xff\xff\x7f"),
    "a thousand neighbours": container({f"n{number}": b"" for number in range(1_200)}),
    "text of 2^31 characters": container(
        {"WordDocument": with_bytes(WORD, 0x4C, b"\xff\xff\xff\x7f"), "1Table": TABLE}
    ),
    "less than no text": container({"WordDocument": with_bytes(WORD, 0x4C, b"\xff\xff\xff\xff"), "1Table": TABLE}),
    "piece table behind the end": container(
        {"WordDocument": with_bytes(WORD, 0x1A2, b"\xff\xff\xff\x7f"), "1Table": TABLE}
    ),
    "pieces beside the file": container({"WordDocument": WORD, "1Table": with_bytes(TABLE, 21, b"\xff\xff\xff\x3f")}),
    "no pieces": container({"WordDocument": WORD, "1Table": bytes(200)}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.usefixtures("no_office")
def test_damage_is_refused_at_once(data: bytes) -> None:
    started = time.monotonic()
    assert any(word in refusal(data) for word in ("损坏", "不是 Word", "上限"))
    assert time.monotonic() - started < 3


def test_a_directory_in_a_ring_is_read_once_round() -> None:
    assert bare(with_bytes(GOOD, 512 + 4, struct.pack("<I", 1))).text == "全面推进依法行政。"


def test_the_same_piece_again_and_again_is_bounded() -> None:
    count = 20_000
    firsts = struct.pack(f"<{count + 1}I", *(50 * number for number in range(count + 1)))
    pieces = firsts + struct.pack("<HIH", 0, 0x400, 0) * count
    word = with_bytes(WORD, 0x4C, struct.pack("<i", 50 * count)) + bytes(200)
    word = with_bytes(word, 0x1A2, struct.pack("<II", 0, len(pieces) + 5))
    started = time.monotonic()
    doc_text.read_text(word, struct.pack("<BI", 2, len(pieces)) + pieces)
    assert time.monotonic() - started < 8


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    """Bytes changed in the FIB, the piece table or the pages of formatting."""
    streams = [
        bytearray(stream) for stream in doc_streams([(ROWS, False)], gone=[(1, 3)], cells=[(0, 9)], row_ends=[(6, 7)])
    ]
    for _ in range(data.draw(st.integers(1, 6))):
        stream = data.draw(st.sampled_from(streams))
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.sampled_from([0, 1, 2, 7, 64, 127, 128, 255]))
    try:
        for block in doc_text.read_text(*map(bytes, streams)):
            block.text.encode()
    except (doc_text.DamagedError, RefusedError):
        pass


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_no_damaged_container_raises(place: int, value: int) -> None:
    try:
        opened = Container(with_bytes(GOOD, place, bytes([value])))
        opened.refuse_what_is_no_text()
        opened.stream("WordDocument")
    except RefusedError as refused:
        assert str(refused).endswith("。")
