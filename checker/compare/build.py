"""Putting a comparison together, and what to bear in mind when reading it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.compare.figures import figure_changes, restated
from checker.compare.findings import match_findings
from checker.compare.items import item_changes
from checker.compare.passages import repetition
from checker.compare.values import Comparison
from checker.model import ChecklistInfo, CheckResult, Profile


def compare(old: CheckResult, new: CheckResult, old_checklist: ChecklistInfo, new_checklist: ChecklistInfo) -> Comparison:
    """What changed from `old` to `new`; the checklists are those by which each was judged."""
    gone, appeared, remaining = match_findings(old.findings, new.findings)
    return Comparison(
        old=old,
        new=new,
        old_checklist=old_checklist,
        new_checklist=new_checklist,
        items=item_changes(old, new),
        figures=figure_changes(old, new),
        restated=restated(old, new),
        gone=gone,
        appeared=appeared,
        remaining=remaining,
        repeated=repetition(old, new) if _repetition_matters(old.profile, new.profile) else None,
        notes=tuple(_notes(old, new, old_checklist, new_checklist)),
    )


def _differ(one: object, other: object) -> bool:
    """Both are known and are not the same."""
    return one is not None and other is not None and one != other


def _repetition_matters(old: Profile, new: Profile) -> bool:
    """Drafts of one report repeat each other as a matter of course."""
    return _differ(old.year, new.year) or _differ(old.unit, new.unit)


def _notes(old: CheckResult, new: CheckResult, old_checklist: ChecklistInfo, new_checklist: ChecklistInfo) -> Iterator[str]:
    yield from _about_profiles(old.profile, new.profile)
    if (old_checklist.id, old_checklist.digest) != (new_checklist.id, new_checklist.digest):
        named = [f"{info.id} {info.version}" for info in (old_checklist, new_checklist)]
        which = f"旧 {named[0]}，新 {named[1]}" if named[0] != named[1] else f"都叫 {named[0]}，内容不同"
        yield f"两份结果所用的清单不同（{which}），结论的变化可能出自清单；要分清，请用同一份清单重新检查两份报告。"
    if old.digest and old.digest == new.digest:
        yield "两份报告是同一个文件。"
    yield from _about_texts(old, new)
    for name, report in (("旧", old), ("新", new)):
        yield from (f"{name}报告：{note}" for note in report.notes)


def _about_profiles(old: Profile, new: Profile) -> Iterator[str]:
    if _differ(old.unit, new.unit):
        yield f"两份报告的单位不同（{old.unit}、{new.unit}），仍逐项对比。"
    if _differ(old.level, new.level):
        yield "两份报告的层级不同，适用的检查项和要求也不同。"
    if old.year is not None and new.year is not None and old.year > new.year:
        yield f"旧报告的年度（{old.year}）晚于新报告（{new.year}），请看两份文件的先后是否写反。"
    if old.year is None or new.year is None:
        yield "有报告的年度未识别，数字仍按同名对比。"


def _about_texts(old: CheckResult, new: CheckResult) -> Iterator[str]:
    without = [name for name, report in (("旧", old), ("新", new)) if report.text is None]
    if not _repetition_matters(old.profile, new.profile):
        yield "单位和年度未见不同，按同一份报告的两稿对比，不查重复的段落。"
    elif without:
        yield f"{'、'.join(without)}结果不含报告全文（--no-text），未查重复的段落。"
