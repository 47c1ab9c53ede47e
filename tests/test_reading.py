"""Reading of plain text: encodings, blocks, refusals."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli.inputs import expand
from checker.model import Document, Unreadable
from checker.reading import limits, read_document

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
TEXT = "2024年，渌口区深入践行习近平法治思想。\r\n# 一、工作 #\n\n  二、朱镕基䶮"


def packed(*names: str) -> bytes:
    """A zip package whose members say nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return target.getvalue()


def text_of(data: bytes) -> str:
    document = read_document(data)
    assert isinstance(document, Document), document
    return document.text


def reason(source: bytes | str | Path) -> str:
    outcome = read_document(source)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason.endswith("。") and "\n" not in outcome.reason
    return outcome.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [10, 30, 300])
def test_short_cuts_of_real_reports_are_read_right(encoding: str, length: int) -> None:
    rng = random.Random(length)
    right = total = 0
    for seed in SEEDS:
        text = seed.read_text("utf-8")
        for _ in range(60):
            start = rng.randrange(len(text) - length)
            cut = text[start : start + length]
            if cut.strip():
                total += 1
                outcome = read_document(cut.encode(encoding))
                right += isinstance(outcome, Document) and outcome.text == cut
    assert right >= 0.98 * total


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_replaced_and_told(encoding: str) -> None:
    text = SEEDS[0].read_text("utf-8")
    document = read_document(text[:50].encode(encoding) + b"\xff" + text[50:].encode(encoding))
    assert isinstance(document, Document)
    assert "\ufffd" in document.text
    assert "处字节损坏" in document.notes[0] and any(c.isdigit() for c in document.notes[0])


@pytest.mark.parametrize(
    ("damage", "places"),
    [(b"\xff", 1), (b"\xe6\xb3", 1), (b"\xff\xfe\xff", 3)],
)
def test_the_number_of_damaged_places_is_told(damage: bytes, places: int) -> None:
    before, after = "2024年，法治政府建设", "取得新的成效，执法水平不断提高。"
    document = read_document(before.encode() + damage + after.encode())
    assert isinstance(document, Document)
    assert document.text == before + "\ufffd" * places + after
    assert document.notes == (f"有 {places} 处字节损坏，读作“\ufffd”，这些地方请对照原文核实。",)


@pytest.mark.parametrize("text", ["法治", "年度报告", "2024年", "一、工作\n", "县政府2024", "（一）"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_very_short_texts(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


def test_a_text_of_two_encodings_is_refused() -> None:
    half = SEEDS[0].read_text("utf-8")[:300]
    assert "认不出文字编码" in reason(half.encode() + half.encode("gb18030"))


def test_replacement_characters_of_the_file_itself_are_no_damage() -> None:
    document = read_document("法治�政府".encode())
    assert isinstance(document, Document) and document.notes == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("臺灣依法行政年度報告，本府積極推動法治政府建設，開展行政執法監督與複議工作，成效顯著。", "big5"),
        ("日本語の文章を読む。これは行政の報告です。漢字と仮名", "shift_jis"),
    ],
)
def test_other_encodings_are_refused_and_not_guessed(text: str, encoding: str) -> None:
    assert "编码" in reason(text.encode(encoding)) and "UTF-8" in reason(text.encode(encoding))


def test_blocks_start_where_their_text_stands() -> None:
    document = read_document(TEXT.encode())
    assert isinstance(document, Document)
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
    assert [(b.kind, b.depth) for b in document.blocks] == [("paragraph", None), ("heading", 1), ("paragraph", None)]
    assert document.blocks[1].text == "一、工作"


@pytest.mark.parametrize(
    ("line", "heading"),
    [("## （一）工作", 2), ("#标签", None), ("####### 七", None), ("# ", None), ("# C# 语言", 1), ("# #", None)],
)
def test_markdown_headings(line: str, heading: int | None) -> None:
    document = read_document(f"正文\n{line}\n".encode())
    assert isinstance(document, Document)
    assert document.blocks[-1].depth == heading


def test_markdown_heading_of_blanks_takes_linear_time() -> None:
    text = "# 一" + " #" * 500_000 + "x"
    assert text_of(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空"),
        (b" \r\n\xef\xbb\xbf", "空白"),
        (b"\xff\xfe", "空白"),
        (b"PK\x03\x04....word/document.xml..", "压缩包不完整"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "Excel 表格"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿"),
        (packed("[Content_Types].xml", "word/document.xml"), "已损坏"),
        (packed("OFD.xml"), "已损坏"),
        (packed("报告.txt"), "这是压缩包，请先解压"),
        (b"Rar!\x1a\x07\0", "这是压缩包，请先解压"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, ".doc"),
        (b"{\\rtf1", "RTF"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "网页"),
        (bytes(range(256)) * 20, "二进制"),
        (b"MZ\x90\0\3\0\0\0", "这是程序"),
        (b"x" * (limits.MAX_TEXT_BYTES + 1), "10 MB"),
        (b"x" * (limits.MAX_CHARACTERS + 1), str(limits.MAX_CHARACTERS)),
        (b"a\n" * (limits.MAX_LINES + 1), str(limits.MAX_LINES)),
    ],
)
def test_refusals_say_what_it_is(data: bytes, told: str) -> None:
    assert told in reason(data)


def test_a_name_says_nothing_about_the_content(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(packed("xl/workbook.xml"))
    assert "Excel 表格" in reason(path)
    outcome = read_document(path)
    assert isinstance(outcome, Unreadable) and outcome.path == str(path)
    path.write_text(f"<html><body><p>{SEEDS[0].read_text('utf-8').splitlines()[0]}</p></body></html>")
    outcome = read_document(path)
    assert isinstance(outcome, Document) and outcome.text == SEEDS[0].read_text("utf-8").splitlines()[0]
    other = tmp_path / "报告.docx"
    other.write_bytes(TEXT.encode("gb18030"))
    outcome = read_document(other)
    assert isinstance(outcome, Document) and outcome.text == TEXT


def test_refused_paths(tmp_path: Path) -> None:
    assert "文件夹" in reason(tmp_path)
    assert "找不到" in reason(tmp_path / "无.txt")
    assert "找不到" in reason(SEEDS[0] / "x")
    assert reason("a\0b") and reason("x" * 5000)
    if Path("/dev/null").exists():
        assert "设备" in reason("/dev/null")


def test_links_and_pipes(tmp_path: Path) -> None:
    dangling, loop, pipe, linked = (tmp_path / name for name in ("断.txt", "环.txt", "管道.txt", "链接.txt"))
    dangling.symlink_to("无.txt")
    loop.symlink_to(loop.name)
    os.mkfifo(pipe)
    linked.symlink_to(SEEDS[0])
    assert "找不到" in reason(dangling)
    assert "系统报错" in reason(loop)
    assert "管道" in reason(pipe)  # and it is not waited for
    assert isinstance(read_document(linked), Document)


def test_a_file_that_goes_away_after_it_was_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("文")
    listed = expand([str(tmp_path)]).paths
    path.unlink()
    assert listed == [str(path)] and "找不到" in reason(listed[0])


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may read everything, so for a moment nobody runs the test."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(me)


def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("文")
    path.chmod(0)
    with ordinary_user():
        assert "权限" in reason(path)


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    outcome = read_document(data)
    if isinstance(outcome, Document):
        assert all(outcome.text[b.start : b.start + len(b.text)] == b.text for b in outcome.blocks)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_valid_utf8_is_read_as_it_is(text: str) -> None:
    outcome = read_document(b"\xef\xbb\xbf" + text.encode())
    if isinstance(outcome, Document):
        assert outcome.text == text
