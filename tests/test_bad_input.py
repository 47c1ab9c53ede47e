"""Whatever is given to the command: a Chinese sentence that names the place, exit code 2, no traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import HEAD, SEEDS, Run, fazhi
from .test_checklist import ITEM

TEXT = SEEDS[0].read_text("utf-8")
BIG5 = "臺灣依法行政年度報告，本府積極推動法治政府建設，開展行政執法監督與複議工作，成效顯著。"
Write = Callable[[Path], object]


def told(outcome: tuple[int, str, str], *parts: str) -> None:
    """Exit code 2 and one short message in Chinese that holds `parts`."""
    code, out, err = outcome
    shown = out + err
    assert code == 2
    assert "Traceback" not in shown and "程序内部出错" not in shown
    flat = re.sub(r"\s", "", shown)
    assert all(re.sub(r"\s", "", part) in flat for part in parts), shown
    assert len(shown) < 1500


REPORTS: list[tuple[str, Write, str]] = [
    ("空.txt", lambda p: p.write_bytes(b""), "文件是空的"),
    ("空白.txt", lambda p: p.write_text(" \n\n　"), "空白"),
    ("二进制.txt", lambda p: p.write_bytes(bytes(range(256)) * 50), "二进制"),
    ("繁体.txt", lambda p: p.write_bytes(BIG5.encode("big5")), "编码"),
    ("截断.txt", lambda p: p.write_bytes(TEXT.encode("utf-16")[1:]), "请"),
    ("巨大.txt", lambda p: p.write_bytes(b"a" * 20_000_000), "10 MB"),
    ("长.txt", lambda p: p.write_text("法" * 3_000_001, "utf-8"), "3000000"),
    ("报告.docx", lambda p: p.write_bytes(b"PK\x03\x04 word/document.xml"), "压缩包不完整"),
    ("报告.pdf", lambda p: p.write_bytes(b"%PDF-1.7\n"), "PDF"),
    ("文件夹", lambda p: p.mkdir(), "其中未找到可读的文件"),
    ("没有.txt", lambda _: None, "找不到这个文件"),
    ("没有*.txt", lambda _: None, "找不到这个文件"),
    ("名" * 300, lambda _: None, "系统报错"),
]


@pytest.mark.parametrize("command", [("check",), ("check", "-f", "json"), ("read",), ("explain", "A01", "--report")])
@pytest.mark.parametrize(("name", "write", "said"), REPORTS, ids=[name[:9] for name, _, _ in REPORTS])
def test_a_report_that_cannot_be_read(
    run: Run, folder: Callable[..., Path], tmp_path: Path, command: tuple[str, ...], name: str, write: Write, said: str
) -> None:
    path = tmp_path / name
    write(path)
    rules = () if command == ("read",) else ("-c", folder(ITEM))
    code, out, err = run(*command, path, *rules)
    if "json" in command:
        assert json.loads(out)["reports"] == []
        out = ""
    told((code, out, err), said, name if len(name) < 50 else "")


@pytest.mark.parametrize(("data", "said"), [(b"", "空"), (b"\0\1\2" * 99, "二进制"), (b"a" * 20_000_000, "10 MB")])
def test_standard_input_that_cannot_be_read(data: bytes, said: str) -> None:
    done = fazhi("check", "-", input=data)
    told((done.returncode, done.stdout.decode(), done.stderr.decode()), "标准输入", said)


def _replace(name: str, old: str, new: str) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return write


CHECKLISTS: dict[str, tuple[Write, tuple[str, ...]]] = {
    "no folder": (lambda f: f.rename(f.with_name("别处")), ("找不到清单", "small")),
    "no checklist.yaml": (lambda f: (f / "checklist.yaml").unlink(), ("里面有 checklist.yaml",)),
    "unknown key in the outline": (
        _replace("outline.yaml", "problem_cues:", "problem_cue:"),
        ("outline.yaml", "problem_cue"),
    ),
    "empty file of items": (lambda f: (f / "B.yaml").write_bytes(b""), ("B.yaml:1:1", "这里应是一组")),
    "not UTF-8": (lambda f: (f / "B.yaml").write_bytes("items: 项".encode("gbk")), ("B.yaml:1", "不是 UTF-8")),
    "binary": (lambda f: (f / "B.yaml").write_bytes(b"\0\1\2"), ("B.yaml:1", "控制字符")),
    "too large": (lambda f: (f / "B.yaml").write_bytes(b"a" * 2_000_001), ("B.yaml", "文件过大")),
    "folder for a file": (lambda f: (f / "B.yaml").mkdir(), ("B.yaml", "读不了这个文件")),
    "broken YAML": (_replace("A.yaml", "做法: [某项工作]", "做法: [某项工作"), ("A.yaml:8", "方括号没有配对")),
    "wrong key": (_replace("A.yaml", "needs:", "need:"), ("A.yaml:6:3", "不认识的键 need，是不是 needs？")),
    "wrong phrase": (_replace("A.yaml", "[某项工作]", "[某项(工作]"), ("A.yaml:7:12", "没有右括号")),
    "wrong total": (_replace("checklist.yaml", "groups:", "group:"), ("checklist.yaml:", "是不是 groups？")),
}


# Only `check` reads a report and needs the words for its outline.
COMMANDS = {
    fault: ("check",) if "outline" in fault else ("check", "list", "explain", "test", "eval") for fault in CHECKLISTS
}


@pytest.mark.parametrize(("fault", "command"), [(fault, name) for fault, names in COMMANDS.items() for name in names])
def test_a_checklist_with_a_fault(
    run: Run, folder: Callable[..., Path], tmp_path: Path, fault: str, command: str
) -> None:
    write, parts = CHECKLISTS[fault]
    rules = folder(ITEM, HEAD)
    write(rules)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.yaml").write_text("sentences: []", "utf-8")
    arguments = {"check": [SEEDS[0]], "explain": ["A01"], "eval": ["--gold", tmp_path / "gold"]}.get(command, [])
    told(run(command, *arguments, "-c", rules), *parts)


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("", None, ("找不到文件夹",)),
        ("a.txt", "文", ("里没有标注",)),
        ("a.json", "{", ("a.json", "格式不对")),
        ("a.json", "[]", ("a.json", "格式不对")),
        ("a.json", '{"items": {}}', ("a.json", "缺少键 report")),
        ("a.json", '{"report": "a.txt", "items": {"A01": {"status": "mising"}}}', ("a.json", "mising")),
        ("a.json", '{"report": "%s", "items": {}}' % ("名" * 300), ("a.json", "读不了")),
        ("a.json", "[" * 100_000, ("a.json", "嵌套太深")),
        ("a.json", None, ("a.json", "读不了")),
        ("a.yaml", "a: [", ("a.yaml:2:1", "YAML")),
        ("a.yaml", "- a", ("a.yaml", "格式不对")),
        ("a.yaml", "- {id: A01}", ("a.yaml", "缺少键 sentences")),
        ("a.yaml", "- {id: A01, sentences: [{text: 文, role: wrk, status: covered}]}", ("a.yaml", "wrk")),
        ("a.yaml", "- {id: A01, sentences: [{text: 文, role: work, status: cover}]}", ("a.yaml", "cover")),
        ("a.yaml", "- {id: A01, sentences: [{text: [文], role: work, status: covered}]}", ("a.yaml", "应是文字")),
        ("a.yaml", "[" * 100, ("a.yaml", "嵌套超过")),
        ("a.yaml", None, ("a.yaml", "读不了")),
    ],
)
def test_labels_with_a_fault(run: Run, tmp_path: Path, name: str, content: str | None, parts: tuple[str, ...]) -> None:
    gold = tmp_path / "gold"
    if content is not None:
        gold.mkdir()
        (gold / name).write_text(content, "utf-8")
    elif name:
        (gold / name).mkdir(parents=True)
    told(run("eval", "--gold", gold), *parts)
