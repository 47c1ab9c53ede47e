"""Word's automatic numbers, which stand nowhere in the text of the file, written out as they are printed."""

from __future__ import annotations

from typing import Any

import pytest

from checker.reading.archive import Archive
from checker.reading.docx import read_docx
from checker.reading.docx.counting import spell
from tests.docx_builder import (
    abstract,
    change,
    deleted,
    docx,
    lvl,
    num,
    numbered,
    on,
    override,
    p,
    r,
    refer,
    style,
    tbl,
    tc,
    tr,
    wrap,
)
from tests.docx_builder import note as foot

REPORT = abstract(
    0,
    lvl(0, "chineseCounting", "%1、", suff="nothing"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "(%4)", suff="space"),
)
LEGAL = abstract(1, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2", more=on("isLgl")), lvl(2, "decimal", "%1.%2.%3"))
NUMBERING = REPORT + LEGAL + num(1, 0) + num(2, 1)
KNOWN: dict[str, dict[int, str]] = {
    "decimal": {0: "0", 1: "1", 100: "100"},
    "decimalZero": {1: "01", 9: "09", 10: "10", 100: "100"},
    "upperRoman": {1: "I", 4: "IV", 9: "IX", 14: "XIV", 49: "XLIX", 1994: "MCMXCIV"},
    "lowerRoman": {3: "iii", 90: "xc"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 53: "AAA", 781: "781"},
    "lowerLetter": {1: "a", 28: "bb"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"},
    "hex": {10: "A", 31: "1F"},
    "numberInDash": {3: "- 3 -"},
    "chineseCounting": {0: "○", 1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九", 100: "一○○", 101: "一○一"},
    "taiwaneseCounting": {10: "十", 21: "二十一", 101: "一○一"},
    "chineseCountingThousand": {
        **dict(zip((0, 10, 11, 20, 100, 101, 110), ["〇", "十", "十一", "二十", "一百", "一百〇一", "一百一十"], strict=True)),
        **dict(zip((111, 1001, 1010, 1100, 10010), ["一百一十一", "一千〇一", "一千〇一十", "一千一百", "一万〇一十"], strict=True)),
        99999: "九万九千九百九十九",
        100000: "100000",
    },
    "taiwaneseCountingThousand": {10: "十", 101: "一百零一", 10000: "一萬"},
    "chineseLegalSimplified": {0: "零", 1: "壹", 10: "壹拾", 11: "壹拾壹", 23: "贰拾叁", 101: "壹佰零壹", 1000: "壹仟"},
    "ideographLegalTraditional": {3: "參", 12: "壹拾貳"},
    "japaneseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 100: "百", 101: "百一", 110: "百十", 210: "二百十", 1000: "千", 10000: "一万"},
    "japaneseLegal": {12: "壱拾弐"},
    "ideographDigital": {1: "一", 10: "一〇", 101: "一〇一"},
    "japaneseDigitalTenThousand": {20: "二〇"},
    "taiwaneseDigital": {10: "一○"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 11: "甲戌", 60: "癸亥", 61: "61"},
    "ideographEnclosedCircle": {1: "㊀", 10: "㊉", 11: "11"},
    "decimalEnclosedCircle": {1: "①", 10: "⑩", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {1: "①", 10: "⑩"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛"},
    "decimalFullWidth": {1: "１", 10: "１０"},
    "decimalFullWidth2": {12: "１２"},
    "decimalHalfWidth": {12: "12"},
    "none": {5: ""},
    "somethingNew": {7: "7"},
}


def lines(*body: str, numbering: str = NUMBERING, **parts: Any) -> list[str]:
    return read_docx(Archive(docx(*body, numbering=numbering, **parts))).text.split("\n")


def one(level: str, *text: str) -> list[str]:
    """Paragraphs of a list with a single level."""
    return lines(*(p(each, num=(1, 0)) for each in text), numbering=abstract(0, level) + num(1, 0))


@pytest.mark.parametrize(("form", "number"), [(form, number) for form, values in KNOWN.items() for number in values])
def test_how_numbers_are_spelled(form: str, number: int) -> None:
    assert spell(number, form) == KNOWN[form][number]


def test_every_form_takes_every_number() -> None:
    assert all(isinstance(spell(number, form), str) for form in KNOWN for number in (-5, 0, 99_999, 100_000, 10**6))


def test_levels_of_a_report() -> None:
    found = lines(
        p("总体情况", num=(1, 0)),
        p("学习", num=(1, 1)),
        p("会议", num=(1, 2)),
        p("培训", num=(1, 2)),
        p("小班", num=(1, 3)),
        p("宣传", num=(1, 1)),
        p("活动", num=(1, 2)),
        p("没有编号的一段。"),
        p("问题", num=(1, 0)),
        p("不足", num=(1, 1)),
    )
    assert found == ["一、总体情况", "（一）学习", "1.会议", "2.培训", "(1)小班", "（二）宣传", "1.活动", "没有编号的一段。", "二、问题", "（一）不足"]


def test_numbers_above_are_repeated_and_legal_ones_are_figures() -> None:
    found = lines(*(p("甲", num=(2, level)) for level in (0, 1, 2, 0, 1)))
    assert found == ["I.甲", "1.1 甲", "I.1.1 甲", "II.甲", "2.1 甲"]


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    levels = abstract(0, lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3")) + num(1, 0)
    found = lines(*(p("甲", num=(1, level)) for level in (1, 1, 0, 2, 1)), numbering=levels)
    assert found == ["1.1 甲", "1.2 甲", "2 甲", "2.1.1 甲", "2.2 甲"]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (lvl(0, "chineseCounting", "%1、"), "一、甲"),
        (lvl(0, "chineseCounting", "第%1部分"), "第一部分 甲"),
        (lvl(0, "chineseCountingThousand", "第%1条", suff="space"), "第一条 甲"),
        (lvl(0, "chineseCountingThousand", "第%1章　", suff="nothing"), "第一章　甲"),
        (lvl(0, "decimal", "%1．"), "1．甲"),
        (lvl(0, "decimal", "%1"), "1 甲"),
        (lvl(0, "decimal", "%1", suff="nothing"), "1甲"),
        (lvl(0, "decimal", "（%1） "), "（1）甲"),
        (lvl(0, "decimalEnclosedCircle", "%1"), "①甲"),
        (lvl(0, "decimal", "%1.", start=5), "5.甲"),
        (lvl(0, "decimal", "%1.", start=0), "0.甲"),
        (lvl(0, "none", "附件："), "附件：甲"),
        (lvl(0, "none", "%1"), "甲"),
        (lvl(0, "decimal", ""), "甲"),
        (lvl(0, "decimal", "%1%%3%0."), "1%%0.甲"),
        (lvl(0, "decimal", "%1.", look=on("vanish")), "甲"),
        (lvl(0, "bullet", "\uf06c"), "甲"),
        (lvl(0, "bullet", "●"), "甲"),
        (lvl(0, "bullet", "附件"), "附件 甲"),
        (lvl(0, "decimal", "%1.", start=32767), "32767.甲"),
        (lvl(0, "decimal", "%1.", start=99999999999), "0.甲"),
    ],
)
def test_labels(level: str, expected: str) -> None:
    assert one(level, "甲") == [expected]


def test_a_figure_is_kept_off_the_number() -> None:
    assert one(lvl(0, "decimal", "%1."), "35件规范性文件", "全年", " 已空") == ["1. 35件规范性文件", "2.全年", "3. 已空"]
    assert one(lvl(0, "decimal", "%1", suff="tab"), "年内") == ["1 年内"]


def test_newer_formats_stand_beside_older_ones() -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    assert one(f'<w:lvl w:ilvl="0">{on("start", 7)}{both}{on("lvlText", "%1.")}</w:lvl>', "甲") == ["007.甲"]
    assert one(f'<w:lvl w:ilvl="0">{on("start", 7)}{both.replace("001, 002", "甲")}{on("lvlText", "%1.")}</w:lvl>', "甲") == ["7.甲"]


def test_lists_of_one_definition_count_on() -> None:
    assert lines(p("甲", num=(1, 0)), p("乙", num=(3, 0)), p("丙", num=(1, 0)), numbering=NUMBERING + num(3, 0)) == ["一、甲", "二、乙", "三、丙"]


def test_a_start_override_acts_once() -> None:
    numbering = NUMBERING + num(3, 0, override(0, 5), override(1, 3))
    body = [p("甲", num=(number, level)) for number, level in ((1, 0), (3, 0), (3, 0), (1, 0), (3, 1), (3, 1), (3, 0), (3, 1))]
    assert lines(*body, numbering=numbering) == ["一、甲", "五、甲", "六、甲", "七、甲", "（三）甲", "（四）甲", "八、甲", "（一）甲"]


def test_a_level_can_be_written_anew_for_one_list() -> None:
    numbering = NUMBERING + num(3, 0, override(0, other=lvl(0, "decimal", "第%1项：", start=4)))
    assert lines(p("甲", num=(3, 0)), p("乙", num=(1, 0)), p("丙", num=(3, 0)), numbering=numbering) == ["第4项：甲", "五、乙", "第6项：丙"]


def test_what_restarts_a_level() -> None:
    levels = (
        lvl(0, "decimal", "%1、"),
        lvl(1, "decimal", "（%2）"),
        lvl(2, "decimal", "%3)", more=on("lvlRestart", 0)),
        lvl(3, "decimal", "%4]", more=on("lvlRestart", 1)),
    )
    body = [p("甲", num=(1, level)) for level in (0, 1, 2, 3, 1, 2, 3, 0, 1, 2, 3)]
    found = lines(*body, numbering=abstract(0, *levels) + num(1, 0))
    assert [line[:-1] for line in found] == ["1、", "（1）", "1)", "1]", "（2）", "2)", "2]", "2、", "（1）", "3)", "1]"]


STYLES = (
    style("1", "heading 1", para=numbered(1) + on("outlineLvl", 0))
    + style("2", "heading 2", "1", para=numbered(None, 1) + on("outlineLvl", 1))
    + style("3", "heading 3", "2", para=on("outlineLvl", 2))
    + style("off", "不编号", "1", para=numbered(0))
    + style("own", "自定", "1")
    + style("list", "列表", kind="numbering", para=numbered(4))
    + style("turn", "绕", kind="numbering", para=numbered(6))
)
LINKED = abstract(
    0,
    lvl(0, "chineseCounting", "%1、", more=on("pStyle", 1)),
    lvl(1, "chineseCounting", "（%2）", more=on("pStyle", 2)),
    lvl(2, "decimal", "%3.", more=on("pStyle", 3)),
) + num(1, 0)


@pytest.mark.parametrize("numbering", [LINKED, REPORT + num(1, 0)], ids=["levels name styles", "styles name levels"])
def test_numbers_from_styles(numbering: str) -> None:
    body = [p("甲", style="1"), p("乙", style="2"), p("丙", style="2"), p("丁", style="own")]
    assert lines(*body, numbering=numbering, styles=STYLES) == ["一、甲", "（一）乙", "（二）丙", "二、丁"]


def test_a_level_is_found_by_the_style_that_it_names() -> None:
    assert lines(p("甲", style="1"), p("乙", style="3"), numbering=LINKED, styles=STYLES) == ["一、甲", "1.乙"]


def test_numbers_switched_off_or_taken_from_elsewhere() -> None:
    body = [
        p("甲", style="off"),
        p("乙", style="1", num=(0, 0)),
        p("丙", style="1", look=numbered(None, 2)),
        p("丁", style="1", look=numbered(2)),
        p("戊", num=(77, 0)),
        p("己", num=(1, 8)),
        p("庚", num=(1, 40)),
        p("辛", look='<w:pPrChange w:id="1" w:author="x"><w:pPr>' + numbered(1, 0) + "</w:pPr></w:pPrChange>"),
        p("壬", style="1", look=wrap("numPr", on("ilvl", 0) + on("numId", 1) + change("ins"))),
    ]
    assert lines(*body, styles=STYLES) == ["甲", "乙", "1.丙", "I.丁", "戊", "己", "庚", "辛", "二、壬"]


def test_list_styles_point_to_the_definition() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="5">{on("numStyleLink", "list")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6">{on("numStyleLink", "turn")}</w:abstractNum>'
        f"{REPORT}{num(4, 0)}{num(5, 5)}{num(6, 6)}{num(7, 99)}"
    )
    body = [p("甲", num=(5, 0)), p("乙", num=(4, 0)), p("丙", num=(5, 0)), p("丁", num=(6, 0)), p("戊", num=(7, 0))]
    assert lines(*body, numbering=numbering, styles=STYLES) == ["一、甲", "二、乙", "三、丙", "丁", "戊"]


def test_without_a_numbering_part() -> None:
    assert read_docx(Archive(docx(p("甲", num=(1, 0))))).text == "甲"


def test_only_what_stands_is_counted() -> None:
    body = [
        p("甲", num=(1, 0)),
        p(deleted("乙"), num=(1, 0), mark=change("del")),
        p(r("丙", on("vanish")), num=(1, 0), mark=on("vanish")),
        p("丁", num=(1, 0)),
        p("一、", num=(1, 0), mark=change("del")),
        p("戊", num=(1, 0)),
        p("己，", mark=change("del")),
        p("庚", num=(1, 0)),
    ]
    assert lines(*body) == ["一、甲", "二、丁", "三、一、戊", "四、己，庚"]


def test_a_paragraph_hidden_by_its_style_is_not_counted() -> None:
    secret = style("secret", "藏", run=on("vanish"))
    body = [p("甲", num=(1, 0)), p("密", num=(1, 0), style="secret"), p("乙", num=(1, 0))]
    assert lines(*body, styles=secret) == ["一、甲", "二、乙"]


def test_an_empty_numbered_paragraph_shows_its_number() -> None:
    assert lines(p("甲", num=(1, 0)), p(num=(1, 0)), p("乙", num=(1, 0))) == ["一、甲", "二、", "三、乙"]


def test_a_style_separator_keeps_the_heading_s_number() -> None:
    body = [p("学习。", num=(1, 1), mark=on("vanish") + on("specVanish")), p("全年9次。"), p("宣传。", num=(1, 1))]
    assert lines(*body) == ["（一）学习。全年9次。", "（二）宣传。"]


def test_numbers_in_cells_line_ends_and_notes() -> None:
    body = [
        tbl(tr(tc(p(num=(1, 2))), "甲"), tr(tc(p(num=(1, 2))), "乙")),
        p("<w:r><w:br/></w:r>", r("丙"), "<w:r><w:br/></w:r>", r("丁"), refer(1), num=(1, 2)),
    ]
    assert lines(*body, footnotes=foot(1, p("注", num=(1, 2)))) == ["1. | 甲", "2. | 乙", "3.丙", "丁", "4.注"]
