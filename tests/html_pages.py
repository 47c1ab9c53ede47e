"""Invented pages in the manner of the site systems of Chinese governments. Each template takes a title and paragraphs."""

# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

NAV = "".join(
    f'<li><a href="/c{i}/index.html">{name}</a></li>'
    for i, name in enumerate(["首页", "政务公开", "办事服务", "互动交流", "走进青溪"] * 6)
)
RELATED = "".join(f'<li><a href="/art/{i}.html">青溪县第{i}季度政务公开工作情况，附统计表</a></li>' for i in range(8))
FOOTER = "主办：青溪县人民政府办公室　承办：青溪县大数据中心　网站标识码：0000000000　联系电话：0000-0000000"
META = "发布时间：2025-01-20 10:30　来源：县司法局　字号：[<a href='javascript:f(1)'>大</a> <a href='javascript:f(2)'>中</a> <a href='javascript:f(3)'>小</a>]"

Template = Callable[[str, Sequence[str]], bytes]


def _page(head: str, body: str, doctype: str = "<!DOCTYPE html>") -> str:
    return f"{doctype}\n<html>\n<head>\n{head}\n<style>.nav li{{float:left}} .old{{display:none}}</style></head>\n<body>\n{body}\n</body>\n</html>\n"


def ucap(title: str, paragraphs: Sequence[str]) -> bytes:
    """A clean page of today: meta ArticleTitle, UCAP-CONTENT."""
    text = "\n".join(f'<p style="text-indent: 2em; text-align: justify;">{p}</p>' for p in paragraphs)
    return _page(
        f'<meta charset="utf-8"><meta name="ArticleTitle" content="{title}"><title>{title}_青溪县人民政府门户网站</title>',
        f'<div class="header"><ul class="nav">{NAV}</ul></div><div class="pages-title">{title}</div><div class="pages-date">{META}</div>'
        f'<div class="pages_content" id="UCAP-CONTENT">\n{text}\n</div><div class="related"><h2>相关阅读</h2><ul>{RELATED}</ul></div>'
        f'<div class="footer"><p>{FOOTER}</p></div>',
    ).encode()


def trs_gbk(title: str, paragraphs: Sequence[str]) -> bytes:
    """Says gb2312 and holds more; TRS_Editor with its style element, indents of full-width spaces, related reading within."""
    text = "".join(f"<P>　　{p}</P>\r\n" for p in paragraphs)
    return _page(
        f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title} - 青溪县司法局</title>',
        f"<table width=1000><tr><td><ul class=nav>{NAV}</ul></td></tr></table><table><tr><td class=wz>当前位置：<a href=/>首页</a> &gt; <a href=/a>信息公开</a></td></tr>"
        f"<tr><td align=center><font size=5><b>{title}</b></font></td></tr><tr><td>{META}</td></tr><tr><td>"
        f"<div class=TRS_Editor><style type=text/css>.TRS_Editor P{{line-height:2}}</style>\r\n{text}</div></td></tr>"
        f"<tr><td>相关阅读：<ul>{RELATED}</ul></td></tr></table><table><tr><td>{FOOTER}</td></tr></table>",
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
    ).encode("gb18030")


def br_soup(title: str, paragraphs: Sequence[str]) -> bytes:
    """No paragraphs at all: <br>, &nbsp;, <font>, and bold text behind an empty span pasted from Word."""
    lines = []
    for p in paragraphs:
        half = len(p) // 2
        lines.append(
            f'&nbsp;&nbsp;&nbsp;&nbsp;<font face="仿宋_GB2312">{p[:half]}<span lang="EN-US"><o:p></o:p></span><b>{p[half:]}</b></font>'
        )
    return _page(
        f"<meta charset=utf-8><title>{title}|青溪县政府</title>",
        f'<div id="top"><ul>{NAV}</ul></div><div id="zoom"><center><strong>{title}</strong></center><br>{"<br /><br>".join(lines)}<br></div>'
        f'<div class="tools"><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></div>'
        f"<div>{FOOTER}</div>",
    ).encode()


def nested_tables(title: str, paragraphs: Sequence[str]) -> bytes:
    """Tables in tables, and the old draft of the article left in the page, not displayed."""
    draft = "".join(f"<p>旧稿：{p}</p>" for p in paragraphs)
    text = "".join(f"<p align=left>&#12288;&#12288;{p}</p>" for p in paragraphs)
    return _page(
        f"<meta charset=utf-8><title>{title}--青溪县</title>",
        f"<table><tr><td width=200><table>{NAV.replace('<li>', '<tr><td>').replace('</li>', '</td></tr>')}</table></td><td><table><tr><td>"
        f'<h1 class="bt">{title}</h1></td></tr><tr><td><div style="DISPLAY: none">{draft}</div><div class="old">{draft}</div>'
        f'<table class="bt_content"><tr><td>{text}</td></tr></table></td></tr></table></td></tr></table><table><tr><td>{FOOTER}</td></tr></table>',
    ).encode()


def vsb(title: str, paragraphs: Sequence[str]) -> bytes:
    """A form round the article, its text in fragments of one class, lines of the source wrapped."""
    middle = len(paragraphs) // 2
    parts = [
        "".join(f'<p class="vsbcontent_start"><span style="font-size:16pt">{_wrapped(p)}</span></p>' for p in part)
        for part in (paragraphs[:middle], paragraphs[middle:])
    ]
    return _page(
        f'<meta charset="utf-8"><meta name="pageTitle" content="x"><title>{title}-青溪县应急管理局</title>',
        f'<div class="menu">{NAV}</div><form name="_newscontent_fromname"><h1>{title}</h1><div class="xx">{META}</div>'
        f'<div id="vsb_content"><div class="v_news_content">{parts[0]}</div></div><div id="vsb_content"><div class="v_news_content">{parts[1]}</div></div>'
        f'<p>附件【<a href="/system/_content/download.jsp?f=1.doc">指标表.doc</a>】</p><p>上一条：<a href="1.htm">关于开展公文写作培训的通知</a></p></form><div>{FOOTER}</div>',
    ).encode()


def _wrapped(text: str) -> str:
    """As an editor wraps the source: between Han characters, and none too often."""
    return re.sub(r"(.{38}[一-龥])(?=[一-龥])", "\\1\n      ", text)


def wechat(title: str, paragraphs: Sequence[str]) -> bytes:
    """js_content kept invisible for its script, sections in sections, links to other accounts behind it."""
    text = "".join(
        f'<section style="margin: 0"><section><p><span leaf=""><span textstyle="" style="font-size: 15px">{p}</span></span></p></section></section>'
        for p in paragraphs
    )
    return _page(
        f'<meta property="og:title" content="{title}" /><title></title>',
        f'<div id="page-content"><h1 class="rich_media_title" id="activity-name">\n{title}\n</h1><div id="meta_content">'
        f'<a href="javascript:void(0);">青溪司法</a> <em>2025年1月20日</em></div><div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{text}</div></div>'
        f'<div class="recommend">{RELATED}</div><script>var t = "<p>脚本里的字，不读。</p>";</script>',
    ).encode()


def xhtml(title: str, paragraphs: Sequence[str]) -> bytes:
    """XHTML with a prolog, CDATA in its scripts, sections, and empty elements closed."""
    text = "".join(f"<p>\n\t{p}<br />\n</p>" for p in paragraphs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd" [<!ENTITY a "甲"><!ENTITY b "&a;&a;">]>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}_青溪县</title><script type="text/javascript">//<![CDATA[\nif (a<b) {{}}\n//]]></script></head>'
        f'<body><a name="top"/><div class="nav"><ul>{NAV}</ul></div><div class="article"><h2>{title}</h2><div class="con_text">{text}</div></div>'
        f'<div class="copyright">{FOOTER}</div></body></html>'
    ).encode("utf-8-sig")


def jpage(title: str, paragraphs: Sequence[str]) -> bytes:
    """UTF-16, article between comments in a div that holds the crumbs and share tools as well."""
    text = "".join(f"<div>{p}</div>" for p in paragraphs)
    return _page(
        f"<title>{title}_青溪县</title>",
        f'<header><nav>{NAV}</nav></header><main><div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/x">法治政府</a></div><h3>{title}</h3>'
        f'<div class="article-content" id="zoomcon"><!--<$[信息内容]>begin-->{text}<!--<$[信息内容]>end--><!--[if lt IE 9]><p>请升级浏览器，谢谢。</p><![endif]-->'
        f'<div class="bdsharebuttonbox"><span>分享到：</span><a href="#" onclick="s()">微信</a></div><noscript>请打开脚本，谢谢。</noscript></div></main><footer>{FOOTER}</footer>',
    ).encode("utf-16")


def portal(title: str, paragraphs: Sequence[str]) -> bytes:
    """Everything in spans and hidden tabs, article paragraphs as <p> with <span> for every few characters."""
    text = "".join(
        "<p>" + "".join(f'<span style="mso-spacerun:no">{p[i : i + 7]}</span>' for i in range(0, len(p), 7)) + "</p>"
        for p in paragraphs
    )
    return _page(
        f'<title>{title}</title><meta name="ArticleTitle" content="{title}">',
        f'<div hidden>{FOOTER}</div><div class="nav">{NAV}</div><div class="xxgk"><p class="tit">{title}</p><div class="gkxl_content">{text}'
        f'<p><a href="/files/1.pdf">{title}.pdf</a></p></div></div><div id="tab2" style="display:none;"><p>另一栏的文字，不显示。</p></div><div>{FOOTER}</div>',
    ).encode()


def word(title: str, paragraphs: Sequence[str]) -> bytes:
    """Word's "filtered HTML": two sections, soup of spans, lines wrapped within tags."""
    text = "".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'><span\nstyle='font-size:16.0pt;font-family:仿宋'>{p}</span><span lang=EN-US\nstyle='font-size:16.0pt'>&nbsp;</span></p>\n\n"
        for p in paragraphs
    )
    return (
        '<html>\n\n<head>\n<meta http-equiv=Content-Type content="text/html; charset=gb2312">\n<meta name=Generator content="Microsoft Word 15 (filtered)">\n'
        "<style>\n<!--\n /* Font Definitions */\n p.MsoNormal {margin:0cm;}\n@page WordSection1 {size:595.3pt 841.9pt;}\n-->\n</style>\n</head>\n\n<body lang=ZH-CN>\n\n"
        f"<div class=WordSection1><p class=MsoNormal align=center><b><span style='font-size:22.0pt'>{title}</span></b></p></div>\n"
        f"<b><span lang=EN-US><br clear=all style='page-break-before:always'>\n</span></b>\n<div class=WordSection2>\n{text}</div>\n\n</body>\n\n</html>\n"
    ).encode("gb18030")


def fragment(title: str, paragraphs: Sequence[str]) -> bytes:
    """What is left when only the article was copied."""
    return "".join(f"<p>{p}</p>\n" for p in (title, *paragraphs)).encode()


TEMPLATES: dict[str, Template] = {
    one.__name__: one
    for one in (ucap, trs_gbk, br_soup, nested_tables, vsb, wechat, xhtml, jpage, portal, word, fragment)
}
# The names by which templates mark their article, to be made unknown.
CONTAINERS = (
    *(
        "UCAP-CONTENT",
        "pages_content",
        "TRS_Editor",
        '"zoom"',
        "bt_content",
        "vsb_content",
        "v_news_content",
        "rich_media_content",
    ),
    *("con_text", "article-content", "zoomcon", "gkxl_content"),
)


def renamed(page: bytes, encoding: str) -> bytes:
    """The page with every known container's name changed; js_content stays, for it says why it is invisible."""
    text = page.decode(encoding)
    for name in CONTAINERS:
        text = text.replace(name, '"q"' if name[0] == '"' else "q7")
    return text.encode(encoding)
