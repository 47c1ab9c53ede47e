"""The figures of reports: found, named, dated; and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import checker
from checker.checklist import Checklist
from checker.facts import as_fact, compile_facts, read_facts
from checker.model import Block, Document, Fact, Role
from checker.quality.evaluate import score_folder
from checker.quality.figures import wrong_figures
from checker.quality.single import passage_report

from .conftest import ROOT, SEEDS, Run

Facts = Callable[..., list[Fact]]


@pytest.fixture(scope="module")
def facts(shipped: Checklist) -> Facts:
    rules = compile_facts(shipped.facts)

    def facts_(text: str, role: Role = Role.WORK) -> list[Fact]:
        report = passage_report(text, role, None, 2024)
        return [as_fact(told, report) for told in read_facts(report, rules) if told.fact]

    return facts_


def test_every_example_of_an_indicator_is_read_as_marked(shipped: Checklist) -> None:
    assert list(wrong_figures(shipped.facts)) == []


def test_there_are_indicators_for_every_group(shipped: Checklist) -> None:
    assert len(shipped.facts.indicators) >= 70
    assert {one.item for one in shipped.facts.indicators if one.item} <= {item.id for item in shipped.items}


def test_labelled_figures_are_found(shipped: Checklist) -> None:
    outcome = score_folder(ROOT / "tests" / "gold", [ROOT / "seeds"], shipped)
    assert outcome.figures >= 79
    assert len(outcome.missed_figures) <= 0.1 * outcome.figures, outcome.missed_figures


@pytest.mark.parametrize(
    ("text", "names", "values", "periods"),
    [
        ("共收到行政复议申请62件，其中受理50件。", ["行政复议申请件数", "行政复议受理件数"], [62, 50], [2024, 2024]),
        ("受理行政复议案件50件，上年受理30件。", ["行政复议受理件数", "行政复议受理件数"], [50, 30], [2024, 2023]),
        ("2022年以来，共受理行政复议案件150件。", ["行政复议受理件数"], [150], [None]),
        ("今年以来，共受理行政复议案件150件。", ["行政复议受理件数"], [150], [2024]),
        ("受理行政复议案件50件，较上年增加20件。", ["行政复议受理件数", None], [50, 20], [2024, None]),
    ],
)
def test_names_and_years(facts: Facts, text: str, names: list[str | None], values: list[float], periods: list[int | None]) -> None:
    found = facts(text)
    assert [fact.name for fact in found] == names
    assert [fact.value for fact in found] == values
    assert [fact.period for fact in found] == periods
    assert all(text[fact.start : fact.end] == fact.quote for fact in found)


@pytest.mark.parametrize(
    "text",
    [
        "严格执行《重大行政决策程序暂行条例》（国务院令第713号）。",
        "落实《关于加强法治建设的30条措施》。",
        "推行“1+3+5”工作法。",
        "坚持每季度至少开展2次学法。",
        "深化行政执法“三项制度”，做到“两个维护”。",
        "2024年12月4日，国家宪法日。",
    ],
)
def test_what_is_no_fact(facts: Facts, text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize("role", [Role.PLAN, Role.PROBLEMS, Role.OTHER])
def test_what_is_planned_or_lacking_is_no_result(facts: Facts, role: Role) -> None:
    assert facts("全年办理行政复议案件50件。", role) == []


def test_a_body_that_stands_twice_is_counted_once() -> None:
    document = checker.read_document(SEEDS[1])
    assert isinstance(document, Document)
    result = checker.check(document)
    assert any("两遍" in note for note in result.notes)
    places = [fact.start for fact in result.facts]
    assert places == sorted(places) and max(places) < 0.6 * len(document.text)


def test_facts_stand_in_the_result(run: Run) -> None:
    _, out, _ = run("check", SEEDS[0], "-f", "json")
    report = json.loads(out)["reports"][0]
    assert len(report["facts"]) > 40
    for fact in report["facts"]:
        assert report["text"][fact["start"] : fact["end"]] == fact["quote"]


def test_the_table(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(
        "某某县2024年度法治政府建设年度报告\n一、主要工作\n共收到行政复议申请62件，其中受理70件。拆除房屋2043.56平方米。\n二、存在的问题\n不足。\n", "utf-8"
    )
    code, out, _ = run("facts", path)
    assert code == 0 and "【行政复议】" in out and "62件" in out and "2024" in out
    assert "另有 1 个其他数字" in out and "2,043.56平方米" not in out
    assert "【对不上的数】" in out and "大于总数62件" in out
    assert "2,043.56平方米" in run("facts", path, "--all")[1]
    assert run("facts", tmp_path / "无.txt")[0] == 2


def test_a_number_without_end_is_no_figure(shipped: Checklist) -> None:
    text = f"某县2024年度法治政府建设年度报告\n一、主要工作\n全年审查合同{'9' * 400}份，审查文件12件。"
    assert [fact.value for fact in checker.check(Document(text, (Block(text),)), shipped).facts] == [12.0]
