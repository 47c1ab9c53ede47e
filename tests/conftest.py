"""Shared by the tests: the shipped checklist, and small checklists written for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.api import load_checklist
from checker.checklist import Checklist
from checker.judging import Engine, compile_engine

ROOT = Path(__file__).resolve().parent.parent

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
def small(tmp_path: Path) -> Callable[..., Checklist]:
    """Write a checklist with the given items (YAML text of a list) and load it."""

    def make(items: str, head: str = HEAD) -> Checklist:
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        (folder / "checklist.yaml").write_text(head, "utf-8")
        (folder / "A.yaml").write_text(f"items:\n{items}", "utf-8")
        return load_checklist(str(folder))

    return make
