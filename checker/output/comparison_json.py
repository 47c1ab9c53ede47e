"""A comparison as one JSON object. Its shape is `schemas/compare.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from checker.compare import Change, Comparison, FigureChange, ItemChange, Repetition
from checker.model import ChecklistInfo, CheckResult, Fact, Result, Status
from checker.output.json import encodable, number, tool_version
from checker.output.summary import applicable, counts

FORMAT = 1
_SHARE_PLACES = 4


def to_json(comparison: Comparison) -> str:
    """One JSON object, indented by one."""
    return encodable(json.dumps(to_dict(comparison), ensure_ascii=False, allow_nan=False, indent=1)) + "\n"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The object that `to_json` writes."""
    changes = [item.change for item in comparison.items]
    return {
        "format": FORMAT,
        "tool": {"name": "fazhi", "version": tool_version()},
        "old": _side(comparison.old, comparison.old_checklist),
        "new": _side(comparison.new, comparison.new_checklist),
        "summary": {change.value: changes.count(change) for change in Change},
        "items": [_item(item) for item in comparison.items],
        "figures": [_figure(figure) for figure in comparison.figures],
        "restated": [{"old": _fact(one.old), "new": _fact(one.new)} for one in comparison.restated],
        "findings": {
            "gone": [asdict(finding) for finding in comparison.gone],
            "new": [asdict(finding) for finding in comparison.appeared],
            "remaining": [asdict(pair) for pair in comparison.remaining],
        },
        "repeated": comparison.repeated and _repetition(comparison.repeated),
        "notes": list(comparison.notes),
    }


def _side(report: CheckResult, checklist: ChecklistInfo) -> dict[str, Any]:
    number_of = counts(report.items)
    return {
        "path": report.path,
        "digest": report.digest,
        "characters": report.characters,
        "profile": asdict(report.profile),
        "checklist": {"id": checklist.id, "version": checklist.version, "digest": checklist.digest},
        "summary": {"applicable": applicable(report.items), **{status.value: number_of[status] for status in Status}},
    }


def _item(item: ItemChange) -> dict[str, Any]:
    either = item.new or item.old
    named = {key: getattr(either, key) for key in ("title", "group", "force")}
    return {"id": item.id, **named, "change": item.change, "old": _verdict(item.old), "new": _verdict(item.new)}


def _verdict(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    whole = asdict(result)
    return {key: whole[key] for key in ("status", "evidence", "unmet", "review", "nearest", "waiver")}


def _figure(figure: FigureChange) -> dict[str, Any]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "kind": figure.kind,
        "old": [_fact(fact) for fact in figure.old],
        "new": [_fact(fact) for fact in figure.new],
        "change": None if figure.change is None else number(figure.change),
        "percent": None if figure.percent is None else number(figure.percent),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {**asdict(fact), "value": number(fact.value)}


def _repetition(repeated: Repetition) -> dict[str, Any]:
    share = round(repeated.characters / repeated.of, _SHARE_PLACES) if repeated.of else 0
    return {**asdict(repeated), "share": share}
