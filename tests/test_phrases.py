"""Phrase patterns: what they match, and what is said of malformed ones."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checklist.phrases import PhraseError, Vocabulary, compile_phrase, fill_slots, literal
from checker.checklist.slots import slot_regexes

SLOTS = slot_regexes({"件": ["件", "起"], "次": ["次", "场次"]})
WORDS = Vocabulary({"复议": ["复议", "行政复议"], "环": ["<环>"], "坏": ["(甲"]}, SLOTS)


def matches(phrase: str, text: str) -> bool:
    return bool(re.search(fill_slots(compile_phrase(phrase, WORDS), SLOTS).regex, text))


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        ("述法", "年终述法工作", "述职"),
        ("“放管服”改革", "放管服改革", "放管改革"),
        ("负责人…出庭", "负责人带头出庭", "负责人重视,出庭"),
        ("负责人……出庭", "负责人重视,积极出庭", "负责人重视。出庭"),
        ("甲…乙", "甲" + "中" * 15 + "乙", "甲" + "中" * 16 + "乙"),
        ("甲……乙", "甲" + "中" * 40 + "乙", "甲" + "中" * 41 + "乙"),
        ("出庭(应诉|)率", "出庭率", "出庭的率"),
        ("(甲|乙)丙", "乙丙", "丙"),
        ("<复议>案件", "行政复议案件", "诉讼案件"),
        ("受理…<件>", "受理申请12件", "受理申请0件"),
        ("受理…<件>", "受理申请十二件", "受理一件事"),
        ("受理…<件>", "受理1.6万余起", "受理起"),
        ("培训<次>", "培训3场次", "培训次"),
        ("率为<率>", "率为百分之百", "率为很高"),
        ("率为<率>", "率为98.5%", "率为98"),
        ("办法\\(试行\\)", "办法(试行)", "办法试行"),
    ],
)
def test_what_a_phrase_matches(phrase: str, yes: str, no: str) -> None:
    assert matches(phrase, yes)
    assert not matches(phrase, no)


@pytest.mark.parametrize(
    ("phrase", "column", "said"),
    [
        ("(甲|乙", 1, "没有右括号"),
        ("甲)", 2, "多余的“)”"),
        ("甲|乙", 2, "只能写在括号里"),
        ("…甲", 1, "不能以“…”开头"),
        ("甲…", 2, "不能以“…”开头或结尾"),
        ("甲………乙", 2, "最多连写两个"),
        ("<复义>", 1, "是不是 <复议>？"),
        ("<", 1, "词表名或量词名"),
        ("甲>", 2, "没有“<”"),
        ("甲\\", 2, "后面要有一个字符"),
        ("()", 1, "括号里是空的"),
        ("(|)甲", 1, "每一项都是空的"),
        ("<件>", 1, "没有一处必有的文字"),
        ("(甲|)", 1, "没有一处必有的文字"),
        ("<环>", 1, "绕回了它自己"),
        ("<坏>", 1, "词表“坏”里的“(甲”"),
        ("甲…乙…丙…丁…戊…己…庚…辛", 1, "超过 6 个"),
        ("甲" * 401, 400, "短语过长"),
        ("(" * 20 + "甲" + ")" * 20, 10, "嵌套超过"),
        ("(甲|甲甲)" * 20 + "<件>乙", 1, "开头相同的选项"),
        ("(甲|)" * 20 + "<件>乙", 1, "开头相同的选项"),
        ("((甲|丙)丁|甲丁戊)" * 20 + "<件>乙", 1, "开头相同的选项"),
        ("<件>" + "(甲|(甲…|丙))" * 4 + "乙", 1, "词表或括号里的“…”"),
    ],
)
def test_a_malformed_phrase_says_where_and_what(phrase: str, column: int, said: str) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(phrase, WORDS)
    assert said in caught.value.message
    assert caught.value.column == column


def test_choices_that_begin_alike_are_told_from_others() -> None:
    compile_phrase("(甲|乙|丙)" * 20 + "<件>", WORDS)
    compile_phrase("(的|)" * 5 + "(甲|乙丁)" * 20 + "<件>", WORDS)


def test_word_lists_that_multiply_are_refused_soon() -> None:
    terms = {"层0": ["甲乙"]} | {f"层{n}": [f"<层{n - 1}>丙" * 10, f"<层{n - 1}>丁" * 10] for n in range(1, 8)}
    compile_phrase("<层1>甲", Vocabulary(terms, SLOTS))
    start = time.process_time()
    with pytest.raises(PhraseError, match="填入词表后过长"):
        compile_phrase("<层7>甲", Vocabulary(terms, SLOTS))
    assert time.process_time() - start < 1


def test_how_deep_a_list_stands_does_not_hang_on_what_came_before() -> None:
    chain = {"链0": ["甲"]} | {f"链{n}": [f"<链{n - 1}>"] for n in range(1, 12)}
    words = Vocabulary(chain, SLOTS)
    for n in range(8):
        compile_phrase(f"<链{n}>乙", words)
    for n in range(8, 12):
        with pytest.raises(PhraseError, match="词表嵌套超过"):
            compile_phrase(f"<链{n}>乙", words)


@given(st.text("甲乙…()|<>\\件复议（）", max_size=14))
def test_any_text_is_a_phrase_or_a_clear_error(source: str) -> None:
    try:
        phrase = fill_slots(compile_phrase(source, WORDS), SLOTS)
    except PhraseError as error:
        assert 0 <= error.column <= len(source) + 1
        assert error.message
        return
    re.compile(phrase.regex)
    assert all(re.compile(part) for part in phrase.parts if isinstance(part, str))
    assert phrase.groups


@given(st.text("甲乙丙,。中", max_size=30), st.sampled_from(["甲…乙", "甲……(乙|丙)", "(甲|乙)中", "(甲|)乙…丙"]))
def test_every_match_holds_a_literal_of_each_group(text: str, source: str) -> None:
    phrase = compile_phrase(source, WORDS)
    for match in re.finditer(phrase.regex, text):
        assert all(any(literal in match.group() for literal in group) for group in phrase.groups)


@given(st.text("甲乙（）“” ２", min_size=1, max_size=8))
def test_a_literal_is_normalised_as_the_text_is(text: str) -> None:
    assert not set(literal(text)) & set("“” （）２")
