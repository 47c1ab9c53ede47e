"""Shared by the tests of the outline: reading a text, and what came of it."""

from __future__ import annotations

from pathlib import Path

import yaml

from checker.model import Block, Document, Report, Role
from checker.outline import OutlineRules, compile_outline, read_outline

RULES: OutlineRules = compile_outline(yaml.safe_load(Path("checklists/fazhi/outline.yaml").read_text("utf-8")))
PREAMBLE, WORK, STATIC, PROBLEMS, PLAN, OTHER = Role
LONG = "深入学习贯彻习近平法治思想，召开常务会议3次，专题研究法治政府建设工作，推动各项任务落地见效。"
TITLE = "某某县2024年法治政府建设情况报告\n"


def read(text: str) -> Report:
    return read_outline(Document(text, (Block(text),)), RULES)


def outline(text: str) -> list[tuple[int, str, Role]]:
    """(depth, heading, role) of the sections with a heading."""
    return [(s.depth, s.heading, s.role) for s in read(text).sections if s.heading]


def role_of(report: Report, words: str) -> Role:
    """The role of the sentence that holds `words`."""
    return next(s.role for s in report.sentences if words in report.text[s.start : s.end])
