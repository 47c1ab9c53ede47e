"""Lines at places on pages become paragraphs; running heads, page numbers, tables and footnotes are told apart."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from checker.reading.page.layout import Line, Page, Rule, reflow

WIDTH, HEIGHT, SIZE, LEFT, COLUMNS, WAY = 595.0, 842.0, 16.0, 74.0, 28, 28.0
FIRST = (
    "今年以来，青溪县持续加强依法行政，健全工作机制，完善制度体系，规范执法行为，化解矛盾纠纷，各项工作取得了新的进展，群众满意度稳步提高。"
)
SECOND = "全县共办理行政复议案件一百二十件，审查行政规范性文件三十五件，开展普法宣传活动二百余场次，组织执法人员参加培训六百余人次。"


def ems(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def line(text: str, row: float, indent: float = 0, size: float = SIZE, left: float = LEFT) -> Line:
    """A line in the given row, `indent` letters from the margin."""
    start, top = left + indent * SIZE, 90 + row * WAY
    return Line(text, start, top - size / 2, start + ems(text) * size, top + size / 2, size)


def centred(text: str, row: float, size: float = SIZE) -> Line:
    return line(text, row, (COLUMNS - ems(text) * size / SIZE) / 2, size)


def to_right(text: str, row: float, free: float = 0) -> Line:
    return line(text, row, COLUMNS - free - ems(text))


def wrapped(text: str, row: float, first: float = 2, rest: float = 0) -> list[Line]:
    """A paragraph as lines from `row` on; closing signs begin no line."""
    lines = []
    indent = first
    while text:
        end = next((end for end in range(1, len(text)) if ems(text[: end + 1]) > COLUMNS - indent), len(text))
        while end < len(text) and text[end] in "，。；：、":
            end -= 1
        lines.append(line(text[:end], row + len(lines), indent))
        text, indent = text[end:], rest
    return lines


def stacked(*paragraphs: tuple[str, float, float], gap: float = 0) -> list[Line]:
    """Paragraphs (text, indent of the first line, of the rest) below each other."""
    lines: list[Line] = []
    row = 0.0
    for text, first, rest in paragraphs:
        own = wrapped(text, row, first, rest)
        lines += own
        row += len(own) + gap
    return lines


def page(lines: Sequence[Line], rules: Sequence[Rule] = (), width: float = WIDTH, height: float = HEIGHT) -> Page:
    return Page(width, height, tuple(lines), tuple(rules))


def texts(*pages: Page) -> list[str]:
    return [block.text for block in reflow(pages)]


def test_nothing_gives_nothing() -> None:
    assert reflow(()) == ()
    assert reflow((page(()), page(()))) == ()


@pytest.mark.parametrize(("first", "gap"), [(2, 0), (2, 0.5), (0, 0.6), (0, 1), (0, 0)])
def test_paragraphs_are_told_apart_by_indent_by_gaps_and_by_short_last_lines(first: float, gap: float) -> None:
    paragraphs = [FIRST, SECOND, FIRST + SECOND, "短段。", SECOND + FIRST]
    assert texts(page(stacked(*((text, first, 0) for text in paragraphs), gap=gap))) == paragraphs


def test_a_full_last_line_ends_a_paragraph_when_the_next_is_indented() -> None:
    full = FIRST[:26] + FIRST[:27] + "。"
    assert texts(page(stacked((full, 2, 0), (SECOND, 2, 0), (FIRST, 2, 0)))) == [full, SECOND, FIRST]


def test_a_line_shortened_for_a_closing_sign_goes_on() -> None:
    text = "甲" * 25 + "”。" + "乙" * 30 + "。"
    lines = [line("甲" * 24, 0, 2), line("甲”。" + "乙" * 25, 1), line("乙" * 5 + "。", 2)]
    assert texts(page([*lines, *(one._replace(top=one.top + 84, bottom=one.bottom + 84) for one in wrapped(FIRST, 0))])) == [text, FIRST]


def test_a_sign_hanging_over_the_margin_makes_the_other_lines_no_shorter() -> None:
    lines = [line("甲" * 28, 0), line("乙" * 28 + "，", 1), line("丙" * 28, 2), line("丁" * 28 + "、", 3), line("戊" * 28, 4), line("己。", 5)]
    assert len(texts(page(lines))) == 1


def test_a_paragraph_runs_over_the_page_end() -> None:
    top = stacked((FIRST, 2, 0), (SECOND, 2, 0))
    blocks = reflow([page(top[:-1]), page([line(top[-1].text, 0), *wrapped(FIRST, 1)])])
    assert [(block.text, block.page) for block in blocks] == [(FIRST, 1), (SECOND, 1), (FIRST, 2)]


def test_pages_with_margins_of_their_own() -> None:
    lines = stacked((FIRST, 2, 0), (SECOND, 2, 0), (FIRST, 2, 0))
    moved = [one._replace(left=one.left + 30, right=one.right + 30) for one in lines]
    assert texts(page(lines), page(moved), page(lines[:1])) == [FIRST, SECOND, FIRST] * 2 + [lines[0].text]


def test_a_title_over_two_lines_is_one_and_what_stands_round_it_is_not() -> None:
    head = [
        centred("青溪县人民政府文件", 0, 30),
        centred("青政发〔2025〕3号", 2),
        centred("青溪县人民政府", 4, 22),
        centred("关于2024年度法治政府建设情况的报告", 5.4, 22),
        centred("（2025年1月20日）", 7),
        line("市人民政府：", 9),
    ]
    title = "青溪县人民政府关于2024年度法治政府建设情况的报告"
    lines = [*head, *wrapped(FIRST, 10), *wrapped(SECOND, 13)]
    assert texts(page(lines)) == ["青溪县人民政府文件", "青政发〔2025〕3号", title, "（2025年1月20日）", "市人民政府：", FIRST, SECOND]


def test_a_title_of_the_bodys_size_and_two_lines() -> None:
    lines = [centred("青溪县住房和城乡建设局", 0), centred("法治政府建设年度报告", 1), *wrapped(FIRST, 3), *wrapped(SECOND, 6)]
    assert texts(page(lines)) == ["青溪县住房和城乡建设局法治政府建设年度报告", FIRST, SECOND]


def test_short_lines_headings_and_the_signature_stay_apart() -> None:
    short = ["一、主要工作", "（一）健全机制。", "召开会议3次。", "二是“放管服”。"]
    lines = [*wrapped(FIRST, 0), *(line(text, 3 + row, 2) for row, text in enumerate(short)), *wrapped(SECOND, 7)]
    lines += [to_right("青溪县人民政府", 12, 4), to_right("2025年1月20日", 13, 4), line("（此件公开发布）", 14, 2)]
    assert texts(page(lines)) == [FIRST, *short, SECOND, "青溪县人民政府", "2025年1月20日", "（此件公开发布）"]


def test_lists_whose_lines_hang_under_their_text() -> None:
    items = [(f"{number}.{text}", 2, 3) for number, text in enumerate((FIRST, SECOND, "短项。", FIRST), 1)]
    lines = stacked((SECOND, 2, 0), *items, (FIRST, 2, 0))
    assert texts(page(lines)) == [SECOND, *(text for text, _, _ in items), FIRST]


def test_an_indented_block_is_one_paragraph() -> None:
    quoted = (FIRST + SECOND).replace("。", "，")[:-1] + "。"
    lines = stacked((FIRST, 2, 0), (quoted, 4, 4), (SECOND, 2, 0), (FIRST, 2, 0))
    assert texts(page(lines)) == [FIRST, quoted, SECOND, FIRST]


def test_numbers_inside_a_paragraph_begin_none_where_paragraphs_are_indented() -> None:
    text = "甲" * 25 + "；" + "（二）" + "乙" * 40 + "。"
    lines = [line(text[:26], 0, 2), line(text[26:54], 1), line(text[54:], 2), *wrapped(FIRST, 3), *wrapped(SECOND, 6)]
    assert texts(page(lines)) == [text, FIRST, SECOND]


def test_words_of_latin_script_keep_a_space_at_the_line_end() -> None:
    cases = [("使用open", "source软件", "使用open source软件"), ("共计20", "24件", "共计2024件"), ("采用inter-", "national标准", "采用international标准")]
    cases += [("新冠COVID-", "19疫情", "新冠COVID-19疫情"), ("召开会议,", "2次培训", "召开会议,2次培训"), ("见A,", "B两项", "见A, B两项")]
    for above, below, whole in cases:
        start = "甲" * 20
        full = line(start + above, 0, 2)._replace(right=LEFT + COLUMNS * SIZE)
        assert texts(page([full, line(below, 1), *wrapped(FIRST, 2), *wrapped(SECOND, 5)]))[0] == start + whole


# ---- running heads and page numbers

BODY = stacked((FIRST, 2, 0), (SECOND, 2, 0), (FIRST, 2, 0), (SECOND, 2, 0))
ALL = [FIRST, SECOND, FIRST, SECOND]


def bodies(count: int) -> list[list[Line]]:
    """The body's lines for so many pages, no two beginning alike."""
    marks = "甲乙丙丁戊己庚辛"
    return [[line(f"{mark}类事项情况如下：", 0, 2), *(one._replace(top=one.top + WAY, bottom=one.bottom + WAY) for one in BODY)] for mark in marks[:count]]


def expected(count: int) -> list[str]:
    return [text for mark in "甲乙丙丁戊己庚辛"[:count] for text in (f"{mark}类事项情况如下：", *ALL)]


def foot(text: str, size: float = 14) -> Line:
    return centred(text, 25.2, size)


@pytest.mark.parametrize("form", ["— # —", "-#-", "#", "第#页", "第 # 页 共 9 页", "第#页/共9页", "#/9", "Page # of 9", "·#·", "- # -", "P#", "－＃－"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_page_numbers_go(form: str, count: int) -> None:
    full = str.maketrans("0123456789", "０１２３４５６７８９")
    numbers = [form.replace("#", str(number)).replace("＃", str(number).translate(full)) for number in range(1, count + 1)]
    assert texts(*(page([*body, foot(number)]) for body, number in zip(bodies(count), numbers, strict=True))) == expected(count)


@pytest.mark.parametrize("count", [2, 3, 8])
def test_running_heads_go_with_their_number(count: int) -> None:
    pages = [page([line("青溪县年度报告", -2, 0, 9), to_right(f"第{number}页", -2), *body]) for number, body in enumerate(bodies(count), 1)]
    assert texts(*pages) == expected(count)


def test_running_heads_of_left_and_right_pages_go() -> None:
    heads = ["青溪县人民政府", "法治政府建设年度报告"]
    assert texts(*(page([line(heads[number % 2], -2, 0, 9), *body]) for number, body in enumerate(bodies(6)))) == expected(6)


def test_a_title_like_the_running_head_stays() -> None:
    title = "青溪县2024年法治政府建设年度报告"
    pages = [page([line(title, -2, 0, 9), *([centred(title, -0.8, 22)] if not number else []), *BODY]) for number in range(3)]
    assert texts(*pages) == [title, *ALL * 3]


def test_a_title_in_the_place_of_the_running_head_stays() -> None:
    title = "青溪县2024年法治政府建设年度报告"
    pages = [page([centred(title, -1.5, 22 if not number else 9), *BODY]) for number in range(3)]
    assert texts(*pages) == [title, *ALL * 3]


def test_a_body_line_that_repeats_at_the_top_stays() -> None:
    lines = [line("本页未完。", 0, 2), *(one._replace(top=one.top + WAY, bottom=one.bottom + WAY) for one in BODY)]
    assert texts(page(lines), page(lines)) == ["本页未完。", *ALL] * 2


@pytest.mark.parametrize("last", ["2024", "35件。", "三、"])
def test_a_last_line_of_the_body_that_looks_like_a_number_stays(last: str) -> None:
    rows = [line("甲" * 28, row) for row in range(24)]
    joined = "甲" * 28 * 24 + last
    assert texts(page([*rows, line(last, 24)])) == [joined]


# ---- tables and footnotes


def cells(row: float, *places: tuple[str, float]) -> list[Line]:
    return [line(text, row, indent) for text, indent in places]


def test_columns_that_stand_under_each_other_are_a_table() -> None:
    table = [*cells(3, ("类别", 1), ("件数", 12), ("占比", 20)), *cells(4, ("行政处罚", 0), ("35", 12.5), ("70%", 20))]
    blocks = reflow([page([*wrapped(FIRST, 0), *table, *wrapped(SECOND, 5)])])
    assert [block.text for block in blocks] == [FIRST, "类别 | 件数 | 占比", "行政处罚 | 35 | 70%", SECOND]
    assert [block.kind for block in blocks] == ["paragraph", "table_row", "table_row", "paragraph"]


def test_a_single_line_with_gaps_is_no_table() -> None:
    lines = [*cells(0, ("目", 10), ("录", 16)), *wrapped(FIRST, 1), *cells(4, ("联系人：李明", 2), ("电话：8123456", 14)), *wrapped(SECOND, 5)]
    assert texts(page(lines)) == ["目录", FIRST, "联系人：李明 电话：8123456", SECOND]


def test_numbers_of_a_list_set_far_from_their_text_make_no_table() -> None:
    lines = [*cells(0, ("1.", 0), ("完善制度。", 4)), *cells(1, ("2.", 0), ("强化监督。", 4)), *wrapped(FIRST, 2), *wrapped(SECOND, 5)]
    assert texts(page(lines)) == ["1.完善制度。", "2.强化监督。", FIRST, SECOND]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Rules at so many letters from the margin and at so many rows."""
    across, down = [LEFT + x * SIZE for x in xs], [90 + y * WAY for y in ys]
    return [Rule(x, down[0], x, down[-1]) for x in across] + [Rule(across[0], y, across[-1], y) for y in down]


def test_cells_between_rules_are_read_whole() -> None:
    lines = [
        *cells(3, ("项目", 1), ("情况", 4)),
        *cells(4, ("规范执", 0.3), ("全年", 4)),
        *cells(5, ("法", 0.3), ("35件", 4)),
        line("合计35件", 6, 4),
    ]
    rules = [rule for rule in grid([0, 3.8, 14], [2.5, 3.5, 5.5]) if rule.upright or rule.top]
    rules += grid([0, 14], [5.5, 6.5])
    assert texts(page([*wrapped(FIRST, 0)[:0], *lines, *wrapped(SECOND, 8)], rules)) == ["项目 | 情况", "规范执法 | 全年 35件", "合计35件", SECOND]


def test_a_frame_round_the_text_is_no_table() -> None:
    assert texts(page(BODY, grid([-1, 29], [-1, 14]))) == ALL
    assert texts(page(BODY, grid([-1, 29], [-1, 2.5, 14]))) == ALL


def test_footnotes_come_after_the_paragraph_that_runs_over_the_page() -> None:
    top = stacked((FIRST, 2, 0), (SECOND, 2, 0))
    notes = [line("①数据来自统计系统。", 23, 0, 10), line("②不含派出机构。", 23.8, 0, 10)]
    pages = [page([*top[:-1], *notes, foot("1")]), page([line(top[-1].text, 0), *wrapped(FIRST, 1), foot("2")])]
    blocks = [(block.text, block.kind, block.page) for block in reflow(pages)]
    assert blocks == [
        (FIRST, "paragraph", 1),
        (SECOND, "paragraph", 1),
        ("①数据来自统计系统。", "footnote", 1),
        ("②不含派出机构。", "footnote", 1),
        (FIRST, "paragraph", 2),
    ]


def test_small_print_without_mark_or_rule_is_no_footnote() -> None:
    small = line("本报告由县司法局负责解释", 24, 0, 12)
    assert [block.kind for block in reflow([page([*BODY, small])])] == ["paragraph"] * 5
    ruled = [Rule(LEFT, 90 + 23.2 * WAY, LEFT + 100, 90 + 23.2 * WAY)]
    assert [block.kind for block in reflow([page([*BODY, small], ruled)])] == ["paragraph"] * 4 + ["footnote"]


# ---- what is bad or strange


def test_letters_of_uneven_size_as_recognition_gives_them() -> None:
    wobble = [1, 1.07, 0.95, 1.04, 0.97, 1.06, 0.94]
    lines = [
        one._replace(size=SIZE * wobble[index % 7], left=one.left + wobble[index % 5] * 2, right=one.right - wobble[index % 3] * 3)
        for index, one in enumerate(BODY)
    ]
    assert texts(page(lines)) == ALL


def test_two_columns_do_no_harm() -> None:
    lines = [line("甲" * 12 + "。", row, column) for column in (0, 15) for row in range(10)]
    assert "".join(texts(page(lines))).count("甲") == 240


def test_no_letter_is_lost_and_time_grows_with_the_lines_only() -> None:
    def seconds(count: int) -> float:
        pages = [page([line("甲" * (number % 28 + 1), row % 25, row % 3) for row in range(count)]) for number in range(10)]
        started = time.process_time()
        reflow(pages)
        return time.process_time() - started

    seconds(100)
    assert seconds(1600) < 10 * seconds(400) + 0.2


def test_rules_without_end_do_no_harm() -> None:
    rules = [Rule(x, 0, x, 842) for x in range(0, 590, 2)] + [Rule(0, y, 595, y) for y in range(0, 840, 2)]
    started = time.process_time()
    reflow([page(BODY, rules)] * 5)
    assert time.process_time() - started < 10
