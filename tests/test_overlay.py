"""A city's own list on top of the shipped one: what it adds, changes and drops, and what is refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checker import check
from checker.api import load_checklist
from checker.checklist import Checklist, load
from checker.checklist.overlay import EXTENDED, REPLACED
from checker.checklist.validate import schema_text
from checker.errors import ChecklistError
from checker.judging import compile_engine
from checker.model import Block, CheckResult, Document, Status
from checker.quality import selftest
from checker.quality.single import verdict

from .conftest import ROOT, SEEDS, Run
from .test_docs import FORMAT, keys, mentioned, read

CITY = ROOT / "checklists" / "examples" / "city"
HEAD = 'extends: fazhi\nid: city\nversion: "7"\ntitle: 本市清单\n'
OWN = """items:
- id: Z01
  title: 法治联络员
  basis: [市方案 第二项]
  force: required
  needs: {人数: [<联络员>…<人>]}
  suggest: 写明人数。
  examples: {covered: [法治联络员12人。], missing: [别的事。]}
- id: C50
  title: 板凳会
  force: optional
  needs: {场次: [板凳会…<次>]}
  suggest: 写明场次。
  examples: {covered: [开展板凳会12场。], missing: [别的事。]}
- id: C51
  title: 走访
  force: optional
  needs: {次数: [走访<企业>…<次>]}
  suggest: 写明次数。
  examples: {covered: [走访链主36次。], missing: [别的事。]}
"""
EVERYTHING = """
groups: {Z: 市里的要求}
documents: {市方案: {title: 某市方案}}
terms: {联络员: [法治联络员], 企业: [链主]}
accepted: {Z01: [C50]}
change:
  C06:
    title: 首长出庭
    force: optional
    levels: [city, county]
    suggest: 写明首长出庭的件数。
    needs: {出庭应诉率: [首长坐堂]}
    topic: [首长坐堂]
    advise: [首长…<次>]
    examples: {covered: [行政首长出庭应诉，全年首长坐堂。]}
    reason: 考核口径是首长出庭。
drop:
  C05: 本市另有专报，不在报告中写。
checks: {off: {wording.spacing: 模板里留空格。, structure.*: 另有格式检查。}}
"""
OUTLINE = "plan: [往后怎么走]\n"
TERMS = """terms:
- right: 法治联络员
  wrong: [法制联络员]
  why: 市方案的名称。
  examples: {wrong: [法制联络员3人。]}
"""
TITLES = "titles:\n- {title: 某市法治联络员管理办法, kind: document, source: 市司法局, wrong: [某市联络员管理办法]}\n"
WORDING = """forms:
- {check: residue, needed: [初稿], regex: '[(]初稿[)]', why: 定稿前的记号。, examples: {wrong: [某市报告（初稿）]}}
words: {account: [现将本市情况呈报如下]}
"""
REPORT = """某市2024年度法治政府建设年度报告
一、主要工作情况
行政首长出庭应诉，全年首长坐堂。
法治联络员46人，召开板凳会12场，走访链主36次，办理行政应诉案件12件。
法制联络员1人，学法 用法，落实《某市联络员管理办法》（初稿）。
二、往后怎么走
完善法治联络员制度。
"""
Make = Callable[..., Path]


@pytest.fixture
def city(tmp_path: Path) -> Make:
    """Write an overlay: what follows its head, and its other files."""

    def make(main: str = "", head: str = HEAD, **files: str) -> Path:
        made = tmp_path / "city"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        (made / "checklist.yaml").write_text(head + main, "utf-8")
        for name, text in files.items():
            (made / f"{name}.yaml").write_text(text, "utf-8")
        return made

    return make


def written(folder: Path, main: str) -> str:
    files = {"checklist": HEAD + main, "Z": OWN, "outline": OUTLINE, "terms": TERMS, "titles": TITLES, "wording": WORDING}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    return load_checklist(written(tmp_path_factory.mktemp("everything"), EVERYTHING))


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the same with another reason."""
    return written(tmp_path_factory.mktemp("otherwise"), EVERYTHING.replace("另有专报", "另行专报"))


@pytest.fixture(scope="module")
def judged(everything: Checklist) -> CheckResult:
    return check(Document(REPORT, (Block(REPORT),)), everything)


def refused(folder: Path) -> list[str]:
    with pytest.raises(ChecklistError) as caught:
        load_checklist(str(folder))
    assert "Traceback" not in str(caught.value)
    return str(caught.value).splitlines()


# ---- what it does ----


def test_a_list_that_only_extends_judges_as_the_shipped_one(city: Make, shipped: Checklist) -> None:
    bare = load_checklist(str(city()))
    text = SEEDS[0].read_text("utf-8-sig")
    ours, theirs = (check(Document(text, (Block(text),)), rules) for rules in (bare, shipped))
    assert (ours.items, ours.findings, ours.facts) == (theirs.items, theirs.findings, theirs.facts)
    assert (bare.info.id, bare.info.version, bare.info.title) == ("city", "7", "本市清单")
    assert bare.info.digest != shipped.info.digest


def test_items_are_added_changed_and_dropped(everything: Checklist, shipped: Checklist) -> None:
    assert {item.id for item in everything.items} == {item.id for item in shipped.items} - {"C05"} | {"Z01", "C50", "C51"}
    assert [item.group for item in everything.items[-3:]] == ["T", "T", "Z"]
    changed, before = (next(item for item in rules.items if item.id == "C06") for rules in (everything, shipped))
    assert (changed.title, changed.forces, changed.suggest) == ("首长出庭", {"default": "optional"}, "写明首长出庭的件数。")
    assert changed.levels == ("city", "county")
    assert [len(changed.needs[name]) - len(before.needs[name]) for name in before.needs] == [0, 1]
    assert len(changed.topic) == len(before.topic) + 1
    assert changed.examples["covered"] == (*before.examples["covered"], "行政首长出庭应诉，全年首长坐堂。")
    assert changed.basis == before.basis


def test_they_are_judged(judged: CheckResult) -> None:
    status = {item.id: item.status for item in judged.items}
    assert [status[item] for item in ("Z01", "C50", "C51", "C06")] == [Status.COVERED] * 4
    assert "C05" not in status


def test_heading_words_are_added(judged: CheckResult) -> None:
    assert [section.role.value for section in judged.sections if section.heading.startswith("二")] == ["plan"]


def test_words_of_a_list_are_added_where_the_shipped_list_uses_it(everything: Checklist, shipped: Checklist) -> None:
    found = []
    for rules in (everything, shipped):
        item = next(item for item in rules.items if item.id == "E10")
        found.append(verdict(item, compile_engine(rules), "链主行政执法监督联系点12个。").status)
    assert found == [Status.PARTIAL, Status.MISSING]


def test_wording_is_added_and_checks_are_off(judged: CheckResult) -> None:
    found = {(one.check, one.quote) for one in judged.findings}
    assert {("wording.term", "法制联络员"), ("wording.residue", "（初稿）")} <= found
    assert ("wording.title", "《某市联络员管理办法》") in found
    assert not {name for name, _ in found if name == "wording.spacing" or name.startswith("structure.")}


def test_the_digest_is_of_reasons_too(otherwise: str, everything: Checklist) -> None:
    assert load_checklist(otherwise).info.digest != everything.info.digest


# ---- the command line ----


def test_list_shows_what_is_the_citys(run: Run) -> None:
    code, out, err = run("list", "-c", CITY)
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert "在 fazhi 2026.11 上：自加 1 项，改动 1 项，停用 1 项，停用检查 1 种" in out
    assert [line[0] for line in lines if line and line[-1] == "本地自加"] == ["Z01"]
    assert [line[0] for line in lines if line and line[-1] == "本地改动"] == ["C01"]
    after = out[out.index("改动的项目") :]
    assert ["理由" in line for line in after.splitlines()].count(True) == 3
    for told in ("C01", "增加", "T01", "政务信息化", "wording.spacing", "公文模板"):
        assert told in after


def test_the_shipped_list_shows_nothing_of_the_kind(run: Run) -> None:
    _, out, _ = run("list")
    assert not [word for word in ("本地", "改动", "停用", "自加") if word in out]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("C01", ("改动", "要素的写法（增加）", "板凳会就是群众性的调解")),
        ("t01", ("T01 政务信息化", "停用", "市里另行评估")),
        ("Z01", ("来源", "自加", "某市法治政府建设实施方案")),
        ("R02", ("锁定", "国家规定")),
    ],
)
def test_explain_tells_why(run: Run, item: str, told: tuple[str, ...]) -> None:
    code, out, _ = run("explain", item, "-c", CITY)
    assert code == 0
    assert all(word in out.replace("\n", "").replace("      ", "") for word in told), out


def test_the_example_for_cities_passes_its_test() -> None:
    """Of its own and changed items; those of the shipped list are tested with it."""
    rules = load_checklist(str(CITY))
    assert rules.overlay
    ids = {*rules.overlay.own, *(change.item for change in rules.overlay.changed)}
    touched = tuple(item for item in rules.items if item.id in ids)
    assert len(touched) == 2 and selftest.run(replace(rules, items=touched)).passed


def test_an_own_or_changed_item_that_fails_its_examples_is_told(city: Make) -> None:
    main = EVERYTHING.replace("examples: {covered: [行政首长", "examples: {missing: [行政首长")
    rules = load_checklist(str(city(main, Z=OWN.replace("[法治联络员12人", "[联络员12人"))))
    some = replace(rules, items=tuple(item for item in rules.items if item.id in ("C06", "Z01", "C50")))
    assert {(failure.item.id, failure.expected) for failure in selftest.run(some).failures} == {("C06", "missing"), ("Z01", "covered")}


# ---- what is refused ----

FAULTS = [
    # what follows the head, line and column, what is said
    ("change: {CO6: {force: required, reason: 考核需要。}}", "5:10", "没有 CO6，是不是 C06？"),
    ("change: {c06: {force: required, reason: 考核需要。}}", "5:10", "没有 c06，是不是 C06？"),
    ("drop: {X: 本市没有这件事。}", "5:8", "没有 X；全部编号见 fazhi list"),
    ("drop: {R04: 本市不写原因。}", "5:8", "R04 是锁定的项目（国家规定每份报告都要写），不能停用"),
    ("change: {R02: {force: optional, reason: 考核需要。}}", "5:10", "R02 是锁定的项目（国家规定每份报告都要写），不能改"),
    ("drop: {C05: 不写}", "5:13", "停用 C05 要写明理由，至少 4 个字"),
    ('drop: {C05: "     "}', "5:13", "至少 4 个字"),
    ("change: {C06: {force: required, reason: 考核}}", "5:41", "改 C06 要写明理由"),
    ("change: {C06: {force: required}}", "5:15", "缺少键 reason"),
    ("change: {C06: {reason: 考核需要。}}", "5:10", "没有写要改 C06 的什么"),
    ("change: {C06: {id: C07, reason: 考核需要。}}", "5:16", "不认识的键 id"),
    ("change: {C06: {forse: required, reason: 考核需要。}}", "5:16", "不认识的键 forse，是不是 force？"),
    ("change: {C06: {locked: true, reason: 考核需要。}}", "5:16", "不认识的键 locked"),
    ("change: {C06: {force: requird, reason: 考核需要。}}", "5:23", "是不是 required？"),
    ("change: {C06: {needs: {出庭率: [出庭]}, reason: 考核需要。}}", "5:24", "C06 没有要素“出庭率”，是不是 出庭应诉率？"),
    ("change: {C06: {needs: [出庭], reason: 考核需要。}}", "5:23", "这里应是一组“键: 值”，写的却是列表"),
    ("change: {C06: {needs: {出庭应诉率: 出庭}, reason: 考核需要。}}", "5:31", "这里应是列表"),
    ("change: {C06: {topic: [{any: [甲], form: [乙]}], reason: 考核需要。}}", "5:35", "不认识的键 form"),
    ("change: {R01: {elsewhere: [标题], reason: 考核需要。}}", "5:16", "没有 elsewhere；请加到 topic 或 needs 里"),
    ("change: {C06: {force: required, reason: 考核需要。}}\ndrop: {C06: 本市没有这件事。}", "6:8", "两样只能取一样"),
    ("change: [C06]", "5:9", "这里应是一组“键: 值”，写的却是列表"),
    ("change: {C06: required}", "5:15", "这里应是一组“键: 值”，写的却是文字"),
    ("drop: {C05: {reason: 本市没有这件事。}}", "5:13", "这里应是文字"),
    ("groups: {C: 本市的}", "5:10", "组别 C 自带的清单已有"),
    ("documents: {纲要: {title: 某纲要}}", "5:13", "文件 纲要 自带的清单已有"),
    ("cues: {negation: [尚未]}", "5:1", "不认识的键 cues"),
    ("terms: {企业: [(甲]}", "5:14", "没有右括号"),
    ("checks: {off: {wording.spaceing: 模板里留空格。}}", "5:16", "没有名为 wording.spaceing 的检查，是不是 wording.spacing？"),
    ("checks: {off: {甲: 模板里留空格。}}", "5:16", "没有名为 甲 的检查；可用的名称：arithmetic.growth、"),
    ("checks: {off: {wording.spacing: 不用}}", "5:33", "停用 wording.spacing 要写明理由"),
    ("checks: {off: [wording.spacing]}", "5:15", "这里应是一组“键: 值”"),
]


@pytest.mark.parametrize(("main", "place", "said"), FAULTS)
def test_a_fault_is_told_with_its_place(city: Make, main: str, place: str, said: str) -> None:
    told = refused(city(main))
    assert [line for line in told if said in line and f"checklist.yaml:{place}：" in line], told


def test_all_faults_are_told_at_once(city: Make) -> None:
    told = refused(city("change: {C99: {force: required, reason: 考核需要。}, R02: {force: optional, reason: 要}}\ndrop: {D99: 本市没有这件事。}"))
    assert [line.split("：")[0] for line in told] == ["checklist.yaml:5:10", "checklist.yaml:5:49", "checklist.yaml:5:80", "checklist.yaml:6:8"]


def test_faults_that_show_when_all_is_joined_are_told_at_once(city: Make) -> None:
    change = "change: {C06: {topic: [(甲], basis: [纲耀 第一项], reason: 考核需要。}}\n"
    told = refused(city(change + "accepted: {C04: [C05]}\ndrop: {C05: 本市没有这件事。}"))
    assert [line.split("：")[0] for line in told] == ["checklist.yaml:5:24", "checklist.yaml:5:37", "checklist.yaml:6:18"]
    assert "没有右括号" in told[0] and "依据“纲耀”不在 documents 里，是不是 纲要？" in told[1] and "C05 不是检查项目" in told[2]


@pytest.mark.parametrize("parent", ["../city", "/etc/passwd", "city", "FAZHI", "fazhi/../examples/city", "''", "C:\\清单", "a" * 5000])
def test_one_parent_only(city: Make, parent: str) -> None:
    assert refused(city(head=HEAD.replace("fazhi", parent)))[0].endswith("要写 extends: fazhi（不能写文件夹，也不能接着别的本地清单写）")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("fazhi", "[fazhi, other]"), "checklist.yaml:1:10：这里应是文字，写的却是列表"),
        (HEAD.replace("fazhi", "{fazhi: 1}"), "checklist.yaml:1:10：这里应是文字"),
        (HEAD.replace("extends", '"\\x65xtends"'), "checklist.yaml:1:1：请照写成 extends: fazhi"),
        (HEAD.replace('version: "7"\n', ""), "缺少键 version"),
        (HEAD.replace("extends: fazhi\n", "") + "drop: {C05: 本市没有这件事。}\n", "checklist.yaml:4:1：drop 只用于在自带清单上增改的清单"),
        ("- extends\n- drop\n", "checklist.yaml:1:1：这里应是一组“键: 值”"),
        ("extends\n", "checklist.yaml:1:1：这里应是一组“键: 值”"),
    ],
)
def test_a_head_that_is_none_is_refused(city: Make, head: str, said: str) -> None:
    assert any(said in line for line in refused(city(head=head)))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("facts", "indicators: []\n", "facts.yaml:1:1：在自带清单上增改的清单不能有 facts.yaml"),
        ("arithmetic", "a: []\n", "arithmetic.yaml:1:1：在自带清单上增改的清单不能有 arithmetic.yaml"),
        ("Z", OWN.replace("C50", "C05"), "Z.yaml:9:7：编号 C05 自带的清单已有：要改它请写在 change 里"),
        ("Z", OWN.replace("suggest", "sugest"), "Z.yaml:7:3：不认识的键 sugest"),
        ("Z", "items: []\n", "Z.yaml:1:8：列表是空的"),
        ("outline", "plann: [往后]\n", "outline.yaml:1:1：不认识的键 plann，是不是 plan？"),
        ("outline", "plan: 往后\n", "outline.yaml:1:7：这里应是列表"),
        ("terms", TERMS.replace("why", "wy"), "terms.yaml:4:3：不认识的键 wy"),
        ("terms", TERMS + TERMS.removeprefix("terms:\n"), "terms.yaml:6:3：“法制联络员”在 terms.yaml:2:3 已有"),
        ("titles", "titles:\n- {title: 公平竞争审查条例, kind: regulation, source: 甲}\n", "titles.yaml:2:3：自带的 titles.yaml 已有《公平竞争审查条例》"),
        ("wording", WORDING.replace("residue", "resiude"), "wording.yaml:2:3：没有名为 resiude 的检查，是不是 residue？"),
        ("wording", "words: {wrong: [甲]}\n", "wording.yaml:1:9：不认识的键 wrong"),
        ("wording", WORDING.replace("[(]初稿", "(初稿"), "wording.yaml:2:"),
    ],
)
def test_a_fault_in_another_file_is_told_with_its_place(city: Make, name: str, text: str, said: str) -> None:
    told = refused(city("groups: {Z: 市里}\ndocuments: {市方案: {title: 某市方案}}\nterms: {联络员: [联络员]}\n", **{name: text}))
    assert any(said in line for line in told), told


def test_an_own_item_is_changed_where_it_is(city: Make) -> None:
    told = refused(city("groups: {Z: 市里}\nchange: {Z01: {force: expected, reason: 考核需要。}}", Z=OWN))
    assert told[0] == "checklist.yaml:6:10：Z01 是本清单自己的项目，请直接改它"


@pytest.mark.parametrize(
    "main",
    [
        "change:\n" + "".join(f"  X{number}: {{force: required, reason: 考核需要。}}\n" for number in range(5_000)),
        "drop:\n" + "".join(f"  X{number}: 本市没有这件事。\n" for number in range(20_000)),
        "checks:\n  off:\n" + "".join(f"    wording.x{number}: 模板里留空格。\n" for number in range(20_000)),
    ],
    ids=["change", "drop", "off"],
)
def test_of_very_many_faults_the_first_are_told(city: Make, main: str) -> None:
    assert len(refused(city(main))) <= 21


def test_too_large_or_too_deep_is_refused(city: Make) -> None:
    assert "文件过大" in refused(city("#" * 2_000_001))[0]
    assert "嵌套超过" in refused(city("change: " + "{a: " * 1000))[0]


# ---- the cache ----


@pytest.mark.parametrize("extends", [True, False])
def test_what_was_loaded_is_read_from_the_cache(otherwise: str, monkeypatch: pytest.MonkeyPatch, extends: bool) -> None:
    folder = otherwise if extends else None
    fresh = load_checklist(folder)
    monkeypatch.setattr(yaml, "parse", None)
    assert load_checklist(folder) == fresh


def test_it_follows_its_parent(city: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(city())
    assert next(item for item in load_checklist(folder).items if item.id == "C06").title != "换了名称"
    parent = tmp_path / "checklists"
    shutil.copytree(ROOT / "checklists", parent)
    text = (parent / "fazhi" / "C.yaml").read_text("utf-8")
    (parent / "fazhi" / "C.yaml").write_text(text.replace("title: 行政机关负责人出庭应诉率", "title: 换了名称"), "utf-8")
    monkeypatch.setattr(load, "checklists_folder", lambda: parent)
    assert next(item for item in load_checklist(folder).items if item.id == "C06").title == "换了名称"


# ---- the format ----


def test_every_key_of_an_item_can_be_changed_but_its_name_and_its_lock() -> None:
    item = json.loads(schema_text("items"))["$defs"]["item"]["properties"]
    assert set(REPLACED) | set(EXTENDED) == set(item) - {"id", "locked"}
    assert set(json.loads(schema_text("overlay"))["properties"]["change"]["additionalProperties"]["properties"]) == {*REPLACED, *EXTENDED, "reason"}


def test_every_key_of_an_overlay_is_explained() -> None:
    assert set(keys(json.loads(schema_text("overlay")))) <= mentioned(read(FORMAT))


def test_the_example_of_the_manual_loads_and_passes(city: Make) -> None:
    shown = next(block for block in re.findall(r"```yaml\n(.*?)```", read(FORMAT), re.DOTALL) if block.startswith("extends"))
    rules = load_checklist(str(city(head=shown)))
    assert rules.overlay is not None and len(rules.overlay.changed) == len(rules.overlay.dropped) == len(rules.off) == 1
    some = replace(rules, items=tuple(item for item in rules.items if item.id == "S01"))
    assert selftest.run(some).passed


def test_what_every_report_must_hold_is_locked(shipped: Checklist) -> None:
    assert [item.id for item in shipped.items if item.locked] == ["R02", "R03", "R04", "R05", "R06"]
    assert all("督察规定" in item.basis for item in shipped.items if item.locked)
