"""PDF files: typeset by LibreOffice and by a browser, and written out by hand for the traps."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from checker.model import Document, Unreadable
from checker.reading import read_document
from checker.reading.limits import MAX_PAGES
from checker.reading.pdf import read as reader
from checker.reading.pdf.read import read_pdf
from checker.reading.refused import RefusedError
from checker.reading.working import Working
from tests.pdf_builder import (
    BROWSER,
    SOFFICE,
    Style,
    image,
    letters,
    odt,
    page_of,
    paragraphs_of,
    pdf,
    print_by_browser,
    rule,
    set_by_libreoffice,
)

needs_office = pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
needs_browser = pytest.mark.skipif(not BROWSER, reason="needs a browser")

SEED = min((Path(__file__).parent.parent / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
STYLES = [
    Style(head="青溪县人民政府年度报告", number="— # —"),
    Style(size=12, leading=20, margin=1.5, number="#"),
    Style(indent=0, gap=14, number="第#页"),
    Style(indent=0, align="left", head="年度报告"),
]
LONG = "今年以来，青溪县持续加强依法行政，健全工作机制，完善制度体系，规范执法行为，化解矛盾纠纷，各项工作取得了新的进展，群众满意度稳步提高。"


def read(data: bytes) -> Document:
    return read_pdf(data, lambda _: None)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


@needs_office
@pytest.mark.parametrize("number", range(len(STYLES)))
def test_a_report_set_by_libreoffice(number: int) -> None:
    source = paragraphs_of(SEED)
    made = set_by_libreoffice([odt(source, style) for style in STYLES])
    assert texts(made[number]) == source


@needs_browser
@pytest.mark.parametrize("style", [STYLES[0], STYLES[3]])
def test_a_report_printed_by_a_browser(style: Style) -> None:
    source = paragraphs_of(SEED)
    assert texts(print_by_browser(page_of(source, style))) == source


OFFICIAL = """
<p style="text-indent:0;text-align:center;font-size:30pt;line-height:40pt;color:red">青溪县人民政府文件</p>
<p style="text-indent:0;text-align:center">青政发〔2025〕3号</p><hr>
<p style="text-indent:0;text-align:center;font-size:22pt;line-height:36pt">青溪县人民政府<br>关于2024年度法治政府建设情况的报告</p>
<p style="text-indent:0">市人民政府：</p><p>2024年，全县深入推进依法行政，聚焦重点领域，扎实开展各项工作，取得了较为明显的成效。现报告如下：</p>
<p>一、主要工作</p><p>（一）健全机制。</p><p>召开会议3次。</p><div style="margin-left:2em">
<p style="text-indent:-1.5em;margin-left:1.5em">1. 制定行政规范性文件管理办法，明确制定程序和备案审查的要求，全年共审查文件十二件，提出意见三十余条；</p>
<p style="text-indent:-1.5em;margin-left:1.5em">2. 开展行政执法案卷评查，评查案卷八十余卷，对发现的问题逐一反馈并督促整改到位，整改率达到百分之百。</p></div>
<p>执法力量不足，<b>专业人员</b>偏少<sup>①</sup>，基层执法装备<u>较为落后</u>，与群众期待还有差距，需要在今后的工作中认真加以解决。</p>
<p style="text-align:right;text-indent:0">青溪县人民政府</p><p style="text-align:right;text-indent:0">2025年1月20日</p>
<table style="width:100%"><tr><td>序号</td><td>项目</td><td>数量（件）</td></tr>
<tr><td>1</td><td>行政处罚，包括简易程序与普通程序作出的处罚决定，以及移送的案件</td><td>35</td></tr>
<tr><td colspan=2>合计</td><td>1,269</td></tr></table><p>表后一段，说明统计口径，以上数据均来自统计系统，不含派出机构。</p>"""
OFFICIAL_TEXTS = [
    "青溪县人民政府文件",
    "青政发〔2025〕3号",
    "青溪县人民政府关于2024年度法治政府建设情况的报告",
    "市人民政府：",
    "2024年，全县深入推进依法行政，聚焦重点领域，扎实开展各项工作，取得了较为明显的成效。现报告如下：",
    "一、主要工作",
    "（一）健全机制。",
    "召开会议3次。",
    "1.制定行政规范性文件管理办法，明确制定程序和备案审查的要求，全年共审查文件十二件，提出意见三十余条；",
    "2.开展行政执法案卷评查，评查案卷八十余卷，对发现的问题逐一反馈并督促整改到位，整改率达到百分之百。",
    "执法力量不足，专业人员偏少①，基层执法装备较为落后，与群众期待还有差距，需要在今后的工作中认真加以解决。",
    "青溪县人民政府",
    "2025年1月20日",
    "序号 | 项目 | 数量（件）",
    "1 | 行政处罚，包括简易程序与普通程序作出的处罚决定，以及移送的案件 | 35",
    "合计 | 1,269",
    "表后一段，说明统计口径，以上数据均来自统计系统，不含派出机构。",
]


@needs_browser
def test_a_document_in_official_form() -> None:
    blocks = read(print_by_browser(page_of([], Style(number="— # —", head="报告"), OFFICIAL))).blocks
    assert [block.text for block in blocks] == OFFICIAL_TEXTS
    assert [block.text for block in blocks if block.kind == "table_row"] == OFFICIAL_TEXTS[13:16]


@needs_browser
def test_what_a_browser_prints_round_a_page_goes() -> None:
    assert texts(print_by_browser(page_of([LONG, LONG]), header=True)) == [LONG, LONG]


SIDEWAYS = f"""<style>@page w{{size:A4 landscape}} .w{{page:w}} .w td{{border:none}}</style>
<div style="page-break-after:always"><p style="text-indent:0;text-align:center;font-size:26pt;line-height:40pt;margin-top:200pt">青溪县<br>
法治政府建设<br>年度报告</p><p style="text-indent:0;text-align:center;margin-top:200pt">2025年1月</p></div>
<p style="text-indent:0">一、主要做法</p><p>{LONG}</p><p>（一）{LONG[:26]}</p><p>{LONG}</p>
<div class=w><table style="width:100%;font-size:12pt"><tr><td>单位</td><td>处罚</td><td>许可</td></tr><tr><td>青溪镇</td><td>3</td><td>5</td></tr>
</table></div><p>{LONG}</p>"""


@needs_browser
def test_a_cover_and_a_page_lying_on_its_side() -> None:
    cover = ["青溪县法治政府建设年度报告", "2025年1月"]
    table = ["单位 | 处罚 | 许可", "青溪镇 | 3 | 5"]
    expected = [*cover, "一、主要做法", LONG, f"（一）{LONG[:26]}", LONG, *table, LONG]
    assert texts(print_by_browser(page_of([], Style(number="#"), SIDEWAYS))) == expected


@needs_browser
def test_line_breaks_made_by_hand_part_blocks() -> None:
    lines = ["法治宣传活动现场，", "执法人员向群众讲解法律知识，", "群众踊跃提问。"]
    assert texts(print_by_browser(page_of(["\n".join(lines), LONG, LONG]))) == [*lines, LONG, LONG]


TABLE = """<table:table><table:table-column table:number-columns-repeated="2"/>{}</table:table>""".format(
    "".join(
        "<table:table-row>{}</table:table-row>".format(
            "".join(
                f'<table:table-cell table:style-name="Cell"><text:p text:style-name="N">{cell}</text:p></table:table-cell>'
                for cell in row
            )
        )
        for row in (("单位", "行政复议案件数量与办结情况"), ("青溪县住房和城乡建设局", "12件，全部办结"), ("合计", "12"))
    )
)
NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'


@needs_office
def test_tables_and_footnotes_set_by_libreoffice() -> None:
    noted = f'<text:p text:style-name="B">{LONG[:20]}{NOTE.format("数据来自统计系统。")}{LONG[20:] * 12}</text:p>'
    made = odt([LONG], Style(number="— # —"), f"{TABLE}{noted}" + f'<text:p text:style-name="B">{LONG}</text:p>' * 6)
    blocks = [(block.text, block.kind) for block in read(set_by_libreoffice([made])[0]).blocks]
    rows = ["单位 | 行政复议案件数量与办结情况", "青溪县住房和城乡建设局 | 12件，全部办结", "合计 | 12"]
    assert blocks[:4] == [(LONG, "paragraph"), *((row, "table_row") for row in rows)]
    assert blocks[4][0] == LONG[:20] + "1" + LONG[20:] * 12
    assert [text for text, kind in blocks if kind == "footnote"] == ["1数据来自统计系统。"]
    assert [text for text, kind in blocks[5:] if kind == "paragraph"] == [LONG] * 6


# ---- by hand


def body(start: float = 760, left: float = 74, count: int = 28, text: str = LONG, *, mode: int = 0) -> str:
    """A paragraph, indented by two letters, in lines of `count` letters."""
    first, rest = text[: count - 2], text[count - 2 :]
    lines = [rest[index : index + count] for index in range(0, len(rest), count)]
    return letters(left + 32, start, first, mode=mode) + "".join(
        letters(left, start - 28 * row, line, mode=mode) for row, line in enumerate(lines, 1)
    )


TWO = body() + body(600)


@pytest.mark.parametrize(
    ("box", "extra", "turn", "place"),
    [
        ("0 0 595 842", "", "1 0 0 1", lambda x, y: (x, y)),
        ("0 0 900 1000", "/CropBox [100 50 695 892]", "1 0 0 1", lambda x, y: (x + 100, y + 50)),
        ("-300 -400 295 442", "", "1 0 0 1", lambda x, y: (x - 300, y - 400)),
        ("0 0 842 595", "/Rotate 90", "0 1 -1 0", lambda x, y: (842 - y, x)),
        ("0 0 842 595", "/Rotate 270", "0 -1 1 0", lambda x, y: (y, 595 - x)),
        ("0 0 595 842", "/Rotate 180", "-1 0 0 -1", lambda x, y: (595 - x, 842 - y)),
        ("0 0 842 595", "", "0 1 -1 0", lambda x, y: (842 - y, x)),
    ],
)
def test_pages_cropped_and_turned(box: str, extra: str, turn: str, place) -> None:  # type: ignore[no-untyped-def]
    rows = [("甲" * 26, 2), ("乙" * 28, 0), ("丙" * 5 + "。", 0), ("丁" * 26, 2), ("戊" * 28, 0), ("己。", 0)]
    content = "".join(letters(*place(74 + 16 * indent, 760 - 28 * row), text, turn=turn) for row, (text, indent) in enumerate(rows))
    content += letters(*place(290, 40), "- 1 -", turn=turn)
    assert texts(pdf([content], box, extra)) == ["甲" * 26 + "乙" * 28 + "丙" * 5 + "。", "丁" * 26 + "戊" * 28 + "己。"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("\u2f8f\u653f\u6267\u6cd5\u4e0e\u2ea0\u4e3b", "行政执法与民主"),
        ("2024 年度 工作 ，共 3 件", "2024年度工作，共3件"),
        ("使用 open source 软件", "使用open source软件"),
        ("执\u200b法\ufeff监\u00ad督", "执法监督"),
        ("ｎｏ．１（一）：５％", "ｎｏ．１（一）：５％"),
        ("𠮷林、㐂字", "𠮷林、㐂字"),
        ("of\ufb01ce", "office"),
    ],
)
def test_characters(drawn: str, text: str) -> None:
    assert texts(pdf([letters(106, 760, drawn) + body(700) + body(560)])) == [text, LONG, LONG]


def test_stretched_lines_get_no_spaces_inside() -> None:
    stretched = "".join(letters(74 + 20 * index, 760, char) for index, char in enumerate("执法人员应当出示证件并说明理由"))
    assert texts(pdf([stretched + letters(74, 732, "。")]))[0].startswith("执法人员应当出示证件并说明理由")


def test_letters_drawn_twice_count_once() -> None:
    twice = letters(106, 760, "一、工作11项") + letters(106.4, 760, "一、工作11项") + letters(106.4, 760.3, "一、工作11项")
    assert texts(pdf([twice + body(732) + body(600)])) == ["一、工作11项", LONG, LONG]


def test_marks_above_the_line_stay_in_it() -> None:
    line = letters(106, 760, "推进改革") + letters(170, 766, "[1]", 8) + letters(182, 760, "取得成效。")
    assert texts(pdf([line + body(732) + body(600)])) == ["推进改革[1]取得成效。", LONG, LONG]


def test_underlines_and_stamps_change_nothing() -> None:
    stamped = TWO + rule(74, 756, 300, 756) + rule(74, 728, 500, 728) + image(120, 120, 300, 560)
    document = read(pdf([stamped]))
    assert [block.text for block in document.blocks] == [LONG, LONG]
    assert document.notes == () and not document.recognised


def test_a_watermark_across_the_page_is_left_out_and_told() -> None:
    mark = letters(150, 300, "内部资料注意保存", 40, turn="0.707 0.707 -0.707 0.707")
    document = read(pdf([TWO, TWO + mark]))
    assert document.text == "\n".join([LONG] * 4)
    assert document.notes == ("第 2 页斜排或竖排的文字（多为水印）未读入。",)


def test_text_outside_the_page_is_left_out() -> None:
    assert texts(pdf([TWO + letters(74, 900, "页外文字") + letters(700, 500, "页外")])) == [LONG, LONG]


@pytest.mark.parametrize("drawn", [rule, None])
def test_a_ruled_table(drawn) -> None:  # type: ignore[no-untyped-def]
    xs, ys = (74, 200, 420, 520), (700, 670, 614, 584)
    if drawn:
        lines = "".join(rule(x, ys[0], x, ys[-1]) for x in xs) + "".join(rule(xs[0], y, xs[-1], y) for y in ys)
    else:  # each cell a rectangle
        pairs = [(x, y, x2 - x, y2 - y) for x, x2 in pairwise(xs) for y, y2 in pairwise(ys)]
        lines = "".join(f"{x} {y} {width} {height} re S\n" for x, y, width, height in pairs)
    cells = letters(80, 679, "类别") + letters(210, 679, "内容") + letters(430, 679, "件数")
    cells += letters(80, 637, "处罚") + letters(204, 651, "甲" * 13) + letters(204, 623, "乙丙") + letters(430, 637, "35")
    cells += letters(80, 593, "合计") + letters(430, 593, "35")
    data = pdf([body() + lines + cells + body(540)])
    assert texts(data) == [LONG, "类别 | 内容 | 件数", f"处罚 | {'甲' * 13}乙丙 | 35", "合计 | 35", LONG]


# ---- scans, hidden text layers


def test_a_text_layer_behind_an_image_is_read_and_told() -> None:
    document = read(pdf([image(595, 842) + body(mode=3) + body(600, mode=3)] * 2))
    assert [block.text for block in document.blocks] == [LONG] * 4
    assert document.recognised
    assert document.notes == ("第 1、2 页是扫描图，文字取自其识别软件所加的文字层，可能有误，请对照原件核实。",)


def test_an_image_as_background_makes_no_scan() -> None:
    document = read(pdf([image(595, 842) + TWO + body(440) + body(300), image(595, 842) + letters(106, 760, "青溪县人民政府")]))
    assert [block.text for block in document.blocks] == [*[LONG] * 4, "青溪县人民政府"]
    assert not document.recognised and document.notes == ()


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    from checker.reading.scan import read as scan

    def refuse() -> None:
        raise RefusedError("未安装识别组件。")

    monkeypatch.setattr(scan, "require", refuse)


@pytest.mark.usefixtures("without_recognition")
@pytest.mark.parametrize("scan", [image(595, 842), image(595, 842) + letters(290, 40, "- 2 -"), "0 0 m 9 9 l S " * 200])
def test_scanned_pages_among_others_are_told(scan: str) -> None:
    document = read(pdf([TWO, scan, TWO, scan, scan]))
    assert document.text == "\n".join([LONG] * 4)
    assert document.notes == ("第 2、4、5 页是扫描图，未能读取。",)
    assert not document.recognised


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_alone_says_what_is_missing() -> None:
    with pytest.raises(RefusedError, match="识别组件"):
        read(pdf([image(595, 842)] * 2))


@pytest.mark.usefixtures("without_recognition")
@pytest.mark.parametrize("junk", ["ÀÈÌÒÙàèìòù" * 20, "\ue001\ue002\ue003" * 40])
def test_a_broken_text_layer_is_not_taken_for_text(junk: str) -> None:
    with pytest.raises(RefusedError, match="识别组件"):
        read(pdf([letters(20, 700, junk, 4)]))


@needs_office
def test_scans_are_recognised_and_their_paragraphs_restored() -> None:
    pytest.importorskip("rapidocr")
    made = set_by_libreoffice([odt(["一、主要工作", LONG], Style(number="— # —"))])[0]
    source = pypdfium2.PdfDocument(made)
    bitmap = source[0].render(scale=100 / 72)
    top = bitmap.to_pil().convert("RGB").crop((0, 0, bitmap.width, bitmap.height * 3 // 10))
    bitmap.close()
    source.close()
    told: list[Working] = []
    document = read_pdf(pdf([image(595, 252), body(200)], "0 0 595 252", picture=top.tobytes(), side=top.size), told.append)
    assert document.recognised and "第 1 页" in document.notes[0]
    assert [block.text for block in document.blocks] == ["一、主要工作", LONG, LONG]
    assert [block.page for block in document.blocks] == [1, 1, 2]


# ---- what cannot be read


def test_a_password_is_told() -> None:
    plain = pdf([TWO])
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
    with pytest.raises(RefusedError, match="PDF 已加密"):
        read(plain.replace(b"/Root 1 0 R", b"/Root 1 0 R " + entry))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 500, pdf([TWO])[:300], pdf([])])
def test_what_is_damaged_is_told(data: bytes) -> None:
    with pytest.raises(RefusedError, match="已损坏"):
        read(data)


def test_a_file_without_its_end_is_still_read() -> None:
    data = pdf([TWO])
    assert texts(data[: data.rindex(b"startxref")]) == [LONG, LONG]


def test_too_many_pages_are_told() -> None:
    with pytest.raises(RefusedError, match=f"{MAX_PAGES} 页"):
        read(pdf([""] * (MAX_PAGES + 1)))


def test_too_many_letters_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 100)
    with pytest.raises(RefusedError, match="100 字"):
        read(pdf([TWO]))


def test_too_long_a_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "TOTAL_SECONDS", -1.0)
    with pytest.raises(RefusedError, match="已停止"):
        read(pdf([TWO] * 3))


def test_no_text_and_no_image_is_told() -> None:
    with pytest.raises(RefusedError, match="未读到文字"):
        read(pdf(["", ""]))


def test_progress_is_told_page_by_page() -> None:
    told: list[Working] = []
    read_pdf(pdf([TWO] * 3), told.append)
    assert [(working.done, working.total) for working in told] == [(1, 3), (2, 3), (3, 3)]


def test_through_the_public_door() -> None:
    document = read_document(pdf([TWO]))
    assert isinstance(document, Document) and document.text == f"{LONG}\n{LONG}"
    assert isinstance(read_document(pdf([TWO])[:300]), Unreadable)


@pytest.mark.parametrize("numbers", [([0], "1"), ([0, 1], "1、2"), ([0, 1, 2, 4], "1–3、5"), ([2, 3, 9], "3、4、10")])
def test_page_numbers_for_people(numbers: tuple[list[int], str]) -> None:
    assert reader._listed(numbers[0]) == numbers[1]


def test_a_page_of_no_size_or_of_any_size_is_no_harm() -> None:
    assert texts(pdf([TWO], "0 0 144000 144000")) == [LONG, LONG]
