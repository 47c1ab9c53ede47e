"""The verdict on each item.

Precedence: excluded by level or year > every need met in the work part = covered > a statement that there was no such
case = not applicable > a need or the topic in the work part = partial > in the plan = planned > in the shortcomings =
admitted > missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from checker.checklist.types import Item, Pattern
from checker.judging.engine import Engine
from checker.judging.nearest import nearest_passage
from checker.judging.quotes import Quoter
from checker.judging.view import FUTURE, NOT_DONE, NOTHING, Against, Hit, View
from checker.model import RECOGNISED, Evidence, Force, Passage, Profile, Report, Result, Role, Status

_WORK = (Role.WORK,)


class _Found(NamedTuple):
    """What was found for one item: hits by need, and what could not be met."""

    hits: list[tuple[str | None, Hit]]
    unmet: tuple[str, ...]


def judge(report: Report, engine: Engine, items: Sequence[Item] | None = None) -> tuple[Result, ...]:
    """One result per item (of the whole checklist by default), in its order."""
    view = View(report, engine)
    quoter = Quoter(report, view)
    results = (_judge_item(item, view, quoter) for item in (engine.checklist.items if items is None else items))
    return tuple(map(_to_compare, results) if report.document.recognised else results)


def _to_compare(result: Result) -> Result:
    """A verdict on text read off images: a person has to look, unless it rests on the unit's level alone."""
    if result.status is Status.NOT_APPLICABLE and not result.evidence:
        return result
    return replace(result, review="；".join(filter(None, (result.review, RECOGNISED))))


def _judge_item(item: Item, view: View, quoter: Quoter) -> Result:
    view.forget_rejected()
    profile = view.report.profile
    if _excluded(item, profile):
        return _result(item, profile, Status.NOT_APPLICABLE)
    needs = _needs(item, view)
    if not needs.unmet:
        evidence = quoter.evidence(needs.hits)
        return _result(item, profile, Status.COVERED, evidence, hints=_hints(item, view))
    status, hits = next(((s, h) for s, h in _lesser(item, view, needs) if h), (Status.MISSING, []))
    if status is Status.NOT_APPLICABLE:
        return _result(item, profile, status, quoter.evidence(hits))
    near = nearest_passage(item, view, quoter) if status is Status.MISSING else None
    return _result(item, profile, status, quoter.evidence(hits), unmet=needs.unmet, review=_review(item, view, status), nearest=near)


def _lesser(item: Item, view: View, needs: _Found) -> Iterable[tuple[Status, list[tuple[str | None, Hit]]]]:
    """What an item that is not covered may be, in order of precedence; evaluated only as far as needed."""
    yield Status.NOT_APPLICABLE, _tag(None, _search(item.not_applicable, view, _WORK, NOTHING))
    topic = _search(item.topic, view, _WORK, FUTURE)
    seen = {hit.sentence for _, hit in needs.hits}
    named = [hit for hit in topic if hit.sentence not in seen and not view.is_work_heading(hit)]
    yield Status.PARTIAL, needs.hits + _tag(None, named)
    elsewhere = item.elsewhere or (*item.topic, *(pattern for patterns in item.needs.values() for pattern in patterns))
    yield Status.PLANNED, _tag(None, _search(elsewhere, view, (Role.PLAN,), NOTHING) or _foretold(view))
    yield Status.ADMITTED, _tag(None, _search(elsewhere, view, (Role.PROBLEMS,), NOTHING))


def _foretold(view: View) -> list[Hit]:
    """What the work part itself says of the future."""
    hits = {hit.sentence: hit for hit in view.foretold}
    return [hits[index] for index in sorted(hits)]


def _excluded(item: Item, profile: Profile) -> bool:
    by_level = item.levels is not None and profile.level is not None and profile.level not in item.levels
    return by_level or (item.years is not None and profile.year is not None and profile.year not in item.years)


def force_of(item: Item, profile: Profile) -> Force:
    """How binding an item is for the body that reports."""
    return item.forces.get(profile.level or "default", item.forces["default"])


def _needs(item: Item, view: View) -> _Found:
    whole = _search(item.covers_all, view, _WORK, NOT_DONE)
    if whole:
        return _Found(_tag(next(iter(item.needs)), whole), ())
    hits: list[tuple[str | None, Hit]] = []
    unmet = []
    for need, patterns in item.needs.items():
        found = _search(patterns, view, _WORK, NOT_DONE)
        hits += _tag(need, found)
        if not found:
            unmet.append(need)
    return _Found(hits, tuple(unmet))


def _search(patterns: Sequence[Pattern], view: View, roles: tuple[Role, ...], against: Against) -> list[Hit]:
    """Hits of any of the patterns, one a sentence, in order. A pattern's own `in` replaces `roles`, but only for the work part."""
    found: dict[int, Hit] = {}
    for pattern in patterns:
        if pattern.place and roles != _WORK:
            continue
        for hit in _pattern_hits(pattern, view, roles, against):
            found.setdefault(hit.sentence, hit)
    return [found[index] for index in sorted(found)]


def _pattern_hits(pattern: Pattern, view: View, roles: tuple[Role, ...], against: Against) -> list[Hit]:
    if pattern.part is not None:
        return _part(pattern, pattern.part, view) if roles == _WORK else []
    if pattern.place == ("title",):
        return view.title_hits(pattern)
    if pattern.place == ("problems_heading",):
        return view.hits(pattern, (Role.PROBLEMS,), NOTHING, headings=True) if view.by_role[Role.PROBLEMS] else []
    if pattern.place:
        return view.hits(pattern, tuple(Role(name) for name in pattern.place), NOTHING)
    return view.hits(pattern, roles, against)


def _part(pattern: Pattern, part: str, view: View) -> list[Hit]:
    """Whether the report has such a part; the hits are its headings, or its first sentence when it has none."""
    if part == "title":
        return view.title_hits(None)
    role = Role(part)
    body = [index for index in view.by_role[role] if view.has_words(index)]
    if pattern.at_least:
        telling = [index for index in body if view.says_more_than(pattern.except_, index)]
        return [view.whole(index) for index in telling] if len(telling) >= pattern.at_least else []
    if not body:
        return []
    return [view.whole(index) for index in view.part_headings(role)] or [view.whole(body[0])]


def _tag(need: str | None, hits: list[Hit]) -> list[tuple[str | None, Hit]]:
    return [(need, hit) for hit in hits]


def _hints(item: Item, view: View) -> tuple[str, ...]:
    if item.advise and not _search(item.advise, view, _WORK, NOT_DONE):
        return (f"已写到，可再写明数据。例如：{item.suggest}",)
    return ()


def _review(item: Item, view: View, status: Status) -> str | None:
    """Why a person should look at a verdict that says less than covered, or None."""
    if view.negated:
        return "工作部分写到此事，但所在分句是否定的说法，未计入"
    if view.foretold:
        return "工作部分写到此事，但所在句子说的是以后，未计入"
    if status is Status.MISSING and _in_heading(item, view):
        return "只在标题中出现，标题下的正文未写到"
    if view.report.profile.level is None and item.levels is not None:
        return "未识别报告单位的级别，此项可能不适用"
    if status is Status.MISSING and _scattered(item, view):
        return "要找的词在报告中出现过，但不在同一句话里"
    return None


def _in_heading(item: Item, view: View) -> bool:
    """Whether a heading of the work part names the matter."""
    named = [pattern for pattern in item.topic if not pattern.all and not pattern.part]
    below = (hit for pattern in named for hit in view.hits(pattern, _WORK, NOTHING) if view.is_work_heading(hit))
    alone = (hit for pattern in named for hit in view.hits(pattern, _WORK, NOTHING, headings=True))
    return any(True for _ in chain(below, alone))


def _scattered(item: Item, view: View) -> bool:
    """Whether all groups of a pattern stand somewhere in the work part."""
    return any(
        pattern.all and all(_stands(group, view) for group in pattern.all)
        for patterns in item.needs.values()
        for pattern in patterns
    )


def _stands(group: tuple[int, ...], view: View) -> bool:
    return any(block.where_any(group, block.of_roles(_WORK, headings=False)) for block in view.blocks)


def _result(
    item: Item,
    profile: Profile,
    status: Status,
    evidence: tuple[Evidence, ...] = (),
    *,
    unmet: tuple[str, ...] = (),
    hints: tuple[str, ...] = (),
    review: str | None = None,
    nearest: Passage | None = None,
) -> Result:
    gap = status not in (Status.COVERED, Status.NOT_APPLICABLE)
    return Result(
        id=item.id,
        title=item.title,
        group=item.group,
        force=force_of(item, profile),
        status=status,
        evidence=evidence,
        unmet=unmet if gap else (),
        hints=hints,
        review=review,
        nearest=nearest,
        suggest=item.suggest if gap else None,
    )
