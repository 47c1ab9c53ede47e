"""`fazhi review` and the store: what is judged, what is taken from the store, what is kept."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.api import check_file
from checker.checklist import Checklist
from checker.model import CheckResult
from checker.review.load import load_checklist_info, load_result
from checker.review.store import open_store

from .conftest import ROOT, SEEDS, Run, fazhi
from .review_reports import ITEMS, ask, text_of
from .typeset_docx import plain_docx


class Review:
    """Reports in a folder, and `fazhi review` of it in one process; `counts` are those of the last one: judged, known, unreadable."""

    def __init__(self, run: Run, home: Path, rules: Path) -> None:
        self.run, self.home, self.rules = run, home, rules
        self.folder, self.store = home / "报告", home / "库.duckdb"
        self.folder.mkdir()

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def __call__(self, *arguments: Any, rules: Path | None = None) -> tuple[int, str, str]:
        code, out, err = self.run("review", *(arguments or [self.folder]), "--db", self.store, "-j", "1", "-c", rules or self.rules)
        self.counts = tuple(map(int, re.findall(r"新检查 (\d+) · 库中已有 (\d+) · 未能读取 (\d+)", out)[0])) if "新检查" in out else ()
        return code, out, err

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        return ask(self.store, query)


@pytest.fixture
def review(run: Run, tmp_path: Path, folder: Callable[..., Path]) -> Review:
    return Review(run, tmp_path, folder(ITEMS))


def test_a_second_run_judges_nothing_and_broken_files_are_rows(review: Review) -> None:
    review.write("甲/一.txt", text_of("甲县"))
    review.write("乙.docx", plain_docx(text_of("乙县", "别的事。").splitlines()))
    review.write("坏.docx", b"PK\x03\x04 word/document.xml")
    review.write("空.txt", b"")
    review.write("表.xlsx", b"")
    code, out, _ = review()
    assert (code, review.counts) == (1, (2, 0, 2))
    assert "2 份报告：必备项无缺口的 1 份" in out and "1/2" in out and "A01 行政复议" in out and "【未能读取】2 个文件" in out
    kept = review.ask("SELECT unit, level, year, covered, missing FROM reports ORDER BY unit")
    assert kept == [("乙县", "county", 2024, 0, 1), ("甲县", "county", 2024, 1, 0)]
    reasons = dict(review.ask("SELECT parse_filename(path), reason FROM unreadable"))
    assert "文件已损坏" in reasons["坏.docx"] and "文件是空的" in reasons["空.txt"]
    code, again, _ = review()
    assert (code, review.counts) == (1, (0, 2, 2))
    assert again.splitlines()[1:] == out.splitlines()[1:]


def test_only_what_is_new_or_changed_is_judged(review: Review) -> None:
    paths = [review.write(f"{name}.txt", text_of(name)) for name in ("甲县", "乙县", "丙县")]
    review()
    os.utime(paths[0], ns=(1, 1))
    paths[1].rename(review.folder / "换了名.txt")
    paths[2].write_text(text_of("丙县", "别的事。"), "utf-8")
    review.write("丁县.txt", text_of("丁县"))
    assert review()[0] == 1 and review.counts == (2, 2, 0)
    kept = dict(review.ask("SELECT unit, covered FROM reports"))
    assert kept == {"甲县": 1, "乙县": 1, "丙县": 0, "丁县": 1}
    review()
    assert review.counts == (0, 4, 0)


def test_the_same_content_twice_is_one_report_with_two_files(review: Review) -> None:
    first = review.write("甲/一.txt", text_of("甲县"))
    review.write("乙/一.txt", text_of("甲县"))
    _, out, _ = review()
    assert "1 份报告（另有 1 个文件内容相同，只计一次）" in out
    assert review.ask("SELECT files, covered FROM reports") == [(2, 1)]
    first.unlink()
    _, out, _ = review()
    assert "有 1 个文件已不在" in out
    assert review.ask("SELECT files FROM reports") == [(1,)]


def test_files_that_are_gone_are_dropped_where_their_folder_was_searched(review: Review) -> None:
    paths = [review.write(f"{name}/一.txt", text_of(name)) for name in ("甲县", "乙县")]
    review()
    for path in paths:
        path.unlink()
    review.write("甲县/二.txt", text_of("丙县"))
    review(review.folder / "甲县")
    assert review.ask("SELECT unit FROM reports ORDER BY unit") == [("丙县",), ("乙县",)]


def test_a_path_that_holds_the_next_years_report_keeps_the_last_ones(review: Review) -> None:
    for year, work in ((2023, "别的事。"), (2024, "别的事。"), (2024, "办理行政复议案件3件。")):
        review.write("一.txt", text_of("甲县", work, year))
        review()
    assert review.ask("SELECT year, covered FROM reports ORDER BY year") == [(2023, 0), (2024, 1)]


def test_other_rules_are_other_results(review: Review, tmp_path: Path) -> None:
    review.write("一.txt", text_of("甲县"))
    review()
    shutil.copytree(review.rules, other := tmp_path / "other")
    (other / "A.yaml").write_text("items:" + ITEMS.replace("办理…复议", "没有…复议"), "utf-8")
    for rules, counts, covered in [(other, (1, 0, 0), 0), (review.rules, (0, 1, 0), 1), (other, (0, 1, 0), 0)]:
        review(rules=rules)
        assert review.counts == counts
        assert review.ask("SELECT covered FROM reports") == [(covered,)]


def test_exit_codes(review: Review) -> None:
    path = review.write("一.txt", text_of("甲县"))
    assert review()[0] == 0
    path.write_bytes(b"")
    assert review()[0] == 2
    assert review("无.txt")[0] == 2
    path.unlink()
    code, _, err = review()
    assert code == 2 and "未找到可读的报告" in err


@pytest.mark.skipif(os.name == "nt", reason="names there are Unicode")
def test_a_name_that_is_no_unicode(review: Review) -> None:
    path = os.fsencode(review.folder) + b"/\xff\xfe'\".txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(text_of("甲县").encode())
    review()
    assert review.counts == (1, 0, 0)
    assert review.ask("SELECT unit FROM reports") == [("甲县",)]
    review()
    assert review.counts == (0, 1, 0)


def test_a_figure_that_no_float_holds_keeps_no_report_out(review: Review) -> None:
    review.write("一.txt", text_of("甲县", f"办理行政复议案件{'9' * 400}件。"))
    review.write("二.txt", text_of("乙县"))
    _, out, _ = review()
    assert review.counts == (2, 0, 0) and "Traceback" not in out
    assert review.ask("SELECT count(*) FROM facts WHERE value > 1e15") == [(0,)]


@pytest.mark.skipif(os.name == "nt", reason="a terminal of another kind")
def test_a_bar_is_shown_to_a_person_only(review: Review) -> None:
    import pty

    for number in range(5):
        review.write(f"{number}.txt", text_of("甲县", f"办理行政复议案件{number}件。"))
    command = [sys.executable, "-m", "checker", "review", str(review.folder), "--db", str(review.store), "-c", str(review.rules)]
    master, slave = pty.openpty()
    seen = b""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=slave) as process:
        os.close(slave)
        with contextlib.suppress(OSError):  # what Linux says when the other end is closed
            while part := os.read(master, 65536):
                seen += part
    os.close(master)
    told = seen.decode()
    assert process.returncode == 0 and "正在检查" in told and "5/5" in told and "剩余" in told
    assert fazhi(*command[3:]).stderr == b""


# —— what is kept ——


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, shipped: Checklist) -> tuple[Path, list[CheckResult]]:
    store = tmp_path_factory.mktemp("kept") / "库.duckdb"
    done = fazhi("review", *SEEDS, "--db", store, "-j", "1")
    assert done.returncode == 1, done.stderr.decode()
    results = [check_file(str(path), shipped) for path in SEEDS]
    return store, [result for result in results if isinstance(result, CheckResult)]


def test_a_result_comes_back_whole(kept: tuple[Path, list[CheckResult]], shipped: Checklist) -> None:
    store, results = kept
    with open_store(str(store)) as opened:
        keys = dict(opened.execute("SELECT digest, result FROM reports").fetchall())
        assert len(keys) == len(results) == len(SEEDS)
        for result in results:
            assert load_result(opened, keys[result.digest]) == result
        assert load_checklist_info(opened, shipped.info.digest) == shipped.info
        for unknown in (lambda: load_result(opened, 1), lambda: load_checklist_info(opened, "")):
            with pytest.raises(KeyError):
                unknown()


def test_the_views_tell_what_the_results_tell(kept: tuple[Path, list[CheckResult]]) -> None:
    store, results = kept
    rows = ask(store, "SELECT digest, item, status, quote FROM item_results JOIN reports USING (result)")
    expected = {(r.digest, i.id, i.status.value, i.evidence[0].quote if i.evidence else None) for r in results for i in r.items}
    assert set(rows) == expected and len(rows) == len(expected)
    figures = ask(store, "SELECT sum(value) FROM facts")[0][0]
    assert figures == pytest.approx(sum(fact.value for r in results for fact in r.facts))


def test_sentences_are_equal_but_for_their_figures(review: Review) -> None:
    review.write("一.txt", text_of("甲县", "全年共办理行政复议案件 12 件，同比下降3.5%。"))
    review.write("二.txt", text_of("乙县", "全年共办理行政复议案件1,208件，同比下降\n7%。别的事情在这里写得也不短。"))
    review()
    same = review.ask(
        "SELECT t.text[a.start + 1 : a.stop] FROM sentences a JOIN sentences b ON a.hash = b.hash AND a.result <> b.result "
        "JOIN texts t ON t.result = a.result WHERE t.text[a.start + 1 : a.stop] LIKE '%复议%' ORDER BY 1"
    )
    assert same == []  # a line end is a paragraph's end
    review.write("二.txt", text_of("乙县", "全年共办理行政复议案件１，２０８件，同比下降7%。别的事情在这里写得也不短。"))
    review()
    same = review.ask(
        "SELECT t.text[a.start + 1 : a.stop] FROM sentences a JOIN sentences b ON a.hash = b.hash JOIN results r ON r.result = a.result "
        "JOIN results s ON s.result = b.result AND s.unit <> r.unit JOIN texts t ON t.result = a.result WHERE t.text LIKE '%复议%'"
    )
    assert ("全年共办理行政复议案件 12 件，同比下降3.5%。",) in same


# —— the store's file ——


def test_a_store_of_the_version_before_is_brought_up_to_date(review: Review) -> None:
    from checker.review.schema import VERSION
    from checker.review.store import migrate

    duckdb = pytest.importorskip("duckdb")
    review.write("一.txt", text_of("甲县"))
    for version in range(VERSION):
        review.store.unlink(missing_ok=True)
        with duckdb.connect(str(review.store)) as old:
            migrate(old, "", version)
        assert review()[0] == 0 and review.counts == (1, 0, 0)
        assert review.ask("SELECT version FROM store_version") == [(VERSION,)]
        assert review.ask("SELECT unit FROM reports") == [("甲县",)]


def test_stores_that_cannot_be_used_are_told(review: Review, tmp_path: Path) -> None:
    import duckdb

    review.write("一.txt", text_of("甲县"))
    review()
    with duckdb.connect(str(review.store)) as store:
        store.execute("UPDATE store_version SET version = version + 1")
    assert (code := review()) and code[0] == 2 and "请升级 fazhi" in code[2]
    review.store.unlink()
    with duckdb.connect(str(review.store)) as store:
        store.execute("CREATE TABLE other(a INTEGER)")
    assert "不是 fazhi 的结果库" in review()[2]
    review.store.write_text("文" * 5000)
    assert "不是 fazhi 的结果库" in review()[2]
    review.store = tmp_path / "无" / "库.duckdb"
    assert "打不开结果库" in review()[2]


def test_two_reviews_at_once(review: Review) -> None:
    review.write("一.txt", text_of("甲县"))
    review()
    with open_store(str(review.store)):
        done = fazhi("review", review.folder, "--db", review.store)
    assert done.returncode == 2 and "正被另一个程序使用" in done.stderr.decode()


def test_without_duckdb_it_is_told_what_to_install(review: Review, tmp_path: Path) -> None:
    review.write("一.txt", text_of("甲县"))
    (tmp_path / "duckdb.py").write_text("raise ModuleNotFoundError('duckdb')")
    done = fazhi("review", review.folder, "--db", review.store, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2 and 'pip install "fazhi-checker[review]"' in done.stderr.decode()
