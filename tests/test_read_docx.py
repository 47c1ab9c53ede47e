"""What of a .docx is text, and which text: one trap each."""

from __future__ import annotations

from typing import Any

import pytest

from checker.model import Document
from checker.reading import read_document
from checker.reading.archive import Archive
from checker.reading.docx import read_docx
from tests.docx_builder import (
    box,
    change,
    char,
    code,
    deleted,
    docx,
    field,
    inserted,
    note,
    on,
    p,
    r,
    refer,
    sdt,
    style,
    t,
    tbl,
    tc,
    tr,
    wrap,
)

PLACEHOLDER = on("showingPlcHdr")
CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
STYLES = (
    style("a", "Normal", more='w:default="1"')
    + style("1", "heading 1", "a", para=on("outlineLvl", 0))
    + style("2", "heading 2", "1", para=on("outlineLvl", 1))
    + style("a3", "Title", "a", para=on("outlineLvl", 0))
    + style("own", "我的样式", "2")
    + style("plain", "正文样式", "1", para=on("outlineLvl", 9))
    + style("named", "标题 3")
    + style("alias", "三级", more="").replace("</w:style>", f"{on('aliases', '别名,Heading 4')}</w:style>")
    + style("round", "甲", "about")
    + style("about", "乙", "round")
    + style("nameless", para=on("outlineLvl", 4))
    + style("toc1", "toc 1")
    + style("tochead", "TOC Heading", "1")
    + style("secret", "藏", run=on("vanish"))
    + style("shown", "不藏", "secret", run=on("vanish", 0))
    + style("c", "藏字", kind="character", run=on("vanish"))
)


def read(*body: str, **parts: Any) -> Document:
    return read_docx(Archive(docx(*body, **{"styles": STYLES, **parts})))


def lines(*body: str, **parts: Any) -> list[str]:
    return read(*body, **parts).text.split("\n")


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def toc(*entries: str) -> str:
    first, *others = entries
    begun = p(char("begin"), code(' TOC \\o "1-3" \\h '), char("separate"), r(first), style="toc1")
    return begun + "".join(p(field("PAGEREF _Toc1", each)) for each in others) + p(char("end"))


def around(name: str, inside: str, attributes: str = "") -> str:
    return f"<w:{name} {attributes}>{inside}</w:{name}>"


LONG = "全年召开常务会议听取法治政府建设情况汇报，部署重点工作，推动责任落实，形成一级抓一级、层层抓落实的格局。" * 3


INSIDE: dict[str, tuple[tuple[str, ...], str]] = {
    "split runs": ((r("《行政"), r("处罚", on("b")), r("法》")), "《行政处罚法》"),
    "spaces that XML would not keep": (("<w:r><w:t> 共 </w:t></w:r>", r(" 九 件 "), "<w:r><w:t>\n 批 </w:t></w:r>"), "共 九 件 批"),
    "spaces kept from above": ((f'<w:r xml:space="preserve"><w:t>甲 </w:t></w:r>{r("乙")}',), "甲 乙"),
    "typed indentation": (("　　正文",), "　　正文"),
    "smart tag": ((around("smartTag", r("北山") + around("smartTagPr", ""), 'w:element="place"'), r("区")), "北山区"),
    "custom XML": ((around("customXml", around("customXmlPr", "") + r("甲")),), "甲"),
    "hyperlink": ((r("见"), around("hyperlink", r("网站"), 'r:id="r9"'), r("公开")), "见网站公开"),
    "tab": ((r("单位"), "<w:r><w:tab/></w:r>", r("件数")), "单位\t件数"),
    "hyphens": ((r("2020"), "<w:r><w:noBreakHyphen/></w:r>", r("2025"), "<w:r><w:softHyphen/></w:r>", r("年")), "2020-2025年"),
    "page break mark of the last layout": ((r("甲"), "<w:r><w:lastRenderedPageBreak/></w:r>", r("乙")), "甲乙"),
    "bookmarks": (('<w:bookmarkStart w:id="0" w:name="_GoBack"/>', r("甲"), '<w:bookmarkEnd w:id="0"/>'), "甲"),
    "a bookmark that somebody made text": (("[bookmark: _GoBack]甲",), "[bookmark: _GoBack]甲"),
    "phonetic guide": (("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>qiān</w:t></w:r></w:rt>"
                        "<w:rubyBase><w:r><w:t>签</w:t></w:r></w:rubyBase></w:ruby></w:r>", r("订")), "签订"),
    "older phonetic guide": ((field(r"EQ \* jc2 \o\ad(\s\up 9(qiān),签)", "").replace(char("separate") + r(""), ""), r("订")), "签订"),
    "enclosed character": ((char("begin"), code(r" eq \o\ac(○,2)"), char("end"), r("学习")), "②学习"),
    "ticked box": (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', r("已完成")), "☑已完成"),
    "picture of a symbol font": (('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', r("好")), "好"),
    "plain character as a symbol": (('<w:r><w:sym w:font="宋体" w:char="2014"/></w:r>', r("甲")), "—甲"),
    "symbol without a code": (('<w:r><w:sym w:font="宋体" w:char="zz"/><w:sym w:font="宋体" w:char="D800"/></w:r>', r("甲")), "甲"),
    "character with a fallback": (('<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:char="1F600"/></mc:Choice>'
                                   "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>", r("甲")), "☺甲"),
    "choice that nobody understands": (('<w:r><mc:AlternateContent><mc:Choice Requires="new"><w:t>新</w:t></mc:Choice>'
                                        "<mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>",), "旧"),
    "simple field": ((r("图"), '<w:fldSimple w:instr=" SEQ 图 ">' + r("3") + "</w:fldSimple>", r("所示")), "图3所示"),
    "complex field": ((r("截至"), field("DATE \\@ yyyy年", "2025年"), r("底")), "截至2025年底"),
    "field in the code of a field": ((char("begin"), code(" IF "), field("REF a", "甲"), code(" = 1 "), char("separate"), r("乙"), char("end")), "乙"),
    "field in the result of a field": ((field("HYPERLINK x", r("见") + field("REF a", "第三章")), r("。")), "见第三章。"),
    "hidden field without result": ((r("甲"), char("begin"), code(' XE "索引" '), char("end"), r("乙")), "甲乙"),
    "code that a field's hidden run holds": (('<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>', code("REF a"),
                                              char("separate"), r("甲"), char("end"), r("乙")), "甲乙"),
    "field that never ends": ((r("甲"), char("begin"), code(" REF a "), r("乙")), "甲乙"),
    "end without a field": ((r("甲"), char("end"), r("乙"), field("REF a", "丙")), "甲乙丙"),
    "deleted field code, kept result": ((change("del", char("begin")), change("del", code("HYPERLINK x")), change("del", char("separate")),
                                         r("网站"), change("del", char("end"))), "网站"),
    "insertion and deletion": ((r("审查"), deleted("35"), inserted("53件"), r("文件")), "审查53件文件"),
    "deletion of an insertion": ((r("甲"), change("ins", deleted("乙")), r("丙")), "甲丙"),
    "equation": ((r("增长"), math("<m:f><m:num>" + m("1") + "</m:num><m:den>" + m("2") + "</m:den></m:f>")), "增长1/2"),
    "inline content control": ((r("共"), sdt(r("九")), r("件")), "共九件"),
    "unfilled inline content control": ((r("共"), sdt(r("单击此处输入"), PLACEHOLDER), r("件")), "共件"),
    "content control within another": ((sdt(sdt(r("甲")) + r("乙")),), "甲乙"),
    "unknown wrapper": (("<new:wrapper>" + r("甲") + "</new:wrapper>",), "甲"),
    "formatting that was changed": ((r("甲", "<w:b/><w:rPrChange w:id='1' w:author='x'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),), "甲"),
    "hidden text": ((r("甲"), r("密", on("vanish")), r("乙")), "甲乙"),
    "hidden switched off": ((r("甲", on("vanish", 0)), r("乙", on("vanish", "false"))), "甲乙"),
    "hidden on web pages only": ((r("甲", on("webHidden")),), "甲"),
    "hidden by a character style": ((r("甲"), r("密", on("rStyle", "c"))), "甲"),
}


@pytest.mark.parametrize("name", INSIDE)
def test_inside_a_paragraph(name: str) -> None:
    content, expected = INSIDE[name]
    assert lines(p(*content)) == [expected]


FLOW: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a soft line end begins a new block": (
        (p(r("第一行"), "<w:r><w:br/></w:r>", r("第二行"), "<w:r><w:cr/></w:r>", r("第三行")),),
        ["第一行", "第二行", "第三行"],
    ),
    "a page break is no text": ((p('<w:r><w:br w:type="page"/></w:r>', r("甲")), p(r("乙"), '<w:r><w:br w:type="column"/></w:r>')), ["甲", "乙"]),
    "blank paragraphs are left out": ((p("甲"), p(), p("　 "), p("乙")), ["甲", "乙"]),
    "block content control": ((sdt(p("甲") + tbl(tr("一", "二"))), p("乙")), ["甲", "一 | 二", "乙"]),
    "unfilled block content control": ((p("甲"), sdt(p("单击此处输入"), PLACEHOLDER)), ["甲"]),
    "custom XML around paragraphs": ((around("customXml", p("甲") + p("乙")), p("丙")), ["甲", "乙", "丙"]),
    "insertion around paragraphs": ((change("ins", p("甲")), change("del", p("乙")), p("丙")), ["甲", "丙"]),
    "alternate content around paragraphs": (
        (f'<mc:AlternateContent><mc:Choice Requires="w14">{p("新")}</mc:Choice><mc:Fallback>{p("旧")}</mc:Fallback></mc:AlternateContent>',),
        ["新"],
    ),
    "moved text stands at its new place": (
        (p(change("moveFrom", r("甲")), mark=change("moveFrom")), p("乙"), p(change("moveTo", r("甲")), mark=change("moveTo"))),
        ["乙", "甲"],
    ),
    "a deleted mark joins paragraphs": ((p("加强领导，", mark=change("del")), p("落实责任。"), p("完")), ["加强领导，落实责任。", "完"]),
    "several deleted marks": ((p("甲", mark=change("del")), p("乙", mark=change("del")), p("丙")), ["甲乙丙"]),
    "a deleted mark with nothing behind it": ((p("甲", mark=change("del")), tbl(tr("一", "二")), p("乙", mark=change("del"))), ["甲", "一 | 二", "乙"]),
    "a deleted paragraph": ((p("甲"), p(deleted("乙"), mark=change("del")), p("丙")), ["甲", "丙"]),
    "an inserted paragraph": ((p("甲", mark=change("ins")), p(inserted("乙"), mark=change("ins")), p("丙")), ["甲", "乙", "丙"]),
    "a hidden paragraph": ((p("甲"), p(r("密", on("vanish")), mark=on("vanish")), p("丙")), ["甲", "丙"]),
    "a style separator": ((p("（一）学习。", mark=on("vanish") + on("specVanish")), p("全年学习9次。")), ["（一）学习。全年学习9次。"]),
    "a dropped capital": ((p("今", look='<w:framePr w:dropCap="drop"/>'), p("年以来，")), ["今年以来，"]),
    "a frame": ((p("甲", look='<w:framePr w:w="9"/>'), p("乙")), ["甲", "乙"]),
    "hidden by the paragraph's style": ((p("密", style="secret"), p("甲")), ["甲"]),
    "shown by the style based on that": ((p("甲", style="shown"),), ["甲"]),
    "a style that turns round another": ((p(r("显", on("rStyle", "c")), r("隐"), style="secret"),), ["显"]),
    "shown in a hiding style": ((p(r("显", on("vanish", 0)), r("隐"), style="secret"),), ["显"]),
    "text box": ((p("正文", box(p("框一"), p("框二"))), p("后文")), ["正文", "框一", "框二", "后文"]),
    "text boxes of a group": (
        (p("正文", "<w:r><w:pict><v:group><v:shape><v:textbox><w:txbxContent>" + p("一") + "</w:txbxContent></v:textbox></v:shape><v:shape>"
           "<v:textbox><w:txbxContent>" + p("二") + "</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r>"),),
        ["正文", "一", "二"],
    ),
    "text box within a text box": ((p("甲", box(p("乙", box(p("丙"))))),), ["甲", "乙", "丙"]),
    "text box in deleted text": ((p("甲", change("del", box(p("乙")))),), ["甲"]),
    "table in a text box": ((p("甲", box(tbl(tr("一", "二")))),), ["甲", "一 | 二"]),
    "picture": ((p("甲", "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"),), ["甲"]),
    "equation on a line of its own": ((p("<m:oMathPara>" + math(m("a=b")) + "</m:oMathPara>"),), ["a=b"]),
    "page number": ((p("甲"), p("— ", field("PAGE", "3"), " —"), p("乙")), ["甲", "乙"]),
    "page number with a text box": ((p(field("PAGE", "3"), box(p("框"))), p("乙")), ["框", "乙"]),
    "page break within a paragraph": ((p("封面", '<w:r><w:br w:type="page"/></w:r>', "正文"),), ["封面", "正文"]),
    "page number in a sentence": ((p("见第", field("PAGE", "3"), "页"),), ["见第3页"]),
    "field over paragraphs": ((p("甲", char("begin"), code("REF a"), char("separate"), "乙"), p("丙"), p("丁", char("end"), "戊")), ["甲乙", "丙", "丁戊"]),
    "field over a text box": ((p(char("begin"), code("TOC"), box(p("框")), char("separate"), "一"), p(char("end"), "后")), ["后"]),
    "contents field": ((p("题目"), toc("一、总体情况\t1", "二、主要工作\t2"), p("一、总体情况")), ["题目", "一、总体情况"]),
    "contents field under its heading": ((p("题目"), p("目　录"), toc("甲", "乙"), p("正文")), ["题目", "正文"]),
    "text right behind the contents": ((p(char("begin"), code("TOC"), char("separate"), "甲"), p("乙", char("end"), "正文")), ["正文"]),
    "contents by style": ((p("目录", style="tochead"), p("一、总体情况1", style="toc1"), p("一、总体情况")), ["一、总体情况"]),
    "contents control": ((p("题目"), sdt(p("目 录 页") + toc("甲", "乙"), CONTENTS), p("正文")), ["题目", "正文"]),
    "contents control with text in it": ((sdt(p("目录") + toc("甲") + p("正文"), CONTENTS),), ["正文"]),
    "contents control without contents": ((sdt(p("正文"), CONTENTS),), ["正文"]),
    "text that has got a contents style": ((p("全年召开会议9次。", style="toc1"), p("长" * 121, style="toc1")), ["全年召开会议9次。", "长" * 121]),
    "typed contents stay": ((p("目录"), p("一、总体情况……1"), p("正文")), ["目录", "一、总体情况……1", "正文"]),
    "headers are another part": ((p("甲"), p("乙", look="<w:sectPr/>")), ["甲", "乙"]),
}


@pytest.mark.parametrize("name", FLOW)
def test_paragraphs(name: str) -> None:
    body, expected = FLOW[name]
    assert lines(*body) == expected


TABLES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "rows": ((tbl(tr("单位", "件数"), tr("甲局", "9")),), ["单位 | 件数", "甲局 | 9"]),
    "empty cells keep their place": ((tbl(tr("甲", "", "9"), tr("", "", "")),), ["甲 |  | 9"]),
    "several paragraphs in a cell": ((tbl(tr(tc("甲", "乙"), tc(p(r("丙"), "<w:r><w:br/></w:r>", r("丁"))))),), ["甲 乙 | 丙 丁"]),
    "cells merged across": ((tbl(tr(tc("合计", properties=on("gridSpan", 2)), "9"), tr("甲", "乙", "丙")),), ["合计 | 9", "甲 | 乙 | 丙"]),
    "cells merged across in the old way": (
        (tbl(tr(tc("合计", properties=on("hMerge", "restart")), tc(properties=on("hMerge")), "9")),),
        ["合计 | 9"],
    ),
    "cells merged downwards": (
        (tbl(tr(tc("甲", properties=on("vMerge", "restart")), "1"), tr(tc(properties=on("vMerge")), "2"), tr(tc(properties=on("vMerge", "continue")), "3")),),
        ["甲 | 1", "2", "3"],
    ),
    "merged downwards behind a wide cell": (
        (tbl(tr(tc("甲", properties=on("gridSpan", 2)), tc("乙", properties=on("vMerge", "restart"))), tr("1", "2", tc(properties=on("vMerge")))),),
        ["甲 | 乙", "1 | 2"],
    ),
    "merged downwards with nothing above": ((tbl(tr("甲", "乙"), tr(tc("丙", properties=on("vMerge")), "丁")),), ["甲 | 乙", "丙 | 丁"]),
    "impossible spans": ((tbl(tr(tc("甲", properties=on("gridSpan", 999999)), tc("乙", properties=on("gridSpan", -5)))),), ["甲 | 乙"]),
    "row that begins further right": (
        (tbl(tr("甲", tc("乙", properties=on("vMerge", "restart"))), tr(tc(properties=on("vMerge")), "丙", properties=on("gridBefore", 1))),),
        ["甲 | 乙", "丙"],
    ),
    "deleted row": ((tbl(tr("甲", "1"), tr("乙", "2", properties=change("del")), tr("丙", "3", properties=change("ins"))),), ["甲 | 1", "丙 | 3"]),
    "deleted table": ((p("前"), tbl(tr("甲", "1", properties=change("del")))), ["前"]),
    "deleted cell": ((tbl(tr("甲", tc("乙", properties=change("cellDel")), "丙")),), ["甲 | 丙"]),
    "controls around rows, cells and text": (
        (tbl(sdt(tr("甲", sdt(tc("乙")), tc(sdt(p("丙"))))), around("customXml", tr("丁", "戊", "己"))),),
        ["甲 | 乙 | 丙", "丁 | 戊 | 己"],
    ),
    "unfilled cell": ((tbl(tr("甲", sdt(tc("单击此处"), PLACEHOLDER), "丙")),), ["甲 |  | 丙"]),
    "table within a cell": ((tbl(tr("甲", tc(p("乙"), tbl(tr("1", "2"), tr("3", "4")), p()))), p("后")), ["甲 | 乙", "1 | 2", "3 | 4", "后"]),
    "frame round the report": ((tbl(tr(tc("一、总体情况", "正文。", tbl(tr("甲", "1"))))),), ["一、总体情况", "正文。", "甲 | 1"]),
    "one column": ((tbl(tr("第一段"), tr("第二段")),), ["第一段", "第二段"]),
    "frame beside an empty column": ((tbl(tr("", tc("第一段", "第二段"), "")),), ["第一段", "第二段"]),
    "prose in a form": ((tbl(tr("项目", "数"), tr("主要做法", tc(LONG, LONG, "完"))),), ["项目 | 数", "主要做法", LONG, LONG, "完"]),
    "text box in a cell": ((tbl(tr(tc(p("甲", box(p("框")))), "乙")),), ["甲 框 | 乙"]),
    "joined paragraphs end with their cell": ((tbl(tr(tc(p("甲", mark=change("del"))), "乙")), p("后")), ["甲 | 乙", "后"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    body, expected = TABLES[name]
    assert lines(*body) == expected


def test_kinds_of_blocks() -> None:
    found = read(p("题目"), tbl(tr("甲", p("乙", style="1").join(("<w:tc>", "</w:tc>")))), tbl(tr(tc(p("一、框内标题", style="1"), "正文"))))
    assert [(block.kind, block.depth) for block in found.blocks] == [("paragraph", None), ("table_row", None), ("heading", 1), ("paragraph", None)]
    assert all(found.text[block.start :].startswith(block.text) and block.source for block in found.blocks)


@pytest.mark.parametrize(
    ("paragraph", "depth"),
    [
        (p("甲"), None),
        (p("甲", style="1"), 1),
        (p("甲", style="2"), 2),
        (p("甲", style="own"), 2),
        (p("甲", style="plain"), None),
        (p("甲", style="named"), 3),
        (p("甲", style="alias"), 4),
        (p("甲", style="nameless"), 5),
        (p("甲", style="round"), None),
        (p("甲", style="absent"), None),
        (p("甲", style="Heading2"), 2),
        (p("甲", style="a3"), None),
        (p("甲", style="a3", look=on("outlineLvl", 0)), 1),
        (p("甲", look=on("outlineLvl", 2)), 3),
        (p("甲", style="1", look=on("outlineLvl", 9)), None),
        (p("甲", look=on("outlineLvl", "x")), None),
        (p("甲", look=on("outlineLvl", 77)), None),
        (p("甲", look='<w:pPrChange w:id="1" w:author="x"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'), None),
    ],
)
def test_headings(paragraph: str, depth: int | None) -> None:
    (block,) = read(paragraph).blocks
    assert (block.kind, block.depth) == ("paragraph" if depth is None else "heading", depth)


def test_headings_without_a_styles_part() -> None:
    found = read(p("甲", style="Heading1"), p("乙", style="标题 2"), p("丙", style="3"), styles=None)
    assert [block.depth for block in found.blocks] == [1, 2, None]


def test_the_default_style_counts() -> None:
    found = read(p("甲"), p("乙", style="b"), styles=style("a", "Normal", more='w:default="1"', para=on("outlineLvl", 1)) + style("b", "乙"))
    assert [block.depth for block in found.blocks] == [2, None]


def test_notes_come_last_in_the_order_of_their_marks() -> None:
    mark = "<w:r><w:footnoteRef/></w:r>"
    found = read(
        p("甲", refer(3), "乙", refer(2, "endnote"), "丙"),
        p("丁", refer(2), change("del", refer(4)), refer(3), refer(99)),
        footnotes=note(0, p("分隔")) + note(2, p(mark, " 注二")) + note(3, p(mark, r(" "), r(" 注三")), p("续")) + note(4, p("删")) + note(5, p("无")),
        endnotes=note(2, p("尾注"), kind="endnote"),
    )
    assert found.text.split("\n") == ["甲乙丙", "丁", "注三", "续", "注二", "尾注"]
    assert [block.kind for block in found.blocks] == ["paragraph"] * 2 + ["footnote"] * 4


NOTES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "nothing to tell": ((p("甲"),), []),
    "revisions": ((p("甲", deleted("乙"), inserted("丙")), p(inserted("丁"))), ["文中有 3 处修订，已按接受后的文字读取。"]),
    "a revision in several pieces": ((p("甲", inserted("乙"), '<w:bookmarkEnd w:id="1"/>', inserted("丙")),), ["文中有 1 处修订，已按接受后的文字读取。"]),
    "neighbours of two authors": ((p("甲", inserted("乙"), change("ins", r("丙"), author="乙")),), ["文中有 2 处修订，已按接受后的文字读取。"]),
    "an inserted paragraph": ((p("甲"), p(inserted("乙"), mark=change("ins"))), ["文中有 1 处修订，已按接受后的文字读取。"]),
    "a joined paragraph": ((p("甲", mark=change("del")), p("乙")), ["文中有 1 处修订，已按接受后的文字读取。"]),
    "a move": ((p("甲", change("moveFrom", r("乙"))), p(change("moveTo", r("乙")))), ["文中有 1 处修订，已按接受后的文字读取。"]),
    "a deleted row": ((tbl(tr("甲", "乙"), tr(deleted("丙"), p(deleted("丁")).join(("<w:tc>", "</w:tc>")), properties=change("del"))),),
                      ["文中有 2 处修订，已按接受后的文字读取。"]),
    "changes of looks are no revisions": (
        (p(r("甲", '<w:b/><w:rPrChange w:id="1" w:author="x"><w:rPr/></w:rPrChange>'), look='<w:pPrChange w:id="1" w:author="x"><w:pPr/></w:pPrChange>'),),
        [],
    ),
    "comments": (
        (p('<w:commentRangeStart w:id="1"/>', r("甲"), '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),),
        ["文中有 1 条批注，未作为正文读取。"],
    ),
    "hidden text": ((p("甲", r("一二 三", on("vanish"))),), ["文中有 4 字隐藏文字，未作为正文读取。"]),
    "hidden blanks": ((p("甲", r(" ", on("vanish"))),), []),
    "unfilled controls": ((p("甲", sdt(r("点此"), PLACEHOLDER)), sdt(p("点此"), PLACEHOLDER)), ["文中有 2 处待填写的内容控件，其提示文字未作为正文读取。"]),
    "embedded objects": ((p("甲", "<w:r><w:object><o:OLEObject/></w:object></w:r>"),), ["文中有 1 个嵌入对象（如 Excel 表格），其中的文字未读取。"]),
    "imported content": ((p("甲"), '<w:altChunk r:id="r9"/>', '<w:subDoc r:id="r8"/>'), ["文中引入了 2 处外部内容，未读取，请在 Word 中打开并另存后再检查。"]),
}


@pytest.mark.parametrize("name", NOTES)
def test_what_the_clerk_is_told(name: str) -> None:
    body, expected = NOTES[name]
    assert list(read(*body).notes) == expected


def test_revisions_in_notes_are_told_of() -> None:
    found = read(p("甲", refer(1)), footnotes=note(1, p(inserted("注"))))
    assert found.notes == ("文中有 1 处修订，已按接受后的文字读取。",)


def test_through_the_front_door() -> None:
    body = (p("某县2024年度法治政府建设情况报告"), p("一、总体情况", style="1"), p("审查", deleted("35"), inserted("53件"), "文件。"))
    found = read_document(docx(*body, styles=STYLES))
    assert isinstance(found, Document)
    assert found.text == "某县2024年度法治政府建设情况报告\n一、总体情况\n审查53件文件。"
    assert found.notes == ("文中有 2 处修订，已按接受后的文字读取。",)


def test_the_helpers_write_what_they_say() -> None:
    assert p("甲", num=(3, 1), mark=on("vanish")) == (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
        f"<w:r>{t('甲')}</w:r></w:p>"
    )
    assert wrap("rPr", "") == ""
