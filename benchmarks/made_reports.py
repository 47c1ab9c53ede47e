"""Invented reports whose verdicts are known beforehand: `python benchmarks/made_reports.py FOLDER 100` writes some and tells their truth as csv.

A report is put together from the labelled sentences of tests/gold_sentences: what covers an item or half covers it stands in the
work part, what admits it in the shortcomings, what plans it in the plan, between sentences that say nothing of any item. So the
status of each item follows from the labels, from where the sentences were put, and from the levels and years of the checklist.

Only some sentences are taken (`choose`): those that, judged alone, get their label and touch no other item. That is a choice of
material, not of outcome: what is put to the test is everything that makes a whole report harder than a sentence (title, level,
year, headings, parts, neighbours, formats, the store); how often single sentences are judged rightly, `fazhi eval` measures.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker.api import load_checklist  # noqa: E402
from checker.checklist import Checklist  # noqa: E402
from checker.judging import Engine, compile_engine, judge  # noqa: E402
from checker.model import Level, Role, Status  # noqa: E402
from checker.quality.labels import LabelledSentence, read_sentences  # noqa: E402
from checker.quality.single import passage_report  # noqa: E402
from tests.html_pages import ucap  # noqa: E402
from tests.typeset_docx import plain_docx  # noqa: E402

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from checker.checklist import Item

YEARS = (2022, 2023, 2024, 2025)
_PARTS = {Role.WORK: "R02", Role.PROBLEMS: "R03", Role.PLAN: "R06"}  # the item that asks for such a part
_NAMES_YEAR = re.compile(r"\d{4}年|[〇零]")
_CAUSES = ["究其原因，主要是基层人手紧张。", "造成上述情况的原因，主要是少数同志业务不熟。", "这些情况的产生，根源在于经费有限。"]
_FILLERS = {
    Role.WORK: ["各项工作有序推进。", "全年任务顺利完成。"],
    Role.PROBLEMS: ["部分同志工作方法简单。", "个别单位工作推进较慢。"],
    Role.PLAN: ["再鼓干劲，完成全年任务。", "扎实做好各项工作。"],
}
_PRECEDENCE = (Status.COVERED, Status.NOT_APPLICABLE, Status.PARTIAL, Status.PLANNED, Status.ADMITTED)
_OFTEN = {Status.COVERED: 6, Status.NOT_APPLICABLE: 1, Status.PARTIAL: 2, Status.PLANNED: 2, Status.ADMITTED: 2}
_STANDS_IN = dict.fromkeys(_PRECEDENCE, Role.WORK) | {Status.PLANNED: Role.PLAN, Status.ADMITTED: Role.PROBLEMS}
_HEADINGS = {
    Role.WORK: ["{year}年主要工作", "主要举措和成效", "{year}年度工作开展情况", "工作情况"],
    Role.PROBLEMS: ["存在的问题", "存在的不足", "主要问题和短板"],
    Role.PLAN: ["下一步工作打算", "{next}年工作安排", "下一年度主要安排"],
}
_TITLES = ["{unit}{year}年度法治政府建设情况报告", "{unit}关于{year}年法治政府建设工作情况的报告", "{unit}{year}年法治政府建设年度报告"]
_TITLE_WITHOUT_YEAR = "{unit}法治政府建设情况报告"
_OPENINGS = {
    Level.PROVINCE: "{year}年，{unit}认真贯彻中央部署，现将有关情况报告如下。",
    Level.CITY: "{year}年，{unit}和所辖各县（市、区）认真落实上级部署，现将有关情况报告如下。",
}
_OPENING = "{year}年，{unit}认真落实上级部署，现将有关情况报告如下。"
_FIRST, _SECOND = "青云石松柳白梅清临安永长平岭桃杏竹枫荷兰霞泉沙桂", "溪岭河湾湖坪源川塘桥泉浦洲峰坡坝滩井谷林沟坞渡岗"
_LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.DEPARTMENT, Level.COUNTY, Level.CITY, Level.TOWNSHIP, Level.DEPARTMENT, Level.PROVINCE)
_ENDINGS = {
    Level.PROVINCE: ("省人民政府",),
    Level.CITY: ("市人民政府", "市"),
    Level.COUNTY: ("县人民政府", "县", "区人民政府"),
    Level.TOWNSHIP: ("镇人民政府", "镇", "街道办事处"),
    Level.DEPARTMENT: ("县司法局", "县教育局", "区交通运输局", "县农业农村局"),
}
_HAN = (*"一二三四五六七八九十", "十一")


class Material(NamedTuple):
    """Sentences by item and by the status that they make, and by the part where they say nothing of any item."""

    telling: dict[str, dict[Status, list[str]]]
    silent: dict[Role, list[str]]


class Made(NamedTuple):
    """A report: the name of its file, whose it is, and the true status of every item."""

    name: str
    data: bytes
    unit: str
    level: Level
    year: int
    statuses: dict[str, Status]


def choose(checklist: Checklist, most: int = 3) -> Material:
    """At most `most` sentences of each item and status, and ten times as many silent ones (see above)."""
    engine = compile_engine(checklist)
    material = Material({item.id: {} for item in checklist.items}, {})
    sentences = [one for one in read_sentences(ROOT / "tests" / "gold_sentences") if one.role and "\n" not in one.text]
    for one in sentences:
        if one.role is None or one.role is Role.STATIC or one.item not in material.telling or _NAMES_YEAR.search(one.text):
            continue
        silent = one.status is Status.MISSING
        chosen = material.silent.setdefault(one.role, []) if silent else material.telling[one.item].setdefault(one.status, [])
        if len(chosen) < most * (10 if silent else 1) and _stands_alone(one, one.role, engine):
            chosen.append(one.text)
    return material



def _stands_alone(one: LabelledSentence, role: Role, engine: Engine) -> bool:
    """Whether the sentence gets its label, and says nothing of any other item but the one that asks for such a part."""
    wanted = {_PARTS[role]: Status.COVERED} if role in _PARTS else {}
    if one.status is not Status.MISSING:
        wanted[one.item] = one.status
    results = judge(passage_report(one.text, role, None, YEARS[-2]), engine)
    return {result.id: result.status for result in results if result.status is not Status.MISSING} == wanted


def make_reports(count: int, checklist: Checklist, material: Material, seed: int = 7) -> Iterator[Made]:
    """`count` reports, the same for the same seed; every four of them are those of one unit, year by year."""
    for number in range(count):
        draw = random.Random(f"{seed} {number // len(YEARS)}")
        level = _LEVELS[number // len(YEARS) % len(_LEVELS)]
        unit = draw.choice(_FIRST) + draw.choice(_SECOND) + draw.choice(_ENDINGS[level])
        yield _Report(unit, level, YEARS[number % len(YEARS)], checklist, random.Random(f"{seed} {number} report")).made(number, material)


class _Report:
    """A report while it is put together: `parts` are paragraphs, each with the group of its item ("" for none)."""

    def __init__(self, unit: str, level: Level, year: int, checklist: Checklist, draw: random.Random) -> None:
        self.unit, self.level, self.year, self.checklist, self.draw = unit, level, year, checklist, draw
        self.words = {"unit": unit, "year": year, "next": year + 1}
        self.statuses = dict.fromkeys((item.id for item in checklist.items), Status.MISSING)
        self.parts: dict[Role, list[tuple[str, str]]] = {Role.WORK: []}
        for role in (Role.PROBLEMS, Role.PLAN):
            if draw.random() < 0.9:
                self.parts[role] = []

    def made(self, number: int, material: Material) -> Made:
        reach = self.draw.uniform(0.3, 0.95)  # how much this report speaks of
        for item in self.checklist.items:
            if self._is_excluded(item):
                self.statuses[item.id] = Status.NOT_APPLICABLE
            elif self.draw.random() < reach:
                self._tell(item, material.telling[item.id])
        for role in self.parts:
            self._fill(role, material.silent.get(role, []))
        if Role.PROBLEMS in self.parts and self.draw.random() < 0.6:
            self.parts[Role.PROBLEMS].append(("", self.draw.choice(_CAUSES)))
            self.statuses["R04"] = Status.COVERED
        title = self._title()
        silent = material.silent.get(Role.PREAMBLE, [])
        opening = [*self.draw.sample(silent, min(len(silent), self.draw.randrange(3))), _OPENINGS.get(self.level, _OPENING).format(**self.words)]
        suffix, data = _file(title, [*opening, *self._body()], self.draw)
        return Made(f"{self.year}/{number:05}-{self.unit}{suffix}", data, self.unit, self.level, self.year, self.statuses)

    def _is_excluded(self, item: Item) -> bool:
        return bool((item.levels and self.level not in item.levels) or (item.years and self.year not in item.years))

    def _tell(self, item: Item, telling: dict[Status, list[str]]) -> None:
        """Put sentences of one or two statuses of an item where they belong; the first of `_PRECEDENCE` is the item's."""
        able = [status for status in _PRECEDENCE if telling.get(status) and _STANDS_IN[status] in self.parts]
        if not able:
            return
        chosen = set(self.draw.choices(able, [_OFTEN[status] for status in able], k=self.draw.choice((1, 1, 2))))
        if Status.NOT_APPLICABLE in chosen:
            chosen = {Status.NOT_APPLICABLE}  # who had no case tells of none
        for status in chosen:
            self.parts[_STANDS_IN[status]].append((item.group, self.draw.choice(telling[status])))
        self.statuses[item.id] = next(status for status in _PRECEDENCE if status in chosen)

    def _fill(self, role: Role, silent: list[str]) -> None:
        """What says nothing of any item, but makes the part one."""
        texts = self.draw.sample(silent, min(len(silent), self.draw.randrange(6)))
        self.parts[role] += (("", text) for text in (*texts, self.draw.choice(_FILLERS[role])))
        self.statuses[_PARTS[role]] = Status.COVERED

    def _title(self) -> str:
        dated = self.draw.random() < 0.9
        self.statuses["R01"] = Status.COVERED if dated else Status.PARTIAL
        return (self.draw.choice(_TITLES) if dated else _TITLE_WITHOUT_YEAR).format(**self.words)

    def _body(self) -> Iterator[str]:
        """Headings and paragraphs; the work part by groups, for some reports under headings of their own."""
        grouped = self.draw.random() < 0.7
        for place, (role, paragraphs) in enumerate(self.parts.items()):
            yield f"{_HAN[place]}、{self.draw.choice(_HEADINGS[role]).format(**self.words)}"
            groups: dict[str, list[str]] = {}
            for group, text in paragraphs:
                groups.setdefault(group, []).append(text)
            for number, (group, texts) in enumerate(groups.items()):
                if grouped and role is Role.WORK:
                    name = self.checklist.info.groups.get(group)
                    yield f"（{_HAN[number]}）{name}方面" if name else f"（{_HAN[number]}）其他方面"
                yield from texts


def _file(title: str, lines: list[str], draw: random.Random) -> tuple[str, bytes]:
    """Most are text, some of them in the older encoding; a few are Word and web pages."""
    kind = draw.random()
    if kind < 0.04:
        return ".docx", plain_docx([title, *lines])
    if kind < 0.08:
        return ".html", ucap(title, lines)
    return ".txt", "\n".join([title, "", *lines]).encode("gb18030" if kind < 0.2 else "utf-8")


def broken_files() -> dict[str, bytes]:
    """Ten files that cannot be read, by name."""
    word = plain_docx(["某某县2024年法治政府建设情况报告", "一、主要工作"])
    return {
        "空.txt": b"",
        "空.docx": b"",
        "截断.docx": word[: len(word) // 2],
        "只有开头.docx": word[:30],
        "不是文档.docx": b"PK\x03\x04 word/document.xml",
        "截断.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        "只有名.pdf": b"%PDF-1.4\n",
        "截断.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "截断.ofd": b"PK\x03\x04\x14\x00\x00\x00\x08\x00OFD.xml",
        "程序.txt": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    }


def write_reports(folder: Path, made: Iterable[Made]) -> dict[str, Made]:
    """Write reports into a folder; what was written, by its absolute path."""
    written = {}
    for one in made:
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
        written[str(path.absolute())] = one
    return written


def write_broken(folder: Path) -> None:
    """The ten broken files, among the others."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in broken_files().items():
        (folder / name).write_bytes(data)


def differences(store: DuckDBPyConnection, written: Mapping[str, Made]) -> list[str]:
    """What a store tells otherwise than it is, one line each: items, profiles, reports that are not there."""
    rows = store.execute("SELECT path, unit, level, year, item, status FROM files JOIN results USING (result) JOIN items USING (result)").fetchall()
    told: dict[str, dict[str, object]] = {}
    for path, unit, level, year, item, status in rows:
        told.setdefault(path, {"unit": unit, "level": level, "year": year})[item] = status
    lines = []
    for path, one in written.items():
        true = {"unit": None, "level": one.level, "year": one.year, **one.statuses}
        said = told.get(path, {})
        if said and one.unit.startswith(str(said["unit"])):  # 某某县人民政府 is told as 某某县
            true["unit"] = said["unit"]
        lines += (f"{one.name} {key}: {true.get(key)} ≠ {said.get(key)}" for key in true.keys() | said.keys() if true.get(key) != said.get(key))
    return sorted(lines)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    checklist = load_checklist()
    written = write_reports(folder, make_reports(count, checklist, choose(checklist)))
    table = csv.writer(sys.stdout)
    table.writerow(["文件", "单位", "层级", "年度", *(item.id for item in checklist.items)])
    table.writerows([one.name, one.unit, one.level, one.year, *one.statuses.values()] for one in written.values())


if __name__ == "__main__":
    main()
