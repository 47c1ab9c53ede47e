"""`-f FORMAT:PATH`: several outputs in one run, files and folders, and what happens when one cannot be made."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli.outputs import write
from checker.cli.targets import Output, files_in, safe_name
from checker.model import Batch
from checker.output import FORMATS, Options

from .conftest import SEEDS, Run, fazhi
from .result_samples import INFO, report

SEED = str(SEEDS[0])
TO_FILE_ALONE = [name for name, form in FORMATS.items() if form.binary]


ITEM = """
- id: A01
  title: 行政复议
  force: required
  topic: [复议]
  needs: {办理复议: [办理…复议], 复议件数: [办理复议<件>]}
  suggest: 办理行政复议案件__件。
  examples: {covered: [办理复议3件。], missing: [别的事。]}
"""


@pytest.fixture
def check(run: Run, folder: Callable[..., Path]) -> Run:
    """`fazhi check` with a checklist of one item, which is loaded sooner than the shipped one."""
    rules = folder(ITEM)
    return lambda *arguments: run("check", *arguments, "-c", rules)


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    """Two reports of one name in different folders."""
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "报告.txt").write_bytes(SEEDS[0].read_bytes())
    return [str(tmp_path / folder / "报告.txt") for folder in ("甲", "乙")]


def test_several_formats_in_one_run(check: Run, tmp_path: Path) -> None:
    wanted = {name: tmp_path / f"结果{form.suffix}" for name, form in FORMATS.items()}
    asked = [word for name, path in wanted.items() if name != "terminal" for word in ("-f", f"{name}:{path}")]
    code, out, err = check(SEED, "-f", "terminal", *asked, "--fail-on", "never")
    assert (code, "渌口区" in out) == (0, True), err
    made = {name for name, path in wanted.items() if path.exists() and path.stat().st_size}
    assert made == set(FORMATS) - {"terminal"}
    assert err.count("已写入") == len(made)


@pytest.mark.parametrize("name", TO_FILE_ALONE)
def test_bytes_do_not_go_to_a_screen(check: Run, name: str) -> None:
    code, out, err = check(SEED, "-f", name)
    assert (code, out) == (2, "") and f"-f {name}:结果{FORMATS[name].suffix}" in err


def test_a_folder_takes_a_page_for_each_report(check: Run, tmp_path: Path, two: list[str]) -> None:
    target = tmp_path / "新" / "页面"
    code, _, err = check(*two, "-f", f"markdown:{target}", "-f", f"csv:{tmp_path / '表.csv'}")
    assert code == 1 and f"已写入 {target}（2 个文件）" in err
    assert {path.name for path in target.iterdir()} == {"报告.md", "报告 (2).md"}
    assert all("渌口区" in path.read_text("utf-8") for path in target.iterdir())


def test_reports_named_by_a_folder_are_several_even_if_it_holds_one(check: Run, tmp_path: Path) -> None:
    (tmp_path / "来").mkdir()
    (tmp_path / "来" / "报告.txt").write_bytes(SEEDS[0].read_bytes())
    for asked in (tmp_path / "来", tmp_path / "来" / "*.txt"):
        check(asked, "-f", f"markdown:{tmp_path / '去'}")
        assert [path.name for path in (tmp_path / "去").iterdir()] == ["报告.md"]


def test_one_report_goes_to_a_file_or_into_a_folder_that_is_there(check: Run, tmp_path: Path) -> None:
    check(SEED, "-f", f"markdown:{tmp_path / '页.md'}")
    assert (tmp_path / "页.md").is_file()
    (tmp_path / "夹").mkdir()
    check(SEED, "-f", f"markdown:{tmp_path / '夹'}")
    assert [path.stem for path in (tmp_path / "夹").iterdir()] == [SEEDS[0].stem]
    check(SEED, "-f", f"markdown:{tmp_path / '新夹'}/")
    assert [path.stem for path in (tmp_path / "新夹").iterdir()] == [SEEDS[0].stem]


def test_several_reports_need_a_folder(check: Run, tmp_path: Path, two: list[str]) -> None:
    code, out, err = check(*two, "-f", "markdown")
    assert (code, out) == (2, "") and "-f markdown:结果" in err
    file = tmp_path / "文件"
    file.write_text("原样")
    code, _, err = check(*two, "-f", f"markdown:{file}", "-f", f"json:{tmp_path / '果.json'}")
    assert code == 2 and "未能输出 markdown" in err and file.read_text() == "原样"
    assert (tmp_path / "果.json").exists()


def test_two_formats_may_share_a_folder_but_no_file(check: Run, tmp_path: Path, two: list[str]) -> None:
    code, _, err = check(*two, "-f", f"markdown:{tmp_path / '果'}", "-f", f"html:{tmp_path / '果'}", "--fail-on", "never")
    assert code == 0, err
    assert {path.suffix for path in (tmp_path / "果").iterdir()} == {".md", ".html"}
    code, _, err = check(*two, "-f", f"csv:{tmp_path / '果'}", "-f", f"sarif:{tmp_path / '果'}")
    assert code == 2 and "同一个文件" in err


def test_reports_are_never_overwritten(check: Run, tmp_path: Path) -> None:
    """Neither by name, nor in a folder, nor through a link."""
    before = SEEDS[0].read_bytes()
    names = ["报告.md", "另一份.md"]
    for name in names:
        (tmp_path / name).write_bytes(before)
    (tmp_path / "链接.md").symlink_to(tmp_path / "报告.md")
    paths = [tmp_path / name for name in names]
    code, _, err = check(*paths, "-f", f"markdown:{tmp_path}", "--fail-on", "never")
    assert code == 0, err
    assert [path.read_bytes() for path in paths] == [before, before]
    assert {"报告 (2).md", "另一份 (2).md"} < {path.name for path in tmp_path.iterdir()}
    assert check(paths[0], "-f", f"csv:{tmp_path / '链接.md'}")[0] == 2
    assert paths[0].read_bytes() == before


def test_what_cannot_be_made_stops_nothing_else(check: Run, tmp_path: Path) -> None:
    code, out, err = check(SEED, "-f", f"csv:{tmp_path / '无' / '表.csv'}", "-f", f"xlsx:{tmp_path / '表.xlsx'}", "-f", "terminal")
    assert code == 2 and "未能输出 csv" in err and "渌口区" in out
    assert (tmp_path / "表.xlsx").exists()


def test_a_failed_output_leaves_nothing_behind(check: Run, tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    code, _, err = check(SEED, "-f", f"xlsx:{tmp_path / '夹'}")
    assert code == 2 and "不是普通文件" in err and list((tmp_path / "夹").iterdir()) == []


def test_text_for_programs_is_the_same_on_every_system() -> None:
    done = fazhi("check", SEEDS[0], "-f", "csv", "--fail-on", "never", env=os.environ | {"PYTHONIOENCODING": "gbk"})
    assert done.returncode == 0 and done.stdout.startswith(b"\xef\xbb\xbf")
    assert done.stdout.count(b"\r\n") >= 63 and b"\r\r" not in done.stdout and "未检出" in done.stdout.decode("utf-8")


def test_a_source_that_has_changed_since_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = Batch(INFO, (dataclasses.replace(report(), path="甲.docx", digest=hashlib.sha256(b"old").hexdigest()),))
    outputs = [Output("docx", tmp_path / "批注.docx"), Output("csv", tmp_path / "表.csv")]
    assert not write(batch, outputs, Options(), [], lambda _: b"new")
    assert "甲.docx" in (err := capsys.readouterr().err) and "请重新检查" in err
    assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]


def test_standard_input_can_get_comments_too(tmp_path: Path) -> None:
    target = tmp_path / "批注.docx"
    done = fazhi("check", "-", "-f", f"docx:{target}", "--fail-on", "never", input=SEEDS[0].read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/报告.docx", "报告"),
        ("C:\\夹\\报告.v2.pdf", "报告.v2"),
        ("-", "标准输入"),
        ("夹/", "夹"),
        ('a<b>:"|?*.txt', "a_b______"),
        ("con.txt", "_con"),
        ("LPT1.a.txt", "_LPT1.a"),
        ("..", "_"),
        ("/", "_"),
        ("行\n尾\u202e.txt", "行_尾_"),
        ("半\udcff.txt", "半_"),
        ("尾. .txt", "尾"),
    ],
)
def test_names_that_every_system_takes(path: str, name: str) -> None:
    assert safe_name(path) == name


@given(st.lists(st.text(max_size=300) | st.sampled_from(["a.txt", "A.TXT", "a (2).txt"]), max_size=6))
def test_names_are_unique_and_stay_in_their_folder(paths: list[str]) -> None:
    found = files_in(Path("夹"), paths, ".md", [])
    assert len({path.name.casefold() for path in found}) == len(paths)
    for path in found:
        assert path.parent == Path("夹") and path.name.endswith(".md") and len(path.name.encode()) <= 255
        assert not path.name.startswith(".") and not re.search('[\x00-\x1f<>:"/\\\\|?*\ud800-\udfff]', path.name)
