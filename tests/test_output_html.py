"""The page: what an HTML parser and a browser make of it."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, sync_playwright

from checker import api
from checker.checklist import Checklist
from checker.model import CheckResult, Document, Fact, Finding, Status
from checker.output import Options
from checker.output.html import render
from checker.output.html.marks import Mark, mark_text
from checker.output.summary import gaps
from tests.conftest import SEEDS
from tests.result_samples import HOSTILE_TEXTS, INFO, hostile, report

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
HOSTILE = hostile()
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def checked(shipped: Checklist) -> CheckResult:
    """A real report with a figure broken in it."""
    text = SEEDS[0].read_text(encoding="utf-8").replace("同比增长66%", "同比增长16%")
    document = api.read_document(text.encode(), "报告.txt")
    found = api.check(document, shipped, path="报告.txt")  # type: ignore[arg-type]
    assert any(finding.severity == "error" for finding in found.findings) and found.facts
    return found


@pytest.fixture(scope="module")
def page(checked: CheckResult, shipped: Checklist) -> str:
    return render(checked, shipped.info, Options())


@pytest.fixture(scope="module")
def tabs() -> Iterator[dict[bool, Page]]:
    """One tab with scripts and one without."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield {script: browser.new_page(java_script_enabled=script) for script in (True, False)}
        browser.close()


@pytest.fixture
def opened(tabs: dict[bool, Page], tmp_path: Path) -> Iterator[Open]:
    """Opens a page from a file. At the end nothing may have been asked for, complained of, or asked of the user."""
    files: list[str] = []
    told: list[str] = []
    asked: list[str] = []
    listeners: dict[str, Callable[[Any], None]] = {
        "console": lambda message: told.append(message.text),
        "pageerror": lambda error: told.append(str(error)),
        "dialog": lambda dialog: (told.append(dialog.message), dialog.dismiss()),
        "request": lambda request: asked.append(request.url.partition("#")[0]),
    }
    for tab in tabs.values():
        for name, listener in listeners.items():
            tab.on(name, listener)

    def open_(html: str, size: Any = WIDE, script: bool = True, hash_: str = "") -> Page:
        file = tmp_path / f"结果{len(files)}.html"
        file.write_text(html, encoding="utf-8", newline="")
        files.append(file.as_uri())
        tabs[script].set_viewport_size(size)
        tabs[script].goto(files[-1] + hash_)
        return tabs[script]

    yield open_
    for tab in tabs.values():
        for name, listener in listeners.items():
            tab.remove_listener(name, listener)
    assert not told
    assert asked == files


def parsed(html: str) -> Element:
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return tree


def ids(tree: Element) -> list[str]:
    return [found for element in tree.iter() if (found := element.get("id")) is not None]


def shown(tab: Page) -> list[str]:
    found: list[str] = tab.locator("#items article").evaluate_all("nodes => nodes.filter(n => n.getClientRects().length).map(n => n.id)")
    return found


def lit(tab: Page) -> str:
    """The text that is lit, without the links behind the places."""
    return "".join(tab.locator(".text .on").evaluate_all(LIT))


LIT = """nodes => nodes.map(node => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll(".back").forEach(link => link.remove());
  return copy.textContent;
})"""


# The file


@pytest.mark.parametrize("keep_text", [True, False], ids=["text", "no text"])
def test_the_page_is_faultless_html_and_all_its_links_lead_somewhere(checked: CheckResult, keep_text: bool) -> None:
    for one in (checked, report(), report(items=(), findings=(), notes=(), sections=())):
        tree = parsed(render(one if keep_text else dataclasses.replace(one, text=None), INFO, Options()))
        anchors = ids(tree)
        assert len(anchors) == len(set(anchors))
        assert {link.get("href", "")[1:] for link in tree.iter("a")} <= set(anchors)


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)), ids=[repr(text)[:24] for text in HOSTILE_TEXTS])
def test_a_hostile_report_adds_no_element_that_acts(number: int) -> None:
    tree = parsed(render(HOSTILE.reports[number], HOSTILE.checklist, Options()))
    assert [len(list(tree.iter(name))) for name in ("script", "style", "img", "iframe", "object", "base", "svg")] == [1, 1, 0, 0, 0, 0, 0]
    for element in tree.iter():
        for name, value in element.items():
            assert not name.startswith("on") and name not in ("src", "style", "action", "srcdoc")
            assert name != "href" or re.fullmatch(r"#[\w-]+", value)
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]", "".join(tree.itertext()))


def test_hostile_reports_do_nothing_in_a_browser(opened: Open) -> None:
    """Those that look like HTML or an address; what the parser test finds no element in cannot act."""
    for one in (one for one in HOSTILE.reports if re.search("<|javascript|]]>", one.path)):
        tab = opened(render(one, HOSTILE.checklist, Options(show_all=True)))
        tab.locator("article a.quote").first.click()
        assert tab.locator("#items article").count() == 3


def test_without_the_text_the_quotes_are_whole(checked: CheckResult) -> None:
    tree = parsed(render(dataclasses.replace(checked, text=None), INFO, Options()))
    quotes = {"".join(quote.itertext()) for quote in tree.iter("q")}
    assert {" ".join(one.quote.split()) for item in checked.items for one in item.evidence} <= quotes
    assert not [link for link in tree.iter("a") if link.get("class") == "quote"]


def test_every_verdict_word_and_every_reason_is_there(page: str, checked: CheckResult) -> None:
    tree = parsed(page)
    told = {element.get("id"): "".join(element.itertext()) for element in tree.iter("article")}
    assert [name for name in told if not (name or "").startswith("finding")] == [
        *(item.id for item in sorted(gaps(checked), key=lambda item: ["required", "expected", "optional"].index(item.force))),
        *(item.id for status in (Status.COVERED, Status.NOT_APPLICABLE) for item in checked.items if item.status is status),
    ]
    for item in checked.items:
        assert all(piece in told[item.id] for piece in (item.title, *item.unmet, *item.hints, item.review or ""))
        assert item.suggest is None or item.status is Status.COVERED or item.suggest in told[item.id] or item.status is Status.NOT_APPLICABLE


# Marking the text

spans = st.lists(st.tuples(st.integers(-1, 45), st.integers(-1, 45)), max_size=8)


@given(st.text(st.sampled_from("甲乙。 \n\r\t\u2028"), max_size=40), spans, spans)
def test_marks_that_overlap_anyhow_are_found_whole(text: str, outer: list[tuple[int, int]], inner: list[tuple[int, int]]) -> None:
    marked = mark_text(text, [Mark(*span, "a") for span in outer], [Mark(*span, "b") for span in inner])
    bare = re.sub(r"\s", "", text)
    pieces = [piece for line in marked.lines for run in line.runs for piece in run.pieces]
    assert re.sub(r"\s", "", "".join(piece.text for piece in pieces)) == bare
    runs = {run.number: "".join(piece.text for piece in run.pieces) for line in marked.lines for run in line.runs}
    for spans_, places, bearers in (
        (outer, marked.runs, runs),
        (inner, marked.pieces, {piece.number: piece.text for piece in pieces}),
    ):
        for start, end in spans_:
            inside = re.sub(r"\s", "", text[start:end]) if 0 <= start < end <= len(text) else ""
            place = places.get((start, end))
            assert place or not inside
            if place:
                assert re.sub(r"\s", "", "".join(bearers[number] for number in range(place.first, place.last + 1))) == inside


def test_lines_are_numbered_as_findings_count_them() -> None:
    marked = mark_text("甲\r\n\n乙\v丙\r丁", [], [])
    assert [(line.number, line.runs[0].pieces[0].text) for line in marked.lines] == [(1, "甲"), (3, "乙\v丙"), (4, "丁")]


def test_the_page_grows_no_faster_than_the_report() -> None:
    def page_of(size: int) -> str:
        text = "全年办理行政复议案件100件。\n" * (size // 16)
        place = ("全", 0, len(text), 1)
        findings = [Finding("arithmetic.sum", "error", "不符", "办理", n, len(text) - n, 1) for n in range(size // 60)]
        facts = [Fact("件数", 1.0, "件", False, 2024, *place[:3])] * (size // 60)
        return render(report(text=text, characters=len(text), findings=tuple(findings), facts=tuple(facts)), INFO, Options())

    small, large = len(page_of(30_000)), len(page_of(300_000))  # 5,000 findings, each over all that are inside it
    assert large < 11 * small


# In a browser


def test_the_page_opens_with_the_gaps_or_with_all(opened: Open, page: str, checked: CheckResult, shipped: Checklist) -> None:
    assert sorted(shown(opened(page))) == sorted(item.id for item in gaps(checked))
    assert len(shown(opened(render(checked, shipped.info, Options(show_all=True))))) == len(checked.items)


def test_filters_and_search_show_what_they_say(opened: Open, page: str, checked: CheckResult) -> None:
    tab = opened(page)
    tab.get_by_role("button", name="全部显示").click()
    assert len(shown(tab)) == 62 and "显示 62 项" in tab.inner_text("#count")
    for status in set(Status) - {Status.MISSING}:
        tab.uncheck(f"input[value={status}]")
    assert set(shown(tab)) == {item.id for item in checked.items if item.status is Status.MISSING}
    tab.uncheck("input[value=optional]")
    tab.select_option("#group", "C")
    wanted = {item.id for item in checked.items if item.status is Status.MISSING and item.force != "optional" and item.group == "C"}
    assert wanted and set(shown(tab)) == wanted
    tab.get_by_role("button", name="只看缺口").click()
    assert set(shown(tab)) == {item.id for item in gaps(checked)}
    tab.check("input[name=review]")
    assert set(shown(tab)) == {item.id for item in gaps(checked) if item.review}
    tab.get_by_role("button", name="全部显示").click()
    tab.fill("#search", " 出庭应诉 ")
    assert "C06" in shown(tab) and len(shown(tab)) < 10
    assert not tab.locator(".block:visible h3").filter(has_text="不适用").count()
    tab.fill("#search", "找不到的话")
    assert shown(tab) == [] and "显示 0 项" in tab.inner_text("#count")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_quote_leads_to_its_sentence_and_back(opened: Open, page: str, checked: CheckResult, size: Any) -> None:
    tab = opened(page, size)
    item = next(item for item in gaps(checked) if item.evidence and len(item.evidence[0].quote) < 60)
    tab.locator(f"#{item.id} a.quote").first.click()
    assert lit(tab) == item.evidence[0].quote
    assert tab.evaluate("(() => { const b = document.querySelector('.on').getBoundingClientRect(); return b.top > 46 && b.bottom < innerHeight; })()")
    tab.locator("#back").click()
    assert tab.evaluate("location.hash") == f"#{item.id}"
    box = tab.locator(f"#{item.id}").bounding_box()
    assert box and 0 <= box["y"] < size["height"] - 50
    assert tab.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_findings_and_figures_lead_to_their_place(opened: Open, page: str, checked: CheckResult) -> None:
    tab = opened(page)
    gravest, named = next(f for f in checked.findings if f.severity == "error"), next(f for f in checked.facts if f.name)
    for row, passage in (("#finding-0", gravest), ("#facts table:first-of-type tbody tr", named)):
        tab.locator(f"{row} a.quote").first.click()
        assert lit(tab) == passage.quote
    tab.locator(".text a.back", has_text="错误").first.click()
    assert tab.evaluate("location.hash") == "#finding-0"


def test_a_link_to_a_hidden_item_brings_it_to_light(opened: Open, page: str, checked: CheckResult) -> None:
    covered = next(item for item in checked.items if item.status is Status.COVERED)
    tab = opened(page)
    assert covered.id not in shown(tab)
    tab.locator(f".cell[href='#{covered.id}']").click()
    assert covered.id in shown(tab)
    assert covered.id in shown(opened(page, hash_=f"#{covered.id}"))


def test_without_script_all_is_there_and_links_still_mark(opened: Open, page: str, checked: CheckResult) -> None:
    tab = opened(page, script=False)
    assert len(shown(tab)) == 62
    assert not tab.locator("#filters").is_visible()
    item = next(item for item in gaps(checked) if item.evidence)
    tab.locator(f"#{item.id} a.quote").first.click()
    assert item.evidence[0].quote in tab.locator(".text :target").inner_text()


def test_the_keyboard_reaches_filters_and_sentences(opened: Open, page: str) -> None:
    tab = opened(page)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "跳到检查项"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.value") == "covered"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    before = len(shown(tab))
    tab.keyboard.press("Space")
    assert len(shown(tab)) > before
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.className") == "quote":
            break
    tab.keyboard.press("Enter")
    assert lit(tab)
    tab.keyboard.press("Tab")  # the way back stands behind the sentence
    assert tab.evaluate("document.activeElement.className") == "back"


CONTRAST = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const c = rgb(getComputedStyle(node).backgroundColor);
      if (c.length === 3) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !node.getClientRects().length) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5) poor.push(node.outerHTML.slice(0, 80));
  }
  return poor;
}"""


def test_all_text_stands_out_from_its_ground(opened: Open, page: str) -> None:
    tab = opened(page)
    tab.get_by_role("button", name="全部显示").click()
    tab.locator("article:visible a.quote").first.click()
    assert tab.evaluate(CONTRAST) == []


def printed(tab: Page, file: Path) -> list[str]:
    """The sheets as another program reads them, without white space."""
    tab.pdf(path=file, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout
    return [re.sub(r"\s", "", sheet) for sheet in text.removesuffix("\f").split("\f")]


def test_printed_it_is_a_summary_on_one_sheet_then_the_details(opened: Open, page: str, tmp_path: Path, checked: CheckResult) -> None:
    sheets = printed(opened(page), tmp_path / "page.pdf")
    assert "覆盖率" in sheets[0] and "文字和数据问题" in sheets[0]
    assert sheets[1].startswith("检查项")
    assert all(f"第{number}页/共{len(sheets)}页" in sheet and len(sheet) > 40 for number, sheet in enumerate(sheets, 1))
    whole = "".join(sheets)
    assert all(item.id in whole for item in gaps(checked))
    assert "报告原文" not in whole and "只看缺口" not in whole


def test_the_summary_of_an_empty_report_too_is_one_sheet(opened: Open, tmp_path: Path, shipped: Checklist) -> None:
    found = api.check(Document("无", ()), shipped)
    assert printed(opened(render(found, shipped.info, Options())), tmp_path / "page.pdf")[1].startswith("检查项")
