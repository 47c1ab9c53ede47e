"""The terminal's page: widths, encodings, colours, words."""

from __future__ import annotations

import dataclasses
import io
import os
import pty
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.api import check
from checker.model import Batch, Document, Force, Result, Status
from checker.output import words
from checker.output.lines import Span, cut, fit, shorten, width, wrap
from checker.output.terminal import render
from checker.reading import read_document
from tests.result_samples import INFO, LONG, MANY, ONE, UNKNOWN, report

BATCHES = [ONE, MANY, Batch(INFO, (report(profile=UNKNOWN, sections=()),)), Batch(INFO, (), MANY.unreadable)]
WIDTHS = [40, 80, 120]


def page(batch: Batch, columns: int | None = 80, show_all: bool = False) -> str:
    stream = io.StringIO()
    render(batch, console_width=columns, show_all=show_all, stream=stream)
    return stream.getvalue()


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("show_all", [False, True])
def test_no_line_is_wider_than_the_console(batch: Batch, columns: int, show_all: bool) -> None:
    for line in page(batch, columns, show_all).splitlines():
        assert cell_len(line) <= columns, line
        assert width(line) <= columns, line  # symbols and quotation marks two cells wide
        assert line == line.rstrip()


@pytest.mark.parametrize("encoding", ["gbk", "cp936", "gb18030", "ascii", "latin-1"])
def test_any_encoding_of_the_stream_works(encoding: str) -> None:
    for batch in BATCHES:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        render(batch, console_width=80, show_all=True, stream=stream)
        stream.flush()
        assert raw.getvalue()


def test_gbk_shows_every_symbol_and_word() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="gbk")
    render(dataclasses.replace(ONE, reports=(report(notes=()),)), console_width=80, show_all=True, stream=stream)
    stream.flush()
    assert "?" not in raw.getvalue().decode("gbk")


def test_bars_fall_back_to_ascii() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    render(ONE, console_width=80, show_all=False, stream=stream)
    stream.flush()
    assert b"#####-" in raw.getvalue()


def test_no_escape_sequence_in_a_pipe() -> None:
    assert "\x1b" not in page(ONE, show_all=True) and "\x1b" not in page(MANY)


def on_a_terminal() -> str:
    """What a real terminal gets."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        render(
            dataclasses.replace(ONE, reports=(report(items=report().items[:3]),)),
            console_width=80,
            show_all=False,
            stream=stream,
        )
        stream.flush()
        got = os.read(master, 65536)
    os.close(master)
    return got.decode("utf-8", "replace")


def test_colour_on_a_terminal_unless_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in on_a_terminal()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in on_a_terminal()


def test_the_text_of_a_report_cannot_act_on_the_terminal() -> None:
    item = Result("X1", "标\x1b[31m题", "X", Force.REQUIRED, Status.MISSING, suggest="\x07\x9b2J建\u202e议\n下一行")
    batch = Batch(INFO, (report("a\x1b]0;x\x07.txt", items=(item,), profile=UNKNOWN, notes=("\x1b[2J",)),))
    for show_all in (False, True):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page(batch, show_all=show_all))
    many = Batch(INFO, batch.reports * 2)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page(many))


def test_the_summary_counts_first_then_the_rate_with_its_denominator() -> None:
    text = page(ONE, 120)
    assert "应检 57 项：已覆盖 52 · 不完整 1 · 仅列问题 1 · 仅列计划 1 · 未检出 2；另有不适用 5" in text
    assert "覆盖率 91 %（52/57）" in text
    assert text.index("应检 57") < text.index("覆盖率")


def test_a_rate_is_rounded_but_full_and_none_stay_true() -> None:
    items = [Result(str(n), "题", "R", Force.REQUIRED, Status.COVERED) for n in range(300)]
    items[7] = dataclasses.replace(items[7], status=Status.MISSING)
    assert "覆盖率 99 %（299/300）" in page(Batch(INFO, (report(items=tuple(items)),)))
    assert "覆盖率不计" in page(Batch(INFO, (report(items=()),)))


def test_gaps_stand_by_force_with_all_that_helps() -> None:
    text = page(ONE, 120)
    order = ["【必备】", "R04", "C06", "【应有】", "L09", "E11", "【可选】", "L05"]
    places = [text.index(word, text.index("【必备】")) for word in order]
    assert places == sorted(places)
    assert "在不足部分明确写出原因" in text
    assert "移送涉嫌犯罪案件、信息共享或联席机制（未检出）" in text
    assert "出庭应诉率（工作部分写到此事，这些内容未检出）" in text
    assert "示范创建（只写到今后的打算，本年度已做的内容未检出）" in text
    assert "法治工作力量（只在不足部分写到，本年度已做的内容未检出）" in text
    assert "查找范围  工作部分" in text
    assert "第 18 行 “三是普法教育对象过于笼统,针对性不强。”" in text
    assert "请人工复核：率与负责人出庭写在不同的句子里" in text
    assert "第 21 行 “持续开展示范创建巩固提升行动。”" in text
    assert "二、存在的问题和不足" in text
    assert "市依法治市办" in text


def test_a_symbol_never_stands_without_its_word() -> None:
    for show_all in (False, True):
        for line in page(ONE, 120, show_all).splitlines():
            for status, symbol in words.SYMBOL.items():
                if symbol in line:
                    assert f"{symbol} {words.STATUS[status]}" in line


def test_it_never_says_that_there_is_none() -> None:
    bare = Result("R01", "标题", "R", Force.REQUIRED, Status.MISSING)
    for items in ((bare,), (dataclasses.replace(bare, status=Status.COVERED),), ()):
        one = report(items=items, profile=UNKNOWN, sections=(), findings=(), notes=())
        for batch in (Batch(INFO, (one,)), Batch(INFO, (one, one), MANY.unreadable)):
            for show_all in (False, True):
                assert "没有" not in page(batch, show_all=show_all)


def test_unknown_is_told_with_what_it_means() -> None:
    text = page(Batch(INFO, (report(profile=UNKNOWN),)), 120)
    assert "单位未识别 · 层级未识别 · 年度未识别" in text
    assert "一律按适用检查" in text and "--unit --level --year" in text


def test_all_shows_covered_items_with_their_sentence_and_hints() -> None:
    gaps, everything = page(ONE, 120), page(ONE, 120, show_all=True)
    assert "提示  宜写明执法全过程记录的件数。" in everything and "宜写明执法" not in gaps
    assert "第 12 行 “开展法制审核86件。”" in everything
    assert "【不适用】5 项" in everything
    assert "52 项已覆盖、5 项不适用、1 条提示，加 --show all" in gaps
    assert "M04 其他监督：只在标题中出现" in gaps


def test_many_reports_have_a_matrix_and_the_most_missed_items() -> None:
    text = page(MANY, 80)
    row = next(line for line in text.splitlines() if line.startswith("1 渌口区 2024"))
    assert row.split()[3:] == ["5/6", "10/12", "5/5", "3/3", "4/4", "10/11", "1/1", "9/10", "4/4", "1/1", "52/57"]
    assert "3/3  R04 不足的原因分析（未检出 3）" in text
    assert "必备项未检出：R04 不足的原因分析" in text
    assert "【未能读取】1 个文件" in text and "a/报告.docx" in text


def test_many_reports_in_full_come_before_the_matrix() -> None:
    text = page(MANY, 80, show_all=True)
    order = [
        "【第 1 份，共 3 份】",
        "【已覆盖】52 项",
        "【第 3 份，共 3 份】",
        "【各类已覆盖/应检】",
        "【缺口最多的项】",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places) and text.count("【已覆盖】52 项") == 3


def test_no_letter_of_a_group_means_anything() -> None:
    letters = {"E": "R", "R": "E"}

    def renamed(item: Result) -> Result:
        return dataclasses.replace(item, group=letters.get(item.group, item.group))

    swapped = report(items=tuple(map(renamed, report().items)))
    before, after = page(ONE), page(Batch(INFO, (swapped,)))
    assert before[before.index("【必备】") :] == after[after.index("【必备】") :]


def test_columns_of_the_matrix_stand_below_each_other() -> None:
    lines = page(MANY, 80).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("【各类"))
    assert len({cell_len(line) for line in lines[start + 1 : start + 5]}) == 1


def test_long_quotes_end_behind_a_clause() -> None:
    text = shorten(LONG)
    assert 80 <= len(text) <= 121 and text.endswith("…") and LONG.startswith(text[:-1])
    assert shorten("短。") == "短。"


def test_names_keep_both_ends() -> None:
    assert fit("2024年度法治政府建设报告（渌口区）.txt", 20).endswith(".txt")
    assert cut("一、年度工作情况", 20) == "一、年度工作情况"


@given(st.text(), st.integers(2, 60))
def test_names_fit(text: str, cells: int) -> None:
    assert width(cut(text, max(cells, 2))) <= max(cells, 2)
    assert width(fit(text, max(cells, 8))) <= max(cells, 8)


CHINESE = st.text(st.sampled_from("法治政府，。“”（）《》…·a1.% √×\u3000𠮷é"), max_size=200)


@given(st.lists(CHINESE, max_size=4), st.integers(12, 60), st.integers(0, 8), st.booleans())
def test_wrapping_loses_nothing_but_spaces(texts: list[str], columns: int, hang: int, whole: bool) -> None:
    lines = wrap([Span(text) for text in texts], columns, hang, whole)
    got = ["".join(span.text for span in line) for line in lines]
    assert all(width(line) <= columns for line in got)
    assert all(line.startswith(" " * hang) for line in got[1:] if line)
    assert "".join(got).replace(" ", "") == "".join(texts).replace(" ", "")


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    lines = wrap([Span("全面落实，" * 40 + "（完）。”")], 21, 2)
    assert not any("".join(s.text for s in line).strip()[:1] in "，。）”" for line in lines if line)


def test_another_kind_of_text_is_told_once_and_in_chinese() -> None:
    document = read_document("各位代表：\n现在向大会报告工作。\n一、工作回顾\n坚持依法行政。".encode())
    assert isinstance(document, Document)
    outcome = check(document)
    batch = Batch(INFO, (outcome,), ())
    for shown in (page(batch), page(dataclasses.replace(batch, reports=(outcome, outcome)))):
        assert "government_work_report" not in shown
    assert page(batch, 200).count("政府工作报告") == page(batch, 200).count("仅供参考") == 1
