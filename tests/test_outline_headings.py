"""Which lines are headings, and how deep each stands."""

from __future__ import annotations

import pytest

from checker.model import Block, Document
from checker.outline import read_outline

from .outline_samples import LONG, PLAN, PROBLEMS, RULES, TITLE, WORK, outline, read

# ---- which lines are headings ----

HEADINGS = [
    ("一、主要做法", "一、主要做法"),
    ("一 、主要做法", "一 、主要做法"),
    ("一 主要做法", "一 主要做法"),
    ("一.主要做法", "一.主要做法"),
    ("第一部分 主要做法", "第一部分 主要做法"),
    ("第一章　主要做法", "第一章　主要做法"),
    ("（一）强化领导", "（一）强化领导"),
    ("(一)强化领导。", "(一)强化领导"),
    ("㈠强化领导", "㈠强化领导"),
    ("1.强化领导", "1.强化领导"),
    ("1、强化领导", "1、强化领导"),
    ("１．强化领导", "１．强化领导"),
    ("（1）强化领导", "（1）强化领导"),
    ("⑴强化领导", "⑴强化领导"),
    ("1）强化领导", "1）强化领导"),
    ("①强化领导", "①强化领导"),
    ("01 强化领导", "01 强化领导"),
    ("1.1 强化领导", "1.1 强化领导"),
    ("【强化领导】", "【强化领导】"),
    ("## 强化领导", "强化领导"),
    ("**一、强化领导**", "一、强化领导"),
    ("强化领导", "强化领导"),
    ("一、存在问题：", "一、存在问题"),
]


@pytest.mark.parametrize(("line", "heading"), HEADINGS)
def test_headings_of_every_kind(line: str, heading: str) -> None:
    report = read(f"{TITLE}{LONG}\n{line}\n{LONG}\n{LONG}")
    assert [s.heading for s in report.sections] == ["", heading]
    assert [s.heading for s in report.sentences[-3:]] == [True, False, False]


RUN_INS = [
    ("（一）坚持统筹谋划，有序推进。", "（一）坚持统筹谋划，有序推进"),
    ("1.强化组织领导。", "1.强化组织领导"),
    ("1、强化组织领导，压实责任。", "1、强化组织领导，压实责任"),
    ("一、强化组织领导。", "一、强化组织领导"),
    ("（一）学习情况：", "（一）学习情况"),
    ("【强化领导】", "【强化领导】"),
]


@pytest.mark.parametrize(("line", "heading"), RUN_INS)
def test_run_in_headings_are_a_heading_and_body(line: str, heading: str) -> None:
    report = read(f"{TITLE}{LONG}\n{line}{LONG}")
    assert report.sections[-1].heading == heading
    title, body = report.sentences[-2:]
    assert title.heading and not body.heading and body.paragraph == title.paragraph
    assert report.text[body.start : body.end].startswith("深入学习")


BODY_LINES = [
    "1.召开常务会议3次，听取汇报。",
    "1.召开常务会议3次，听取汇报。会后印发纪要。",
    "1.开展执法检查12次",
    "（一）全年受理行政复议申请62件。其中受理50件。",
    "1.制定方案，明确分工，压实责任，抓好落实。开展检查。",
    "1.完成了三项制度建设。成效明显。",
    "一是加强组织领导。压实责任。",
    "首先，加强组织领导。压实责任。",
    "第一责任人职责落实到位。",
    "2024年，全县法治政府建设有序推进",
    "12345热线办理及时",
    "关闭小煤矿5家",
    "3.5万人参加了学习",
]


@pytest.mark.parametrize("line", BODY_LINES)
def test_things_done_are_no_headings(line: str) -> None:
    report = read(f"{TITLE}一、工作情况\n{LONG}\n{line}\n{LONG}")
    assert [s.heading for s in report.sections] == ["", "一、工作情况"]
    assert {s.role for s in report.sentences if s.section == 1} == {WORK}


def test_numbered_items_with_nothing_below_are_a_list() -> None:
    report = read(f"{TITLE}一、工作情况\n（一）加强领导\n1.健全议事规则。\n2.落实学法制度。\n（二）规范执法\n{LONG}")
    assert [s.heading for s in report.sections[1:]] == ["一、工作情况", "（一）加强领导", "（二）规范执法"]


def test_depth_follows_the_order_of_numbering_in_the_document() -> None:
    lines = [
        "1、工作情况",
        "（一）加强领导",
        LONG,
        "（二）规范执法",
        LONG,
        "2、存在问题",
        LONG,
        "3、下一步",
        "（一）加强学习",
        LONG,
    ]
    told = [(depth, role) for depth, _, role in outline(TITLE + "\n".join(lines))]
    assert told == [(1, WORK), (2, WORK), (2, WORK), (1, PROBLEMS), (1, PLAN), (2, PLAN)]


def test_depth_may_skip_a_kind() -> None:
    lines = [
        "一、工作",
        "1.强化领导",
        LONG,
        "二、做法",
        "（一）规范执法",
        "1.强化监督",
        LONG,
        "2.强化公开",
        LONG,
        "三、不足",
        LONG,
    ]
    assert [d for d, _, _ in outline(TITLE + "\n".join(lines))] == [1, 2, 1, 2, 3, 3, 1]


def test_word_headings_bring_their_depth() -> None:
    lines = [(TITLE.strip(), 1), ("工作情况", 1), ("加强领导", 2), (LONG, None), ("存在问题", 1), (LONG, None)]
    blocks, start = [], 0
    for line, depth in lines:
        blocks.append(Block(line, "heading" if depth else "paragraph", depth, start=start))
        start += len(line) + 1
    report = read_outline(Document("\n".join(line for line, _ in lines), tuple(blocks)), RULES)
    assert [(s.depth, s.heading, s.role) for s in report.sections[1:]] == [
        (1, "工作情况", WORK),
        (2, "加强领导", WORK),
        (1, "存在问题", PROBLEMS),
    ]
    assert report.profile.title == lines[0][0]


def test_table_rows_are_no_headings() -> None:
    rows = ["一、工作情况", "1 强化领导", LONG]
    blocks = (Block(rows[0]), Block(rows[1], "table_row", start=7), Block(rows[2], start=14))
    report = read_outline(Document("\n".join(rows), blocks), RULES)
    assert [s.heading for s in report.sections] == ["一、工作情况"]


def test_contents_list_is_no_outline() -> None:
    text = f"{TITLE}目录\n一、工作情况……………1\n二、存在问题……………5\n一、工作情况\n{LONG}\n二、存在问题\n{LONG}"
    assert [h for _, h, _ in outline(text)] == ["一、工作情况", "二、存在问题"]
