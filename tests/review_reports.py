"""Small reports and a checklist of two items, quick to judge, for the tests of `fazhi review`."""

from __future__ import annotations

from pathlib import Path

from checker.review.store import open_store

ITEMS = """
- id: A01
  title: 行政复议
  force: required
  topic: [复议]
  needs:
    办理复议: [办理…复议]
  suggest: 办理行政复议案件__件。
  examples:
    covered: [办理行政复议案件3件。]
    missing: [别的事。]
- id: A02
  title: 立法
  force: expected
  levels: [city]
  needs:
    制定规章: [制定…规章]
  suggest: 制定规章__件。
  examples:
    covered: [制定规章3件。]
    missing: [别的事。]
"""


def text_of(unit: str, work: str = "办理行政复议案件3件。", year: int = 2024) -> str:
    return "\n".join(
        [
            f"{unit}{year}年法治政府建设年度报告",
            f"一、{year}年主要工作",
            f"召开会议部署工作。{work}",
            "二、存在的问题",
            "干部培训不够。",
            "三、下一步打算",
            "加强干部培训。",
        ]
    )


def write_many(folder: Path, count: int) -> None:
    """`count` reports that differ in one figure."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(text_of("某某县", f"办理行政复议案件{number}件。"), "utf-8")


def ask(store: Path | str, query: str) -> list[tuple[object, ...]]:
    with open_store(str(store), create=False) as opened:
        return opened.execute(query).fetchall()
