"""Packages of all sorts, hostile ones among them, and the way back from a character to the element that it stands in."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from checker.model import Document, Unreadable
from checker.reading import read_document
from checker.reading.archive import Archive
from checker.reading.docx import Run, read_docx, read_runs
from checker.reading.refused import RefusedError
from tests.docx_builder import (
    W,
    abstract,
    box,
    char,
    code,
    deleted,
    docx,
    field,
    inserted,
    lvl,
    note,
    num,
    on,
    p,
    package,
    r,
    refer,
    sdt,
    style,
    tbl,
    tc,
    tr,
)

STYLES = style("1", "heading 1", para=on("outlineLvl", 0))
NUMBERING = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
BODY = (p("总体情况", style="1", num=(1, 0)), p("正文", refer(1), "。"))
READ = "一、总体情况\n正文。\n脚注"
EXTERNAL = (
    '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="https://example.invalid/styles.xml" TargetMode="External"/>'
)


def text(**parts: Any) -> str:
    return read_docx(Archive(docx(*BODY, **{"styles": STYLES, "numbering": NUMBERING, "footnotes": note(1, p("脚注")), **parts}))).text


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"target": "/word/document.xml"},
        {"target": "./word/../word/document.xml"},
        {"target": "word\\document.xml"},
        {"target": "Word/Document.xml"},
        {"main": "word/document2.xml"},
        {"main": "word/正文.xml"},
        {"main": "word/正文.xml", "target": "word/%E6%AD%A3%E6%96%87.xml"},
        {"main": "word/inner/document.xml"},
        {"relations": False},
        {"strict": True},
        {"links": EXTERNAL},
        {"links": '<Relationship Id="x" Type="nothing"/><Relationship Id="y" Type="a/comments" Target="absent.xml"/>'},
    ],
    ids=str,
)
def test_where_the_parts_are(parts: dict[str, Any]) -> None:
    assert text(**parts) == READ


def test_the_document_is_found_without_relations_of_the_package() -> None:
    whole = zipfile.ZipFile(io.BytesIO(docx(*BODY, styles=STYLES, numbering=NUMBERING)))
    parts = {name: whole.read(name) for name in whole.namelist() if name != "_rels/.rels"}
    assert read_docx(Archive(package(dict(parts)))).text == "一、总体情况\n正文。"


def test_strict_files_are_read_alike() -> None:
    body = (p("甲", deleted("乙"), inserted("丙")), "<w:p><m:oMath><m:r><m:t>a=1</m:t></m:r></m:oMath></w:p>", p("丁", box(p("框"))))
    ordinary, strict = (read_docx(Archive(docx(*body, strict=strict))) for strict in (False, True))
    assert ordinary == strict
    assert ordinary.text == "甲丙\na=1\n丁\n框"


def test_macros_are_told_of() -> None:
    found = read_document(docx(p("甲"), extra={"word/vbaProject.bin": b"\0"}))
    assert isinstance(found, Document)
    assert found.notes == ("文件含有宏，未运行。",)


NO_BODY = f'<w:document xmlns:w="{W}"/>'


@pytest.mark.parametrize(
    ("data", "reason"),
    {
        "no text": (docx(p(), tbl(tr("", ""))), "未读到文字"),
        "pictures only": (docx(p("<w:r><w:drawing><wp:inline/></w:drawing></w:r>")), "只有图片"),
        "no document": (package({"[Content_Types].xml": "", "word/other.xml": "<a/>"}), "找不到 Word 文档的正文"),
        "no body": (package({"[Content_Types].xml": "", "word/document.xml": NO_BODY}), "找不到 Word 文档的正文"),
        "no XML": (package({"[Content_Types].xml": "", "word/document.xml": "甲"}), "word/document.xml 已损坏"),
        "broken styles": (docx(p("甲"), extra={"word/styles.xml": "<w:styles"}, relations=False), "word/styles.xml 已损坏"),
        "a DTD": (package({"[Content_Types].xml": "", "word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "文档类型声明"),
        "nested too deep": (docx("<w:sdt><w:sdtContent>" * 3000 + p("甲") + "</w:sdtContent></w:sdt>" * 3000), "嵌套过深"),
        "tables nested too deep": (docx("<w:tbl><w:tr><w:tc>" * 3000 + p("甲") + "</w:tc></w:tr></w:tbl>" * 3000), "嵌套过深"),
    }.values(),
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    found = read_document(data)
    assert isinstance(found, Unreadable)
    assert reason in found.reason
    assert found.reason.endswith("。")


@pytest.mark.parametrize(
    ("opening", "closing", "depth"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120),
        ("<w:customXml>", "</w:customXml>", 240),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 60),
        ("<w:ins>", "</w:ins>", 240),
    ],
)
def test_nesting_that_the_parser_still_takes(opening: str, closing: str, depth: int) -> None:
    assert read_docx(Archive(docx(opening * depth + p("甲") + closing * depth))).text == "甲"


def test_nesting_inside_a_paragraph() -> None:
    assert read_docx(Archive(docx(p("<w:smartTag>" * 245 + r("甲") + "</w:smartTag>" * 245)))).text == "甲"


MANY = 50_000
LARGE: dict[str, tuple[str, dict[str, str], int]] = {
    "runs": (p(*[r("甲")] * MANY), {}, MANY),
    "tracked changes": (p(*[inserted("甲"), deleted("乙")] * (MANY // 4)), {}, MANY // 4),
    "styles": (
        "".join(p("甲", style=f"s{number}") for number in range(3000)),
        {"styles": "".join(style(f"s{number}", f"样式{number}", f"s{number + 1}") for number in range(3000))},
        3000 * 2 - 1,
    ),
    "lists": (
        "".join(p("甲", num=(number, number % 9)) for number in range(3000)),
        {"numbering": "".join(abstract(number, lvl(number % 9, "decimal", f"%{number % 9 + 1}、")) for number in range(3000))
         + "".join(num(number, number) for number in range(1, 3000))},
        3000 * 4 - 1 - 2,
    ),
    "open fields": (p("甲", (char("begin") + code("PAGE") + char("separate")) * (MANY // 4), "乙"), {}, 2),
    "closed fields": (p("甲", (char("begin") + code("PAGE") + char("separate")) * (MANY // 4), "乙", char("end") * (MANY // 4)), {}, 2),
    "deleted marks": ("".join(p("甲", mark="<w:del/>") for _ in range(10_000)) + p("乙"), {}, 10_001),
    "wide cells": (tbl(*[tr(*[tc("甲", properties=on("gridSpan", 10**9) + on("vMerge", "restart"))] * 50) for _ in range(200)]), {}, 200 * 197 + 199),
    "bookmarks between changes": (p(*[inserted("甲"), '<w:bookmarkStart w:id="1"/>' * 20] * 2000), {}, 2000),
}


@pytest.mark.parametrize("name", LARGE)
def test_time_grows_with_size_only(name: str) -> None:
    body, parts, length = LARGE[name]
    archive = Archive(docx(body, p("完"), packed=False, **parts))
    begun = time.process_time()
    found = read_docx(archive)
    assert time.process_time() - begun < 5
    assert len(found.text) == length + 2


LETTERS = "天地玄黄宇宙洪荒"
WORDS = st.text(LETTERS + " \u3000\u2028\x7f", min_size=1, max_size=6)
RUNS = st.one_of(
    WORDS.map(r),
    WORDS.map(lambda words: f"<w:r><w:t>{words}</w:t></w:r>"),
    WORDS.map(lambda words: r(words, on("vanish"))),
    WORDS.map(deleted),
    WORDS.map(inserted),
    WORDS.map(lambda words: field("REF a", words)),
    WORDS.map(lambda words: sdt(r(words))),
    WORDS.map(lambda words: sdt(r(words), on("showingPlcHdr"))),
    WORDS.map(lambda words: f"<m:oMath><m:f><m:num><m:r><m:t>{words}</m:t></m:r></m:num><m:den/></m:f></m:oMath>"),
    WORDS.map(lambda words: box(p(words), p(words))),
    st.sampled_from(["<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", refer(1), refer(2)]),
)
PARAGRAPHS = st.builds(
    lambda runs, numbered, mark: p(*runs, num=(1, 0) if numbered else None, mark=mark),
    st.lists(RUNS, max_size=5),
    st.booleans(),
    st.sampled_from(["", "", "", "<w:del/>", "<w:vanish/>"]),
)
TABLES = st.lists(st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inside: tc(*inside)), max_size=3), max_size=3).map(
    lambda rows: tbl(*(tr(*cells) for cells in rows))
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, TABLES), max_size=6), st.lists(PARAGRAPHS, min_size=2, max_size=2))
def test_runs_lead_back_to_the_file(blocks: list[str], notes: list[str]) -> None:
    data = docx(p("首"), *blocks, numbering=NUMBERING, footnotes=note(1, notes[0]) + note(2, notes[1]))
    document, runs = read_runs(Archive(data))
    assert document == read_docx(Archive(data))
    check_runs(data, document, runs)


def check_runs(data: bytes, document: Document, runs: tuple[Run, ...]) -> None:
    archive = Archive(data)
    nodes = {part: list(archive.xml(part).iter(f"{{{W}}}t", "{*}t")) for part in {run.part for run in runs}}
    position = 0
    for run in runs:
        assert run.start < run.end
        assert not set(document.text[position : run.start]) & set(LETTERS)
        held = nodes[run.part][run.node].text or ""
        assert held[run.offset : run.offset + run.end - run.start].translate({0x2028: " ", 0x7F: " "}) == document.text[run.start : run.end]
        position = run.end
    assert not set(document.text[position:]) & set(LETTERS)


def test_runs_of_a_small_file() -> None:
    first = p("甲", deleted("乙"), "<w:r><w:t> 丙</w:t></w:r>", refer(1), num=(1, 0))
    data = docx(first, tbl(tr("丁", "戊")), numbering=NUMBERING, footnotes=note(1, p(r("  己"))))
    document, runs = read_runs(Archive(data))
    assert document.text == "一、甲丙\n丁 | 戊\n己"
    assert runs == (
        Run(2, 3, "word/document.xml", 0, 0),
        Run(3, 4, "word/document.xml", 1, 1),
        Run(5, 6, "word/document.xml", 2, 0),
        Run(9, 10, "word/document.xml", 3, 0),
        Run(11, 12, "word/footnotes.xml", 0, 2),
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_files_are_refused_or_read(data: st.DataObject) -> None:
    """Elements thrown about at random: whatever comes of it, it is a document or a refusal."""
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(SAMPLE)).read("word/document.xml"))
    for _ in range(data.draw(st.integers(1, 4))):
        elements = list(tree.iter())[1:]
        moved, target = data.draw(st.sampled_from(elements)), data.draw(st.sampled_from(elements))
        if moved not in list(target.iterancestors()) and moved is not target:
            target.append(moved)
        for name in list(moved.attrib)[:1]:
            moved.set(name, data.draw(st.sampled_from(["", "-1", "9" * 30, "甲"])))
    whole = zipfile.ZipFile(io.BytesIO(docx(styles=STYLES, numbering=NUMBERING, footnotes=note(1, p("注")))))
    parts: dict[str, str | bytes] = {name: whole.read(name) for name in whole.namelist()}
    try:
        document, runs = read_runs(Archive(package({**parts, "word/document.xml": etree.tostring(tree)})))
    except RefusedError as refused:
        assert str(refused).endswith("。")
    else:
        assert all(document.text[block.start : block.start + len(block.text)] == block.text for block in document.blocks)
        assert all(run.start < run.end for run in runs)


SAMPLE = docx(
    p("总体情况", style="1", num=(1, 0)),
    p("甲", deleted("乙"), inserted("丙"), refer(1), field("REF a", "丁"), mark="<w:del/>"),
    tbl(tr(tc("戊", properties=on("gridSpan", 2)), tc("己", properties=on("vMerge", "restart"))), tr("庚", "辛", tc(properties=on("vMerge")))),
    sdt(p("壬", box(p("框")))),
)
