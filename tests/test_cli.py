"""The command line: options, exit codes, messages. Results are made by hand where the verdict does not matter."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.cli import main
from checker.cli.check_cmd import exit_code
from checker.cli.inputs import expand
from checker.cli.outputs import Output, parse_outputs
from checker.errors import UsageError
from checker.model import Batch, Force, Level, Result, Status, Unreadable, Waiver
from tests.result_samples import FINDING, INFO, ONE, items, report

ROOT = Path(__file__).parent.parent
SEED = str(sorted((ROOT / "seeds").glob("*.txt"))[0])
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The judge replaced by results made by hand; returns what it was called with."""
    seen: dict[str, Any] = {"batch": ONE}

    def check_many(paths: Sequence[str], _: object, **options: object) -> Batch:
        seen.update(paths=list(paths), **options)
        return seen["batch"]

    monkeypatch.setattr(api, "load_checklist", lambda path=None: seen.update(checklist=path))
    monkeypatch.setattr(api, "check_many", check_many)
    return seen


def fazhi(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **options)


# —— usage ——


@pytest.mark.parametrize("command", ["", "check", "read", "list", "explain", "schema"])
def test_help_is_chinese(run: Run, command: str) -> None:
    code, out, _ = run(*command.split(), "--help")
    assert code == 0
    assert out.startswith("用法：fazhi") and "显示这份说明并退出" in out
    assert not any(word in out for word in ("Usage", "Options", "OPTIONS", "required]", "default:", "exit."))


def test_help_fits_eighty_columns(run: Run) -> None:
    from rich.cells import cell_len

    _, out, _ = run("check", "--help")
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    assert "通配符" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("chek", "是不是 check"),
        ("check", "缺少 报告"),
        ("check x --shwo all", "是不是 --show"),
        ("check x --year abc", "不是整数"),
        ("check x --year 24", "四位年份"),
        ("check x -f", "后面要写值"),
        ("check x -f jsno", "是不是 json"),
        ("check x -f json -f terminal", "只能有一个"),
        ("check x -f json:", "缺文件名"),
        ("check x -f json:a -f terminal:./a", "同一个文件"),
        ("check x --level 村级", "不认识的层级"),
        ("check x --show some", "gaps"),
        ("check x --fail-on no", "required"),
        ("read a b", "多出的参数"),
        ("schema nothing", "result"),
        ("--nothing", "不认识的选项"),
    ],
)
def test_usage_errors_are_chinese_and_exit_2(run: Run, arguments: str, told: str) -> None:
    code, out, err = run(*arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith("错误：") and told in err and err.count("\n") == 1


def test_no_arguments_show_the_help(run: Run) -> None:
    code, out, _ = run()
    assert code == 2 and "命令：" in out


def test_version(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0 and out.startswith("fazhi ")


# —— check ——


def test_options_reach_the_check(run: Run, fake: dict[str, Any]) -> None:
    run("check", SEED, "-c", "mine", "--unit", "某县", "--level", "县级", "--year", "2023")
    expected = {"paths": [SEED], "checklist": "mine", "unit": "某县", "level": Level.COUNTY, "year": 2023}
    assert {key: fake[key] for key in expected} == expected


@pytest.mark.parametrize("level", ["township", "乡镇街道", "Township"])
def test_levels_by_either_name(run: Run, fake: dict[str, Any], level: str) -> None:
    run("check", SEED, "--level", level)
    assert fake["level"] is Level.TOWNSHIP


@pytest.mark.usefixtures("fake")
def test_terminal_is_the_default(run: Run) -> None:
    code, out, err = run("check", SEED)
    assert code == 1 and "应检 57 项" in out and err == ""
    assert "【已覆盖】" in run("check", SEED, "--show", "all")[1]


@pytest.mark.usefixtures("fake")
def test_json_on_stdout_and_without_text(run: Run) -> None:
    code, out, _ = run("check", SEED, "-f", "json", "--no-text")
    assert code == 1 and json.loads(out)["reports"][0]["text"] is None


@pytest.mark.usefixtures("fake")
def test_several_outputs_and_files_written_whole(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a:b.json" if os.name != "nt" else tmp_path / "b.json"
    target.write_text("old")
    code, out, err = run(
        "check", SEED, "-f", f"json:{target}", "-f", "terminal", "-f", f"terminal:{tmp_path / 'a.txt'}"
    )
    assert code == 1 and "应检" in out
    assert err.count("已写入") == 2
    assert json.loads(target.read_text("utf-8"))["format"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", target.name]


@pytest.mark.usefixtures("fake")
def test_no_input_is_ever_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("文")
    code, _, err = run("check", str(path), "-f", f"json:{tmp_path}/./r.txt")
    assert code == 2 and "就是要检查的报告" in err and path.read_text() == "文"


@pytest.mark.usefixtures("fake")
def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", SEED, "-f", f"json:{tmp_path}/none/a.json")
    assert code == 2 and "写不了文件" in err


def test_the_first_colon_splits() -> None:
    assert parse_outputs(["json:C:\\a.json"]) == [Output("json", Path("C:\\a.json"))]
    assert parse_outputs([]) == [Output("terminal", None)]


def gap(force: Force, waiver: Waiver | None = None) -> Result:
    return Result("X1", "题", "X", force, Status.PARTIAL, waiver=waiver)


@pytest.mark.parametrize(
    ("changes", "codes"),  # of --fail-on required, expected, never
    [
        ({"items": (), "findings": ()}, (0, 0, 0)),
        ({"items": (gap(Force.REQUIRED),), "findings": ()}, (1, 1, 0)),
        ({"items": (gap(Force.EXPECTED),), "findings": ()}, (0, 1, 0)),
        ({"items": (gap(Force.OPTIONAL),), "findings": ()}, (0, 0, 0)),
        ({"items": (gap(Force.REQUIRED, Waiver("理由", "某", "2025-01-01")),), "findings": ()}, (0, 0, 0)),
        ({"items": (), "findings": (FINDING,)}, (1, 1, 0)),
        ({"items": (), "findings": (dataclasses.replace(FINDING, severity="warning"),)}, (0, 0, 0)),
    ],
)
def test_exit_codes(run: Run, fake: dict[str, Any], changes: dict[str, Any], codes: tuple[int, ...]) -> None:
    batch = fake["batch"] = Batch(INFO, (report(**changes),))
    assert tuple(run("check", SEED, "--fail-on", name)[0] for name in ("required", "expected", "never")) == codes
    unreadable = dataclasses.replace(batch, unreadable=(Unreadable("x", "坏了。"),))
    assert exit_code(unreadable, None) == 2


def test_unreadable_files_are_told_on_stderr_when_stdout_is_json(run: Run, fake: dict[str, Any]) -> None:
    fake["batch"] = Batch(INFO, (), (Unreadable("x.docx", "这是 Word 文档。"),))
    code, out, err = run("check", SEED, "-f", "json")
    assert code == 2 and "未能读取 x.docx：这是 Word 文档。" in err and json.loads(out)["unreadable"]


def test_inputs_are_expanded(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "c.docx", ".hidden.txt", "~$c.docx"):
        (tmp_path / name).write_text("文")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_text("文")
    (tmp_path / "empty").mkdir()
    found = expand([str(tmp_path), str(tmp_path / "b.txt"), "-", "-", "none.txt", str(tmp_path / "empty")])
    assert [Path(path).name for path in found.paths] == ["a.MD", "b.txt", "-", "none.txt", "empty"]
    assert [Path(path).name for path in found.skipped] == ["c.docx"]
    assert expand([str(tmp_path / "*.txt")]).paths == [str(tmp_path / "b.txt")]
    assert expand([str(tmp_path / "*.pdf")]).paths == [str(tmp_path / "*.pdf")]


@pytest.mark.usefixtures("fake")
def test_an_error_of_ours_asks_to_report_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Batch:
        raise RuntimeError("oops\nsecond line")

    monkeypatch.setattr(api, "check_many", broken)
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)
    code, _, err = run("check", SEED)
    assert code == 2 and "程序内部出错" in err and err.count("\n") == 1
    monkeypatch.setenv("FAZHI_DEBUG", "1")
    assert "Traceback" in run("check", SEED)[2]


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 2), (UsageError("坏"), 2)])
@pytest.mark.usefixtures("fake")
def test_errors_become_exit_codes(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int) -> None:
    def broken(*_: object, **__: object) -> Batch:
        raise error

    monkeypatch.setattr(api, "check_many", broken)
    monkeypatch.setattr(import_module("checker.cli.app"), "forget_stdout", lambda: None)
    assert main(["check", SEED]) == code


# —— read, schema ——


def test_read_prints_the_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("法治政府建设年度报告。".encode("gb18030"))
    assert run("read", str(path)) == (0, "法治政府建设年度报告。\n", "")
    code, out, err = run("read", str(tmp_path))
    assert code == 2 and out == "" and "文件夹" in err


def test_read_standard_input_and_a_stream_of_another_encoding() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "gbk"}
    done = fazhi("read", "-", input="报告\U00020bb7。".encode(), env=environment)
    assert done.returncode == 0 and done.stdout.decode("gbk").strip() == "报告?。"


def test_a_broken_pipe_is_silent() -> None:
    command = f'"{sys.executable}" -m checker read - | head -c 10'
    text = ("法治政府建设。\n" * 50_000).encode()
    done = subprocess.run(command, shell=True, cwd=ROOT, input=text, capture_output=True, timeout=60)
    assert done.stderr == b""


def test_schemas(run: Run) -> None:
    assert json.loads(run("schema")[1]) == json.loads(run("schema", "result")[1])
    assert json.loads(run("schema", "checklist")[1])["$schema"]


# —— with the real judge ——


def test_check_a_real_report() -> None:
    done = fazhi("check", SEED, "-f", "json")
    assert done.returncode in (0, 1), done.stderr.decode()
    data = json.loads(done.stdout)["reports"][0]
    assert data["profile"]["unit"] == "渌口区" and data["characters"] == len(data["text"])
    for item in data["items"]:
        for evidence in item["evidence"]:
            assert data["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_check_two_reports_and_a_broken_one(tmp_path: Path) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 word/document.xml")
    seeds = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))[:2]]
    done = fazhi("check", *seeds, str(bad), env=os.environ | {"PYTHONIOENCODING": "gbk"})
    text = done.stdout.decode("gbk")
    assert done.returncode == 2
    assert "2 份报告" in text and "【未能读取】1 个文件" in text and "【各类已覆盖/应检】" in text


def test_list_names_every_item(run: Run) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert all(item.id in out for item in api.load_checklist().items)


def test_explain(run: Run) -> None:
    item = api.load_checklist().items[0]
    code, out, _ = run("explain", item.id.lower())
    assert code == 0 and item.title in out and "建议" in out
    code, out, _ = run("explain", item.id, "--report", SEED)
    assert code == 0 and "在这份报告中" in out
    code, _, err = run("explain", "Z99")
    assert code == 2 and "不认识的检查项" in err


def test_samples_have_the_catalogue_size() -> None:
    assert len(items()) == 62
