"""What the documentation says is what the program does."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import typer.main

from checker.api import check_many, load_checklist
from checker.checklist.slots import slot_regexes
from checker.checklist.strict_yaml import read_yaml
from checker.cli import app
from checker.output.json import to_json
from checker.quality import selftest

from .conftest import OUTLINE, ROOT, SEEDS, Run, fazhi
from .typeset import paragraphs_of
from .typeset_docx import plain_docx

MANUAL, FORMAT, RESULT = (ROOT / "docs" / f"{name}.md" for name in ("使用说明", "清单格式", "结果格式与退出码"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app)
# A whole line, or between backticks; a comment may follow.
SHOWN = re.compile(r"(?:^ +|`)(fazhi [^`#\n]+)", re.MULTILINE)
HEAD = """
id: example
version: "1"
title: 例
groups: {A: 甲组}
documents: {行政诉讼法: {title: 中华人民共和国行政诉讼法}}
measures: {件: [件]}
cues: {negation: [尚未], future: [拟开展], made: [制定]}
"""
ITEM = """items:
- id: A01
  title: 例子
  force: required
  needs:
    做法: [%s]
  suggest: 写明做法。
  examples:
    covered: [甲。]
    missing: [别的事。]
"""


def read(page: Path) -> str:
    return page.read_text("utf-8")


def mentioned(text: str) -> set[str]:
    """The words between backticks and in blocks of code."""
    shown = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return {word for piece in shown for word in re.findall(r"-{0,2}[A-Za-z_][A-Za-z_-]*", piece)}


LINES = sorted({line.strip() for page in PAGES for line in SHOWN.findall(read(page))})


@pytest.fixture(scope="module")
def last_year() -> str:
    """A result that was kept, as JSON."""
    return to_json(check_many([str(SEEDS[0])], load_checklist()))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last_year: str) -> Path:
    """A folder that holds what the documentation's commands speak of."""
    shutil.copy(SEEDS[0], tmp_path / "报告.txt")
    (tmp_path / "报告.docx").write_bytes(plain_docx(paragraphs_of(SEEDS[0].read_text("utf-8"))))
    (tmp_path / "今年.docx").write_bytes((tmp_path / "报告.docx").read_bytes())
    for name in ("旧稿.txt", "新稿.txt"):
        shutil.copy(SEEDS[0], tmp_path / name)
    (tmp_path / "去年.json").write_text(last_year, "utf-8")
    (tmp_path / "报告文件夹").mkdir()
    for seed in SEEDS[:2]:
        shutil.copy(seed, tmp_path / "报告文件夹")
    write_checklist(tmp_path / "清单文件夹", example())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example() -> str:
    return re.findall(r"```yaml\n(.*?)```", read(FORMAT), re.DOTALL)[0]


def write_checklist(folder: Path, items: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "checklist.yaml").write_text(HEAD, "utf-8")
    (folder / "A.yaml").write_text(items, "utf-8")
    (folder / "outline.yaml").write_bytes(OUTLINE)
    return folder


def test_the_documentation_shows_commands() -> None:
    assert len(LINES) >= 12


@pytest.mark.parametrize("line", LINES)
def test_every_command_shown_can_be_given(line: str) -> None:
    _, *arguments = shlex.split(line)
    assert isinstance(COMMANDS, click.Group)
    command = COMMANDS.commands[arguments[0]]
    required = any(isinstance(parameter, click.Option) and parameter.required for parameter in command.params)
    command.make_context(arguments[0], arguments[1:], resilient_parsing=required)


# What needs labels or takes long (other tests do it) is only parsed.
RUNNABLE = [line for line in LINES if not re.search(r"fazhi eval|fazhi test$", line)]
PLACEHOLDERS = {"报告": "报告.txt", "报告…": "报告.txt", "文件": "报告.docx", "编号": "C06", "项目": "C06", "旧": "旧稿.txt", "新": "新稿.txt"}
PLACEHOLDERS |= {"路径…": "报告文件夹"}


@pytest.mark.parametrize("line", RUNNABLE)
@pytest.mark.usefixtures("desk")
def test_every_command_shown_does_its_job(run: Run, line: str) -> None:
    _, *arguments = (PLACEHOLDERS.get(word, word) for word in shlex.split(line))
    code, out, err = run(*arguments)
    assert code in (0, 1), err
    assert out or "已写入" in err


def parameters() -> Iterator[tuple[str, str]]:
    assert isinstance(COMMANDS, click.Group)
    for name, command in (("", COMMANDS), *COMMANDS.commands.items()):
        context = click.Context(command)
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                yield from ((name, option) for option in parameter.opts)


def test_every_command_and_option_is_in_the_manual() -> None:
    assert isinstance(COMMANDS, click.Group)
    text = read(MANUAL)
    assert [name for name in COMMANDS.commands if f"`fazhi {name}" not in text] == []
    assert [pair for pair in parameters() if pair[1] not in mentioned(text)] == []


def test_every_option_in_the_manual_exists() -> None:
    known = {option for _, option in parameters()} | {"-h", "-"}
    assert {word for word in mentioned(read(MANUAL)) if word.startswith("-")} <= known


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from keys(part)


@pytest.mark.parametrize(
    ("schema", "page"),
    [
        ("output/schemas/result", RESULT),
        ("output/schemas/compare", RESULT),
        *((f"checklist/schemas/{name}", FORMAT) for name in ("checklist", "items", "facts", "arithmetic", "terms", "titles", "wording")),
    ],
)
def test_every_key_is_explained(schema: str, page: Path) -> None:
    tree = json.loads((ROOT / "checker" / f"{schema}.schema.json").read_text("utf-8"))
    assert set(keys(tree)) - mentioned(read(page)) == set()


def test_every_slot_is_explained() -> None:
    measures = read_yaml(ROOT / "checklists" / "fazhi" / "checklist.yaml").content["measures"]
    assert [name for name in slot_regexes(measures) if f"`<{name}>`" not in read(FORMAT)] == []


def test_the_exit_codes_are_complete(run: Run, desk: Path) -> None:
    table = dict(re.findall(r"^\| (\d+) \| (.+) \|$", read(RESULT), re.MULTILINE))
    assert set(table) == {"0", "1", "2", "130"}  # 130 is tested where an interrupt is
    assert run("check", "报告.txt")[0] == 1
    assert run("check", "报告.txt", "--fail-on", "never")[0] == 0
    assert run("check", "无.txt", "--fail-on", "never")[0] == 2
    assert fazhi("check", desk / "报告.txt", "--fail-on", "expected").returncode == 1


def test_the_example_of_an_item_passes_its_own_test(tmp_path: Path) -> None:
    outcome = selftest.run(load_checklist(str(write_checklist(tmp_path / "c", example()))))
    assert outcome.examples >= 4 and outcome.passed, outcome


PATTERNS = [cell.replace("[…]", "[甲]") for cell in re.findall(r"^\| `(\{.*?\})` \|", read(FORMAT), re.MULTILINE)]
PHRASES = [cell.replace("\\|", "|") for cell in re.findall(r"^\| `([^`{]*[…(][^`]*)` \|", read(FORMAT), re.MULTILINE)]


def test_tables_of_the_format_are_found() -> None:
    assert len(PATTERNS) >= 6 and len(PHRASES) >= 4


@pytest.mark.parametrize("pattern", [*PATTERNS, *(f"'某事{phrase}'" for phrase in PHRASES)])
def test_every_way_of_writing_a_pattern_loads(tmp_path: Path, pattern: str) -> None:
    assert load_checklist(str(write_checklist(tmp_path / "c", ITEM % pattern))).items
