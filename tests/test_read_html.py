"""Web pages: the article and nothing else, every paragraph exactly as it is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.encoders import encode_base64, encode_quopri
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from checker.model import Document
from checker.reading import read_document
from checker.reading.html import read_html, read_mhtml
from checker.reading.refused import RefusedError
from tests.html_pages import FOOTER, META, NAV, RELATED, TEMPLATES, renamed

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
TITLE = "青溪县2024年度法治政府建设情况报告"
PARAGRAPHS = [
    "2024年，青溪县坚持依法行政，扎实推进法治政府建设，各项工作取得新的进展。现将有关情况报告如下。",
    "一、主要工作",
    "（一）加强组织领导",
    "全年召开专题会议4次，听取工作汇报12次，研究解决突出问题23个，印发《青溪县法治建设要点》。",
    "二、存在的不足",
    "个别单位重视不够，行政执法案卷质量有待提高；基层力量偏弱，人员流动较大。",
    "青溪县人民政府",
    "2025年1月15日",
]
ENCODINGS = {"trs_gbk": "gb18030", "word": "gb18030", "jpage": "utf-16"}


def texts(page: str | bytes) -> list[str]:
    document = read_html(page.encode() if isinstance(page, str) else page)
    assert all(document.text[b.start : b.start + len(b.text)] == b.text for b in document.blocks)
    return [block.text for block in document.blocks]


def refusal(page: str) -> str:
    with pytest.raises(RefusedError) as caught:
        read_html(page.encode())
    assert str(caught.value).endswith("。")
    return str(caught.value)


def article(inner: str, title: str = "") -> str:
    """A page with a known container and navigation round it."""
    return f"<html><head><title>{title}</title></head><body><ul>{NAV}</ul><div id=zoom>{inner}</div><p>{FOOTER}</p></body></html>"


LONG = "全县各级行政机关认真履行职责，严格规范公正文明执法，办理行政复议案件36件，群众满意度稳步提升。" * 4


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_site_system_gives_the_paragraphs_exactly(name: str, known: bool) -> None:
    page = TEMPLATES[name](TITLE, PARAGRAPHS)
    if not known:
        page = renamed(page, ENCODINGS.get(name, "utf-8"))
    assert texts(page) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_real_reports_in_every_site_system(seed: Path, known: bool) -> None:
    paragraphs = [line.strip() for line in seed.read_text("utf-8").splitlines() if line.strip()]
    for name, template in TEMPLATES.items():
        page = template(TITLE, paragraphs)
        found = texts(page if known else renamed(page, ENCODINGS.get(name, "utf-8")))
        assert found == [TITLE, *paragraphs], name


def test_through_the_public_door() -> None:
    for name, template in TEMPLATES.items():
        document = read_document(template(TITLE, PARAGRAPHS))
        assert isinstance(document, Document), (name, document)
        assert document.text == "\n".join([TITLE, *PARAGRAPHS])


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("甲<br>乙<br/><br />丙", ["甲", "乙", "丙"]),
        ("&nbsp;&nbsp;　　甲&nbsp;乙 　", ["甲 乙"]),
        ("<p>依法\n   行政</p><p>法治 政府</p><p>in\nthe</p>", ["依法行政", "法治 政府", "in the"]),
        ("<p>依<b>法</b><font>行</font><span></span><o:p></o:p>政</p>", ["依法行政"]),
        ("<p>前半<span lang=EN-US><o:p></o:p></span><b>后半</b></p>", ["前半后半"]),
        ("<p>面积3m<sup>2</sup>，H<sub>2</sub>O</p>", ["面积3m2，H2O"]),
        ("<p><ruby>法<rp>(</rp><rt>fǎ</rt><rp>)</rp></ruby>治</p>", ["法治"]),
        ("<p>甲<input value=乙><textarea>丙</textarea><select><option>丁</select>戊</p>", ["甲戊"]),
        ("<p>甲<!-- 乙 -->丙<script>丁</script>戊<style>己</style>庚</p>", ["甲丙戊庚"]),
        ("<p>甲<!--[if gte mso 9]><xml>乙</xml><![endif]-->丙</p>", ["甲丙"]),
        ("<p><![if !supportLists]>（一）<![endif]>甲</p>", ["（一）甲"]),
        ("<p>甲</p>乙</p>丙<div>丁</div>", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<div>乙</div>丙</p>丁", ["甲", "乙", "丙", "丁"]),
        ("<p style='display:none'>甲</p><p hidden>乙</p><p style='VISIBILITY : hidden'>丙</p>丁", ["丁"]),
        ("<p>甲<i aria-hidden=true>乙</i>丙</p>", ["甲丙"]),
        ("<pre>甲\n  乙\n\n丙</pre>", ["甲", "乙", "丙"]),
        ("<span style='display:block'>甲</span><span style='display:block'>乙</span>", ["甲", "乙"]),
        ("<p>a < b，c &lt; d&hellip;&ldquo;甲&rdquo;&#20057;&#x4E19;</p>", ["a < b，c < d…“甲”乙丙"]),
        ("<p>甲\ufeff\u200b乙&shy;丙</p>", ["甲乙丙"]),
        ("<p>甲</p></body></html><p>乙</p>", ["甲", "乙"]),
        ("<html><head><title>x</title></head><body><p>甲</p></body></html>", ["甲"]),
        (
            '<p>《<a href="http://x/a.htm">中华人民共和国行政处罚法</a>》已实施。</p>',
            ["《中华人民共和国行政处罚法》已实施。"],
        ),
        ("<p><a name=_Toc1>一、工作</a></p>", ["一、工作"]),
        # numbers that a browser writes
        ("<ol><li>甲</li><li><p>乙</p><p>丙</p></li></ol>", ["1. 甲", "2. 乙", "丙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲<li>乙</ol><ol type=I start=4><li>丙</ol>", ["a. 甲", "b. 乙", "IV. 丙"]),
        (
            "<ol style='list-style-type: cjk-ideographic' start=9><li>甲<li>乙<li>丙</ol>",
            ["九、甲", "十、乙", "十一、丙"],
        ),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
        ("<ol start=99999999999><li>甲</ol><ol start=x><li value=-2>乙</ol>", ["1. 甲", "-2. 乙"]),
        # tables
        ("<table><tr><th>类别<th>件数<tr><td>行政<br>处罚<td>12</table>", ["类别 | 件数", "行政 处罚 | 12"]),
        ("<table><tr><td rowspan=2>甲<td colspan=9999>乙<tr><td>丙<td>丁</table>", ["甲 | 乙", "丙 | 丁"]),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
        ("<table><tr><td>栏<td><table><tr><td>甲<td>乙</table></table>", ["栏", "甲 | 乙"]),
        (
            f"<table><tr><td>{'<p>长，句。</p>' * 3}<td>{('<p>' + LONG + '</p>') * 5}</table>",
            ["长，句。"] * 3 + [LONG] * 5,
        ),
    ],
)
def test_a_paragraph_is_what_a_browser_shows(inner: str, expected: list[str]) -> None:
    assert texts(article(f"<p>{LONG}</p>{inner}<p>{LONG}</p>")) == [LONG, *expected, LONG]


def test_kinds_of_blocks() -> None:
    document = read_html(
        article(f"<h1>总题</h1><h2>一、工作</h2><p>{LONG}</p><h4>{LONG}</h4><table><tr><td>甲<td>乙</table>").encode()
    )
    assert [(b.kind, b.depth) for b in document.blocks] == [
        *(("heading", 1), ("heading", 2), ("paragraph", None), ("paragraph", None), ("table_row", None))
    ]


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        (".x{display:none}", True),
        ("#x { color:red; Display : None }", True),
        ("p.x{visibility:hidden}", True),
        ("a, .x, b{display:none}", True),
        (".x{display:none} .x{display:block}", False),
        ("@media print{.x{display:none}}", False),
        ("/* .x{display:none} */", False),
        (".y .x{display:none}", False),
        ("<!-- .x{display:none} -->", True),
        ("{{{}}}}}} .x{display:none}", True),
    ],
)
def test_rules_of_the_page_hide(css: str, hidden: bool) -> None:
    page = f"<style>{css}</style>{article(f'<p>{LONG}</p><p class=x id=x>旧稿</p>')}"
    assert ("旧稿" in texts(page)) is not hidden


@pytest.mark.parametrize(
    ("head", "above", "inner", "expected"),
    [
        ("", f"<h1>{TITLE}</h1>", "", [TITLE]),
        ("", f"<h1>青溪县</h1><h2>{TITLE[:9]}<br>{TITLE[9:]}</h2>", "", [TITLE[:9], TITLE[9:]]),
        (f"<title>{TITLE}_青溪县</title>", "", "", [TITLE]),
        (f"<title>{TITLE}_青溪县</title>", f"<div>{TITLE}</div>", "", [TITLE]),
        (f"<title>{TITLE}_青溪县</title>", f"<div>{TITLE}</div>", f"<p>{TITLE}</p>", [TITLE]),
        (
            f"<title>{TITLE}_青溪县</title>",
            "<div>青溪县<br>2024年度法治政府建设情况报告</div>",
            "",
            ["青溪县", TITLE[3:]],
        ),
        (
            f"<title>{TITLE}</title>",
            f"<h1>{TITLE}</h1>",
            "<p>青溪县</p><p>2024年度法治政府建设情况报告</p>",
            ["青溪县", TITLE[3:]],
        ),
        (f"<meta name=ArticleTitle content='{TITLE}'><title>青溪县</title>", "", "", [TITLE]),
        ("<title>青溪县人民政府</title>", "", "", []),
        ("<title>关于印发《要点》的通知-青溪县</title>", f"<p>{META}</p>", "", ["关于印发《要点》的通知"]),
    ],
)
def test_the_title_stands_once_before_the_article(head: str, above: str, inner: str, expected: list[str]) -> None:
    page = f"<html><head>{head}</head><body><ul>{NAV}</ul>{above}<div class=TRS_Editor>{inner}<p>{LONG}</p></div></body></html>"
    assert texts(page) == [*expected, LONG]


def test_fragments_of_one_class_belong_together() -> None:
    parts = "".join(f"<div class=TRS_Editor><p>{n}、{LONG}</p></div><ul>{RELATED}</ul>" for n in "一二三")
    assert texts(f"<ul>{NAV}</ul>{parts}") == [f"{n}、{LONG}" for n in "一二三"]


def test_the_head_of_a_document_pasted_into_an_article() -> None:
    pasted = "<html><head><meta name=Generator content='Microsoft Word 11'><title>文档1_x</title></head><body>"
    page = article(f"{pasted}<p>{LONG}</p></body></html><p>{LONG}</p>", f"{TITLE}_青溪县")
    assert texts(page) == [TITLE, LONG, LONG]


def test_pages_without_a_container() -> None:
    fragments = f"<div class=a><p>{LONG}</p></div><div>{RELATED}</div><div class=a><p>末段，略。{LONG[:40]}</p></div>"
    assert texts(f"<ul>{NAV}</ul><div>{fragments}</div>") == [LONG, f"末段，略。{LONG[:40]}"]
    loose = f"<h1>{TITLE}</h1><p>{LONG}</p><p>一、工作</p><p>{LONG}</p><p>2025年1月</p>"
    assert texts(f"<ul>{NAV}</ul>{loose}<ul>{RELATED}</ul><p>{FOOTER}</p>") == [
        TITLE,
        LONG,
        "一、工作",
        LONG,
        "2025年1月",
    ]


def test_the_innermost_container_with_the_whole_text_wins() -> None:
    whole = f"<ul>{NAV}</ul><div class=content_body><div>{META}</div><div id=Zoom><p>甲。{LONG}</p></div><p>责任编辑：某某</p></div>"
    assert texts(whole) == [f"甲。{LONG}"]
    half = f"<ul>{NAV}</ul><div class=content_body><p>甲。{LONG}</p><div id=Zoom><p>乙。{LONG}</p></div></div>"
    assert texts(half) == [f"甲。{LONG}", f"乙。{LONG}"]


def test_files_after_the_article_are_noted() -> None:
    document = read_html(
        article(f"<p>{LONG}</p><p>附件：<a href='/1.xls'>统计表.xls</a></p><p><a href=/2.doc?x=1>说明</a></p>").encode()
    )
    assert document.text == LONG
    assert document.notes == ("正文后链接的 2 个附件未读，如属报告正文，请下载后检查。",)


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ('<iframe src="/web/viewer.html?file=/a.pdf"></iframe>', "嵌有 1 个文件"),
        (f"<div><p>另一篇：{LONG}</p></div>", "被作为正文读取"),
        (f"<ul>{RELATED * 10}</ul>", "% 被作为正文读取"),
        ("<script>createPageHTML(3, 0, 'a', 'html');</script>", "分 3 页"),
    ],
)
def test_what_the_user_should_look_at_is_noted(more: str, note: str) -> None:
    document = read_html(f"{article(f'<p>{LONG}</p><p>{LONG}</p>')}{more}".encode())
    assert document.text == f"{LONG}\n{LONG}"
    assert any(note in told for told in document.notes)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (article("<iframe src='pdf/web/viewer.html?file=2024.pdf'></iframe>"), "PDF 中，请下载"),
        (article("<embed src='x.ofd'>"), "OFD 中，请下载"),
        (article(f"<p><a href=/a.doc>{TITLE}.doc</a></p>"), "附件 文件 中，请下载"),
        (article("<p><img src=1.jpg></p><p><img src=2.jpg></p>").replace(NAV, ""), "图片"),
        (f"<ul>{NAV}{RELATED * 3}</ul><p>{FOOTER}</p>", "列表"),
        ("<html><body><div id=app></div><script>var a='正文';</script></body></html>", "脚本"),
        ("<html><body>" + "<div>" * 3000 + "文" + "</div>" * 3000, "嵌套过深"),
        ("<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">文", "属性过多"),
        ("<p>" + "文" * 3_100_000, "上限"),
        ("<p>" + " " * (21 << 20), "20 MB"),
    ],
)
def test_refusals_say_what_to_do(page: str, told: str) -> None:
    started = time.perf_counter()
    assert told in refusal(page)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1000 + f"<p>{LONG}</p>" + "</div>" * 1000,
        "<font>" * 900 + f"<p>{LONG}</p>",
        f"<p>{LONG}</p>" + "<!--" * 200_000,
        f"<p>{LONG}</p>" + "<a" * 300_000,
        f"<p>{LONG}</p>" + "<br>" * 300_000,
        f"<p>{LONG}</p>" + "<style>" + "{" * 300_000 + "</style>",
        f"<style>{'.a,' * 100_000}.b{{display:none}}</style><p>{LONG}</p>",
        f"<p>{LONG}</p><p style='{'display:' * 100_000}'></p>",
        f"<p>{LONG}</p><img src='data:image/png;base64,{'A' * 12_000_000}'>",
        f"<p>{LONG}</p><p title='{'x' * 12_000_000}'></p>",
        f"<p>{LONG}</p>" + "<table><tr><td>" * 500,
        f"<p>{LONG}</p>" + "<div class='share tools'>" * 900,
        f"<!DOCTYPE html [{'<!ENTITY a >' * 10}]><p>{LONG}</p>",
        f"<p>{LONG}</p>" + "<ol><li>" * 900,
        f"<p>{LONG}</p>" + " \n" * 2_000_000,
    ],
    ids=range(15),
)
def test_hostile_pages_take_linear_time_and_lose_nothing(page: str) -> None:
    started = time.perf_counter()
    assert LONG in read_html(page.encode()).text
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_content_decides_on_the_encoding(encoding: str) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>朱镕基䶮㛃，{LONG}</p></body></html>"
    assert texts(page.encode(encoding)) == [f"朱镕基䶮㛃，{LONG}"]


def test_damage_is_told_and_zero_bytes_are_left_out() -> None:
    data = f"<html><p>{LONG}</p></html>".encode("gb18030")
    document = read_html(data.replace(b"</p>", b"\xff</p>"))
    assert any("处字节损坏" in note for note in document.notes)
    assert texts(data.replace(b"<html>", b"<html><meta charset=gbk>").replace(b"</p>", b"\0</p>")) == [LONG]


def test_a_declared_encoding_counts_where_the_content_says_too_little() -> None:
    page = "<html><head><meta charset=big5></head><body><p>臺灣依法行政，積極推動法治政府建設，開展複議工作，成效顯著。</p></body></html>"
    assert texts(page.encode("big5")) == ["臺灣依法行政，積極推動法治政府建設，開展複議工作，成效顯著。"]


@pytest.mark.parametrize("encode", [encode_base64, encode_quopri])
@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_single_file_pages(charset: str, encoding: str, encode: Callable[[Message], None]) -> None:
    mail = MIMEMultipart("related")
    mail["Subject"] = "x"
    page = MIMEBase("text", "html", charset=charset)
    page.set_payload(TEMPLATES["ucap"](TITLE, PARAGRAPHS).decode().encode(encoding))
    encode(page)
    mail.attach(MIMEText("纯文字", "plain", "utf-8"))
    mail.attach(page)
    outcome = read_document(mail.as_bytes())
    assert isinstance(outcome, Document), outcome
    assert outcome.text == "\n".join([TITLE, *PARAGRAPHS])


def test_a_single_file_page_without_a_page() -> None:
    with pytest.raises(RefusedError, match=r"没有网页正文.*。$"):
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx")
