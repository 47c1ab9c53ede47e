"""Markdown as markdown-it renders it: what is ours is markup, what is the report's is text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker.model import Batch, Force, Result, Status
from checker.output import FORMATS, Options, ReportFormat, words
from checker.output.lines import clean
from checker.output.markdown import escaped

from .result_samples import LONG, ONE, UNKNOWN, hostile, report

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}


class Page(HTMLParser):
    """A rendered page: its tags, and the text of each innermost element."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(MARKDOWN.render(source))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.texts.append("")
        assert all(name == "style" for name, _ in attrs)  # of the table's columns

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def rendered(batch: Batch, index: int = 0, show_all: bool = False) -> str:
    form = FORMATS["markdown"]
    assert isinstance(form, ReportFormat)
    text = form.render(batch.reports[index], batch.checklist, Options(show_all=show_all), None)
    assert isinstance(text, str)
    return text


def test_a_page_tells_what_the_terminal_tells() -> None:
    page = Page(rendered(ONE))
    text = "\n".join(page.texts)
    assert set(page.tags) <= OURS and page.texts[0].strip() == "渌口区2024年法治政府建设年度报告"
    assert words.summary(ONE.reports[0]) in text and words.rate(ONE.reports[0]) in text
    order = ["必备项的缺口（2 项）", "R04", "C06", "应有项的缺口（2 项）", "L09", "E11", "可选项的缺口（1 项）", "L05", "文字和数据问题（1 处）", "说明"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "已写：第 14 行“严格落实行政机关负责人出庭应诉制度。”" in text
    assert "相近：第 18 行" in text and "豁免：机构改革" in text and "核对：文中 9，应为 8" in text
    assert "E 行政执法" in text and LONG[:10] not in text


def test_all_lists_covered_and_inapplicable_items_too() -> None:
    text = "\n".join(Page(rendered(ONE, show_all=True)).texts)
    assert "已覆盖（52 项）" in text and "不适用（5 项）" in text and LONG in text and "宜写明" in text


def test_the_table_of_groups_adds_up() -> None:
    lines = [line.split("|")[1:-1] for line in rendered(ONE).splitlines() if re.match(r"\| [A-Z] ", line)]
    assert len(lines) == 10
    assert [sum(int(line[column]) for line in lines) for column in (1, 2, 3)] == [57, 52, 5]


def test_unknown_is_told_with_what_it_means() -> None:
    bare = Result("R01", "标题", "R", Force.REQUIRED, Status.MISSING)
    text = rendered(Batch(ONE.checklist, (report(items=(bare,), profile=UNKNOWN, sections=(), findings=(), notes=()),)))
    assert "一律按适用检查" in text and "没有" not in text


@pytest.mark.parametrize("index", range(len(hostile().reports)))
def test_no_text_of_a_report_is_markup(index: int) -> None:
    batch = hostile()
    page = Page(rendered(batch, index, show_all=True))
    assert set(page.tags) <= OURS
    quote = clean(batch.reports[index].findings[0].quote)
    assert sum(quote in text for text in page.texts) >= 10
    assert {tag: page.tags.count(tag) for tag in ("h1", "h2", "h3", "table")} == {"h1": 1, "h2": 5, "h3": 3, "table": 1}


@given(st.text(st.characters(codec="utf-8")) | st.text("\\`*_[]()<>&|~#!-+=.1 a\n:@/w$\"'"))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    shown = clean(text)
    for source in (f"{escaped(text)}\n", f"- {escaped(text)}\n", f"# {escaped(text)}\n", f"|a|\n|-|\n| {escaped(text)} |\n"):
        page = Page(source)
        assert set(page.tags) <= OURS
        assert page.texts[-1].strip() == shown if page.texts else not shown
