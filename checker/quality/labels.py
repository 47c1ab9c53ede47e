"""Labelled reports and labelled sentences, as the gold folders hold them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.model import Role, Status

_FAULTS = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)


@dataclass(frozen=True, slots=True)
class Label:
    """What readers say of one item: status, quotes of the report that show it, and how sure (1 arguable – 3 certain)."""

    status: Status
    evidence: tuple[str, ...]
    sure: int


@dataclass(frozen=True, slots=True)
class LabelledFigure:
    """A figure that a reader found: its value and a quote of the report that holds it."""

    name: str | None  # None: no standard indicator
    value: float
    quote: str


@dataclass(frozen=True, slots=True)
class LabelledReport:
    """A report's file and its labels by item id; `figures` where a reader has listed them."""

    file: Path
    unit: str | None
    level: str | None
    year: int | None
    items: dict[str, Label]
    figures: tuple[LabelledFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence or passage with the status that one item should get."""

    item: str
    text: str
    role: Role | None  # None: a small report with its own outline
    status: Status


def read_reports(folder: Path, texts: list[Path]) -> list[LabelledReport]:
    """The labelled reports of a folder (one JSON each). Their texts stand beside them or in one of `texts`."""
    return [_report(file, [file.parent, *texts]) for file in sorted(folder.glob("*.json"))]


def _report(file: Path, folders: list[Path]) -> LabelledReport:
    try:
        content = json.loads(file.read_text("utf-8"))
        listed = content.get("figures", content.get("indicators", ()))
        items = {id_: _label(label) for id_, label in (content["items"] if "figures" not in content else {}).items()}
        figures = tuple(map(_figure, listed))
        name = str(content["report"])
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
    except _FAULTS as error:
        raise _fault(file, error) from None
    if found is None:
        raise UsageError(f"找不到标注文件 {file} 所说的报告 {name}：请放在同一文件夹或 seeds/ 里")
    return LabelledReport(found, content.get("unit"), content.get("level"), content.get("year"), items, figures)


def _figure(one: dict[str, Any]) -> LabelledFigure:
    """Money may be told in 万元 or 亿元."""
    scale = {"万": 10_000, "亿": 100_000_000}.get(str(one.get("unit", ""))[:1], 1)
    return LabelledFigure(one["name"], float(one["value"]) * scale, _text(one["quote"]))


def _label(label: dict[str, Any]) -> Label:
    return Label(Status(label["status"]), tuple(map(_text, label.get("evidence", ()))), int(label.get("sure", 3)))


def _fault(file: Path, error: Exception) -> UsageError:
    if isinstance(error, OSError):
        return UsageError(f"读不了标注文件 {file}（{error.strerror or error}）")
    if isinstance(error, RecursionError):
        return UsageError(f"标注文件 {file} 的格式不对（嵌套太深）")
    if isinstance(error, KeyError):
        return UsageError(f"标注文件 {file} 的格式不对（缺少键 {error.args[0]}）")
    return UsageError(f"标注文件 {file} 的格式不对（{type(error).__name__}：{error}）")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"应是文字：{str(value)[:40]}")
    return value


def read_sentences(folder: Path) -> list[LabelledSentence]:
    """The labelled sentences of a folder (YAML files: a list of {id, sentences: [{text, role, status}]})."""
    return [sentence for file in sorted(folder.glob("*.yaml")) for sentence in _sentences(file)]


def _sentences(file: Path) -> list[LabelledSentence]:
    from checker.checklist.strict_yaml import read_yaml

    blocks = _list(read_yaml(file, str(file)).content, file)
    try:
        return [
            LabelledSentence(_text(block["id"]), _text(entry["text"]), _role(entry["role"]), Status(entry["status"]))
            for block in blocks
            for entry in block["sentences"]
        ]
    except _FAULTS as error:
        raise _fault(file, error) from None


def _list(content: Any, file: Path) -> list[Any]:
    if not isinstance(content, list):
        raise UsageError(f"标注文件 {file} 的格式不对：应是一个列表，每项有 id 和 sentences")
    return content


def _role(name: str) -> Role | None:
    return None if name == "document" else Role(name)
