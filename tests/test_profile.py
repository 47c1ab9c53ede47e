"""Title, unit, level, tier, year and kind, read from whole documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import check, load_checklist
from checker.errors import ChecklistError
from checker.model import Block, Document, Level, Profile, Role
from checker.outline import OutlineRules, compile_outline, read_outline

from .conftest import ROOT
from .test_checklist import ITEM

WORDS: dict[str, Any] = yaml.safe_load(Path("checklists/fazhi/outline.yaml").read_text("utf-8"))
RULES: OutlineRules = compile_outline(WORDS)
BODY = """
一、主要做法
深入学习贯彻习近平法治思想，持续推进法治政府建设，召开常务会议3次，专题研究法治政府建设工作。
二、存在问题
执法能力有待提高。
三、下一步打算
继续努力。"""
P, C, K, T, D = Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.DEPARTMENT


def document(text: str) -> Document:
    return Document(text, (Block(text),))


def profile(text: str) -> Profile:
    return read_outline(document(text), RULES).profile


UNITS: list[tuple[str, str | None, Level | None, Level | None, int | None]] = [
    # provinces
    ("贵州省2023年法治政府建设情况报告", "贵州省", P, P, 2023),
    ("广西壮族自治区人民政府关于2022年度法治政府建设情况的报告", "广西壮族自治区", P, P, 2022),
    ("北京市2021年法治政府建设年度情况报告", "北京市", P, P, 2021),
    ("上海市人民政府2020年法治政府建设情况报告", "上海市", P, P, 2020),
    ("新疆维吾尔自治区2016年法治政府建设情况报告", "新疆维吾尔自治区", P, P, 2016),
    # cities
    ("苏州市2023年法治政府建设情况报告", "苏州市", C, C, 2023),
    ("某某市2024年法治政府建设工作总结", "某某市", C, C, 2024),
    ("恩施土家族苗族自治州人民政府2022年法治政府建设工作情况报告", "恩施土家族苗族自治州", C, C, 2022),
    ("凉山州2022年法治政府建设情况报告", "凉山州", C, C, 2022),
    ("锡林郭勒盟行政公署2022年法治政府建设情况报告", "锡林郭勒盟", C, C, 2022),
    ("阿里地区2023年法治政府建设情况报告", "阿里地区", C, C, 2023),
    ("中共××市委 ××市人民政府关于2023年度法治政府建设情况的报告", "××市", C, C, 2023),
    # counties, county-level cities, districts, banners
    ("昆山市2023年法治政府建设情况报告", "昆山市", K, K, 2023),
    ("仙桃市2022年度法治政府建设报告", "仙桃市", K, K, 2022),
    ("宁乡市2019年度法治政府建设情况报告", "宁乡市", K, K, 2019),
    ("津市市人民政府2023年度法治政府建设报告", "津市市", K, K, 2023),
    ("乐山市市中区2022年法治政府建设工作情况", "市中区", K, K, 2022),
    ("常州市武进区人民政府关于2021年法治政府建设情况的报告", "武进区", K, K, 2021),
    ("新乡市卫滨区2020年度法治政府建设情况报告", "卫滨区", K, K, 2020),
    ("沙市区2023年法治政府建设报告", "沙市区", K, K, 2023),
    ("全州县2023年法治政府建设报告", "全州县", K, K, 2023),
    ("道县2023年法治政府建设报告", "道县", K, K, 2023),
    ("将乐县2023年法治政府建设情况报告", "将乐县", K, K, 2023),
    ("某某县人民政府关于2022年法治政府建设情况的报告", "某某县", K, K, 2022),
    ("莫力达瓦达斡尔族自治旗2023年度法治政府建设情况报告", "莫力达瓦达斡尔族自治旗", K, K, 2023),
    ("达尔罕茂明安联合旗人民政府2023年法治政府建设年度报告", "达尔罕茂明安联合旗", K, K, 2023),
    ("神农架林区2022年法治政府建设报告", "神农架林区", K, K, 2022),
    ("六枝特区2022年度法治政府建设报告", "六枝特区", K, K, 2022),
    ("关于××县2021年度推进依法行政建设法治政府工作情况的汇报", "××县", K, K, 2021),
    ("中共某某县委、某某县人民政府关于2021年法治政府建设情况的报告", "某某县", K, K, 2021),
    ("2024年度某某区法治政府建设情况报告", "某某区", K, K, 2024),
    ("某某县县长2023年度履行推进法治建设第一责任人职责情况报告", "某某县", K, K, 2023),
    # development zones
    ("成都高新区2023年法治政府建设情况报告", "成都高新区", K, K, 2023),
    ("浦东新区2023年法治政府建设情况报告", "浦东新区", K, K, 2023),
    ("某某市经济技术开发区管理委员会2022年法治政府建设情况报告", "某某市经济技术开发区", K, K, 2022),
    ("某某工业园区管委会2023年度法治政府建设年度报告", "某某工业园区", K, K, 2023),
    # townships and streets
    ("某某镇2023年推进依法行政建设法治政府工作总结", "某某镇", T, T, 2023),
    ("红旗镇2023年法治政府建设报告", "红旗镇", T, T, 2023),
    ("城关镇人民政府二〇二四年法治政府建设报告", "城关镇", T, T, 2024),
    ("二○二二年度某某镇法治政府建设工作总结", "某某镇", T, T, 2022),
    ("某某回族乡人民政府2024年度法治政府建设工作总结", "某某回族乡", T, T, 2024),
    ("乌兰苏木2023年法治政府建设情况报告", "乌兰苏木", T, T, 2023),
    ("××市××区跃进街道办事处2023年度法治政府建设情况报告", "跃进街道", T, T, 2023),
    ("某某区某某街道2024年法治政府建设工作报告", "某某街道", T, T, 2024),
    ("某某县二0二一年度法治政府建设情况报告", "某某县", K, K, 2021),
    ("跃进街道办2023年度法治政府建设情况报告", "跃进街道", T, T, 2023),
    ("某某市某某区人民政府某某街道办事处2023年度法治政府建设情况报告", "某某街道", T, T, 2023),
    ("某某区人民政府某某街道办事处关于2023年度法治政府建设情况的报告", "某某街道", T, T, 2023),
    ("中共某某街道工作委员会某某街道办事处关于2023年法治政府建设情况的报告", "某某街道", T, T, 2023),
    ("某某镇人民政府2023年度法治政府建设情况报告", "某某镇", T, T, 2023),
    ("某某乡政府2023年度法治政府建设情况报告", "某某乡", T, T, 2023),
    ("城东办事处2023年度法治政府建设情况报告", "城东办事处", T, T, 2023),
    ("某某市人民政府驻北京办事处2023年法治政府建设情况报告", None, None, None, 2023),
    # departments of every level
    ("××省水利厅2024年法治政府建设年度报告", "××省水利厅", D, P, 2024),
    ("××市交通运输局2022年法治政府建设工作总结", "××市交通运输局", D, C, 2022),
    ("昆山市市场监督管理局2023年法治政府建设工作情况报告", "昆山市市场监督管理局", D, K, 2023),
    ("××县司法局关于2023年法治政府建设情况的报告", "××县司法局", D, K, 2023),
    ("某某区城市管理局2023年度法治政府建设情况报告", "某某区城市管理局", D, K, 2023),
    ("某某县住房和城乡建设局2023年法治政府建设年度报告", "某某县住房和城乡建设局", D, K, 2023),
    ("某某县乡村振兴局2022年法治政府建设情况报告", "某某县乡村振兴局", D, K, 2022),
    ("国家税务总局某某县税务局2023年法治政府建设情况报告", "国家税务总局某某县税务局", D, K, 2023),
    ("某某市国有资产监督管理委员会2023年法治政府建设工作报告", "某某市国有资产监督管理委员会", D, C, 2023),
    ("某某县人民政府办公室2022年法治政府建设情况报告", "某某县人民政府办公室", D, K, 2022),
    ("某某市公安局某某分局2023年法治政府建设情况报告", "某某市公安局某某分局", D, C, 2023),
    ("某某市综合行政执法局2023年法治政府建设年度报告", "某某市综合行政执法局", D, C, 2023),
    ("凉山州司法局2022年法治政府建设情况报告", "凉山州司法局", D, C, 2022),
    ("县教育局2023年度法治政府建设工作总结", "县教育局", D, K, 2023),
    ("某某海关2023年法治政府建设年度报告", "某某海关", D, None, 2023),
    # a document with years of its own in the title
    ("某某市人民政府关于贯彻落实《法治政府建设实施纲要（2021—2025年）》暨2024年度法治政府建设工作情况的报告", "某某市", C, C, 2024),
    ("某某市人民政府关于贯彻落实《法治政府建设实施纲要（2021—2025年）》\n暨2024年度法治政府建设工作情况的报告", "某某市", C, C, 2024),
    # no unit in the title
    ("关于2022年度法治政府建设工作情况的报告", None, None, None, 2022),
    ("2024年法治政府建设情况报告", None, None, None, 2024),
]


@pytest.mark.parametrize(("title", "unit", "level", "tier", "year"), UNITS)
def test_title_tells_unit_level_and_year(
    title: str, unit: str | None, level: Level | None, tier: Level | None, year: int | None
) -> None:
    told = profile(title + BODY)
    assert told == Profile("".join(title.split()), unit, level, tier, year, "annual_report")


KINDS = [
    ("某某县2024年法治政府工作报告", "annual_report"),
    ("某某县2022年法治政府建设情况通报", "annual_report"),
    ("2022年度法治政府建设自查报告", "annual_report"),
    ("某某县林业局2023年法治政府建设工作总结及2024年工作计划", "annual_report"),
    ("某某局2024年工作总结和2025年工作计划", "annual_report"),
    ("某某县党政主要负责人履行推进法治建设第一责任人职责情况的报告", "annual_report"),
    ("某某县2024年政府工作报告", "government_work_report"),
    ("政府工作报告", "government_work_report"),
    ("某某县2024年法治政府建设实施方案", "plan"),
    ("某某市法治政府建设实施方案（2021—2025年）", "plan"),
    ("关于印发某某县2023年法治政府建设工作要点的通知", "plan"),
    ("某某区2024年依法行政工作计划", "plan"),
    ("《某某市法治政府建设实施方案》政策解读", "interpretation"),
    ("一图读懂2023年法治政府建设情况报告", "interpretation"),
    ("某某县人民政府2023年政府信息公开工作年度报告", "disclosure_report"),
    ("某某局2022年政府信息公开年报", "disclosure_report"),
    ("基层法治政府建设的困境与对策研究", "article"),
    ("关于报送法治政府建设情况的通知", "other"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_look_alikes_are_told_apart_with_a_note(title: str, kind: str) -> None:
    report = read_outline(document(title + BODY), RULES)
    assert report.profile.kind == kind
    assert len(report.notes) == (kind != "annual_report")


LONG = "推进法治政府建设，" * 8 + "取得成效。"
LETTERS: list[tuple[str, str | None, str | None, Level | None, int | None]] = [
    # (text above the body, title, unit, level, year)
    ("××省人民政府\n2022年法治政府建设情况报告", "××省人民政府2022年法治政府建设情况报告", "××省", P, 2022),
    ("某县2022年法治政府建设\n情况报告", "某县2022年法治政府建设情况报告", "某县", K, 2022),
    (
        "中共××市委\n××市人民政府\n×发〔2024〕5号\n关于2023年度法治政府建设情况的报告\n省人民政府：",
        "中共××市委××市人民政府关于2023年度法治政府建设情况的报告",
        "××市",
        C,
        2023,
    ),
    (
        "某某县人民政府文件\n某政〔2023〕5号\n某某县人民政府\n关于2022年度法治政府建设情况的报告\n市人民政府：",
        "某某县人民政府关于2022年度法治政府建设情况的报告",
        "某某县",
        K,
        2022,
    ),
    (
        "发布日期：2024-01-20 来源：某某县司法局\n某某县2023年法治政府建设情况报告\n字号：【大 中 小】\n" + LONG,
        "某某县2023年法治政府建设情况报告",
        "某某县",
        K,
        2023,
    ),
    (
        "索引号：0001\n发布机构：某某区司法局\n成文日期：2025年1月3日\n标题：某某区2024年法治政府建设情况报告\n"
        "某某区2024年法治政府建设情况报告",
        "某某区2024年法治政府建设情况报告",
        "某某区",
        K,
        2024,
    ),
    (
        "今天是：2019年10月31日 星期三\n工作报告\n您所在的位置：政务公开 > 工作报告\n2020年某海区法治政府建设情况报告\n"
        "文章来源:司法局 更新时间:2021/03/29 11:30:01\n2020年某海区法治政府建设情况报告",
        "2020年某海区法治政府建设情况报告",
        "某海区",
        K,
        2020,
    ),
    (
        "附件1\n某某街道2023年法治政府建设情况报告\n（2024年1月5日）",
        "某某街道2023年法治政府建设情况报告",
        "某某街道",
        T,
        2023,
    ),
    ("# 某某镇2023年法治政府建设情况报告", "某某镇2023年法治政府建设情况报告", "某某镇", T, 2023),
    ("2024年，我县推进依法行政。现将我县2024年度法治政府建设情况报告如下：", None, None, K, 2024),
    ("2024年以来，××区坚持以习近平新时代中国特色社会主义思想为指导，全面建设法治政府。", None, "××区", K, 2024),
    ("二○二四年，××区全面建设法治政府。", None, "××区", K, 2024),
    ("一年来，某某镇党委、政府高度重视法治建设工作。现将2023年工作总结如下：", None, "某某镇", T, 2023),
    ("在县委的坚强领导下，某某县水利局认真贯彻落实，现将二〇二二年工作报告如下：", None, "某某县水利局", D, 2022),
    ("2025年是“十四五”收官之年。现将2024年法治政府建设情况报告如下：", None, None, None, 2024),
    ("根据《法治政府建设实施纲要（2021—2025年）》要求，我街道2023年" + LONG, None, None, T, 2023),
    ("2018年以来，我市连续推进。2023年，我市" + LONG, None, None, C, 2023),
    ("县人民政府：\n现将某某乡2024年度法治政府建设情况报告如下。", None, "某某乡", T, 2024),
    ("我委2024年法治政府建设情况汇报如下：", None, None, D, 2024),
]


@pytest.mark.parametrize(("above", "title", "unit", "level", "year"), LETTERS)
def test_titles_over_lines_and_reports_without_title(
    above: str, title: str | None, unit: str | None, level: Level | None, year: int | None
) -> None:
    told = profile(above + BODY)
    assert (told.title, told.unit, told.level, told.year) == (title, unit, level, year)


def test_signature_tells_unit_and_year_when_nothing_else_does() -> None:
    told = profile("今年以来，我局认真落实法治政府建设要求。" + BODY + "\n××县水利局\n2025年1月20日")
    assert told == Profile(None, "××县水利局", D, K, 2024, "annual_report")
    assert profile("近年来，我市落实法治政府建设要求。" + BODY + "\n某某市人民政府\n2024年12月20日").year == 2024


@pytest.mark.parametrize(
    ("lower", "level"), [("各乡镇（街道）", K), ("各镇、街道", K), ("各县（市、区）和各乡镇", C), ("有关单位", C)]
)
def test_a_city_outside_the_gazetteer_is_told_by_its_lower_units(lower: str, level: Level) -> None:
    assert profile(f"某某市2024年法治政府建设情况报告\n{lower}积极落实，{LONG}" + BODY).level is level


def test_kind_without_title() -> None:
    speech = "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2023年工作回顾\n坚持法治政府建设。"
    assert profile(speech).kind == "government_work_report"
    essay = "摘要：本文研究法治政府建设。\n关键词：法治政府\n一、引言\n法治政府建设取得成效。\n参考文献\n[1] 某某"
    assert profile(essay).kind == "article"
    assert profile("今天晴，气温适宜，适合出行。").kind == "other"
    assert profile(LONG).kind == "annual_report"


def test_user_overrides() -> None:
    text = document("2024年法治政府建设情况报告" + BODY)
    told = read_outline(text, RULES, unit="某某镇", level=T, year=2023).profile
    assert (told.unit, told.level, told.tier, told.year) == ("某某镇", T, T, 2023)
    assert read_outline(text, RULES, unit="某某县司法局").profile.tier is K
    assert read_outline(document(""), RULES, unit="某某镇", year=2023).profile.level is T


def test_headings_are_read_by_the_year_that_the_user_names() -> None:
    text = document(
        "某某县法治政府建设情况报告\n一、主要工作\n坚持依法行政，开展执法检查，健全工作机制。\n"
        "二、2025年重点工作\n加强法治宣传，完善行政执法监督机制。"
    )
    assert [section.role for section in read_outline(text, RULES).sections][-1] is Role.WORK
    assert [section.role for section in read_outline(text, RULES, year=2024).sections][-1] is Role.PLAN
    assert [section.role for section in check(text, year=2024).sections][-1] is Role.PLAN


def test_a_unit_that_the_user_names_brings_its_level() -> None:
    told = check(document("某某县2024年法治政府建设情况报告" + BODY), unit="某某镇").profile
    assert (told.unit, told.level, told.tier) == ("某某镇", T, T)


def test_the_shipped_checklist_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = document("2024年法治政府建设情况报告" + BODY)
    before = check(text)

    def gone(path: Path) -> bytes:
        raise OSError(path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    assert check(text) == before


def test_every_word_list_has_its_shape_checked() -> None:
    schema = json.loads((ROOT / "checker/checklist/schemas/outline.schema.json").read_text("utf-8"))
    made = {"figures", "ordinal", "strict", "places"}
    assert set(schema["required"]) == set(schema["properties"]) == set(OutlineRules._fields) - made


@pytest.mark.parametrize(
    ("change", "told"),
    [({"plan": None}, "plan"), ({"plan": "下一步"}, "列表"), ({"plan": [""]}, "空"), ({"unheard": []}, "unheard")],
)
def test_broken_word_lists_are_refused(folder: Callable[..., Path], change: dict[str, Any], told: str) -> None:
    words = {key: value for key, value in {**WORDS, **change}.items() if value is not None}
    broken = folder(ITEM, outline=yaml.safe_dump(words, allow_unicode=True).encode())
    with pytest.raises(ChecklistError, match=told):
        load_checklist(str(broken))


@pytest.mark.parametrize(("list_", "word"), [("ordinals", "再者"), ("date_ends", "公布"), ("title_line_ends", "期间")])
def test_words_decide_from_the_list_alone(list_: str, word: str) -> None:
    more = compile_outline({**WORDS, list_: [*WORDS[list_], word]})
    samples = {
        "ordinals": f"一、主要工作\n（一）依法决策\n{word}依法履职\n全面落实各项制度，成效明显提升，群众满意。",
        "date_ends": f"法治政府建设情况报告\n坚持依法行政。\n2025年1月10日{word}",
        "title_line_ends": f"某某县2024{word}\n2024年法治政府建设情况报告\n坚持依法行政。",
    }
    text = document(samples[list_])
    assert read_outline(text, RULES) != read_outline(text, more)
