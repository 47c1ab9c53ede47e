"""Normalisation, its way back to the original, and sentences."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.text import normalise, original_span, split_sentences, to_original
from checker.text.radicals import unified

ALPHABET = st.sampled_from(list("甲乙，。；：？！（）“”‘’\"' \t\n\r　2０ａ％①⑴㎡…—·\u200b\ufeff\u0301ﬁ⾏⺠"))


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("", ""),
        ("  \n\n ", ""),
        ("“放管服”改革，成效（显著）；", "放管服改革,成效(显著);"),
        ("２０２４年 度\n\n报 告", "2024年度\n报告"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("甲\v乙\u2028丙", "甲\n乙\n丙"),
        ("⑴面积３㎡……", "(1)面积3m2......"),
        ("\ufeff甲\u200b乙", "甲乙"),
        ("依法⾏政", "依法行政"),
        ("⼈⺠政府⻓期⻅效，⼾籍⻔⼾", "人民政府长期见效,户籍门户"),
        ("⼈⺠ｶﾞ３㎡", "人民\u30ab\u30993m2"),
    ],
)
def test_normal_form(original: str, expected: str) -> None:
    assert normalise(original).text == expected


@given(st.text(ALPHABET, max_size=60))
def test_every_character_leads_back_to_one_that_it_stands_for(original: str) -> None:
    text, offsets = normalise(original)
    last = 0
    for position, char in enumerate(text):
        there = to_original(offsets, position)
        assert 0 <= there < len(original)
        assert there >= last
        last = there
        if char == "\n":
            assert original[there].isspace() or "\n" in original[:there]
        elif not any(unicodedata.combining(c) for c in original):
            assert char in unicodedata.normalize("NFKC", unified(original[there]))


ODD = st.sampled_from(list("甲乙丙丁戊己，。ｶﾊﾞﾟ\u3099ĳŉǆ㍿℡ﾡￂ½𝟘豈שּׁ가"))


@given(st.text(ODD, max_size=30))
@example("甲ｶﾞ乙丙丁戊ĳ己")
def test_what_is_joined_and_what_grows_do_not_hide_each_other(original: str) -> None:
    text, offsets = normalise(original)
    for position, char in enumerate(text):
        assert char in unicodedata.normalize("NFKC", original[to_original(offsets, position)])


@pytest.mark.parametrize(
    ("lookalikes", "plain"),
    [
        ("⼀⼆⼯⽅⽤⾏⾯⾼", "一二工方用行面高"),  # Kangxi
        ("⺠⺟⻅⻋⻓⻔⻙⻚⻛⻜⻝⻢⻥⻦⻩⻬⻮⻰⻘⻄⻳", "民母见车长门韦页风飞食马鱼鸟黄齐齿龙青西龟"),  # supplement
        ("⺡⺅⻌⺾⻈", "氵亻辶艹讠"),
        ("⾏\uf9dc\uf967\ufa19\U0002f800", "行隆不神丽"),  # compatibility ideographs
        ("⺀﨎﨏①㎡３，“”⑴Ⅳ", "⺀﨎﨏①㎡３，“”⑴Ⅳ"),  # nothing stands for these, or it is no Han character
        ("依法行政，成效明显。", "依法行政，成效明显。"),
    ],
)
def test_lookalikes_become_the_characters_they_look_like(lookalikes: str, plain: str) -> None:
    assert unified(lookalikes) == plain


def test_every_lookalike_becomes_one_han_character() -> None:
    for code in (*range(0x2F00, 0x2FD6), *range(0x2E80, 0x2EF4), *range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)):
        (plain,) = unified(chr(code))
        assert plain == chr(code) or unicodedata.name(plain).startswith("CJK UNIFIED IDEOGRAPH"), hex(code)


def test_a_lookalike_keeps_its_place() -> None:
    text, offsets = normalise("“⼈⺠” 政府\n（⻓期）")
    assert text == "人民政府\n(长期)"
    assert original_span(offsets, 0, 2) == (1, 3)
    assert original_span(offsets, text.index("长"), text.index("期") + 1) == (9, 11)


def test_a_span_ends_behind_its_last_character() -> None:
    text, offsets = normalise("甲“乙”　丙\n⑴丁")
    start = text.index("乙")
    assert original_span(offsets, start, start + 1) == (2, 3)
    assert original_span(offsets, 0, len(text)) == (0, 9)
    assert original_span(offsets, text.index("("), text.index("丁")) == (7, 8)


@given(st.text(ALPHABET, max_size=60))
def test_normalising_is_done_once_and_for_all(original: str) -> None:
    text = normalise(original).text
    assert "\n\n" not in text
    assert not text.startswith("\n")
    assert not text.endswith("\n")
    assert not any(quote in text for quote in "“”‘’\"' 　")


WRAPPED = (
    "一、主要工作\n"
    + (
        "2024年，全县认真贯彻落实上级关于法治政府建设的各项决策部\n署，坚持依法行政，扎实推进行政执法规范化建设，"
        "全年组织执\n法人员培训三期，参训人员四百余人次，\n考试合格率达到百分之百。\n"
    )
    * 4
    + "二、存在的不足\n个别单位重视不够。\n"
)


def test_lines_that_only_wrap_are_joined() -> None:
    text = normalise(WRAPPED).text
    assert "决策部署" in text
    assert "执法人员培训" in text
    assert text.startswith("一、主要工作\n2024年")
    assert "\n二、存在的不足\n个别单位" in text


def test_short_lines_of_a_list_are_not_joined() -> None:
    lines = "\n".join(f"第{n}项工作" for n in "一二三四五六七八九十")
    assert normalise(lines).text == lines


@given(st.text(st.sampled_from("甲乙。；;\n，!"), max_size=40))
def test_sentences_cover_everything_but_paragraph_ends(original: str) -> None:
    text = normalise(original).text
    spans = split_sentences(text, 0, len(text))
    covered = "".join(text[a:b] for a, b in spans)
    assert covered == text.replace("\n", "")
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_sentence_keeps_its_comma_and_loses_no_figure() -> None:
    text = normalise("全年收案1，234件，结案率99.5%。成效明显！").text
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == ["全年收案1,234件,结案率99.5%。", "成效明显!"]
