"""The JSON output: its schema, and the way back."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.errors import FazhiError
from checker.model import (
    Batch,
    CheckResult,
    Evidence,
    Fact,
    Finding,
    Force,
    Level,
    Passage,
    Profile,
    Result,
    Role,
    Section,
    Status,
    Unreadable,
    Waiver,
)
from checker.output import json as output
from tests.result_samples import INFO, MANY, ONE

SCHEMA = json.loads(Path(output.__file__).with_name("schemas").joinpath("result.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

TEXT = st.text(max_size=20)  # control characters and lone surrogates among them
COUNT = st.integers(0, 10**6)
LINE = st.integers(1, 10**4)
YEAR = st.none() | st.integers(1990, 2100)
EVIDENCE = st.builds(
    Evidence, st.none() | TEXT, TEXT, COUNT, COUNT, LINE, st.sampled_from(Role), st.lists(TEXT, max_size=3).map(tuple)
)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
EVIDENCES = st.lists(EVIDENCE, max_size=2).map(tuple)
RESULT = st.builds(
    Result, TEXT, TEXT, TEXT, st.sampled_from(Force), st.sampled_from(Status), EVIDENCES,
    TEXTS, TEXTS, st.none() | TEXT, st.none() | st.builds(Passage, TEXT, COUNT, COUNT, LINE), st.none() | TEXT,
    st.none() | st.builds(Waiver, TEXT, TEXT, TEXT),
)  # fmt: skip
LEVEL = st.none() | st.sampled_from(Level)
PROFILE = st.builds(Profile, st.none() | TEXT, st.none() | TEXT, LEVEL, LEVEL, YEAR, TEXT)
MAYBE = st.none() | TEXT
SEVERITY = st.sampled_from(["error", "warning", "note"])
FINDING = st.builds(
    Finding,
    TEXT,
    st.sampled_from(["error", "warning", "note"]),
    TEXT,
    TEXT,
    COUNT,
    COUNT,
    LINE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
)
FACT = st.builds(
    Fact, MAYBE, st.floats(allow_nan=False, allow_infinity=False), TEXT, st.booleans(), YEAR, TEXT, COUNT, COUNT
)


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    """An outline as the program makes it: each section ends where the next one of its depth or above begins."""
    depths = draw(st.lists(st.integers(1, 4), max_size=8))
    found = []
    for index, depth in enumerate(depths):
        end = next((later for later in range(index + 1, len(depths)) if depths[later] <= depth), len(depths))
        parent = next((i for i in range(index - 1, -1, -1) if depths[i] < depth), None)
        found.append(Section(draw(TEXT), depth, draw(st.sampled_from(Role)), 10 * index, 10 * end, parent))
    return tuple(found)


REPORT = st.builds(
    CheckResult, TEXT, TEXT, COUNT, MAYBE, PROFILE, sections(), st.lists(RESULT, max_size=3).map(tuple),
    st.lists(FINDING, max_size=2).map(tuple), st.lists(FACT, max_size=2).map(tuple), TEXTS,
)  # fmt: skip
BATCH = st.builds(
    Batch,
    st.just(INFO),
    st.lists(REPORT, max_size=2).map(tuple),
    st.lists(st.builds(Unreadable, TEXT, TEXT)).map(tuple),
)


def without_names(batch: Batch) -> Batch:
    return dataclasses.replace(batch, checklist=dataclasses.replace(batch.checklist, title="", groups={}))


@pytest.mark.parametrize("batch", [ONE, MANY, Batch(INFO, ())])
def test_samples_fit_the_schema_and_come_back(batch: Batch) -> None:
    data = json.loads(output.to_json(batch))
    assert list(VALIDATOR.iter_errors(data)) == []
    assert data == json.loads(json.dumps(output.to_dict(batch)))
    assert output.from_dict(data) == without_names(batch)


@given(BATCH)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_on_the_way(batch: Batch) -> None:
    text = output.to_json(batch)
    text.encode("utf-8")
    data = json.loads(text)
    assert list(VALIDATOR.iter_errors(data)) == []
    assert output.from_dict(data) == without_names(batch)


def test_keys_are_those_of_the_contract_and_no_others() -> None:
    data = json.loads(output.to_json(ONE))
    report = data["reports"][0]
    assert list(data) == ["format", "tool", "checklist", "reports", "unreadable"]
    assert list(data["checklist"]) == ["id", "version", "digest"]
    assert " ".join(report) == "path digest characters text profile sections summary items findings facts notes"
    assert " ".join(report["profile"]) == "title unit level tier year kind"
    assert " ".join(report["sections"][0]) == "heading depth role start end"
    assert " ".join(report["summary"]) == "applicable covered partial admitted planned missing not_applicable"
    expected = "id title group force status evidence unmet hints review nearest suggest waiver"
    assert " ".join(report["items"][0]) == expected
    assert " ".join(report["items"][0]["evidence"][0]) == "need quote start end line role section"
    expected = "check severity message quote start end line stated expected fix source"
    assert " ".join(report["findings"][0]) == expected
    summary = report["summary"]
    assert summary["applicable"] + summary["not_applicable"] == len(report["items"]) == 62


def test_the_schema_is_closed_and_described_in_chinese() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert set(node["required"]) == set(node["properties"])
                for name, value in node["properties"].items():
                    described = value.get("description", "") or "$ref" in value
                    assert described is True or any("\u4e00" <= c <= "\u9fff" for c in described), name
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(SCHEMA)


def test_a_whole_number_is_written_as_one() -> None:
    fact = Fact("行政复议受理件数", 50.0, "件", False, 2024, "受理50件", 0, 5)
    text = output.to_json(Batch(INFO, (dataclasses.replace(ONE.reports[0], facts=(fact,)),)))
    assert '"value": 50,' in text


@pytest.mark.parametrize(
    "data", [None, [], {}, {"format": 2}, {"format": 1}, {"format": 1, "checklist": {"id": 1, "x": 2}}]
)
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(FazhiError):
        output.from_dict(data)
