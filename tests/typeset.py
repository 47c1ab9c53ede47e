"""A report's text in every format that is read, to prove that reading gives the text back.

What is typeset are the paragraphs: the lines that are not blank, without the blanks round them. (None of the reports
that the tests use is hard-wrapped, so these are the paragraphs that the outline sees.) A title's lines stay lines.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from html import escape
from itertools import takewhile
from pathlib import Path

from tests.typeset_docx import changed_docx, numbered_docx, plain_docx, split_head

__all__ = ["CONVERTED", "WRITTEN", "chromium_pdf", "convert", "paragraphs_of", "typeset"]


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs that are typeset."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def gbk_text(paragraphs: Sequence[str]) -> bytes:
    return "\r\n".join(paragraphs).encode("gb18030")


def utf16_text(paragraphs: Sequence[str]) -> bytes:
    return "\r\n".join(paragraphs).encode("utf-16")


def site_page(paragraphs: Sequence[str]) -> bytes:
    """A page of a government site of today, UTF-8: the title in an h1 of its own, the text in TRS_Editor."""
    title = [line for line, _ in takewhile(lambda placed: placed[1] == "title", split_head(paragraphs)[0])]
    heading = f'<h1 class="article-title">{"<br/>".join(map(escape, title))}</h1>' if title else ""
    text = "\n".join(f'<p style="text-indent:2em;"><span>　　{escape(line)}</span></p>' for line in paragraphs[len(title) :])
    links = "".join(f'<li><a href="/zwgk/{n}.html">关于{what}工作的通知</a></li>' for n, what in enumerate(("防汛", "春运", "统计"), 1))
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>政府信息公开</title>
<style>.TRS_Editor p {{ line-height: 2em }}</style><script>var url = location.href; // 一、二、</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 法治政府建设</div>
<div class="article">{heading}<div class="info"><span>来源：本站</span><a href="#">打印</a></div>
<div id="zoom"><div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">
{text}
</div></div></div>
<div class="related"><h3>相关链接</h3><ul>{links}</ul></div></div>
<div class="footer"><p>主办：某某政府办公室　备案序号</p><p>地址：某某路1号　电话：0000-0000000</p></div>
<script>document.write('<p>不是正文</p>')</script></body></html>""".encode()


def old_site_page(paragraphs: Sequence[str]) -> bytes:
    """A page as it was pasted from Word twenty years ago, GB18030: tables as frame, `<br>` and `&nbsp;` for paragraphs."""
    lines = "".join(f"<br>\r\n&nbsp;&nbsp;&nbsp;&nbsp;<font size=3>{_pasted(line)}</font>" for line in paragraphs)
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>政务公开</title></head>
<body bgcolor=#ffffff><table width=980 align=center>
<tr><td><a href="index.asp">首页</a>|<a href="list.asp?id=2">公告</a>|<a href="list.asp?id=3">文件</a></td></tr>
<tr><td><table width="100%"><tr><td class="content" id="Zoom">{lines}<br></td></tr></table></td></tr>
<tr><td align=center><a href="about.asp">关于我们</a> <a href="map.asp">网站地图</a> 版权所有</td></tr></table></body></html>"""
    return page.encode("gb18030")


def _pasted(line: str) -> str:
    """Words and Latin in elements of their own, as Word's clipboard has it."""
    middle = len(line) // 2
    return f'{escape(line[:middle])}<SPAN lang=EN-US><o:p></o:p></SPAN><span style="font-family:仿宋">{escape(line[middle:])}</span>'


def printed_page(paragraphs: Sequence[str]) -> str:
    """A page made to be printed."""
    head, body = split_head(paragraphs)
    tags = {"title": "h1", "remark": "h5", "address": "h4"}
    lines = "".join(f"<{tags[kind]}>{escape(line)}</{tags[kind]}>" for line, kind in head)
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:16pt/28pt 'Noto Serif CJK SC';margin:0}"
        "p{margin:0;text-indent:2em;text-align:justify}h1{text-align:center;font-size:22pt;line-height:32pt;margin:0}"
        "h5{text-align:center;font:10.5pt/28pt 'Noto Serif CJK SC';margin:0}h4{font:16pt/28pt 'Noto Serif CJK SC';margin:0}"
    )
    text = "".join(f"<p>{escape(line)}</p>" for line in body)
    return f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>{lines}{text}</body></html>'


WRITTEN = {
    "docx": numbered_docx,
    "docx-plain": plain_docx,
    "docx-changed": changed_docx,
    "html": site_page,
    "html-old": old_site_page,
    "txt-gbk": gbk_text,
    "txt-utf16": utf16_text,
}


def typeset(paragraphs: Sequence[str]) -> dict[str, bytes]:
    """The report in the formats that need no other program."""
    return {name: write(paragraphs) for name, write in WRITTEN.items()}


def for_libreoffice(paragraphs: Sequence[str]) -> bytes:
    return numbered_docx(paragraphs, libreoffice=True)


def ragged(paragraphs: Sequence[str]) -> bytes:
    return numbered_docx(paragraphs, libreoffice=True, alignment="left")


# Of marks that hang over the ends of justified lines LibreOffice 7 prints only most; lines that are not justified are whole.
# In .rtf it writes the marks of automatic numbers as question marks, so that numbers are typed there.
_BY_LIBREOFFICE = {
    "doc": (for_libreoffice, "doc:MS Word 97"),
    "odt": (for_libreoffice, "odt"),
    "rtf": (plain_docx, "rtf"),
    "pdf": (for_libreoffice, "pdf:writer_pdf_Export"),
    "pdf-ragged": (ragged, "pdf:writer_pdf_Export"),
}
CONVERTED = tuple(_BY_LIBREOFFICE)


def convert(reports: Mapping[str, Sequence[str]], folder: Path) -> dict[tuple[str, str], bytes]:
    """Reports, by name, → {(name, format): bytes}. One run of LibreOffice for each format, with a profile of its own."""
    made = {}
    for name, (write, target) in _BY_LIBREOFFICE.items():
        (folder / name).mkdir()
        for report, paragraphs in reports.items():
            (folder / name / f"{report}.docx").write_bytes(write(paragraphs))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", "--convert-to", target, "--outdir", str(folder / name)]
        subprocess.run([*command, *map(str, sorted((folder / name).glob("*.docx")))], capture_output=True, timeout=600, check=True)
        extension = target.partition(":")[0]
        made |= {(report, name): (folder / name / f"{report}.{extension}").read_bytes() for report in reports}
    return made


def chromium_pdf(page: str, folder: Path, name: str) -> bytes:
    """The page as Chromium prints it."""
    source, target = folder / f"{name}.html", folder / f"{name}.chromium.pdf"
    source.write_text(page, "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", "--no-pdf-header-footer", f"--user-data-dir={folder / 'chromium'}"]
    command = ["chromium", *flags, f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return target.read_bytes()
