"""`fazhi check` from file to exit code, with checklists of one item and reports of a few sentences."""

from __future__ import annotations

import dataclasses
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.cli.check_cmd import exit_code
from checker.model import Batch, Force, Result, Status, Waiver

from .conftest import ROOT, SEEDS, Run, fazhi
from .result_samples import FINDING, INFO, report

ITEM = """
- id: A01
  title: 行政复议
  force: FORCE
  levels: [county, township]
  years: ["2023", "2024"]
  topic: [复议]
  needs:
    办理复议: [办理…复议]
    复议件数: [复议…<件>]
  not_applicable: [无行政复议案件]
  suggest: 办理行政复议案件__件。
  examples:
    covered: [办理行政复议案件3件。]
    missing: [别的事。]
"""
COVERED = {"work": "办理行政复议案件3件。"}
PARTIAL = {"work": "依法办理行政复议案件。"}
ADMITTED = {"problems": "行政复议力量不足。"}
PLANNED = {"plan": "加强行政复议工作。"}
NOT_APPLICABLE = {"work": "本年度无行政复议案件。"}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a report whose parts hold the given sentences."""

    def write_(name: str = "报告.txt", work: str = "", problems: str = "", plan: str = "") -> Path:
        parts = [
            "某某县2024年法治政府建设年度报告",
            "一、2024年主要工作",
            f"召开会议部署工作。{work}",
            "二、存在的问题",
            f"干部培训不够。{problems}",
            "三、下一步打算",
            f"加强干部培训。{plan}",
        ]
        path = tmp_path / name
        path.write_text("\n".join(parts), "utf-8")
        return path

    return write_


@pytest.fixture
def rules(folder: Callable[..., Path]) -> Path:
    return folder(ITEM.replace("FORCE", "required"))


@pytest.mark.parametrize(
    ("parts", "status", "word"),
    [
        (COVERED, "covered", "√ 已覆盖"),
        (PARTIAL, "partial", "△ 不完整"),
        (ADMITTED, "admitted", "▲ 仅列问题"),
        (PLANNED, "planned", "○ 仅列计划"),
        ({}, "missing", "× 未检出"),
        (NOT_APPLICABLE, "not_applicable", "－ 不适用"),
    ],
)
def test_every_status(run: Run, write: Write, rules: Path, parts: dict[str, str], status: str, word: str) -> None:
    path = write(**parts)
    _, out, _ = run("check", path, "-c", rules, "-f", "json")
    one = json.loads(out)["reports"][0]
    assert [item["status"] for item in one["items"]] == [status]
    assert one["summary"][status] == 1
    quotes = [evidence["quote"] for evidence in one["items"][0]["evidence"]]
    assert set(quotes) == set(parts.values())
    _, out, _ = run("check", path, "-c", rules, "--show", "all")
    assert f"{word}  " in out and "A01 行政复议" in out


@pytest.mark.parametrize(
    ("force", "parts", "codes"),  # of --fail-on required, expected, never
    [
        ("required", COVERED, (0, 0, 0)),
        ("required", NOT_APPLICABLE, (0, 0, 0)),
        ("required", PARTIAL, (1, 1, 0)),
        ("required", ADMITTED, (1, 1, 0)),
        ("required", PLANNED, (1, 1, 0)),
        ("required", {}, (1, 1, 0)),
        ("expected", {}, (0, 1, 0)),
        ("optional", {}, (0, 0, 0)),
        ("{default: required, county: optional}", {}, (0, 0, 0)),
    ],
)
def test_exit_codes(
    run: Run, write: Write, folder: Callable[..., Path], force: str, parts: dict[str, str], codes: tuple[int, ...]
) -> None:
    rules, path = folder(ITEM.replace("FORCE", force)), write(**parts)
    got = [run("check", path, "-c", rules, "--fail-on", name)[0] for name in ("required", "expected", "never")]
    assert tuple(got) == codes
    assert run("check", path, "-c", rules)[0] == codes[0]
    assert run("check", path, "none.txt", "-c", rules, "--fail-on", "never")[0] == 2


def test_waived_gaps_and_findings_in_the_exit_code() -> None:
    """Values of the result that no command sets yet."""
    gap = Result("A01", "题", "A", Force.REQUIRED, Status.PARTIAL)
    waived = dataclasses.replace(gap, waiver=Waiver("理由", "某", "2025-01-01"))
    warning = dataclasses.replace(FINDING, severity="warning")
    for changes, code in [
        ({"items": (gap,), "findings": ()}, 1),
        ({"items": (waived,), "findings": ()}, 0),
        ({"items": (), "findings": (FINDING,)}, 1),
        ({"items": (), "findings": (warning,)}, 0),
    ]:
        assert exit_code(Batch(INFO, (report(**changes),)), Force.REQUIRED) == code


@pytest.mark.parametrize(
    ("options", "profile", "status"),
    [
        ([], {"unit": "某某县", "level": "county", "year": 2024}, "missing"),
        (["--unit", "某市"], {"unit": "某市", "level": "city", "year": 2024}, "not_applicable"),
        (["--level", "township"], {"level": "township"}, "missing"),
        (["--level", "乡镇街道"], {"level": "township"}, "missing"),
        (["--level", "Province"], {"level": "province"}, "not_applicable"),
        (["--level", "省级"], {"level": "province"}, "not_applicable"),
        (["--year", "2023"], {"year": 2023}, "missing"),
        (["--year", "2022"], {"year": 2022}, "not_applicable"),
    ],
)
def test_unit_level_and_year_decide_what_applies(
    run: Run, write: Write, rules: Path, options: list[str], profile: dict[str, Any], status: str
) -> None:
    data = json.loads(run("check", write(), "-c", rules, "-f", "json", *options)[1])
    assert data["checklist"]["id"] == "small"
    assert data["reports"][0]["profile"].items() >= profile.items()
    assert data["reports"][0]["items"][0]["status"] == status


def test_json_leaves_the_text_out_when_asked(run: Run, write: Write, rules: Path) -> None:
    path = write(**COVERED)
    for options, text in [((), path.read_text("utf-8")), (("--no-text",), None)]:
        code, out, err = run("check", path, "-c", rules, "-f", "json", *options)
        assert (code, err) == (0, "") and json.loads(out)["reports"][0]["text"] == text


def test_covered_items_are_listed_when_asked(run: Run, write: Write, rules: Path) -> None:
    path = write(**COVERED)
    gaps, everything = run("check", path, "-c", rules)[1], run("check", path, "-c", rules, "--show", "all")[1]
    assert "A01" not in gaps and "应检各项均已覆盖" in gaps and "加 --show all" in gaps
    assert "【已覆盖】1 项" in everything and "“办理行政复议案件3件。”" in everything


def test_several_reports_in_short_and_in_full(run: Run, write: Write, rules: Path) -> None:
    paths = [write("一.txt", **COVERED), write("二.txt", **PARTIAL)]
    for options, told, untold in [((), "2. 某某县", "“"), (("--show", "all"), "【第 2 份，共 2 份】", "2. ")]:
        code, out, _ = run("check", *paths, "-c", rules, *options)
        assert code == 1 and told in out and untold not in out
        assert out.index(told) < out.index("【各类已覆盖/应检】") < out.index("【缺口最多的项】")
    assert "“办理行政复议案件3件。”" in out and "复议件数（工作部分写到此事，这些内容未检出）" in out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run: Run, write: Write, rules: Path) -> None:
    good = write(**COVERED)
    bad = good.with_name("坏.docx")
    bad.write_bytes(b"PK\x03\x04 word/document.xml")
    code, out, err = run("check", good, bad, "-c", rules)
    assert code == 2 and "已覆盖 1" in out and "【未能读取】1 个文件" in out and err == ""
    code, out, err = run("check", good, bad, "-c", rules, "-f", "json")
    assert code == 2 and f"未能读取 {bad}：文件已损坏" in err
    assert len(json.loads(out)["reports"]) == len(json.loads(out)["unreadable"]) == 1


def test_other_files_of_a_folder_are_told(run: Run, write: Write, rules: Path) -> None:
    path = write(**COVERED)
    (path.parent / "表.xlsx").write_bytes(b"")
    code, out, err = run("check", path.parent, "-c", rules)
    assert code == 0 and "已覆盖 1" in out
    assert "跳过 1 个其他格式的文件（表.xlsx）" in err


def test_progress_is_shown_to_a_person_only(write: Write, rules: Path) -> None:
    paths = [str(write(f"{number}.txt", **COVERED)) for number in range(21)]
    command = [sys.executable, "-m", "checker", "check", *paths, "-c", str(rules)]
    master, slave = pty.openpty()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=slave, timeout=60)
    os.close(slave)
    seen = os.read(master, 65536).decode()
    os.close(master)
    assert done.returncode == 0 and "已完成 1/21 份" in seen and seen.endswith("\r" + " " * 60 + "\r")
    assert fazhi("check", *paths, "-c", rules).stderr == b""


def test_a_real_report() -> None:
    done = fazhi("check", SEEDS[0], "-f", "json")
    assert done.returncode in (0, 1), done.stderr.decode()
    data = json.loads(done.stdout)["reports"][0]
    assert data["profile"]["unit"] == "渌口区" and data["characters"] == len(data["text"])
    for item in data["items"]:
        for evidence in item["evidence"]:
            assert data["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_real_reports_on_a_console_that_speaks_gbk() -> None:
    done = fazhi("check", *SEEDS[:2], env=os.environ | {"PYTHONIOENCODING": "gbk"})
    assert done.returncode == 1
    assert "2 份报告" in done.stdout.decode("gbk") and "【各类已覆盖/应检】" in done.stdout.decode("gbk")
