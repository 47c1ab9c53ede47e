"""Shared by the tests: the shipped checklist, and small checklists written for one test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.api import load_checklist
from checker.checklist import Checklist
from checker.cli import main
from checker.judging import Engine, compile_engine

ROOT = Path(__file__).resolve().parent.parent
OUTLINE = (ROOT / "checklists" / "fazhi" / "outline.yaml").read_bytes()
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
Run = Callable[..., tuple[int, str, str]]

HEAD = """
id: small
version: "1"
title: 小清单
groups: {A: 甲组}
documents: {纲要: {title: 某纲要}}
measures: {件: [件, 起], 次: [次]}
cues:
  negation: [尚未, 未开展]
  future: [拟开展, 将继续]
  future_sentence: [下一步……将]
  made: [印发, 制定]
terms: {复议: [复议, 行政复议]}
"""


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests never touch the user's cache."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        patch.setenv("LOCALAPPDATA", folder)
        yield


@pytest.fixture(scope="session")
def shipped() -> Checklist:
    return load_checklist()


@pytest.fixture(scope="session")
def engine(shipped: Checklist) -> Engine:
    return compile_engine(shipped)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a checklist with the given items (YAML text of a list); whole reports need the words of an outline too."""

    def make(items: str, head: str = HEAD, outline: bytes = OUTLINE) -> Path:
        made = tmp_path / "small"
        made.mkdir(exist_ok=True)
        (made / "checklist.yaml").write_text(head, "utf-8")
        (made / "A.yaml").write_text(f"items:\n{items}", "utf-8")
        if outline:
            (made / "outline.yaml").write_bytes(outline)
        return made

    return make


@pytest.fixture
def small(folder: Callable[..., Path]) -> Callable[..., Checklist]:
    """Write a checklist with the given items and load it, to judge single sentences."""
    return lambda items, head=HEAD: load_checklist(str(folder(items, head, outline=b"")))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process: exit code, standard output, standard error."""

    def run_(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_


def fazhi(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    command = [sys.executable, "-m", "checker", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **options)
