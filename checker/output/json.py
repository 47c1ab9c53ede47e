"""The result as one JSON object, and back. Its shape is `schemas/result.schema.json`; section 10 of the design.

Left out are names that the checklist knows (title and groups) and `Section.parent`, which follows from order and depth.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata
from typing import Any

from checker.errors import FazhiError
from checker.model import (
    Batch,
    ChecklistInfo,
    CheckResult,
    Evidence,
    Fact,
    Finding,
    Force,
    Level,
    Passage,
    Profile,
    Result,
    Role,
    Section,
    Status,
    Unreadable,
    Waiver,
)
from checker.output.summary import applicable, counts

FORMAT = 1
_SURROGATE = re.compile("[\ud800-\udfff]")  # of a file name that is no valid UTF-8
_EXACT = 2**53  # whole numbers below it are exact as a float


def to_json(batch: Batch) -> str:
    """One JSON object, each report and each item of a report on a line of its own."""
    whole = to_dict(batch)
    reports = ",\n".join(map(_report_lines, whole.pop("reports")))
    unreadable = whole.pop("unreadable")
    head = _compact(whole)[:-1]
    return encodable(f'{head},\n"reports": [\n{reports}\n],\n"unreadable": {_compact(unreadable)}}}\n')


def encodable(text: str) -> str:
    """JSON that UTF-8 can take: halves of characters are written by their numbers."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _report_lines(report: dict[str, Any]) -> str:
    lines = []
    for key, value in report.items():
        if isinstance(value, list) and value:
            value_text = "[\n  " + ",\n  ".join(map(_compact, value)) + "]"
        else:
            value_text = _compact(value)
        lines.append(f'"{key}": {value_text}')
    return "{" + ",\n ".join(lines) + "}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def to_dict(batch: Batch) -> dict[str, Any]:
    """The object that `to_json` writes."""
    info = batch.checklist
    return {
        "format": FORMAT,
        "tool": {"name": "fazhi", "version": tool_version()},
        "checklist": {"id": info.id, "version": info.version, "digest": info.digest},
        "reports": [_report(report) for report in batch.reports],
        "unreadable": [_plain(entry) for entry in batch.unreadable],
    }


@lru_cache(maxsize=1)
def tool_version() -> str:
    """The installed version; "0" when run from a tree that is not installed."""
    try:
        return metadata.version("fazhi-checker")
    except metadata.PackageNotFoundError:
        return "0"


def _plain(value: Any) -> dict[str, Any]:
    """The fields of a flat dataclass; tuples become lists."""
    found = {}
    for name in value.__slots__:
        field = getattr(value, name)
        found[name] = list(field) if isinstance(field, tuple) else field
    return found


def _report(report: CheckResult) -> dict[str, Any]:
    number_of = counts(report.items)
    return {
        "path": report.path,
        "digest": report.digest,
        "characters": report.characters,
        "text": report.text,
        "profile": _plain(report.profile),
        "sections": [
            {"heading": s.heading, "depth": s.depth, "role": s.role, "start": s.start, "end": s.end}
            for s in report.sections
        ],
        "summary": {"applicable": applicable(report.items), **{status.value: number_of[status] for status in Status}},
        "items": [_item(item) for item in report.items],
        "findings": [_plain(finding) for finding in report.findings],
        "facts": [{**_plain(fact), "value": number(fact.value)} for fact in report.facts],
        "notes": list(report.notes),
    }


def _item(item: Result) -> dict[str, Any]:
    return {
        **_plain(item),
        "evidence": [_plain(evidence) for evidence in item.evidence],
        "nearest": item.nearest and _plain(item.nearest),
        "waiver": item.waiver and _plain(item.waiver),
    }


def number(value: float) -> float | int:
    """A whole value as a whole number, as long as it is exact."""
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def from_dict(data: Any) -> Batch:
    """The batch that `to_dict` made this of; the checklist's title and groups are not in it.

    Raises FazhiError for anything else.
    """
    try:
        if data["format"] != FORMAT:
            raise FazhiError(
                f"结果文件的格式版本是 {data['format']}，本程序只认 {FORMAT}，请用同一版本的 fazhi 重新检查。"
            )
        return Batch(
            ChecklistInfo(**data["checklist"]),
            tuple(_read_report(report) for report in data["reports"]),
            tuple(Unreadable(**entry) for entry in data["unreadable"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FazhiError("这不是 fazhi 的结果文件（可用 fazhi schema result 查看应有的格式）。") from error


def _read_report(data: dict[str, Any]) -> CheckResult:
    level, tier = (Level(data["profile"][key]) if data["profile"][key] else None for key in ("level", "tier"))
    return CheckResult(
        path=data["path"],
        digest=data["digest"],
        characters=data["characters"],
        text=data["text"],
        profile=dataclasses.replace(Profile(**data["profile"]), level=level, tier=tier),
        sections=_with_parents([Section(**{**s, "role": Role(s["role"])}) for s in data["sections"]]),
        items=tuple(_read_item(item) for item in data["items"]),
        findings=tuple(Finding(**finding) for finding in data["findings"]),
        facts=tuple(Fact(**{**fact, "value": float(fact["value"])}) for fact in data["facts"]),
        notes=tuple(data["notes"]),
    )


def _read_item(data: dict[str, Any]) -> Result:
    return Result(
        **{
            **data,
            "force": Force(data["force"]),
            "status": Status(data["status"]),
            "evidence": tuple(_read_evidence(evidence) for evidence in data["evidence"]),
            "unmet": tuple(data["unmet"]),
            "hints": tuple(data["hints"]),
            "nearest": Passage(**data["nearest"]) if data["nearest"] else None,
            "waiver": Waiver(**data["waiver"]) if data["waiver"] else None,
        }
    )


def _read_evidence(data: dict[str, Any]) -> Evidence:
    return Evidence(**{**data, "role": Role(data["role"]), "section": tuple(data["section"])})


def _with_parents(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Each section's parent is the last one before it that is less deep and has not ended where it starts."""
    found: list[Section] = []
    open_: list[int] = []
    for index, section in enumerate(sections):
        while open_ and (sections[open_[-1]].depth >= section.depth or sections[open_[-1]].end <= section.start):
            open_.pop()
        found.append(dataclasses.replace(section, parent=open_[-1] if open_ else None))
        open_.append(index)
    return tuple(found)
