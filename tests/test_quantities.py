"""Numbers in running text: every form in which they are written reads back; what is no quantity is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checklist import Checklist
from checker.facts import compile_facts
from checker.text import normalise
from checker.text.numerals import parse_chinese, parse_mixed, write_chinese
from checker.text.quantities import Quantity, QuantityRules, find_quantities


@pytest.fixture(scope="module")
def rules(shipped: Checklist) -> QuantityRules:
    return compile_facts(shipped.facts).quantities


def found(text: str, rules: QuantityRules) -> list[Quantity]:
    return find_quantities(normalise(text).text, rules)


def only(text: str, rules: QuantityRules) -> Quantity:
    quantities = [one for one in found(text, rules) if one.unit]
    assert len(quantities) == 1, quantities
    return quantities[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("办理案件62件", 62, "件", ""),
        ("办理案件６２件", 62, "件", ""),
        ("办理案件 62 件", 62, "件", ""),
        ("办理案件1,204件", 1204, "件", ""),
        ("办理案件1.6万余件", 16000, "件", "above"),
        ("办理案件1.6万件", 16000, "件", ""),
        ("发放资料230余万份", 2_300_000, "份", "above"),
        ("涉及金额230余万元", 2_300_000, "元", "above"),
        ("涉及金额3亿2000万元", 320_000_000, "元", ""),
        ("挽回损失1.25亿元", 125_000_000, "元", ""),
        ("参加1万5千人", 15_000, "人", ""),
        ("阅读量达20万余人次", 200_000, "人次", "above"),
        ("培训近300人次", 300, "人次", "below"),
        ("培训约300人", 300, "人", "about"),
        ("培训300人左右", 300, "人", "about"),
        ("占近八成", 80, "%", "below"),
        ("占九成五以上", 95, "%", "above"),
        ("满意率百分之九十八点五", Decimal("98.5"), "%", ""),
        ("满意率98.5％", Decimal("98.5"), "%", ""),
        ("缩减率超过80%", 80, "%", "above"),
        ("召开会议十二次", 12, "次", ""),
        ("召开会议二十余次", 20, "次", "above"),
        ("举办培训两期", 2, "期", ""),
        ("受理百余件", 100, "件", "above"),
        ("发放万余份", 10_000, "份", "above"),
        ("办理一千二百三十件", 1230, "件", ""),
        ("办理一百零五件", 105, "件", ""),
        ("参与两万五千人", 25_000, "人", ""),
        ("压缩15个工作日", 15, "个工作日", ""),
        ("拆除2043.56平方米", Decimal("2043.56"), "平方米", ""),
        ("提高3.5个百分点", Decimal("3.5"), "个百分点", ""),
        ("公文类0篇", 0, "篇", ""),
    ("辖区商超56家", 56, "家", ""),
    ("距离最近5家", 5, "家", ""),
    ],
)
def test_forms(rules: QuantityRules, text: str, value: object, unit: str, bound: str) -> None:
    quantity = only(text, rules)
    assert (quantity.value, quantity.unit, quantity.bound) == (value, unit, bound)


def test_a_range_has_two_ends(rules: QuantityRules) -> None:
    quantity = only("由原来的3至5个工作日", rules)
    assert (quantity.value, quantity.high) == (3, 5)
    assert only("压缩60%-80%", rules).high == 80


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月4日",
        "国办发〔2023〕27号",
        "2021—2025年",
        "（2021-2025）",
        "二十届三中全会",
        "党的二十大",
        "“十四五”规划",
        "推进高效办成一件事",
        "落实行政执法三项制度",
        "第3次会议、第十二届",
        "统一部署，一是加强领导，二是压实责任",
        "千家万户",
        "二〇二四年",
        "上午9时",
        "“1+1”工作室",
    ],
)
def test_what_is_no_quantity(rules: QuantityRules, text: str) -> None:
    assert [one for one in found(text, rules) if one.unit and not one.chinese] == []
    assert [one for one in found(text, rules) if one.unit and one.value > 5] == []


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert parse_chinese(write_chinese(number)) == number


@given(st.integers(1, 9_999_999), st.sampled_from(["{}", "{:,}", "万", "千"]))
def test_figures_read_back(number: int, form: str) -> None:
    if form in "万千":
        size = 10_000 if form == "万" else 1000
        assert parse_mixed(f"{Decimal(number) / 100}{form}") == Decimal(number) / 100 * size
    else:
        assert parse_mixed(form.format(number)) == number


@given(st.integers(2, 99_999_999), st.sampled_from(["", "近", "约", "超过"]), st.sampled_from(["件", "人次", "份"]), st.booleans())
def test_every_number_is_found_where_it_stands(rules: QuantityRules, number: int, bound: str, unit: str, chinese: bool) -> None:
    written = write_chinese(number) if chinese else f"{number:,}"
    text = f"全年共办理{bound}{written}{unit},成效明显。"
    quantity = only(text, rules)
    assert quantity.value == number and quantity.unit == unit
    assert normalise(text).text[quantity.start : quantity.end] == f"{bound}{written}{unit}"


@pytest.mark.parametrize("text", ["十十", "百千", "五五十", "二点", "点五", "两〇", "零零件"])
def test_what_is_no_numeral(text: str) -> None:
    assert parse_chinese(text) is None or parse_chinese(text) == 0


@given(st.text(alphabet="零一二两十百千万亿点0123456789.,%余多年月日件分之成近约", max_size=40))
def test_any_text_is_read_without_error(rules: QuantityRules, text: str) -> None:
    last = 0
    for quantity in find_quantities(text, rules):
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end
