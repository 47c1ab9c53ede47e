"""Workbook and CSV, read by openpyxl, the csv module and LibreOffice."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from checker.api import check_many
from checker.checklist import Checklist
from checker.model import Batch, Fact, Status
from checker.output import FORMATS, BatchFormat, Options, words
from checker.output.table import ITEM_HEAD, Cell, safe_text
from checker.output.xlsx import cell_text, fill, sheet_looks

from .conftest import SEEDS
from .result_samples import FINDING, MANY, ONE, hostile, report

ACTS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"  # on who reads it


def rendered(name: str, batch: Batch) -> Any:
    form = FORMATS[name]
    assert isinstance(form, BatchFormat)
    return form.render(batch, Options())


def workbook(batch: Batch) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(rendered("xlsx", batch)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in body]


def table(batch: Batch) -> list[dict[str, str]]:
    text = rendered("csv", batch)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


@pytest.fixture(scope="module")
def real(shipped: Checklist) -> Batch:
    return check_many([str(path) for path in SEEDS], shipped)


def test_the_overview_counts_what_the_reports_have() -> None:
    book = workbook(MANY)
    assert book.sheetnames == ["总览", "检查项", "问题", "数据", "未能读取", "说明"]
    first, second, _ = rows(book["总览"])
    assert first["报告"] == "2024年度法治政府建设报告.txt" and first["文件"] == "reports/2024年度法治政府建设报告.txt"
    assert [first[key] for key in ("单位", "层级", "年度", "字数", "应检")] == ["渌口区", "县级", 2024, 3989, 57]
    assert [first[words.STATUS[status]] for status in Status] == [52, 1, 1, 1, 2, 5]
    assert first["覆盖率"] == pytest.approx(52 / 57) and first["必备缺口"] == 2
    assert [int(first[f"问题（{word}）"]) for word in words.SEVERITY.values()] == [1, 0, 0]
    assert second["单位"] is None and second["层级"] == "层级未识别"
    assert rows(book["未能读取"]) == [{"文件": MANY.unreadable[0].path, "原因": MANY.unreadable[0].reason}]


def test_every_item_of_every_report_has_a_row(real: Batch) -> None:
    found = rows(workbook(real)["检查项"])
    assert [(row["编号"], row["结论"]) for row in found] == [(item.id, words.STATUS[item.status]) for one in real.reports for item in one.items]
    for row, item in zip(found, (item for one in real.reports for item in one.items), strict=True):
        assert bool(row["缺少"]) == (item.status in (Status.PARTIAL, Status.ADMITTED, Status.PLANNED, Status.MISSING))
        assert row["行"] == (item.evidence[0].line if item.evidence else None)
        assert (item.evidence[0].quote in row["依据的原文"].replace("\n", "")) if item.evidence else row["依据的原文"] is None


def test_findings_and_figures_have_their_sheets() -> None:
    fact = Fact("行政复议受理件数", 50.5, "件", True, 2024, "约50.5件", 7, 12)
    book = workbook(Batch(ONE.checklist, (report(facts=(fact,)),)))
    (finding,) = rows(book["问题"])
    assert [finding[key] for key in ("程度", "说明", "行", "文中所写", "应为", "检查")] == ["错误", FINDING.message, 13, "9", "8", "arithmetic.sum"]
    (figure,) = rows(book["数据"])
    told = ["行政复议受理件数", 50.5, "件", "约", 2024, "约50.5件"]
    assert [figure[key] for key in ("指标", "数值", "计量单位", "约数", "所属年度", "原文")] == told


def test_links_lead_to_a_reports_first_row(real: Batch) -> None:
    book = workbook(real)
    for index, one in enumerate(real.reports):
        link = book["总览"][f"B{index + 2}"].hyperlink
        sheet, row = re.fullmatch(r"'(.+)'!A(\d+)", link.location).groups()  # type: ignore[union-attr]
        assert link.target is None
        cells = [cell.value for cell in book[sheet][int(row)]]
        assert cells[:2] == [book["总览"].cell(index + 2, 2).value, one.items[0].id]
        assert book[sheet].cell(int(row) - 1, 1).value != cells[0]


def test_sheets_are_made_for_screen_and_paper() -> None:
    for sheet in workbook(MANY).worksheets:
        assert sheet.freeze_panes in ("A2", "C2") and sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert all(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])


def test_statuses_and_severities_have_a_colour_and_their_word() -> None:
    book = workbook(MANY)
    colours = {row[4].value: row[4].fill.fgColor.rgb for row in book["检查项"].iter_rows(min_row=2)}
    assert set(colours) == set(words.STATUS.values())
    assert len({colours[words.STATUS[status]] for status in (Status.COVERED, Status.PARTIAL, Status.PLANNED, Status.MISSING)}) == 4
    assert book["问题"]["B2"].value == "错误" and book["问题"]["B2"].fill.fgColor.rgb == colours["未检出"]


@pytest.mark.parametrize("batch", [hostile(), MANY, Batch(ONE.checklist, ())], ids=["hostile", "many", "none"])
def test_nothing_in_a_workbook_acts(batch: Batch) -> None:
    book = workbook(batch)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr") and not re.search(ACTS, str(cell.value))
                assert cell.hyperlink is None or cell.hyperlink.target is None
    assert not book.defined_names


def test_nothing_in_csv_acts() -> None:
    for row in table(hostile()):
        assert set(row) == set(ITEM_HEAD)
        for cell in row.values():
            assert not re.search(f"^[=+@＝＋－＠-]|{ACTS}", cell)
    assert "'=cmd|' /C calc'!A0" in {row["检查项"] for row in table(hostile())}


def test_csv_and_workbook_say_the_same(real: Batch) -> None:
    for batch in (real, MANY):
        sheet = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows(workbook(batch)["检查项"])]
        assert sheet == table(batch)


def test_lines_of_csv_end_as_excel_wants_them() -> None:
    text = rendered("csv", MANY)
    assert text.count("\r\n") == 1 + 62 * 3 and text.endswith("\r\n")


@given(st.text())
def test_cells_hold_any_text(text: str) -> None:
    kept = safe_text(text)
    assert not re.search(ACTS, kept) and kept == safe_text(kept)
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]


@pytest.mark.parametrize("sign", ["字", "\U00020000"])
def test_a_long_text_is_cut_where_a_cell_ends(sign: str) -> None:
    assert cell_text(sign * 5) == sign * 5
    kept = cell_text(sign * 40_000)
    assert 32_766 <= len(kept.encode("utf-16-le")) // 2 <= 32_767 and kept.endswith(f"{sign}…")
    long = dataclasses.replace(FINDING, message=sign * 40_000)
    assert rows(workbook(Batch(ONE.checklist, (report(findings=(long,)),)))["问题"])[0]["说明"] == kept


def test_a_sheet_that_is_full_says_so() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    tables: list[list[list[Cell]]] = [[["甲", 1], ["甲", 2]], [["乙", 3], ["乙", 4]], [["丙", 5]]]
    assert fill(book.add_worksheet("表"), ("报告", "行"), tables, sheet_looks(book), limit=5) == ([1, 3, None], 2)
    book.close()
    values = [[cell.value for cell in row] for row in openpyxl.load_workbook(stream)["表"].iter_rows()]
    assert values[:4] == [["报告", "行"], ["甲", 1], ["甲", 2], ["乙", 3]]
    assert "另有 2 行未写入" in values[4][0] and len(values) == 5


def test_libreoffice_reads_what_was_written(tmp_path: Path) -> None:
    """Its values are those of the CSV, and it finds no formula to work out."""
    batch = Batch(ONE.checklist, (*ONE.reports, *hostile().reports))
    (tmp_path / "果.xlsx").write_bytes(rendered("xlsx", batch))
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"  # the second sheet, as UTF-8
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--norestore"]
    subprocess.run([*command, "--convert-to", target, "--outdir", str(tmp_path), str(tmp_path / "果.xlsx")], capture_output=True, timeout=120, check=True)
    (made,) = tmp_path.glob("*.csv")
    found = list(csv.DictReader(io.StringIO(made.read_text("utf-8"), newline="")))
    assert found == [{key: re.sub("^'(?=[=+@＝＋－＠-])", "", cell) for key, cell in row.items()} for row in table(batch)]
