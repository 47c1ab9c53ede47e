"""`fazhi compare`: two reports or kept results side by side."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.api import check
from checker.checklist import Checklist
from checker.compare import Change, Comparison, FigureKind
from checker.compare import compare as compare_with
from checker.model import (
    Batch,
    ChecklistInfo,
    CheckResult,
    Document,
    Fact,
    Finding,
    Force,
    Profile,
    Result,
    Section,
    Status,
)
from checker.model import Role as Part
from checker.output import json as output
from checker.output.comparison_json import to_dict
from checker.output.lines import width
from checker.output.terminal_compare import compare_lines
from checker.reading import read_document

from .conftest import ROOT, SEEDS, Run
from .result_samples import FINDING, INFO, SPECIAL, report

SCHEMA = json.loads((ROOT / "checker" / "output" / "schemas" / "compare.schema.json").read_text("utf-8"))
SYNTHETIC = sorted((ROOT / "tests" / "gold_synthetic" / "1").glob("*.txt"))
TEXT = """某某县2023年法治政府建设年度报告
一、2023年主要工作
县政府常务会议专题学习习近平法治思想4次，带动全县干部学法。办理行政复议案件20件，行政复议案件均依法办结。
组织行政执法人员培训3期，参训执法人员120人次。
二、存在的问题
一些干部运用法治思维解决问题的能力还不够强，主要原因是培训不够。
三、下一步打算
加强行政复议工作，开展执法案卷评查。
"""


def compare(old: CheckResult, new: CheckResult, old_rules: ChecklistInfo = INFO, new_rules: ChecklistInfo = INFO) -> Comparison:
    return compare_with(old, new, old_rules, new_rules)


def result(status: Status, *unmet: str, id_: str = "A01") -> Result:
    return Result(id_, "行政复议", "A", Force.REQUIRED, status, unmet=unmet)


def fact(value: float, unit: str = "件", period: int | None = None, name: str = "行政复议受理件数", **others: Any) -> Fact:
    quote = others.pop("quote", f"受理{value:g}{unit}")
    return Fact(name, value, unit, others.get("approximate", False), period, quote, 0, len(quote))


def of_year(year: int | None, unit: str | None = "某某县", **changes: object) -> CheckResult:
    return report(profile=Profile(None, unit, None, None, year), **changes)


def text_report(text: str, year: int, headings: tuple[str, ...] = ()) -> CheckResult:
    sections = tuple(Section(heading, 1, Part.WORK, 0, 0) for heading in headings)
    return of_year(year, text=text, sections=sections)


def page(comparison: Comparison, columns: int = 80) -> str:
    return "\n".join("".join(span.text for span in line) for line in compare_lines(comparison, columns))


NEWER = (
    TEXT.replace("2023", "2024").replace("案件20件", "案件25件").replace("下一步打算\n", "下一步打算\n安排好全年工作。")
    .replace("组织行政执法人员培训3期", "上年办理行政复议案件18件。举办培训班")
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(shipped: Checklist) -> dict[str, str]:
    """The results of last year's report and of this year's, in which most of it stands again."""
    found = {}
    for name, text in (("旧", TEXT), ("新", NEWER)):
        document = read_document(text.encode())
        assert isinstance(document, Document)
        found[name] = output.to_json(Batch(shipped.info, (check(document, shipped, path=f"{name}.txt"),)))
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: dict[str, str]) -> None:
    """A folder with both reports and their results, named 旧 and 新."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("旧", TEXT), ("新", NEWER)):
        Path(f"{name}.txt").write_text(text, "utf-8")
        Path(f"{name}.json").write_text(kept[name], "utf-8")


# --- the command


@pytest.mark.usefixtures("desk")
def test_two_reports_on_the_page(run: Run) -> None:
    code, out, err = run("compare", "旧.txt", "新.txt")
    assert (code, err) == (0, "")
    assert "某某县 · 县级 · 2023 年度" in out and "某某县 · 县级 · 2024 年度" in out
    assert "【仍是缺口】" in out and "【与旧报告重复】" in out
    assert all(width(line) <= 80 for line in out.splitlines())


@pytest.mark.usefixtures("desk")
def test_two_reports_as_json(run: Run) -> None:
    code, out, _ = run("compare", "旧.txt", "新.txt", "-f", "json")
    data = json.loads(out)
    Draft202012Validator(SCHEMA).validate(data)
    assert code == 0
    assert (data["old"]["profile"]["year"], data["new"]["profile"]["year"]) == (2023, 2024)
    assert sum(data["summary"].values()) == len(data["items"]) == 62
    assert 0 < data["repeated"]["share"] < 1
    pairs = [pair for passage in data["repeated"]["passages"] for pair in passage["figures"]]
    assert ["20", "25"] in pairs


@pytest.mark.usefixtures("desk")
def test_a_kept_result_stands_for_its_report(run: Run) -> None:
    run("check", "旧.txt", "-f", "json:原.json", "--fail-on", "never")
    code, from_kept, _ = run("compare", "原.json", "新.txt", "-f", "json")
    assert code == 0 and from_kept == run("compare", "旧.txt", "新.txt", "-f", "json")[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.usefixtures("desk")
def test_results_redirected_by_a_shell(run: Run, encoding: str) -> None:
    Path("旧").write_bytes(Path("旧.json").read_text("utf-8").encode(encoding))
    assert run("compare", "旧", "新.json") == run("compare", "旧.json", "新.json")


@pytest.mark.usefixtures("desk")
def test_results_without_text(run: Run) -> None:
    for name in ("旧", "新"):
        data = json.loads(Path(f"{name}.json").read_text("utf-8"))
        data["reports"][0]["text"] = None
        Path(f"{name}短.json").write_text(json.dumps(data), "utf-8")
    code, out, _ = run("compare", "旧短.json", "新短.json")
    assert code == 0 and "旧、新结果不含报告全文（--no-text），未查重复的段落。" in out
    assert "【与旧报告重复】" not in out
    code, out, _ = run("compare", "旧短.json", "新.json", "-f", "json")
    assert code == 0 and json.loads(out)["repeated"] is None


@pytest.mark.usefixtures("desk")
def test_written_to_a_file(run: Run) -> None:
    for name in ("json", "terminal"):
        code, out, err = run("compare", "旧.json", "新.json", "-f", f"{name}:对比.{name}")
        assert (code, out) == (0, "") and f"已写入 对比.{name}" in err
    assert json.loads(Path("对比.json").read_text("utf-8"))["format"] == 1
    assert Path("对比.terminal").read_text("utf-8").startswith("新旧对比\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-", "-"], "标准输入只能用作两份中的一份"),
        (["旧.txt", "无.txt"], "未能读取 无.txt：找不到这个文件"),
        (["旧.txt"], "缺少 新"),
        (["旧.txt", "新.txt", "-f", "html"], "不认识的格式“html”"),
        (["旧.txt", "新.txt", "-f", "json:"], "冒号后面缺文件名"),
        (["旧.txt", "新.txt", "-f", "json:旧.txt"], "请换一个文件名"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_done(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run("compare", *arguments)
    assert (code, out) == (2, "") and told in err and "Traceback" not in err
    assert Path("旧.txt").read_text("utf-8") == TEXT


@pytest.mark.usefixtures("desk")
def test_a_result_of_several_reports_or_of_none(run: Run) -> None:
    run("check", "旧.txt", "新.txt", "-f", "json:多.json", "--fail-on", "never")
    code, _, err = run("compare", "多.json", "新.json")
    assert code == 2 and "多.json 里有 2 份报告的结果（旧.txt、新.txt）" in err and "fazhi check 报告 -f json:一份.json" in err
    run("check", "无.txt", "-f", "json:空.json")
    code, _, err = run("compare", "空.json", "新.json")
    assert code == 2 and "空.json 里没有可比的结果" in err and "无.txt" in err


@pytest.mark.usefixtures("desk")
def test_a_result_may_come_by_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("旧.json").open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        code, out, _ = run("compare", "-", "新.json")
    assert code == 0 and out == run("compare", "旧.json", "新.json")[1]


def _mangled(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], bytes]:
    def make(data: dict[str, Any]) -> bytes:
        change(data)
        return json.dumps(data).encode()

    return make


HOSTILE: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "empty": lambda _: b"",
    "no JSON": lambda _: b"\xff\xfe\x00\xd8{",
    "cut short": lambda data: json.dumps(data).encode()[:-40],
    "another program's": lambda _: b'{"name": "x", "version": 3}',
    "a list": lambda _: b"[]",
    "a number": lambda _: b"7",
    "deep": lambda _: b'{"format": 1, "checklist": 1, "reports": ' + b"[" * 200_000,
    "deep inside": lambda data: json.dumps(data | {"checklist": "DEEP"}).encode().replace(b'"DEEP"', b"[" * 900 + b"]" * 900),
    "long number": lambda _: b'{"format": ' + b"9" * 9_000 + b', "checklist": {}, "reports": []}',
    "other version": _mangled(lambda data: data.update(format=2)),
    "version is no number": _mangled(lambda data: data.update(format=[])),
    "reports no list": _mangled(lambda data: data.update(reports=5)),
    "report no object": _mangled(lambda data: data.update(reports=[None])),
    "items no list": _mangled(lambda data: data["reports"][0].update(items={"a": 1})),
    "title a number": _mangled(lambda data: data["reports"][0]["items"][0].update(title=5)),
    "status unknown": _mangled(lambda data: data["reports"][0]["items"][0].update(status="good")),
    "text a list": _mangled(lambda data: data["reports"][0].update(text=["文"])),
    "year a text": _mangled(lambda data: data["reports"][0]["profile"].update(year="2024")),
    "key unknown": _mangled(lambda data: data["reports"][0].update(extra=1)),
    "value beyond floats": _mangled(lambda data: data["reports"][0]["facts"][0].update(value=10**400)),
    "value infinite": lambda data: json.dumps(data).encode().replace(b'"value": 4,', b'"value": 1e999,'),
    "value no number": lambda data: json.dumps(data).encode().replace(b'"value": 4,', b'"value": NaN,'),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.usefixtures("desk")
def test_a_hostile_result_is_refused(run: Run, name: str) -> None:
    good = json.loads(Path("旧.json").read_text("utf-8"))
    content = HOSTILE[name](good)
    assert content != json.dumps(json.loads(Path("旧.json").read_text("utf-8"))).encode()
    Path("坏.json").write_bytes(content)
    for arguments in (["坏.json", "新.json"], ["旧.json", "坏.json", "-f", "json"]):
        code, out, err = run("compare", *arguments)
        assert (code, out) == (2, ""), err
        assert err.startswith("错误：未能读取 坏.json：") and "内部出错" not in err and len(err) < 300


@pytest.mark.usefixtures("desk")
def test_a_kept_result_obeys_no_terminal_and_breaks_no_encoding(run: Run) -> None:
    data = json.loads(Path("旧.json").read_text("utf-8"))
    one = data["reports"][0]
    one["profile"]["unit"], one["notes"], one["path"] = "\x1b[31m县\ud800", ["注\x07意\n"], "a\x1b]0;b\x07.txt"
    one["text"] = "\ud800\x00" + one["text"]
    one["items"][0]["title"] = one["facts"][0]["name"] = "题\x1b[2J\udfff"
    Path("坏.json").write_text(json.dumps(data), "utf-8")
    for arguments in (["坏.json", "新.json"], ["新.json", "坏.json"]):
        code, out, err = run("compare", *arguments)
        assert code == 0 and not re.search("[\x1b\x07\ud800-\udfff]", out + err)
        code, out, _ = run("compare", *arguments, "-f", "json")
        assert code == 0 and out.encode() and json.loads(out)
    assert run("compare", "坏.json", "新.json", "-f", "json:对比.json")[0] == 0
    assert json.loads(Path("对比.json").read_text("utf-8"))["old"]["profile"]["unit"] == one["profile"]["unit"]


# --- items

S = Status
CASES = [
    (result(S.MISSING), result(S.COVERED), Change.GAINED),
    (result(S.PARTIAL), result(S.COVERED), Change.GAINED),
    (result(S.COVERED), result(S.PLANNED), Change.LOST),
    (result(S.MISSING), result(S.PLANNED), Change.IMPROVED),
    (result(S.ADMITTED), result(S.PARTIAL), Change.IMPROVED),
    (result(S.PARTIAL), result(S.ADMITTED), Change.WORSENED),
    (result(S.PLANNED), result(S.ADMITTED), Change.OPEN),
    (result(S.MISSING), result(S.MISSING), Change.OPEN),
    (result(S.PARTIAL, "件数", "率"), result(S.PARTIAL, "率"), Change.IMPROVED),
    (result(S.PARTIAL, "率"), result(S.PARTIAL, "件数", "率"), Change.WORSENED),
    (result(S.PARTIAL, "件数"), result(S.PARTIAL, "率"), Change.OPEN),
    (result(S.NOT_APPLICABLE), result(S.MISSING), Change.APPLIES),
    (result(S.NOT_APPLICABLE), result(S.COVERED), Change.APPLIES),
    (result(S.COVERED), result(S.NOT_APPLICABLE), Change.APPLIES_NO_MORE),
    (result(S.NOT_APPLICABLE), result(S.NOT_APPLICABLE), Change.INAPPLICABLE),
    (result(S.COVERED), result(S.COVERED), Change.KEPT),
]


@pytest.mark.parametrize(("old", "new", "change"), CASES)
def test_what_became_of_an_item(old: Result, new: Result, change: Change) -> None:
    (item,) = compare(report(items=(old,)), report(items=(new,))).items
    assert (item.change, item.old, item.new) == (change, old, new)


def test_items_of_one_checklist_alone() -> None:
    found = compare(report(items=(result(S.COVERED), result(S.MISSING, id_="A02"))), report(items=(result(S.MISSING, id_="B01"),)))
    assert [(item.id, item.change) for item in found.items] == [
        ("B01", Change.ONLY_NEW), ("A01", Change.ONLY_OLD), ("A02", Change.ONLY_OLD)
    ]  # fmt: skip
    shown = page(found)
    assert "【只在新清单中】1 项" in shown and "【只在旧清单中】2 项" in shown


def test_both_grounds_are_shown() -> None:
    partial = SPECIAL["C06"]
    covered = dataclasses.replace(partial, status=S.COVERED, evidence=SPECIAL["E03"].evidence, unmet=())
    shown = page(compare(report(items=(partial,)), report(items=(covered,))))
    assert "【补上的缺口】1 项" in shown
    assert "△ 不完整：缺少出庭应诉率" in shown and "第 14 行 “严格落实行政机关负责人出庭应诉制度。”" in shown
    assert "√ 已覆盖" in shown and "第 11 行 “全面推行行政执法公示" in shown
    shown = page(compare(report(items=(covered,)), report(items=(partial,))))
    assert "【新出现的缺口】1 项" in shown and "建议  全年应出庭__件" in shown


# --- figures


def rows(old: tuple[Fact, ...], new: tuple[Fact, ...]) -> list[tuple[str, str | None, FigureKind, float | None, float | None]]:
    found = compare(of_year(2023, facts=old), of_year(2024, facts=new))
    return [(one.name, one.unit, one.kind, one.change, one.percent) for one in found.figures]


NAME = "行政复议受理件数"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((fact(50),), (fact(62),), [(NAME, "件", FigureKind.COMPARED, 12, 24.0)]),
        ((fact(50), fact(50)), (fact(50),), [(NAME, "件", FigureKind.COMPARED, 0, 0)]),
        ((fact(0),), (fact(3),), [(NAME, "件", FigureKind.COMPARED, 3, None)]),
        ((fact(98.6, "%"),), (fact(98.7, "%"),), [(NAME, "%", FigureKind.COMPARED, 0.1, None)]),
        ((fact(50), fact(40)), (fact(62),), [(NAME, "件", FigureKind.SEVERAL, None, None)]),
        ((fact(5, "万元"),), (fact(6, "元"),), [(NAME, None, FigureKind.UNITS, None, None)]),
        ((fact(50),), (), [(NAME, "件", FigureKind.ONLY_OLD, None, None)]),
        ((), (fact(50), fact(3, "次")), [(NAME, "件", FigureKind.ONLY_NEW, None, None), (NAME, "次", FigureKind.ONLY_NEW, None, None)]),
        ((fact(50), fact(9, "次")), (fact(62),), [(NAME, "件", FigureKind.COMPARED, 12, 24.0), (NAME, "次", FigureKind.ONLY_OLD, None, None)]),
        # Each side's own year alone counts; names alone are compared.
        ((fact(50, period=2023), fact(9, period=2022)), (fact(62, period=2024), fact(7, period=2025)), [(NAME, "件", FigureKind.COMPARED, 12, 24.0)]),
        ((dataclasses.replace(fact(50), name=None),), (dataclasses.replace(fact(62), name=None),), []),
        ((fact(1e-308),), (fact(1e308),), [(NAME, "件", FigureKind.COMPARED, 1e308, None)]),
    ],
)
def test_figures_side_by_side(old: tuple[Fact, ...], new: tuple[Fact, ...], expected: list[object]) -> None:
    assert rows(old, new) == expected


def test_the_table_of_figures() -> None:
    old = (fact(1234), fact(98.6, "%", name="出庭应诉率"), fact(7, name="案卷评查件数"), fact(3, name="培训期数"), fact(5, name="督察次数"))
    new = (fact(987.5, approximate=True), fact(99.1, "%", name="出庭应诉率"), fact(7, name="案卷评查件数"), fact(4, "次", name="督察次数"))
    shown = page(compare(of_year(2023, facts=old), of_year(2024, facts=new)))
    lines = [line.split() for line in shown.splitlines()]
    assert [NAME, "1,234件", "约987.5件", "约-246.5件", "-20.0", "%"] in lines
    assert ["出庭应诉率", "98.6%", "99.1%", "+0.5个百分点"] in lines
    assert "不变 1 个：案卷评查件数 7件" in shown and "只见于旧报告 1 个：培训期数 3件" in shown and "单位不同 1 个：督察次数 5件 → 4次" in shown


@pytest.mark.parametrize(
    ("old", "stated", "told"),
    [
        (fact(30, period=2023), fact(31, period=2023), True),
        (fact(30, period=2023), fact(30, period=2023), False),
        (fact(12034, period=2023), fact(12000, period=2023, quote="受理1.2万件"), False),  # rounded
        (fact(12034, period=2023), fact(12000, period=2023, quote="受理12,000件"), True),
        (fact(98.63, "%", period=2023), fact(98.6, "%", period=2023), False),
        (fact(98.83, "%", period=2023), fact(98.6, "%", period=2023), True),
        (fact(30, period=2023), fact(40, period=2023, approximate=True), False),
        (fact(30, period=2023), fact(31, period=2022), False),
        (fact(30, period=2023), fact(31, period=None), False),
        (fact(30, "次", period=2023), fact(31, period=2023), False),
    ],
)
def test_last_years_figure_told_otherwise(old: Fact, stated: Fact, told: bool) -> None:
    new = of_year(2024, facts=(fact(50, period=2024), stated))
    found = compare(of_year(2023, facts=(old,)), new)
    assert bool(found.restated) is told
    assert ("新报告所说的往年数与旧报告不同" in page(found)) is told
    assert not compare(of_year(2024, facts=(old,)), new).restated


@pytest.mark.usefixtures("desk")
def test_last_years_figure_from_the_text(run: Run) -> None:
    _, out, _ = run("compare", "旧.json", "新.json", "-f", "json")
    (one,) = json.loads(out)["restated"]
    assert (one["old"]["value"], one["new"]["value"], one["new"]["period"]) == (20, 18, 2023)


# --- findings


def test_findings_are_matched_wherever_they_stand() -> None:
    moved = dataclasses.replace(FINDING, start=5, end=9, line=1)
    edited = dataclasses.replace(FINDING, quote="全年共办理9件，其中维持5件、撤销3件。", start=50)
    other = dataclasses.replace(FINDING, check="arithmetic.ratio", message="别的")
    for new in (moved, edited):
        found = compare(report(findings=(FINDING, other)), report(findings=(new,)))
        assert (found.gone, found.appeared) == ((other,), ())
        assert [(pair.old, pair.new) for pair in found.remaining] == [(FINDING, new)]
    twice = compare(report(findings=(FINDING,)), report(findings=(FINDING, moved)))
    assert twice.appeared == (moved,) and len(twice.remaining) == 1
    shown = page(compare(report(findings=(FINDING,)), report(findings=(other,))))
    assert "【新出现的文字和数据问题】1 处" in shown and "【已消除的文字和数据问题（行号是旧报告的）】1 处" in shown
    assert "文字和数据问题：仍在 0 处。" in shown


# --- repeated passages

LONG_ONE, LONG_TWO = "全县各级行政机关严格依法履行职责。", "办理行政复议案件20件，同比增长5%。"


def test_passages_are_told_figures_apart() -> None:
    old = text_report(f"一、工作\n别的一些话写在前面的。{LONG_ONE}{LONG_TWO}\n", 2023, ("一、工作",))
    new = text_report(f"一、工作\n{LONG_ONE}办理行政复议案件二十三件，同比增长5%。\n另起一段新写的话在这里。\n", 2024, ("一、工作",))
    repeated = compare(old, new).repeated
    assert repeated is not None
    (passage,) = repeated.passages
    assert passage.figures == (("20", "二十三"),)
    assert passage.new.quote == f"{LONG_ONE}办理行政复议案件二十三件，同比增长5%。" and passage.new.line == 2
    assert passage.old.quote == LONG_ONE + LONG_TWO and old.text is not None
    assert old.text[passage.old.start : passage.old.end] == passage.old.quote
    assert repeated.characters == passage.characters == len(passage.new.quote)
    assert repeated.of == repeated.characters + len("另起一段新写的话在这里。")


def test_a_heading_ends_a_passage() -> None:
    text = f"一、工作\n{LONG_ONE}\n二、做法\n{LONG_TWO}\n另外还有一句新写的话。"
    old, new = (text_report(text[:-11] if year == 2023 else text, year, ("一、工作", "二、做法")) for year in (2023, 2024))
    found = compare(old, new)
    assert found.repeated is not None
    assert [one.new.quote for one in found.repeated.passages] == [LONG_TWO, LONG_ONE]
    assert "【与旧报告重复】77 %（36/47 字）" in page(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG_ONE, LONG_ONE.replace("严格", "全面")),
        ("工作扎实。", "工作扎实。"),  # too short to have been copied
        ("一、坚持和加强党的全面领导\n甲。", "一、坚持和加强党的全面领导\n乙。"),  # a heading
        ("", ""),
    ],
)
def test_what_is_no_repetition(old: str, new: str) -> None:
    headings = ("一、坚持和加强党的全面领导",)
    repeated = compare(text_report(old, 2023, headings), text_report(new, 2024, headings)).repeated
    assert repeated is not None and repeated.characters == 0 and repeated.passages == ()
    assert to_dict(compare(text_report(old, 2023, headings), text_report(new, 2024, headings)))["repeated"]["share"] == 0


def test_a_mask_cannot_be_forged() -> None:
    found = compare(text_report("办理案件#件\x00，全部依法办结并归档。", 2023), text_report("办理案件5件，全部依法办结并归档。", 2024))
    assert found.repeated is not None and not found.repeated.passages


@pytest.mark.parametrize(
    ("old", "new", "looked"),
    [
        (of_year(2023), of_year(2024), True),
        (of_year(2024), of_year(2024), False),
        (of_year(None), of_year(2024), False),
        (of_year(2024), of_year(2024, "别的县"), True),
    ],
)
def test_drafts_of_one_report_are_not_searched_for_repetition(old: CheckResult, new: CheckResult, looked: bool) -> None:
    found = compare(old, new)
    assert (found.repeated is not None) is looked
    assert ("按同一份报告的两稿对比" in page(found)) is not looked


def test_many_sentences() -> None:
    """Every sentence the same, or none, on either side: quadratic work would take minutes."""
    same = text_report(LONG_ONE * 20_000, 2023)
    other = text_report("".join(f"第{'甲乙丙丁'[n % 4]}组做了编号为{n:b}号的工作x{'y' * (n % 97)}。" for n in range(20_000)), 2024)
    for old, new in ((same, dataclasses.replace(same, profile=other.profile)), (same, other), (other, same)):
        found = compare(old, new).repeated
        assert found is not None
        assert bool(found.passages) is (old.text == new.text)


# --- what to bear in mind


@pytest.mark.parametrize(
    ("old", "new", "rules", "told"),
    [
        (of_year(2023), of_year(2024, "乙县"), INFO, "两份报告的单位不同（某某县、乙县）"),
        (of_year(2024), of_year(2023), INFO, "请看两份文件的先后是否写反"),
        (of_year(2023), of_year(None), INFO, "有报告的年度未识别"),
        (of_year(2023), of_year(2024), dataclasses.replace(INFO, version="2.0", digest="1" * 64), "清单不同（旧 fazhi 1.0，新 fazhi 2.0）"),
        (of_year(2023), of_year(2024), dataclasses.replace(INFO, digest="1" * 64), "清单不同（都叫 fazhi 1.0，内容不同）"),
        (of_year(2023), of_year(2024), INFO, "两份报告是同一个文件。"),
        (of_year(2023, notes=("正文出现了两遍。",)), of_year(2024), INFO, "旧报告：正文出现了两遍。"),
    ],
)
def test_notes(old: CheckResult, new: CheckResult, rules: ChecklistInfo, told: str) -> None:
    found = compare(old, new, INFO, rules)
    assert any(told in note for note in found.notes)
    assert "说明：" in page(found)


# --- of any two reports

REAL = [check(read_document(path), path=path.name) for path in [*SEEDS, *SYNTHETIC]]  # type: ignore[arg-type]
results = st.builds(result, st.sampled_from(Status), st.sampled_from(["件数", "率"]), id_=st.sampled_from(["A01", "A02", "A03"]))
facts = st.builds(
    fact, st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["件", "%"]), st.sampled_from([None, 2023, 2024]),
    st.sampled_from(["甲数", "乙数"]), approximate=st.booleans(),
)  # fmt: skip
findings = st.builds(
    Finding, st.sampled_from(["a", "b"]), st.sampled_from(["error", "note"]), st.sampled_from(["甲", "乙"]), st.sampled_from(["文", "字"]),
    st.integers(0, 9), st.just(9), st.just(1),
)  # fmt: skip
PIECES = [LONG_ONE, LONG_TWO, "短句。", "\n", "　", "一、标题\n", "2023年度各项工作任务均已完成；"]
texts = st.none() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
made = st.builds(
    lambda items, facts, findings, text, year: of_year(
        year, items=tuple({item.id: item for item in items}.values()), facts=tuple(facts),
        findings=tuple(sorted(findings, key=lambda one: one.start)), text=text,
    ),
    st.lists(results), st.lists(facts, max_size=6), st.lists(findings, max_size=5), texts, st.sampled_from([None, 2023, 2024]),
)  # fmt: skip
UNCHANGED = {Change.KEPT, Change.OPEN, Change.INAPPLICABLE}


def assert_mirrored(one: CheckResult, other: CheckResult) -> None:
    there, back = compare(one, other), compare(other, one)

    def ids(found: Comparison, change: Change) -> set[str]:
        return {item.id for item in found.items if item.change is change}

    for change, opposite in (
        (Change.GAINED, Change.LOST), (Change.IMPROVED, Change.WORSENED), (Change.APPLIES, Change.APPLIES_NO_MORE),
        (Change.ONLY_NEW, Change.ONLY_OLD), (Change.KEPT, Change.KEPT), (Change.OPEN, Change.OPEN),
    ):  # fmt: skip
        assert ids(there, change) == ids(back, opposite)
    assert there.gone == back.appeared and there.appeared == back.gone and len(there.remaining) == len(back.remaining)
    changes = {(row.name, row.unit): row.change for row in back.figures}
    assert {(row.name, row.unit): row.change and -row.change for row in there.figures} == changes


def assert_sound(found: Comparison) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(to_dict(found), allow_nan=False)))
    assert all(width(line) <= 80 for line in page(found).splitlines())
    if found.repeated:
        assert 0 <= sum(one.characters for one in found.repeated.passages) == found.repeated.characters <= found.repeated.of
        for one in found.repeated.passages:
            for side, passage in ((found.old, one.old), (found.new, one.new)):
                assert side.text is not None and side.text[passage.start : passage.end] == passage.quote


def assert_unchanged(one: CheckResult) -> None:
    same = compare(one, one)
    assert {item.change for item in same.items} <= UNCHANGED
    assert not (same.gone or same.appeared or same.restated)
    assert all(row.change == 0 for row in same.figures if row.kind is FigureKind.COMPARED)
    assert {row.kind for row in same.figures} <= {FigureKind.COMPARED, FigureKind.SEVERAL}


@given(made, made)
def test_any_two_results(one: CheckResult, other: CheckResult) -> None:
    assert_unchanged(one)
    assert_mirrored(one, other)
    assert_sound(compare(one, other))


@pytest.mark.parametrize("index", range(len(REAL)))
def test_real_reports(index: int) -> None:
    one, other = REAL[index], REAL[index - 1]
    assert_unchanged(one)
    assert_mirrored(one, other)
    assert_sound(compare(one, other))


def test_the_same_text_a_year_later_is_all_repeated() -> None:
    for one in REAL:
        later = dataclasses.replace(one, profile=dataclasses.replace(one.profile, year=2030))
        found = compare(one, later).repeated
        assert found is not None and found.characters > 0.95 * found.of
        assert all(not passage.figures for passage in found.passages)
