"""The command line: usage, outputs, streams, and the small commands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker import api
from checker.cli.inputs import expand
from checker.cli.targets import Output, parse_outputs

from .conftest import ROOT, SEEDS, Run, fazhi

SEED = str(SEEDS[0])


# —— usage ——


@pytest.mark.parametrize("command", ["", "check", "read", "compare", "review", "list", "explain", "test", "eval", "schema"])
def test_help_is_chinese(run: Run, command: str) -> None:
    code, out, _ = run(*command.split(), "--help")
    assert code == 0
    assert out.startswith("用法：fazhi") and "显示这份说明并退出" in out
    assert not any(word in out for word in ("Usage", "Options", "OPTIONS", "required]", "default:", "exit."))
    assert all(cell_len(line) <= 80 for line in out.splitlines())


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
        ("explain Z99", "不认识的检查项"),
        ("eval", "--gold"),
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


# —— inputs and outputs ——


def test_inputs_are_expanded(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "c.docx", "d.PDF", "e.xlsx", ".hidden.txt", "~$c.docx"):
        (tmp_path / name).write_text("文")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_text("文")
    (tmp_path / "empty").mkdir()
    found = expand([str(tmp_path), str(tmp_path / "b.txt"), "-", "-", "none.txt", str(tmp_path / "empty")])
    assert [Path(path).name for path in found.paths] == ["a.MD", "b.txt", "c.docx", "d.PDF", "-", "none.txt", "empty"]
    assert [Path(path).name for path in found.skipped] == ["e.xlsx"]
    assert expand([str(tmp_path / "*.txt")]).paths == [str(tmp_path / "b.txt")]
    assert expand([str(tmp_path / "*.ofd")]).paths == [str(tmp_path / "*.ofd")]


def test_the_first_colon_splits() -> None:
    assert parse_outputs(["json:C:\\a.json"]) == [Output("json", Path("C:\\a.json"))]
    assert parse_outputs([]) == [Output("terminal", None)]


def test_several_outputs_and_files_written_whole(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a:b.json" if os.name != "nt" else tmp_path / "b.json"
    target.write_text("old")
    code, out, err = run(
        "check", SEED, "-f", f"json:{target}", "-f", "terminal", "-f", f"terminal:{tmp_path / 'a.txt'}"
    )
    assert code == 1 and "应检" in out
    assert err.count("已写入") == 2
    assert json.loads(target.read_text("utf-8"))["format"] == 1
    assert (tmp_path / "a.txt").read_text("utf-8") == out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", target.name]


def test_no_input_is_ever_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("文")
    code, _, err = run("check", path, "-f", f"json:{tmp_path}/./r.txt")
    assert code == 2 and "就是要检查的报告" in err and path.read_text() == "文"


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", SEED, "-f", f"json:{tmp_path}/none/a.json")
    assert code == 2 and "写不了文件" in err


# —— streams ——


def test_read_standard_input_and_a_stream_of_another_encoding() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "gbk"}
    done = fazhi("read", "-", input="报告\U00020bb7。".encode(), env=environment)
    assert done.returncode == 0 and done.stdout.decode("gbk").strip() == "报告?。"


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "checker", *arguments]
    pipe = subprocess.PIPE
    environment = os.environ | {"PYTHONUNBUFFERED": ""}  # an unbuffered stream loses the rest of a write without a word
    # What runs in the background of a shell ignores interrupts, and hands that on.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, preexec_fn=heed)


def test_a_broken_pipe_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("法治政府建设。\n" * 50_000, "utf-8")
    with _start("read", str(path)) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) == 2
        assert process.stderr.read() == b""


def test_an_interrupt_is_told_and_exits_130() -> None:
    with _start("check", "-") as process:
        assert process.stdin and process.stderr
        process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: afterwards the program is reading
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(60) == 130
        assert process.stderr.read().decode().splitlines() == ["已中断。"]


def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "checker", "list"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("错误：输出时系统报错") and done.stderr.count(b"\n") == 1


def test_an_error_of_ours_asks_to_report_it(tmp_path: Path) -> None:
    """A damaged installation stands for any error that nobody has thought of."""
    (tmp_path / "ahocorasick_rs.py").write_text('raise RuntimeError("oops\\nsecond line")')
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "FAZHI_DEBUG": ""}
    done = fazhi("check", SEED, env=environment)
    told = done.stderr.decode()
    assert done.returncode == 2 and done.stdout == b""
    assert "程序内部出错（RuntimeError: oops second line）" in told and told.count("\n") == 1
    assert b"Traceback" in fazhi("check", SEED, env=environment | {"FAZHI_DEBUG": "1"}).stderr


# —— read, list, explain, schema ——


def test_read_prints_the_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("法治政府建设年度报告。".encode("gb18030"))
    assert run("read", path) == (0, "法治政府建设年度报告。\n", "")


def test_list_names_every_item(run: Run) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert all(item.id in out for item in api.load_checklist().items)


def test_explain(run: Run) -> None:
    item = api.load_checklist().items[0]
    code, out, _ = run("explain", item.id.lower())
    assert code == 0 and item.title in out and "建议" in out
    code, out, _ = run("explain", item.id, "--report", SEED)
    assert code == 0 and "在这份报告中" in out and "查找范围  工作部分" in out


def test_schemas(run: Run) -> None:
    assert json.loads(run("schema")[1]) == json.loads(run("schema", "result")[1])
    assert json.loads(run("schema", "checklist")[1])["$schema"]


def test_a_result_is_never_written_over_what_is_no_file(run: Run, tmp_path: Path) -> None:
    fifo, link, real = tmp_path / "管道", tmp_path / "链接.json", tmp_path / "结果.json"
    os.mkfifo(fifo)
    real.write_text("旧", "utf-8")
    link.symlink_to(real)
    code, _, err = run("check", str(SEEDS[0]), "-f", f"json:{fifo}")
    assert (code, "不是普通文件" in err, fifo.is_fifo()) == (2, True, True)
    run("check", str(SEEDS[0]), "-f", f"json:{link}")
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["format"] == 1


def test_a_closed_standard_output_is_no_error_of_ours() -> None:
    command = f"{sys.executable} -m checker list >&-"
    outcome = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert "内部出错".encode() not in outcome.stderr


def test_a_terminal_is_not_obeyed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "报告.txt"
    report.write_bytes("法治\x1b[2J政府\r建设\r\n\u202e第二行".encode())
    assert "\x1b" in run("read", report)[1]  # a file or pipe gets what was read
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert run("read", report)[1] == "法治[2J政府\n建设\n第二行\n"


@pytest.mark.parametrize("command", ["read", "check", "explain A01 --report"])
def test_names_of_files_do_not_reach_the_terminal_raw(run: Run, tmp_path: Path, command: str) -> None:
    _, out, err = run(*command.split(), tmp_path / "坏\x1b[2J\n名.txt")
    assert "\x1b" not in out + err


def test_a_full_folder_is_gone_through_once(tmp_path: Path) -> None:
    for number in range(6000):
        (tmp_path / f"{number}.{'txt' if number % 2 else 'xlsx'}").touch()
    begin = time.process_time()
    inputs = expand([str(tmp_path)])
    assert (len(inputs.paths), len(inputs.skipped)) == (3000, 3000)
    assert time.process_time() - begin < 0.3


@pytest.mark.parametrize(
    ("year", "shown", "hidden"),
    [("2024", "法治政府建设实施纲要（2021—2025年）》（中发〔2021〕33号）第二十六项", "行政执法监督条例"), ("2026", "（原文件）", "　")],
)
def test_explain_names_what_was_in_force(run: Run, year: str, shown: str, hidden: str) -> None:
    _, out, _ = run("explain", "E08", "--report", SEED, "--year", year)
    joined = "".join(out.split())
    assert shown in joined
    assert hidden not in joined
    assert ("行政执法监督条例" in joined) is (year == "2026")
