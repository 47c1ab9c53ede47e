"""Review comments in Word: on the exact words, in a copy that is otherwise the file itself."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from checker import check
from checker.checklist import Checklist
from checker.errors import OutputError
from checker.model import CheckResult, Document, Finding, Force, Passage, Profile, Result, Role, Section, Status, Waiver
from checker.output import Options
from checker.output.docx import render
from checker.output.place import home
from checker.output.summary import gaps
from checker.reading import read_document
from checker.reading.archive import Archive
from checker.reading.docx import read_docx, read_runs
from tests.conftest import SEEDS
from tests.docx_builder import (
    W,
    abstract,
    box,
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
    t,
    tbl,
    tr,
    wrap,
)
from tests.office_comments import Comment, comments_in, opened_by_office
from tests.result_samples import INFO
from tests.typeset import paragraphs_of
from tests.typeset_docx import changed_docx, numbered_docx, plain_docx

AUTHOR = "法治报告检查"
NUMBERING = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
STYLES = style("1", "heading 1", para=on("outlineLvl", 0))
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHANGED = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
NUMBERED = docx(p("情况", style="1", num=(1, 0)), p("正文"), styles=STYLES, numbering=NUMBERING)


def link(*runs: str) -> str:
    return f'<w:hyperlink w:anchor="x">{"".join(runs)}</w:hyperlink>'


def simple_field(text: str) -> str:
    return f'<w:fldSimple w:instr=" REF a ">{r(text)}</w:fldSimple>'


def ruby(base: str, reading: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{r(reading)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"


def formula(text: str) -> str:
    return f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>"


def report_on(data: bytes, *quotes: str, **changes: Any) -> CheckResult:
    """A result with a finding on each quote."""
    text = read_docx(Archive(data)).text
    findings = tuple(
        Finding("x.y", "error", f"问题{number}", quote, text.index(quote), text.index(quote) + len(quote), 1) for number, quote in enumerate(quotes)
    )
    return CheckResult("报告.docx", "", len(text), **{"text": text, "profile": Profile(), "sections": (), "items": (), "findings": findings, **changes})


def commented(data: bytes, *quotes: str, **changes: Any) -> bytes:
    return render(report_on(data, *quotes, **changes), INFO, Options(), data)


def on_findings(comments: list[Comment]) -> list[str]:
    """What the comments on findings lie on, in the order of the findings."""
    found = {line: comment.quote for comment in comments for line in comment.text.split("\n") if line.startswith("【错误】")}
    return [plain(found[line]) for line in sorted(found)]


def plain(text: str) -> str:
    return "".join(text.split())


# Name → document, quotes, what lies under the comments; and what LibreOffice makes of that where it is something else.
CASES: dict[str, tuple[bytes, list[str], list[str], list[str] | None]] = {
    "one run": (docx(p("前文共53件。后文")), ["53件"], ["53件"], None),
    "several runs": (docx(p("《行政", r("处罚", on("b")), "法》")), ["政处罚法"], ["政处罚法"], None),
    "neighbours and overlaps": (docx(p("甲乙丙丁戊")), ["甲乙", "丙丁", "乙丙丁", "丁戊", "丙丁"], ["甲乙", "丙丁", "乙丙丁", "丁戊", "丙丁"], None),
    "over paragraphs": (docx(p("甲乙丙"), p("丁戊己")), ["丙\n丁"], ["丙丁"], None),
    "a run with a tab and a line end": (docx(p(f"<w:r>{t('甲')}<w:tab/>{t('乙丙')}<w:br/>{t('丁')}</w:r>")), ["甲\t乙", "丁"], ["甲乙", "丁"], None),
    "a link": (docx(p("前文", link(r("共53件。")), "后文")), ["53件", "件。后"], ["53件", "件。后"], None),
    "an insertion": (docx(p("前文", inserted("共53件。"), "后文")), ["53件", "文共", "件。后"], ["53件", "文共", "件。后"], None),
    "over a deletion": (docx(p("共", deleted("35"), "53件")), ["共53"], ["共53"], ["共3553"]),
    "a deleted paragraph mark": (docx(p("甲乙", mark='<w:del w:id="3" w:author="甲"/>'), p("丙丁")), ["乙丙"], ["乙丙"], None),
    "cells": (docx(tbl(tr("甲", "53件"), tr("乙", "54件")), p("尾")), ["54件", "甲 | 53"], ["54件", "甲53"], None),
    "a field, whole": (docx(p("前", field("REF a", "共53件"), "后")), ["53件"], ["共53件"], None),
    "a simple field, whole": (docx(p("前", simple_field("共53件"), "后")), ["53件"], ["共53件"], None),
    "an inline control": (docx(p("前", sdt(r("共53件")), "后")), ["53件"], ["53件"], None),
    "an inline control of plain text, whole": (docx(p("前", sdt(r("共53件"), "<w:text/>"), "后")), ["53件"], ["共53件"], None),
    "a phonetic guide, whole": (docx(p("前", ruby("拼音", "pin"), "后")), ["拼"], ["pin拼音"], ["拼音pin"]),
    "a formula, whole": (docx(p("前", formula("x=5"), "后文")), ["=5后"], ["x=5后"], ["后"]),
    "a block control": (docx(p("前文"), sdt(p("首段53件。") + p("二段54件。")), p("后文")), ["53件", "54件"], ["53件", "54件"], ["", "54件"]),
    "a number that Word makes": (NUMBERED, ["一、", "一、情"], ["情况", "情"], None),
    "strict": (docx(p("前文共53件。后文"), strict=True), ["53件"], ["53件"], None),
    "spaces that do not count": (docx(p("<w:r><w:t>  甲 乙  </w:t></w:r>", "丙")), ["甲 ", "乙丙"], ["甲", "乙丙"], None),
}
DELETED = "这里原有一句已删去的话。"
KINDS = {"numbered": numbered_docx, "plain": plain_docx, "changed": changed_docx}


def checked(data: bytes, shipped: Checklist) -> CheckResult:
    document = read_document(data)
    assert isinstance(document, Document)
    return check(document, shipped)


@pytest.fixture(scope="module")
def reports(shipped: Checklist) -> dict[str, tuple[bytes, CheckResult]]:
    """Real reports typeset in three ways, with what the check says, and a finding on every seventh word or so."""
    found = {}
    for kind, typeset in KINDS.items():
        data = typeset(paragraphs_of(SEEDS[2].read_text("utf-8")))
        result = checked(data, shipped)
        assert result.text
        spans = [(start, start + 3 + start % 9) for start in range(40, len(result.text) - 20, 97)]
        findings = [Finding("x.y", "error", f"问题{start:05}", result.text[start:end], start, end, 1) for start, end in spans]
        found[kind] = data, dataclasses.replace(result, findings=tuple(findings))
    return found


@pytest.fixture(scope="module")
def copies(reports: dict[str, tuple[bytes, CheckResult]]) -> dict[str, bytes]:
    made = {f"case{number}": commented(data, *quotes) for number, (data, quotes, _, _) in enumerate(CASES.values())}
    made |= {kind: render(result, INFO, Options(), data) for kind, (data, result) in reports.items()}
    result = reports["plain"][1]
    return made | {"fresh": render(result, INFO, Options(), None)}


@pytest.fixture(scope="module")
def office(copies: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Comment]]:
    return opened_by_office(copies, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_comments_lie_on_their_words(number: int, copies: dict[str, bytes], office: dict[str, list[Comment]]) -> None:
    data, _, under, under_in_office = list(CASES.values())[number]
    copy = copies[f"case{number}"]
    assert on_findings(comments_in(copy)) == under
    assert on_findings(office[f"case{number}"]) == (under_in_office or under)
    assert {comment.author for comment in (*comments_in(copy), *office[f"case{number}"])} == {AUTHOR}
    assert read_docx(Archive(copy)).text == read_docx(Archive(data)).text


@pytest.mark.parametrize("kind", [*KINDS, "fresh"])
def test_real_reports(
    kind: str, reports: dict[str, tuple[bytes, CheckResult]], copies: dict[str, bytes], office: dict[str, list[Comment]]
) -> None:
    """Numbered, plain and with tracked changes: all comments are there in LibreOffice, say the same and lie on the same words."""
    result = reports["plain" if kind == "fresh" else kind][1]
    ours, theirs = comments_in(copies[kind]), office[kind]
    assert sorted(comment.text for comment in ours) == sorted(comment.text for comment in theirs)
    places = {home(item, result) for item in gaps(result)}
    assert len(ours) == 1 + len(places) + len(result.findings)
    if kind == "changed":  # LibreOffice shows deleted text, so ranges over it are longer there
        pairs = zip(*[sorted(found, key=lambda one: one.text) for found in (ours, theirs)], strict=True)
        for one, two in pairs:
            assert plain(one.quote) == "".join(plain(two.quote).replace(DELETED, ""))
    else:
        assert sorted((plain(one.quote), one.text) for one in ours) == sorted((plain(one.quote), one.text) for one in theirs)
    assert on_findings(ours) == [expected(reports, kind, finding) for finding in result.findings]


def expected(reports: dict[str, tuple[bytes, CheckResult]], kind: str, finding: Finding) -> str:
    """The words of a finding that stand in the file, without generated numbers."""
    if kind == "fresh":
        return plain(finding.quote)
    document, runs = read_runs(Archive(reports[kind][0]))
    inside = [document.text[max(run.start, finding.start) : min(run.end, finding.end)] for run in runs if run.start < finding.end and run.end > finding.start]
    return plain("".join(inside))


def test_what_the_comments_say(office: dict[str, list[Comment]], reports: dict[str, tuple[bytes, CheckResult]]) -> None:
    result = reports["numbered"][1]
    first, *others = office["numbered"]
    assert first.quote == result.profile.title
    assert first.text.startswith("检查结果\n应检 ")
    text = "\n".join(comment.text for comment in others)
    for item in gaps(result):
        assert f"{item.id} {item.title}" in first.text
        assert f"{item.id} {item.title}" in text


def test_a_gap_with_all_that_can_be_said_of_it() -> None:
    data = docx(p("某县报告"), p("一、工作情况"), p("开展了执法检查。"))
    gap = Result(
        "E04", "执法监督", "E", Force.REQUIRED, Status.MISSING, unmet=("监督件数",), review="词在不同的句子里", suggest="写明件数。",
        nearest=Passage("开展了执法检查。", 12, 20, 3), waiver=Waiver("机构改革", "市办", "2025-06-30"),
    )  # fmt: skip
    sections = (Section("一、工作情况", 1, Role.WORK, 5, 20),)
    finding = Finding("arithmetic.sum", "warning", "不等", "执法", 15, 17, 3, "9", "8", "改成这样", "某规定")
    comments = comments_in(commented(data, items=(gap,), sections=sections, findings=(finding,), profile=Profile("某县报告")))
    assert [comment.quote for comment in comments] == ["某县报告", "一、工作情况", "执法"]
    assert comments[1].text.split("\n") == [
        "检查清单中宜在此处写明的内容，有 1 项未写全或未检出：",
        "1. × 未检出（必备）E04 执法监督",
        "缺少：监督件数（未检出）",
        "相近：“开展了执法检查。”",
        "建议：写明件数。",
        "复核：请人工复核：词在不同的句子里",
        "豁免：机构改革（市办 批准，至 2025-06-30）",
    ]
    assert comments[2].text.split("\n") == ["【警告】不等", "核对：文中 9，应为 8", "改为：改成这样", "依据：某规定"]
    assert "× 未检出 E04 执法监督（已豁免）" in comments[0].text


def test_findings_outside_the_main_text_are_told_at_the_title() -> None:
    data = docx(p("某县报告", refer(1)), p("正文", box(p("框里9件"))), footnotes=note(1, p("脚注8件")))
    summary, *others = comments_in(commented(data, "框里9件", "脚注8件"))
    assert others == []
    assert "其中 2 处在脚注、文本框等正文以外的地方" in summary.text
    assert "原文：“框里9件”" in summary.text and "原文：“脚注8件”" in summary.text


def test_words_under_a_comment_that_is_not_exact_are_told() -> None:
    comments = comments_in(commented(docx(p("前", field("REF a", "共53件"), "后文53")), "53件", "文53"))
    assert ["原文：“53件”" in comment.text for comment in comments] == [False, True, False]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


class Pipe(io.RawIOBase):
    """Bytes that cannot be gone back over, so that zips get data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


def streamed(parts: dict[str, bytes]) -> bytes:
    """A package as a streaming writer leaves it: data descriptors, zip64 fields, its own times, some members stored."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:  # type: ignore[call-overload]
        archive.comment = "说明".encode()
        for number, (name, content) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, (2025, 1, 2 + number, 3, 4, 6))
            entry.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=number % 3 == 0) as member:
                member.write(content)
    return bytes(pipe.data)


PICTURE = {"word/media/图1.png": b"\x89PNG" + bytes(range(256)) * 9, "customXml/item1.xml": b"<a  b='1'/><!-- as it is -->", "docProps/app.xml": b""}


@pytest.mark.parametrize("pack", [package, streamed])
def test_all_else_stays_byte_for_byte(pack: Any) -> None:
    source = pack(members(docx(p("前文共53件。"), styles=STYLES, extra=PICTURE)))
    copy = commented(source, "53件")
    before, after = members(source), members(copy)
    assert {name for name in before if before[name] != after[name]} == CHANGED
    assert set(after) - set(before) == {"word/comments.xml"}
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(io.BytesIO(copy)) as new:
        assert new.comment == old.comment
        kept = [(entry.filename, entry.date_time, entry.compress_type, entry.external_attr) for entry in new.infolist()]
        assert kept[:-1] == [(entry.filename, entry.date_time, entry.compress_type, entry.external_attr) for entry in old.infolist()]


def test_the_same_input_gives_the_same_bytes() -> None:
    source = docx(p("前文共53件。"))
    assert commented(source, "53件") == commented(source, "53件")


OLD = '<w:comment w:id="7" w:author="科长"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>'
WITH_COMMENT = docx(
    p('<w:commentRangeStart w:id="7"/>', "前文", '<w:commentRangeEnd w:id="7"/>', '<w:r><w:commentReference w:id="7"/></w:r>', "共53件"),
    extra={"word/comments.xml": f'<w:comments xmlns:w="{W}">{OLD}</w:comments>', "word/commentsExtended.xml": "<x/>"},
    links=f'<Relationship Id="c" Type="{RELATIONS}/comments" Target="comments.xml"/>',
)


def test_comments_of_others_are_kept() -> None:
    copy = commented(WITH_COMMENT, "文共5")
    comments = comments_in(copy)
    assert (comments[0].quote, comments[0].text, comments[0].author) == ("前文", "请核实", "科长")
    assert [comment.quote for comment in comments[1:]] == ["前文共53件", "文共5"]
    before, after = members(WITH_COMMENT), members(copy)
    assert {name for name in after if before[name] != after[name]} == {"word/document.xml", "word/comments.xml"}
    again = commented(copy, "53")
    assert len(comments_in(again)) == 5


def with_settings(inside: str) -> bytes:
    settings_part = f'<w:settings xmlns:w="{W}">{inside}</w:settings>'
    return docx(p("正文"), extra={"word/settings.xml": settings_part}, links=f'<Relationship Id="s" Type="{RELATIONS}/settings" Target="settings.xml"/>')


def with_type(kind: str) -> bytes:
    parts = members(docx(p("正文")))
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return package({**parts, "[Content_Types].xml": parts["[Content_Types].xml"].replace(main, kind.encode())})


REFUSED = {
    "signed": (docx(p("正文"), extra={"_xmlsignatures/origin.sigs": b""}), "数字签名"),
    "read only": (with_settings('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "限制编辑"),
    "forms": (with_settings('<w:documentProtection w:edit="forms" w:enforcement="true"/>'), "限制编辑"),
    "macros": (docx(p("正文"), extra={"word/vbaProject.bin": b""}), "宏"),
    "macro type": (with_type("application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "template": (with_type("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), "模板"),
    "only a text box": (docx(p(box(p("框里")))), "文本框"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        commented(data)


@pytest.mark.parametrize("edit", ["comments", "trackedChanges", "none"])
def test_protection_that_lets_comments_in(edit: str) -> None:
    assert len(comments_in(commented(with_settings(f'<w:documentProtection w:edit="{edit}" w:enforcement="1"/>')))) == 1
    assert len(comments_in(commented(with_settings('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>')))) == 1


def test_another_file_than_was_checked_is_refused() -> None:
    with pytest.raises(OutputError, match="重新检查"):
        commented(docx(p("正文")), text="别的文字")


def test_a_result_without_text() -> None:
    data = docx(p("正文53件"))
    found = dataclasses.replace(report_on(data, "53件"), text=None)
    assert on_findings(comments_in(render(found, INFO, Options(), data))) == ["53件"]
    with pytest.raises(OutputError, match="--no-text"):
        render(found, INFO, Options(), None)


NASTY = "]]></w:t></w:p><w:p>&amp;<!--<script>\x00\x0b\x1b[2J\ud800\ufffe\uffff\u202e=cmd|' /C calc'!A0{{7*7}}《》"


@pytest.mark.parametrize("source", [docx(p("正文一二三")), None], ids=["copy", "fresh"])
def test_hostile_words_are_words(source: bytes | None) -> None:
    text = "正文一二三" if source else f"正文{NASTY}"
    finding = Finding("x.y", "error", f"问题{NASTY}", NASTY, 0, len(text), 1, NASTY, NASTY, NASTY, NASTY)
    gap = Result("A01", NASTY, "A", Force.REQUIRED, Status.MISSING, unmet=(NASTY,), suggest=NASTY, review=NASTY)
    report = CheckResult(NASTY, "", len(text), text, Profile(NASTY, NASTY), (), (gap,), (finding,), notes=(NASTY,))
    comments = comments_in(render(report, INFO, Options(), source))
    assert len(comments) == 3
    assert all("]]></w:t></w:p><w:p>&amp;<!--<script>" in comment.text for comment in comments)
    assert all(not set(comment.text) & set("\x00\x0b\x1b\u202e\ufffe\uffff") for comment in comments)
    quote = next(comment.quote for comment in comments if comment.text.startswith("【错误】"))
    assert quote.startswith("正文") and len(quote) == len(text)


FRESH = "某县2024年报告\r\n\r\n一、工作情况\r\n　　（一）执法。开展5次。\r\n\t表\t53件\r\n二、问题"


def test_a_report_that_was_no_word_file() -> None:
    """Blank lines go, nothing else; headings and the title are such in Word."""
    heads = [("一、工作情况", 1, Role.WORK), ("（一）执法", 2, Role.WORK), ("二、问题", 1, Role.PROBLEMS)]
    sections = tuple(Section(words, depth, role, FRESH.index(words), len(FRESH)) for words, depth, role in heads)
    finding = Finding("x.y", "error", "问题0", "表\t53", FRESH.index("表"), FRESH.index("件"), 5)
    report = CheckResult("a.txt", "", len(FRESH), FRESH, Profile("某县2024年报告"), sections, (), (finding,))
    made = render(report, INFO, Options(), FRESH.encode())
    again = read_docx(Archive(made))
    assert again.text.split("\n") == [line for line in FRESH.split("\r\n") if line]
    assert [(block.text, block.depth) for block in again.blocks if block.kind == "heading"] == [("一、工作情况", 1), ("二、问题", 1)]
    assert on_findings(comments_in(made)) == ["表53"]
    assert comments_in(made)[0].quote == "某县2024年报告"


@pytest.mark.parametrize("source", [b"%PDF-1.7", package({"mimetype": "application/ofd", "OFD.xml": "<a/>"}), "正文".encode()])
def test_sources_that_are_no_word_file_give_a_new_one(source: bytes) -> None:
    report = CheckResult("x", "", 2, "正文", Profile(), (), ())
    assert read_docx(Archive(render(report, INFO, Options(), source))).text == "正文"


LOOKS = ("", on("b"), on("sz", 32), '<w:rPrChange w:id="4" w:author="甲"><w:rPr/></w:rPrChange>')
WORDS = st.text("甲乙 丙\t1", min_size=1, max_size=6)
NODES = st.one_of(WORDS.map(t), WORDS.map(lambda text: f"<w:t>{text}</w:t>"), st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", on("sym")]))
RUNS = st.builds(lambda look, nodes: f'<w:r w:rsidR="00A7">{wrap("rPr", look)}{"".join(nodes)}</w:r>', st.sampled_from(LOOKS), st.lists(NODES, max_size=4))
SMART = '<w:smartTag w:uri="u" w:element="e">'
WRAPPED = st.one_of(
    RUNS, RUNS, RUNS, RUNS.map(link), RUNS.map(lambda run: f'<w:ins w:id="5" w:author="甲">{run}</w:ins>'), RUNS.map(lambda run: f"{SMART}{run}</w:smartTag>"),
    RUNS.map(sdt), st.just(deleted("删")), st.just('<w:proofErr w:type="gramStart"/>'), st.just('<w:bookmarkStart w:id="6" w:name="b"/>'),
)  # fmt: skip
PARAGRAPHS = st.lists(WRAPPED, min_size=1, max_size=5).map(lambda inside: p(*inside))
TABLES = st.tuples(PARAGRAPHS, PARAGRAPHS).map(lambda two: tbl(tr(*(f"<w:tc>{each}</w:tc>" for each in two))))
BODIES = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, TABLES), max_size=4)


def characters(data: bytes) -> list[tuple[str, bytes]]:
    """The characters that show, each with the look of its run."""
    found = []
    for node in etree.fromstring(members(data)["word/document.xml"]).iter(f"{{{W}}}t"):
        run = node.getparent()
        assert run is not None
        look = run.find(f"{{{W}}}rPr")
        shown = node.text or ""
        if node.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            shown = shown.strip(" \t\r\n")
        found += [(char, b"" if look is None else etree.tostring(look, method="c14n")) for char in shown]
    return found


@settings(max_examples=100, deadline=None)
@given(BODIES, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6))
def test_any_range_in_any_runs(blocks: list[str], spans: list[tuple[int, int]]) -> None:
    """Every comment lies on exactly the characters of the file that its span covers; no character, no look changes."""
    data = docx(p("正文"), *blocks)
    document, runs = read_runs(Archive(data))
    text = document.text
    spans = [(start % len(text), min(start % len(text) + length, len(text))) for start, length in spans]
    findings = tuple(Finding("x.y", "error", f"问题{number:03}", text[a:b], a, b, 1) for number, (a, b) in enumerate(spans))
    copy = render(CheckResult("-", "", len(text), text, Profile(), (), (), findings), INFO, Options(), data)
    assert characters(copy) == characters(data)
    summary, *others = comments_in(copy)
    under = {comment.text.split("\n")[0]: comment for comment in others}
    for finding in findings:
        inside = [text[max(run.start, finding.start) : min(run.end, finding.end)] for run in runs if run.start < finding.end and run.end > finding.start]
        message = f"【错误】{finding.message}"
        if inside:
            assert plain(under[message].quote) == plain("".join(inside))
            if "\n" not in finding.quote and "<w:br/>" not in "".join(blocks) and "<w:tbl>" not in "".join(blocks):  # else blanks may lie between
                assert under[message].quote == "".join(inside)
        else:  # a tab, a hyphen: the whole paragraph; where that has no words, the title
            assert "原文：" in (under[message].text if message in under else summary.text.partition(message)[2])


def test_a_comment_on_each_of_many_runs() -> None:
    data = docx(p(*[r(f"第{number}件") for number in range(500)]))
    found = on_findings(comments_in(commented(data, *[f"第{number}件" for number in range(500)])))
    assert sorted(found) == sorted(f"第{number}件" for number in range(500))
