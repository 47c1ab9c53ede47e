"""Loading rule data: what is refused, with which words, at which place; and the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.api import load_checklist
from checker.checklist import Checklist, cache, load
from checker.checklist.strict_yaml import parse_yaml
from checker.checklist.validate import schema_text
from checker.errors import ChecklistError
from checker.outline import compile_outline

from .conftest import HEAD, OUTLINE

ITEM = """
- id: A01
  title: 某项工作
  force: required
  needs:
    做法: [某项工作]
  suggest: 写明做法。
  examples:
    covered: [开展某项工作。]
    missing: [别的事。]
"""


def test_a_sound_checklist_loads(small: Callable[..., Checklist]) -> None:
    checklist = small(ITEM)
    assert [item.id for item in checklist.items] == ["A01"]
    assert checklist.items[0].where.line == 3


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ("needs:", "need:", "A.yaml:6:3", "不认识的键 need，是不是 needs？"),
        ("force: required", "force: requird", "A.yaml:5:10", "是不是 required？"),
        ("  suggest: 写明做法。\n", "", "A.yaml:3:3", "缺少键 suggest"),
        ("做法: [某项工作]", "做法: [某项(工作]", "A.yaml:7:12", "没有右括号"),
        ("做法: [某项工作]", "做法: [某项<公作>]", "A.yaml:7:12", "没有名为“公作”的词表"),
        ("做法: [某项工作]", "做法: 某项工作", "A.yaml:7:9", "列表"),
        ("做法: [某项工作]", "做法: [{any: [某], all: [甲, 乙]}]", "A.yaml:7:10", "any、all、regex、part 之一"),
        ("做法: [某项工作]", "做法: [{regex: '(甲', needed: [甲]}]", "A.yaml:7:10", "正则表达式不对"),
        ("做法: [某项工作]", "做法: [{regex: 甲}]", "A.yaml:7:10", "needed"),
        ("做法: [某项工作]", "做法: []", "A.yaml:7:9", "列表是空的"),
        ("做法: [某项工作]", "做法: [某项: 工作]", "A.yaml:7:10", "不认识的键 某项"),
        ("force: required", "force: required\n  basis: [刚要 第四项]", "A.yaml:6:11", "依据“刚要”不在 documents 里，是不是 纲要？"),
        ("force: required", "force: required\n  force: optional", "A.yaml:6:3", "键“force”重复了"),
        ("id: A01", "id: Z01", "A.yaml:3:7", "首字母 Z 不在 groups 里"),
        ("id: A01", "id: 1", "A.yaml:3:7", "写法不对"),
        ("force: required", "force: *x", "A.yaml:5:10", "别名"),
        ("force: required", "force: !!python/name:os.system x", "A.yaml:5:10", "标签"),
        ("force: required", "force:\n\trequired", "A.yaml:6:1", "制表符"),
        ("title: 某项工作", "title: [", "A.yaml", ""),
    ],
)
def test_a_fault_is_told_with_its_place(
    small: Callable[..., Checklist], wrong: str, right: str, place: str, said: str
) -> None:
    assert wrong in ITEM
    with pytest.raises(ChecklistError) as caught:
        small(ITEM.replace(wrong, right))
    assert place in str(caught.value)
    assert said in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_all_faults_are_told_at_once(small: Callable[..., Checklist]) -> None:
    with pytest.raises(ChecklistError) as caught:
        small(ITEM.replace("[某项工作]", "[(甲, 乙), 丙|丁]"))
    assert len(str(caught.value).split("\n")) == 3


def test_ids_are_unique(small: Callable[..., Checklist]) -> None:
    with pytest.raises(ChecklistError, match="编号 A01 重复了"):
        small(ITEM + ITEM)


def test_scalars_stay_text() -> None:
    tree = parse_yaml("a: [no, 010, 2024-01-01, 12345, ~, true]", "f.yaml")
    assert tree.content == {"a": ["no", "010", "2024-01-01", "12345", "~", "true"]}


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " * 50_000, "- " * 50_000, "\x00", "%", "{" * 3000, "'" * 9999])
def test_hostile_yaml_is_an_error_not_a_crash(text: str) -> None:
    with pytest.raises(ChecklistError):
        parse_yaml(text, "f.yaml")


def test_a_folder_without_checklist_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match=r"里面有 checklist\.yaml"):
        load_checklist(str(tmp_path))


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    (tmp_path / "checklist.yaml").write_bytes("id: 清单".encode("gbk"))
    with pytest.raises(ChecklistError, match="不是 UTF-8"):
        load_checklist(str(tmp_path))


def test_the_cache_gives_the_same_checklist(small: Callable[..., Checklist]) -> None:
    first = small(ITEM)
    assert small(ITEM) == first


def test_what_is_cached_is_found_again(shipped: Checklist, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    cache.store("key", shipped)
    assert cache.load("key") == shipped


def test_a_damaged_cache_is_done_without(small: Callable[..., Checklist]) -> None:
    first = small(ITEM)
    for file in cache.cache_folder().glob("*.checklist"):
        file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    assert small(ITEM) == first


def test_a_cache_that_cannot_be_written_leaves_nothing_behind(
    small: Callable[..., Checklist], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(Path, "replace", fail)
    assert small(ITEM).items
    assert not list((tmp_path / "cache").iterdir())


def test_each_file_is_read_once(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was cached under a digest is what the digest was made of."""
    made = folder(ITEM + "# read once\n")
    read: list[str] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or whole(path))
    load_checklist(str(made))
    assert [read.count(name) for name in ("checklist.yaml", "A.yaml", "outline.yaml")] == [1, 1, 1]


def test_the_cache_forgets_when_what_a_checklist_is_made_of_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = load._code_digest()
    (tmp_path / "model.py").write_text("")
    monkeypatch.setattr(load, "_PACKAGE", tmp_path)
    assert load._code_digest() != before


def test_accepted_items_that_are_none_are_told_in_order_with_their_place(small: Callable[..., Checklist]) -> None:
    with pytest.raises(ChecklistError) as caught:
        small(ITEM, HEAD + "accepted:\n  A01: [A09, A08]\n  A07: [A01]\n")
    line = HEAD.count("\n") + 2
    assert str(caught.value).splitlines() == [
        f"checklist.yaml:{line}:9：accepted 里的 A09 不是检查项目",
        f"checklist.yaml:{line}:14：accepted 里的 A08 不是检查项目",
        f"checklist.yaml:{line + 1}:3：accepted 里的 A07 不是检查项目",
    ]


def test_the_digest_is_of_the_rules_not_of_their_layout(small: Callable[..., Checklist]) -> None:
    first = small(ITEM).info.digest
    assert small("# 说明\n" + ITEM, HEAD + "\n# 说明\n").info.digest == first
    assert small(ITEM.replace("某项工作]", "某项事务]")).info.digest != first


def test_every_item_of_the_catalogue_is_there(shipped: Checklist) -> None:
    expected = {"R": 6, "L": 12, "F": 6, "I": 4, "D": 5, "E": 11, "S": 1, "C": 11, "M": 4, "T": 2}
    counted = {group: sum(item.group == group for item in shipped.items) for group in expected}
    assert counted == expected


def test_every_item_has_examples_of_both_directions(shipped: Checklist) -> None:
    for item in shipped.items:
        assert len(item.examples["covered"]) >= 3, item.id
        assert len(item.examples["missing"]) >= 2, item.id


# ---- outline.yaml ----


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ("\nplan_weak:", "\nplan_wek:", "outline.yaml:", "不认识的键 plan_wek，是不是 plan_weak？"),
        ("\nplan_weak:", "\nplan_wek:", "outline.yaml:", "缺少键 plan_weak"),
        ("\njoins: ", "\nannex_: []\njoins: ", "outline.yaml:", "不认识的键 annex_，是不是 annex？"),
        ("  - 及\n", "  - {及: 和}\n", "outline.yaml:", "这里应是文字"),
        ("  - 及\n", "  - ''\n", "outline.yaml:", "空的"),
        ("  - 及\n", "  - …\n", "outline.yaml:", "写法不对"),
    ],
)
def test_a_fault_in_the_words_of_the_outline_is_told_with_its_place(
    folder: Callable[..., Path], wrong: str, right: str, place: str, said: str
) -> None:
    text = OUTLINE.decode()
    assert wrong in text
    line = text[: text.index(wrong)].count("\n") + 1 + wrong.startswith("\n")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(str(folder(ITEM, outline=text.replace(wrong, right, 1).encode())))
    assert said in str(caught.value)
    assert f"{place}{line}:" in str(caught.value) or "缺少键" in said


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        (b"\n", "outline.yaml:1:1：文件是空的"),
        (b"# words\n", "outline.yaml:1:1：文件是空的"),
        (b"- a\n", "outline.yaml:1:1：这里应是一组"),
        (b"plan: a\n", "outline.yaml:1:7：这里应是列表"),
        (b"plan: [a]\n", "缺少键 problems、"),
    ],
)
def test_an_outline_that_is_none_is_refused(folder: Callable[..., Path], outline: bytes, said: str) -> None:
    with pytest.raises(ChecklistError) as caught:
        load_checklist(str(folder(ITEM, outline=outline)))
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["checklist.yaml", "A.yaml"])
def test_an_empty_file_is_told(folder: Callable[..., Path], name: str) -> None:
    made = folder(ITEM)
    (made / name).write_text("# nothing\n", "utf-8")
    with pytest.raises(ChecklistError) as caught:
        load_checklist(str(made))
    assert f"{name}:1:1：文件是空的" in str(caught.value)


def test_without_words_of_its_own_a_checklist_takes_the_shipped_ones(small: Callable[..., Checklist]) -> None:
    assert small(ITEM).outline == load_checklist().outline


def test_the_outline_schema_asks_for_what_the_outline_reads() -> None:
    schema = json.loads(schema_text("outline"))
    assert list(schema["properties"]) == schema["required"] == list(parse_yaml(OUTLINE.decode(), "outline.yaml").content)
    compile_outline(load_checklist().outline)


def test_a_fresh_and_a_cached_checklist_are_equal(folder: Callable[..., Path]) -> None:
    fresh, cached = (load_checklist(str(folder(ITEM))) for _ in range(2))
    assert fresh is not cached
    assert fresh == cached
    assert all(isinstance(words, tuple) for words in fresh.outline.values())
