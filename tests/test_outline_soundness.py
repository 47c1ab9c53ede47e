"""Whatever the input: spans that fit, and time that grows with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .outline_samples import LONG, TITLE, read

# ---- whatever the input ----

MARKS = "一、 （一） 1. ① 第一部分 【 】 # 。 ； ： ， “ ℃ ①② ﬁ é \ud800 \x00 附件".split()  # noqa: SIM905 - one line reads better
WORDS = "存在问题 下一步 2024年 法治政府 报告 某某县 召开会议3次".split()  # noqa: SIM905 - one line reads better
PIECES = st.sampled_from([*MARKS, *WORDS, "\n", "\r\n", " ", "\u3000"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_spans_are_sound(text: str) -> None:
    report = read(text)
    covered, last = "", 0
    for sentence in report.sentences:
        assert last <= sentence.start < sentence.end <= len(report.text)
        assert not report.text[last : sentence.start].strip("\n")
        assert 0 <= sentence.section < len(report.sections)
        last = sentence.end
        covered += report.text[sentence.start : sentence.end]
    assert covered == report.text.replace("\n", "")
    for number, section in enumerate(report.sections):
        assert 0 <= section.start < section.end <= len(text)
        if section.parent is not None:
            parent = report.sections[section.parent]
            assert section.parent < number and parent.depth < section.depth
            assert parent.start <= section.start and section.end <= parent.end


def test_headings_stand_where_they_are_said_to_stand() -> None:
    text = f"\ufeff{TITLE}\r\n　　一、“工作”情况：\r\n　　{LONG}\r\n　　（一） 领导。{LONG}"
    for section in read(text).sections[1:]:
        assert text[section.start :].startswith(section.heading)


def test_empty_documents() -> None:
    for text in ("", "\n\n", " \u3000\t"):
        report = read(text)
        assert (report.sections, report.sentences, report.title) == ((), (), None)


HOSTILE = {
    "one line": "法" * 50_000,
    "full stops": "。" * 20_000,
    "short sentences": "甲。" * 3_000,
    "headings": "一、工作\n" * 1_500,
    "closing headings": f"一、工作\n{LONG}\n" + f"（一）存在的问题\n{LONG}\n（二）明年打算\n{LONG}\n" * 300,
    "nested": "".join(f"{k}工作\n{LONG}\n" for k in ("一、", "（一）", "1.", "（1）", "①")) * 80,
    "deeper and deeper": "".join(f"{k}工作\n" for k in ("一、", "（一）", "1.", "（1）", "①")) * 300,
    "bare": f"工作\n{LONG}\n" * 400,
    "bullets": f"●工作\n◆做法\n{LONG}\n" * 400,
    "numbers": "1." * 30_000,
    "brackets": "【" * 30_000,
    "digits": "2024年" * 8_000,
    "surrogates": "\ud800一、" * 5_000,
    "same": f"{LONG}\n" * 800,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_linear_time(name: str) -> None:
    """Eight times the text may take about eight times as long: quadratic growth would show as 64."""

    def spent(times: int) -> float:
        text = HOSTILE[name] * times
        best = 1e9
        for _ in range(3):
            begin = time.process_time()
            read(text)
            best = min(best, time.process_time() - begin)
        return best

    assert spent(8) < 24 * spent(1) + 0.02
