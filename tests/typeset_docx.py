"""A report as a clerk has it in Word: .docx with automatic numbering, without, and with tracked changes."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_HAN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?P<part>第[{_HAN}]{{1,3}}(?:部分|章|节)[ \u3000]*)|(?P<han>[{_HAN}]{{1,3}}、)|(?P<paren_han>[（(][{_HAN}]{{1,3}}[）)])"
    r"|(?P<arabic>\d{1,2}[.．、])(?!\d)|(?P<paren_arabic>[（(]\d{1,2}[）)])"
)
_RANKS = ("part", "han", "paren_han", "arabic", "paren_arabic")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_LONGEST_HEADING = 45
_STYLES = ("1", "ac", "3", "4", "5")  # of headings by their depth; “ac” is the clerk's own


class Number(NamedTuple):
    """A number as typed: `before` and `after` are what stands round its digits."""

    rank: int
    before: str
    value: int
    after: str
    han: bool
    end: int

    @property
    def form(self) -> tuple[int, str, str]:
        return self.rank, self.before, self.after


def typed_number(text: str) -> Number | None:
    """The heading's number that `text` begins with."""
    match = _NUMBER.match(text)
    if not match or not match.lastgroup:
        return None
    digits = re.search(rf"[{_HAN}]+|\d+", match.group())
    assert digits
    before, after = match.group()[: digits.start()], match.group()[digits.end() :]
    han = digits.group()[0] in _HAN
    value = _value(digits.group()) if han else int(digits.group())
    return Number(_RANKS.index(match.lastgroup), before, value, after, han, match.end())


def _value(digits: str) -> int:
    """一 to 九十九 as a number."""
    tens, ten, ones = digits.rpartition("十")
    return 10 * (_HAN.index(tens) + 1 if tens else 1 if ten else 0) + (_HAN.index(ones) + 1 if ones else 0)


@dataclass
class Outline:
    """The numbering of one document as Word counts it: a level for each form of number, the outermost first."""

    forms: list[Number]  # the first of each form
    running: list[bool]  # whether a level's numbers run on through the whole document
    linked: bool = True  # whether the outermost level hangs on its style and what begins anew on the list before
    counters: list[int] = field(default_factory=lambda: [0] * 9)
    lists: list[int] = field(default_factory=lambda: [1] * 9)  # the w:num that each level is counted by
    restarts: list[int] = field(default_factory=list)  # the level that the w:num 2, 3, … begin anew

    def level(self, number: Number) -> int:
        return next(level for level, form in enumerate(self.forms) if form.form == number.form)

    def list_for(self, number: Number) -> int | None:
        """The w:num that gives this number here; None where it stays typed, because it neither runs on nor begins anew."""
        level = self.level(number)
        if number.value != self.counters[level] + 1:
            if number.value != 1:
                return None
            self.restarts.append(level)
            self.lists[level] = len(self.restarts) + 1
        self.counters[level] = number.value
        for deeper in range(level + 1, 9):
            self.lists[deeper] = self.lists[level]
            if deeper < len(self.forms) and not self.running[deeper]:
                self.counters[deeper] = 0
        return self.lists[level]


def outline_of(paragraphs: Sequence[str]) -> Outline:
    """The levels that a document's numbers need."""
    numbers = [number for number in map(typed_number, paragraphs) if number]
    values: dict[tuple[int, str, str], list[Number]] = {}
    for number in numbers:
        values.setdefault(number.form, []).append(number)
    levels = sorted(values.values(), key=lambda same: same[0].rank)[:9]
    running = [len(same) > 10 and [n.value for n in same] == list(range(1, len(same) + 1)) for same in levels]
    return Outline([same[0] for same in levels], running)


def numbered_docx(paragraphs: Sequence[str], *, libreoffice: bool = False, alignment: str = "both") -> bytes:
    """The report with its numbers left to Word wherever they run on evenly, heading styles, many runs, a footer.

    `libreoffice`: without what LibreOffice 7 does not read or write right: numbers that run on over headings (they stay typed),
    and lists that hang on styles or on other lists.
    """
    outline = outline_of(paragraphs)
    if libreoffice:
        outline = outline_of([text for text in paragraphs if not _runs_on(text, outline)])
        outline.linked = False
    return _package(_all_numbered(paragraphs, outline), outline, alignment)


def _runs_on(text: str, outline: Outline) -> bool:
    number = typed_number(text)
    return number is not None and outline.running[outline.level(number)]


def plain_docx(paragraphs: Sequence[str]) -> bytes:
    """The report as typed: every paragraph of one style, its text in a few runs."""
    return _package("".join(_paragraph(text, _runs(text)) for text in paragraphs), Outline([], []))


def changed_docx(paragraphs: Sequence[str]) -> bytes:
    """The report as it is once all changes are accepted: in each paragraph something is deleted and something inserted."""
    return _package("".join(_changed(text, index) for index, text in enumerate(paragraphs)), Outline([], []))


def split_head(paragraphs: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """What stands above the body, each line with what it is (title | address | remark), and the body."""
    head: list[tuple[str, str]] = []
    for text in paragraphs[:8]:
        if typed_number(text) or len(text) > 50 or text[-1] in "。；】":
            break
        head.append((text, "address" if text[-1] in "：:" else "remark" if "：" in text or "〕" in text else "title"))
    return head, list(paragraphs[len(head) :])


def _signs(index: int, body: Sequence[str]) -> bool:
    """Whether a line is the date at the end, or the name above it."""
    near = body[index : index + 2] if len(body[index]) < 30 else body[index : index + 1]
    return index > len(body) * 2 / 3 and any(_DATE.fullmatch(text) for text in near)


def _all_numbered(paragraphs: Sequence[str], outline: Outline) -> str:
    head, body = split_head(paragraphs)
    set_head = (_paragraph(text, _runs(text, look), jc, indent=False) for text, kind in head for look, jc in [_HEAD_LOOKS[kind]])
    set_body = (
        _paragraph(text, _runs(text), '<w:jc w:val="right"/>', indent=False) if _signs(index, body) else _numbered(text, outline)
        for index, text in enumerate(body)
    )
    return "".join([*set_head, *set_body])


_HEAD_LOOKS = {
    "title": ('<w:sz w:val="44"/>', '<w:jc w:val="center"/>'),
    "remark": ('<w:sz w:val="21"/>', '<w:jc w:val="center"/>'),
    "address": ("", ""),
}


def _numbered(text: str, outline: Outline) -> str:
    number = typed_number(text)
    if number is None or number.form not in [form.form for form in outline.forms]:
        return _paragraph(text, _runs(text))
    level, counted = outline.level(number), outline.list_for(number)
    words = text[number.end :] if counted else text
    heading = len(text) <= _LONGEST_HEADING and text[-1] not in "。；！？："
    if heading:
        properties = f'<w:pStyle w:val="{_STYLES[min(level, 4)]}"/>'
        if not counted:
            properties += '<w:numPr><w:numId w:val="0"/></w:numPr>'
        elif level or counted > 1 or not outline.linked:  # else the style brings the number
            properties += _numbering(level, counted)
    else:
        properties = _numbering(level, counted) if counted else ""
    return _paragraph(words, _runs(words, "" if heading else _bold_lead), properties, indent=not heading)


def _numbering(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _bold_lead(words: str, start: int) -> str:
    """Run-in headings are set in bold up to their full stop."""
    stop = words.find("。")
    return "<w:b/>" if start <= stop <= _LONGEST_HEADING else ""


def _runs(text: str, look: str | Callable[[str, int], str] = "") -> str:
    """`text` in runs of 1 to 16 characters, as Word leaves them after some editing; the same each time."""
    dice = random.Random(zlib.crc32(text.encode()))
    runs, start = [], 0
    while start < len(text):
        end = start + dice.randint(1, 16)
        properties = look if isinstance(look, str) else look(text, start)
        runs.append(_run(text[start:end], properties))
        if dice.random() < 0.1:
            runs.append('<w:proofErr w:type="gramStart"/>')
        start = end
    return "".join(runs)


def _run(text: str, look: str = "", tag: str = "t") -> str:
    properties = f'<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="仿宋_GB2312"/>{look}</w:rPr>'
    return f'<w:r w:rsidR="00A77B3E">{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _paragraph(text: str, runs: str, properties: str = "", *, indent: bool = True, mark: str = "") -> str:
    """A paragraph; `properties` in the order of the schema: style, numbering, then how it is set."""
    name = zlib.crc32(text.encode()) % 1000
    first_line = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent else ""
    before, jc, after = properties.partition("<w:jc")
    bookmark = f'<w:bookmarkStart w:id="{name}" w:name="_GoBack{name}"/><w:bookmarkEnd w:id="{name}"/>' if name < 100 else ""
    return f"<w:p><w:pPr>{before}{first_line}{jc}{after}{mark}</w:pPr>{bookmark}{runs}</w:p>"


def _changed(text: str, index: int) -> str:
    """One paragraph with changes: a word deleted, some text inserted; now and then a paragraph deleted or two made one."""
    third = len(text) // 3
    author = f'w:id="{1000 + index}" w:author="经办人" w:date="2025-01-06T09:00:00Z"'
    deleted = f"<w:del {author}>{_run('这里原有一句已删去的话。', tag='delText')}</w:del>"
    start, middle, end = text[:third], text[third : 2 * third], text[2 * third :]
    inserted = f"<w:ins {author}>{_runs(middle)}</w:ins>" if middle else ""
    whole = _runs(start) + deleted + inserted + _runs(end)
    if index % 5 == 1:
        gone = _paragraph("", deleted, mark=f"<w:rPr><w:del {author}/></w:rPr>")
        return gone + _paragraph(text, whole, mark=f"<w:rPr><w:ins {author}/></w:rPr>")
    if index % 5 == 3:
        joined = _paragraph("", _runs(start) + deleted, mark=f"<w:rPr><w:del {author}/></w:rPr>")
        return joined + _paragraph(text, inserted + _runs(end))
    return _paragraph(text, whole)


def _package(body: str, outline: Outline, alignment: str = "both") -> bytes:
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{_SECTION}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relationships(
            [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footer", "footer1.xml")]
        ),
        "word/styles.xml": _styles(outline, alignment),
        "word/numbering.xml": _numbering_part(outline),
        "word/footer1.xml": _FOOTER,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{index}" Type="{R}/{kind}" Target="{target}"/>' for index, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _numbering_part(outline: Outline) -> str:
    levels = "".join(_level(index, form, outline) for index, form in enumerate(outline.forms))
    lists = ['<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>']
    for number, level in enumerate(outline.restarts, 2):
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' if outline.linked else ""
        abstract = 0 if outline.linked else number
        lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
    abstracts = [0] if outline.linked else [0, *range(2, len(lists) + 1)]
    inner = f'<w:multiLevelType w:val="multilevel"/>{levels}'
    return (
        f'{_HEAD}<w:numbering xmlns:w="{W}">'
        + "".join(f'<w:abstractNum w:abstractNumId="{abstract}">{inner}</w:abstractNum>' for abstract in abstracts)
        + f"{''.join(lists)}</w:numbering>"
    )


def _level(index: int, form: Number, outline: Outline) -> str:
    style = f'<w:pStyle w:val="{_STYLES[0]}"/>' if outline.linked and index == 0 else ""
    restart = '<w:lvlRestart w:val="0"/>' if outline.running[index] and index else ""
    kind = "chineseCountingThousand" if form.han else "decimal"
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{restart}{style}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{form.before}%{index + 1}{form.after}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
    )


def _styles(outline: Outline, alignment: str) -> str:
    headings = "".join(
        _style(str(depth), f"heading {depth}", "a", f'<w:outlineLvl w:val="{depth - 1}"/>', numbered=depth == 1 and outline.linked and bool(outline.forms))
        for depth in range(1, 6)
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Serif CJK SC" w:eastAsia="仿宋_GB2312"'
        f' w:hAnsi="Noto Serif CJK SC"/><w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr>'
        f'<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="{alignment}"/></w:pPr></w:style>'
        f"{headings}{_style('ac', '公文二级标题', '2', '', numbered=False)}</w:styles>"
    )


def _style(name: str, title: str, base: str, properties: str, *, numbered: bool) -> str:
    numbering = '<w:numPr><w:numId w:val="1"/></w:numPr>' if numbered else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="{base}"/>'
        f'<w:pPr>{numbering}<w:ind w:firstLineChars="200" w:firstLine="640"/>{properties}</w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )


_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/></Types>'
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>'
)
_FOOTER = (
    f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)
