"""What a store tells when reports are put side by side: one small store whose truth is known, seen through the command."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Page, sync_playwright

from checker.cli import main
from checker.errors import UsageError
from checker.output.lines import width
from checker.review.query import limited, open_reader
from checker.review.show.terminal import summary_lines
from checker.review.views import duties, figures
from checker.review.views.duties import find_date, judge_date
from checker.review.views.prepare import prepare

from .conftest import HEAD, OUTLINE, Run, fazhi
from .review_reports import ITEMS, ask, text_of

Rows = list[dict[str, str]]
COUNTIES = [f"{stem}县" for stem in "甲乙丙丁戊己庚辛壬癸"]
LISTED = "单位,层级,上级,年度\n" + "".join(f"{name},县级,某州市,2024\n" for name in COUNTIES)
LISTED += "子市,设区的市级,,2024\n亥县,县级,某州市,2024\n丑市,设区的市级,,2024\n"
FORMULAS = "坚持以习近平新时代中国特色社会主义思想为指导。深入贯彻党的二十大和二十届三中全会精神。全面落实法治政府建设实施纲要的各项任务。"
COPIED = (
    "{0}组织执法人员集中轮训{1}期并逐人测试结业。聘请特邀监督员{1}名参加暗访和案卷评查。在乡镇设立法律服务站{1}个方便群众就近咨询。"
    "县长带队到{1}个村组现场接访并当面答复群众诉求。"
)
NEARLY = ("全县各部门建立重点执法事项台账并按季度通报进展情况。", "全县各单位建立重点执法事项台账并按季度通报办理进展情况。")
HOSTILE = '=1+1办理行政复议案件3件<img src="http://evil.invalid/x" onerror="alert(1)"><script>alert(2)</script>。'


def works() -> Iterator[tuple[str, int, str, str]]:
    """Unit, year, work and last line of each report."""
    lines = ("2025年2月20日", "2025年3月1日", "2025年4月2日", "二〇二五年二月八日", "发布日期：2025-04-01", "2025年2月1日\n2025年3月9日")
    ends = dict(zip(COUNTIES, lines, strict=False))
    for number, name in enumerate(COUNTIES):
        covered = "别的事。" if name == "丙县" else HOSTILE if name == "庚县" else "办理行政复议案件3件。"
        value = 340 if name == "癸县" else 31 + number
        former = {"甲县": "，较上年的30件增长3.3%", "乙县": "，较上年的28件增长14.3%"}.get(name, "")
        copied = COPIED.format(name, number) + NEARLY[name == "己县"] if name in ("戊县", "己县") else ""
        yield name, 2024, f"{FORMULAS}{covered}全年受理行政复议案件{value}件{former}。{copied}", ends.get(name, "")
    for name, covered, figure in (("甲县", "办理行政复议案件3件。", 28), ("乙县", "别的事。", 28), ("丙县", "办理行政复议案件3件。", 33)):
        yield name, 2023, f"{FORMULAS}{covered}全年受理行政复议案件{figure}件。", ""
    yield "子市", 2024, "办理行政复议案件3件。制定规章2件。全年受理行政复议案件500件。", "2025年3月31日"


class Store:
    def __init__(self, home: Path) -> None:
        self.home, self.path, self.reports = home, home / "库.duckdb", home / "报告"
        self.rules = home / "rules"

    def tables(self, *arguments: str) -> dict[str, Rows]:
        """The views as csv."""
        folder = self.home / f"csv{hashlib.sha256(repr(arguments).encode()).hexdigest()[:8]}"
        assert main(["review", "--db", str(self.path), "-f", f"csv:{folder}", *arguments]) == 0
        return {file.stem: list(csv.DictReader(file.read_text("utf-8-sig").splitlines())) for file in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("views"))
    made.reports.mkdir()
    made.rules.mkdir()
    for name, content in (("checklist.yaml", HEAD.encode()), ("A.yaml", f"items:\n{ITEMS}".encode()), ("outline.yaml", OUTLINE)):
        (made.rules / name).write_bytes(content)
    for unit, year, work, end in works():
        (made.reports / f"{unit}{year}.txt").write_text(f"{text_of(unit, work, year)}\n{end}\n", "utf-8")
    (made.reports / "坏.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    (made.home / "units.csv").write_text(LISTED, "utf-8")
    code = main(["review", str(made.reports), "--db", str(made.path), "-j", "1", "-c", str(made.rules), "--units", str(made.home / "units.csv")])
    assert code == 1
    return made


@pytest.fixture(scope="module")
def tables(store: Store) -> dict[str, Rows]:
    return store.tables()


def row(rows: Rows, **values: str) -> dict[str, str]:
    found = [one for one in rows if all(one[name] == value for name, value in values.items())]
    assert len(found) == 1, found
    return found[0]


def test_the_matrix_and_what_it_adds_up_to(tables: dict[str, Rows]) -> None:
    matrix = tables["矩阵"]
    assert len(matrix) == 14 and matrix[0]["单位"] == "子市"
    told = row(matrix, 单位="丙县", 年度="2024")
    assert (told["上级"], told["层级"], told["A01 行政复议"], told["A02 立法"], told["必备缺口"]) == ("某州市", "县级", "不完整", "不适用", "1")
    assert row(matrix, 单位="子市")["A02 立法"] == "已覆盖"
    rates = tables["各类覆盖率"]
    county = row(rates, 按="层级", 名称="县级")
    assert (county["报告数"], county["应检"], county["已覆盖"], county["不完整"], county["不适用"], county["覆盖率"]) == ("13", "13", "11", "2", "13", "0.8462")
    assert row(rates, 按="年度", 名称="2023")["覆盖率"] == "0.6667"
    assert row(rates, 按="上级", 名称="某州市")["报告数"] == "13"  # last year's too: the list names the unit's parent
    missed = tables["缺得最多的项目"]
    assert [(one["编号"], one["缺口报告数"], one["应检报告数"]) for one in missed] == [("A01", "2", "14")]
    assert [Path(one["文件"]).name for one in tables["未能读取"]] == ["坏.docx"]
    detail = row(tables["单位明细"], 单位="甲县", 年度="2024", 编号="A01")
    assert detail["结论"] == "已覆盖" and detail["依据的原文"] == "办理行政复议案件3件。" and detail["行"] == "3"


def test_the_example_of_a_finding_is_of_the_unit_it_names(tables: dict[str, Rows]) -> None:
    told = {(one["单位"], one["说明"]) for one in tables["问题明细"]}
    assert len(tables["问题"]) > 1 and all((one["单位"], one["举例"]) in told for one in tables["问题"])


def test_where_keeps_some_reports(store: Store) -> None:
    some = store.tables("--where", "level='county' and year=2024 -- 备注")
    assert len(some["矩阵"]) == 10 and {one["年度"] for one in some["矩阵"]} == {"2024"}
    assert {one["单位"] for one in some["报送情况"] if one["报送"] == "库中未检出"} == {"亥县"}  # 丑市 is no county
    assert [one["单位"] for one in some["上年数不符"]] == ["甲县"]  # last year's reports are looked at all the same
    none = store.tables("--where", "unit = '无'")
    assert none["矩阵"] == [] and none["指标"] == []


def test_figures_beside_those_of_peers(tables: dict[str, Rows]) -> None:
    rows = [one for one in tables["指标"] if one["指标"] == "行政复议受理件数"]
    highest = row(rows, 单位="癸县", 年度="2024")
    assert (highest["数值"], highest["名次"], highest["写明的同级报告"], highest["同级报告"], highest["中位数"]) == ("340", "1", "10", "10", "35.5")
    assert float(highest["稳健z"]) == pytest.approx(0.6745 * (340 - 35.5) / 2.5, abs=0.01)
    assert row(rows, 单位="甲县", 年度="2024")["名次"] == "10" and row(rows, 单位="甲县", 年度="2024")["本单位上年"] == "28"
    assert row(rows, 单位="子市")["稳健z"] == ""  # alone at its level
    odd = tables["异常数据"]
    assert [(one["单位"], one["指标"]) for one in odd] == [("癸县", "行政复议受理件数")]
    assert "约 10 倍" in odd[0]["异常"] and odd[0]["原文"] == "全年受理行政复议案件340件"


def test_year_against_year(tables: dict[str, Rows]) -> None:
    changes = {(one["单位"], one["编号"], one["上年结论"], one["本年结论"]) for one in tables["年度对比"]}
    assert changes == {("丙县", "A01", "已覆盖", "不完整"), ("乙县", "A01", "不完整", "已覆盖")}
    (wrong,) = tables["上年数不符"]
    assert (wrong["单位"], wrong["指标"], wrong["本年报告所称上年数"], wrong["上年报告所写"]) == ("甲县", "行政复议受理件数", "30", "28")
    assert "较上年的30件" in wrong["本年报告原文"] and wrong["上年报告原文"] == "全年受理行政复议案件28件"


def test_repeated_text_without_what_everybody_writes(tables: dict[str, Rows]) -> None:
    (pair,) = tables["重复报告"]
    assert {pair["单位"], pair["对照单位"]} == {"戊县", "己县"} and pair["对照"] == "其他单位报告"
    assert (pair["相同句数"], pair["相近句数"]) == ("4", "1")
    passages = tables["重复段落"]
    assert {one["程度"] for one in passages} == {"相同", "相近"} and len(passages) == 5
    assert not any("习近平" in one["原文"] for one in passages)
    assert {passages[0]["原文"], passages[0]["对照原文"]} == {f"{COPIED.format(name, number).split('。')[0]}。" for name, number in (("戊县", 4), ("己县", 5))}
    shares = {(one["单位"], one["年度"]): one for one in tables["文字重复"]}
    assert float(shares["戊县", "2024"]["与其他单位报告相同"]) > 0.3
    assert float(shares["甲县", "2024"]["多家通用的套话"]) > 0.3


def test_a_report_that_repeats_last_years(store: Store, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "两年"
    folder.mkdir()
    for year in (2023, 2024):
        (folder / f"{year}.txt").write_text(text_of("甲县", COPIED.format("甲县", year) + f"全年受理行政复议案件{year}件。", year), "utf-8")
    run("review", folder, "--db", tmp_path / "库", "-j", "1", "-c", store.rules, "-f", f"csv:{tmp_path / 'csv'}")
    (pair,) = list(csv.DictReader((tmp_path / "csv" / "重复报告.csv").read_text("utf-8-sig").splitlines()))
    assert (pair["年度"], pair["对照"], pair["对照年度"]) == ("2024", "本单位上年报告", "2023")
    assert float(pair["占本报告"]) > 0.7


def test_duties(tables: dict[str, Rows]) -> None:
    rows = tables["报送情况"]
    assert [(one["单位"], one["报送"]) for one in rows[:2]] == [("亥县", "库中未检出"), ("丑市", "库中未检出")]
    assert row(rows, 单位="甲县", 年度="2023")["报送"] == "不在名单"
    dates = {one["单位"]: (one["日期"], one["提示"]) for one in rows if one["年度"] == "2024"}
    assert dates["甲县"] == ("2025-02-20", "") and dates["丁县"] == ("2025-02-08", "")
    assert dates["乙县"][0] == "2025-03-01" and "正是3月1日" in dates["乙县"][1]
    assert dates["丙县"][0] == "2025-04-02" and "晚于规定" in dates["丙县"][1]
    assert dates["戊县"][0] == "2025-04-01" and "正是4月1日" in dates["戊县"][1]
    assert dates["己县"] == ("", "") and row(rows, 单位="己县")["日期依据"] == "未检出日期"


@pytest.mark.parametrize(
    ("tail", "year", "expected"),
    [
        ("某县人民政府\n2025年2月20日", 2024, "2025-02-20"),
        ("二〇二五年十二月三十一日", 2024, "2025-12-31"),
        ("（2025年1月9日）", 2024, "2025-01-09"),
        ("　　２０２５年２月３日", 2024, "2025-02-03"),
        ("发布时间：2025/3/4 来源：某局", 2024, "2025-03-04"),
        ("2025年2月20日印发的方案已经落实。", 2024, None),  # within a sentence
        ("2019年4月15日", 2024, None),  # a date of something else
        ("2025年2月30日", 2024, None),
        ("2025年2月1日\n2025年2月2日", 2024, None),
        ("2025年2月1日\n2025年2月1日", 2024, "2025-02-01"),
        ("9999年1月1日", 9998, "9999-01-01"),
        ("", None, None),
    ],
)
def test_dates(tail: str, year: int | None, expected: str | None) -> None:
    found = find_date("", tail, year)
    assert (found and found.day.isoformat()) == expected


@pytest.mark.parametrize(
    ("tail", "level", "said"),
    [
        ("2025年3月31日", "province", None),
        ("2025年4月1日", "province", "正是4月1日"),
        ("2025年2月28日", "department", None),
        ("2025年3月2日", "department", "晚于规定"),
        ("发布日期：2025年3月31日", "county", None),
        ("发布日期：2025年4月2日", "county", "晚于规定"),
        ("2025年9月1日", None, None),
    ],
)
def test_terms(tail: str, level: str | None, said: str | None) -> None:
    found = find_date("", tail, 2024)
    assert found
    told = judge_date(found, level, 2024)[1]
    assert (told is None) if said is None else (told is not None and said in told)


# —— files ——


def test_the_workbook(store: Store, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    assert run("review", "--db", store.path, "-f", f"xlsx:{path}")[0] == 0
    book = openpyxl.load_workbook(path)
    wanted = ["矩阵", "各类覆盖率", "缺得最多的项目", "问题", "指标", "异常数据", "年度对比", "上年数不符", "文字重复"]
    assert book.sheetnames[:9] == wanted and book.sheetnames[-5:] == ["报送情况", "单位明细", "问题明细", "未能读取", "说明"]
    sheet = book["矩阵"]
    assert sheet.freeze_panes == "B3" and sheet.auto_filter.ref == "A2:K16" and "× 未检出" in str(sheet["A1"].value)
    heads = [cell.value for cell in sheet[2]]
    line = next(line for line in sheet.iter_rows(min_row=3) if line[0].value == "丙县" and line[3].value == 2024)
    cell = line[heads.index("A01 行政复议")]
    assert cell.value == "△" and cell.fill.fgColor.rgb == "FFFFF2CC"
    target = re.fullmatch(r"'单位明细'!A(\d+)", line[0].hyperlink.location)
    assert target
    detail = book["单位明细"][int(target[1])]
    assert (detail[0].value, detail[3].value, detail[4].value, detail[7].value) == ("丙县", 2024, "A01", "不完整")
    cells = [one for sheet in book.worksheets for line in sheet.iter_rows() for one in line]
    assert not [one for one in cells if one.data_type == "f"]
    assert any(str(one.value).startswith("=1+1") for one in cells)
    assert all(one.hyperlink.target is None for one in cells if one.hyperlink)


def test_tables_for_programs(store: Store, run: Run, tmp_path: Path) -> None:
    assert run("review", "--db", store.path, "-f", f"parquet:{tmp_path / 'p'}", "-f", f"csv:{tmp_path / 'c'}")[0] == 0
    assert {file.stem for file in (tmp_path / "p").iterdir()} == {file.stem for file in (tmp_path / "c").iterdir()}
    found = duckdb.sql(f"SELECT 单位, 年度, \"A01 行政复议\" FROM '{tmp_path / 'p' / '矩阵.parquet'}' WHERE 单位 = '丙县' ORDER BY 2").fetchall()
    assert found == [("丙县", 2023, "已覆盖"), ("丙县", 2024, "不完整")]
    raw = (tmp_path / "c" / "单位明细.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"'=1+1" in raw and not re.search(rb'[,"\n]=1', raw)


@pytest.fixture(scope="module")
def page(store: Store) -> Iterator[Page]:
    path = store.home / "matrix.html"
    assert main(["review", "--db", str(store.path), "-f", f"html:{path}"]) == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.told = []  # type: ignore[attr-defined]
        opened.on("console", lambda message: opened.told.append(message.text))  # type: ignore[attr-defined]
        opened.on("pageerror", lambda error: opened.told.append(str(error)))  # type: ignore[attr-defined]
        opened.on("dialog", lambda dialog: opened.told.append(dialog.message))  # type: ignore[attr-defined]
        opened.on("request", lambda request: opened.told.append(request.url) if request.url != path.as_uri() else None)  # type: ignore[attr-defined]
        opened.set_default_timeout(10_000)
        opened.goto(path.as_uri())
        yield opened
        assert opened.told == []  # type: ignore[attr-defined]
        browser.close()


def shown(page: Page) -> list[str]:
    return page.eval_on_selector_all("#grid tbody tr:not([hidden]) th", "heads => heads.map(head => head.textContent.trim().replace(/\\s+/g, ' '))")


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, 14),
        ({"level": "县级"}, 13),
        ({"year": "2023"}, 3),
        ({"above": "某州市", "year": "2024"}, 10),
        ({"status": "partial"}, 2),
        ({"status": "covered", "asked": "1"}, 1),
        ({"level": "县级", "search": "癸县2024.txt"}, 1),
        ({"search": "某州市 甲"}, 2),
        ({"search": "无此单位"}, 0),
    ],
)
def test_the_page_filters(page: Page, choices: dict[str, str], expected: int) -> None:
    page.click("button[type=reset]")
    for name, value in choices.items():
        if name == "search":
            page.fill("[name=search]", value)
        else:
            page.select_option(f"[name={name}]", value)
    page.locator("#count", has_text=f"显示 {expected} 份，共 14 份").wait_for()
    assert len(shown(page)) == expected
    page.click("button[type=reset]")


def test_the_page_leads_to_a_unit_and_back(page: Page) -> None:
    page.click("#grid tbody tr:has-text('丙县'):has-text('2024') a")
    unit = page.locator(".unit:visible")
    assert unit.locator("h2").inner_text().startswith("丙县") and "△ 不完整" in unit.inner_text() and not page.is_visible("#matrix")
    assert "上年写到，本年有缺口" in unit.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("#matrix", state="visible")
    page.focus("#grid tbody td[tabindex='0']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert "丁县 2024" in page.inner_text("#pointed") and "A02 立法" in page.inner_text("#pointed") and "不适用" in page.inner_text("#pointed")
    page.keyboard.press("Enter")
    page.wait_for_selector(".unit tr:target")
    assert page.locator(".unit tr:target").inner_text().count("A02") == 1
    page.keyboard.press("Escape")


def test_the_page_keeps_its_heads_in_sight_and_hostile_text_still(page: Page) -> None:
    assert page.evaluate("getComputedStyle(document.querySelector('#grid tbody th')).position") == "sticky"
    assert page.evaluate("getComputedStyle(document.querySelector('#grid thead th')).position") == "sticky"
    assert page.locator("img").count() == 0
    assert "<script>alert(2)</script>" in page.locator(".unit", has_text="庚县").first.text_content()  # type: ignore[operator]


# —— the terminal and questions of one's own ——


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_terminal_in_short(store: Store, columns: int) -> None:
    with open_reader(str(store.path)) as opened:
        prepare(opened, None)
        figures.make_figures(opened)
        duties.make_duties(opened, None)
        lines = ["".join(span.text for span in line) for line in summary_lines(opened, columns)]
    assert max(map(width, lines)) <= columns
    told = "\n".join(lines)
    joined = re.sub(r"\s+", "", told)
    for expected in ("14份报告·11个单位·2023—2024年度", "A01行政复议", "按层级", "按上级", "按年度", "【异常数据】", "癸县2024", "【未能读取】1个文件"):
        assert expected in joined, told
    assert re.search(r"2名单中未检出报告的单位", joined)


def test_without_a_path_the_store_is_shown(store: Store, run: Run, tmp_path: Path) -> None:
    code, out, _ = run("review", "--db", store.path, "--where", "year = 2023")
    assert code == 0 and out.startswith("3 份报告 · 3 个单位 · 2023 年度")
    code, out, err = run("review", "--db", store.path, "--where", "year = 1999")
    assert code == 0 and "没有符合条件的报告" in err
    code, _, err = run("review", "--db", tmp_path / "无.duckdb")
    assert code == 2 and "找不到结果库" in err


def test_a_query_of_ones_own(store: Store, run: Run) -> None:
    code, out, _ = run("review", "--db", store.path, "--sql", "select unit, year, partial from reports where partial > 0 order by year")
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [["unit", "year", "partial"], ["乙县", "2023", "1"], ["丙县", "2024", "1"], ["2", "行"]]
    code, out, _ = run("review", "--db", store.path, "--sql", "select range from range(5000)")
    assert code == 0 and "只显示前 1000 行" in out
    code, out, _ = run("review", "--db", store.path, "--sql", "select * from results limit 1")
    assert code == 0 and max(map(width, out.splitlines())) <= 80


@pytest.mark.parametrize(
    "where",
    ["unit = '", "1=1) or (1=1", "true; drop table files", "nosuch = 1", "", " ", "unit", "year = 2024 order by 1", "(((", "*", "unit = ?",
     "\ud800", "x" * 20_000, "unit in (select content from read_text('/etc/passwd'))", "count(*) > 1"],
)  # fmt: skip
def test_a_faulty_where_is_told(store: Store, run: Run, where: str) -> None:
    code, _, err = run("review", "--db", store.path, "--where", where, "-f", "terminal")
    assert (code == 2 and "--where 的条件" in err) or (not where and code == 0)
    assert "Traceback" not in err and "程序内部出错" not in err


def refused() -> Iterator[str]:
    yield from ("drop table files", "select 1; select 2", "create temp table x as select 1", "insert into files select * from files", "delete from results")
    yield from ("copy files to 'x.csv'", "attach 'x.duckdb'", "set memory_limit='9GB'", "install httpfs", "export database 'x'", "pragma database_list", "")
    yield from ("select * from read_csv('/etc/passwd')", "select * from '/etc/passwd'", "select * from glob('/*')", "select * from nosuch", "select", "\ud800")
    yield "select * from read_parquet('http://127.0.0.1:9/x')"


@pytest.mark.parametrize("query", list(refused()))
def test_a_query_can_change_and_reach_nothing(store: Store, run: Run, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.path.read_bytes()
    monkeypatch.chdir(tmp_path)
    code, out, err = run("review", "--db", store.path, "--sql", query, *([] if query else ["-f", "terminal"]))
    assert (code == 2 and "--sql 的语句" in err) or not query
    assert "root:" not in out and "程序内部出错" not in err
    assert store.path.read_bytes() == before and not list(tmp_path.iterdir())


def test_an_endless_query_is_stopped(store: Store) -> None:
    with open_reader(str(store.path)) as opened, pytest.raises(UsageError, match="超过 1 秒"), limited(opened, "语句", 1.0):
        opened.execute("SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range % 7 = b.range % 3").fetchall()


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (["xlsx"], "xlsx:汇总.xlsx"),
        (["csv:"], "csv:汇总"),
        (["terminal:x"], "只输出到屏幕"),
        (["xslx:a"], "是不是 xlsx"),
        (["html:a.html", "xlsx:./a.html"], "写到了同一处"),
        (["xlsx:{store}"], "是结果库"),
        (["xlsx:{home}"], "不是普通文件"),
        (["xlsx:{home}/units.csv/a.xlsx"], "写不了"),
        (["csv:{home}/units.csv"], "是文件"),
    ],
)
def test_outputs_that_cannot_be(store: Store, run: Run, formats: list[str], said: str) -> None:
    told = [part for form in formats for part in ("-f", form.format(store=store.path, home=store.home))]
    code, _, err = run("review", "--db", store.path, *told)
    assert code == 2 and said in err and "程序内部出错" not in err
    assert ask(store.path, "SELECT count(*) FROM results") == [(14,)]


def test_an_empty_store_is_shown_too(store: Store, run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 word/document.xml")
    formats = [part for form in ("xlsx:a.xlsx", "html:a.html", "csv:c", "parquet:p") for part in ("-f", form.replace(":", f":{tmp_path}/"))]
    code, out, err = run("review", bad, "--db", tmp_path / "库", "-j", "1", "-c", store.rules, "-f", "terminal", *formats)
    assert code == 2 and "0 份报告" in out and "还没有能读取的报告" in err and "程序内部出错" not in err


def test_checking_alone_loads_none_of_it(store: Store) -> None:
    heavy = ("duckdb", "jinja2", "xlsxwriter", "rapidfuzz")
    code = f"import sys; from checker.cli import main; main(['check', sys.argv[1]]); print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code, str(next(store.reports.glob("*.txt")))], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]"
    assert fazhi("review", "--help").returncode == 0
