"""The list of units: its errors, and what it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.model import Level
from checker.review.parents import parent_of
from checker.review.units import Listing, Unit, read_units

from .review_reports import text_of
from .test_review import Review, review

__all__ = ["review"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "一个单位也没有"),
        ("单位,层级\n", "一个单位也没有"),
        ("单位,层次\n甲县,县级\n", "第 1 行：缺“层级”列"),
        ("单位,层级,备注\n", "第 1 行：不认识的列“备注”"),
        ("单位,层级,单位\n", "第 1 行：有重复的列名"),
        ("单位,层级\n甲县,县级\n乙县,村级\n", "第 3 行：不认识的层级“村级”，可选：省级"),
        ("单位,层级\n\n,县级\n", "第 3 行：缺单位"),
        ("单位,层级,年度\n甲县,县级,24\n", "第 2 行：年度“24”应是四位年份"),
        ("单位,层级\n甲县,县级,多\n", "第 2 行：比列名多 1 格"),
        ("单位,层级\n甲县,县级\n甲县,县级\n", "第 3 行：这个单位（同一上级、同一年度）在第 2 行已有"),
        ("单位,层级,文件\n甲县,县级,a.txt\n乙县,县级,./a.txt\n", "第 3 行：这个文件在第 2 行已有"),
        ('单位,层级\n"甲县,县级\n', "引号没有成对"),
        (f"单位,层级\n{'甲' * 201},县级\n", "超过 200 字"),
        ("单位,层级\n" + ",县级\n" * 7, "第 6 行：缺单位；另有 2 处"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as error:
        read_units(str(path))
    assert told in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_as_office_programs_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes('层级,单位,上级,年度,文件\r\n县级, 青山区 ,武汉市,2024,下\\一.txt\r\n,,,,\r\ncity,"\'=甲市",,,\r\n'.encode(encoding))
    assert read_units(str(path)) == [
        Unit("青山区", Level.COUNTY, "武汉市", 2024, str(tmp_path / "下" / "一.txt"), 2),
        Unit("=甲市", Level.CITY, None, None, None, 4),
    ]


def test_a_missing_list_is_told(review: Review) -> None:
    review.write("一.txt", text_of("甲县"))
    code, _, err = review(review.folder, "--units", "无.csv")
    assert code == 2 and "读不了单位名单 无.csv：找不到这个文件" in err and not review.store.exists()


def test_the_list_decides_level_parent_and_what_applies(review: Review) -> None:
    """A02 is asked of cities only."""
    listed = review.home / "名单.csv"
    for name in ("甲县", "乙县", "丙县"):
        review.write(f"{name}.txt", text_of(name))
    review()
    assert review.ask("SELECT DISTINCT level, parent, applicable FROM reports") == [("county", None, 1)]
    listed.write_text("单位,层级,上级,文件\n甲县,市级,某省,\n丁市,市级,,报告/乙县.txt\n丙县,县级,戊市,\n己县,县级,,无.txt\n", "utf-8")
    _, _, err = review(review.folder, "--units", listed)
    assert review.counts == (3, 0, 0) and f"第 5 行 {review.home / '无.txt'}" in err
    kept = set(review.ask("SELECT unit, level, parent, applicable FROM reports"))
    assert kept == {("甲县", "city", "某省", 2), ("丁市", "city", None, 2), ("丙县", "county", "戊市", 1)}
    review()  # the store keeps the list
    assert review.counts == (0, 3, 0)
    listed.write_text("单位,层级\n丙县,县级\n", "utf-8")
    review(review.folder, "--units", listed)
    assert review.counts == (0, 3, 0)
    assert review.ask("SELECT DISTINCT level, parent, applicable FROM reports") == [("county", None, 1)]


def test_a_year_of_the_list_is_the_files_or_narrows_the_name(review: Review) -> None:
    listed = review.home / "名单.csv"
    review.write("一.txt", text_of("甲县", year=2023))
    review.write("二.txt", text_of("甲县", year=2024))
    review.write("三.txt", text_of("乙县", year=2024))
    listed.write_text("单位,层级,年度,文件\n甲县,市级,2024,\n乙县,县级,2022,报告/三.txt\n", "utf-8")
    review(review.folder, "--units", listed)
    kept = set(review.ask("SELECT unit, year, level FROM reports"))
    assert kept == {("甲县", 2023, "county"), ("甲县", 2024, "city"), ("乙县", 2022, "county")}


def test_names_that_several_units_have() -> None:
    one, two = (Unit("鼓楼区", level, parent, None, None, 2) for level, parent in ((Level.COUNTY, "南京市"), (Level.CITY, "徐州市")))
    listing = Listing([one, two])
    assert listing.level_of("鼓楼区", "徐州市", 2024) is Level.CITY
    assert listing.level_of("鼓楼区", None, 2024) is None
    assert listing.level_of(None, None, None) is None
    assert listing.of_file(os.path.abspath("a.txt")) is None  # noqa: PTH100


@pytest.mark.parametrize(
    ("unit", "text", "parent"),
    [
        ("渌口区", "", "株洲市"),
        ("株洲市", "", "湖南省"),
        ("湖南省", "", None),
        ("东城区", "", "北京市"),
        ("鼓楼区", "徐州市鼓楼区2024年", "徐州市"),
        ("鼓楼区", "鼓楼区2024年", None),
        ("鼓楼区", "南京市、徐州市和鼓楼区", None),
        ("渌口区司法局", "", "渌口区"),
        ("株洲市渌口区司法局", "", "渌口区"),
        ("司法局", "渌口区司法局", "渌口区"),
        ("跃进街道", "本街道。\n乌兰察布市集宁区跃进街道办事处", "集宁区"),
        ("某某镇", "某某镇2024年", None),
        (None, "", None),
        ("衡阳市祁东县洪桥街道", "", "祁东县"),
    ],
)
def test_the_unit_above(unit: str | None, text: str, parent: str | None) -> None:
    assert parent_of(unit, text) == parent
