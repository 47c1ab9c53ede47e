"""What `fazhi test` tells: failing examples, cross-talk, patterns that no example exercises, redundant and over-broad ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checklist.types import Checklist, Item, Pattern
from checker.judging import Engine, compile_engine, judge
from checker.judging.engine import patterns_of
from checker.judging.view import NOTHING, View
from checker.model import Role, Status
from checker.outline import OutlineRules, compile_outline
from checker.quality.single import example_report, verdict

ROLES = {"planned": Role.PLAN, "admitted": Role.PROBLEMS}  # where an example stands; all others stand in the work part
BROAD = 0.05  # a pattern that fires in a larger share of other items' examples says little
_ALL_ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example whose verdict is not the one it stands under."""

    item: Item
    expected: str
    got: Status
    text: str


@dataclass(frozen=True, slots=True)
class CrossTalk:
    """A `covered` example of `item` that also covers `other`, though the checklist does not list that as accepted."""

    item: Item
    other: Item
    text: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The outcome. `examples`: how many were run."""

    examples: int
    failures: tuple[Failure, ...]
    crosstalk: tuple[CrossTalk, ...]
    unexercised: tuple[tuple[Item, Pattern], ...]
    redundant: tuple[tuple[Item, Pattern], ...]
    broad: tuple[tuple[Item, Pattern, float], ...]

    @property
    def passed(self) -> bool:
        return not (self.failures or self.crosstalk or self.unexercised)


def run(checklist: Checklist) -> SelfTest:
    """Run every example of a checklist and look at every pattern."""
    engine, outline = compile_engine(checklist), compile_outline(checklist.outline)
    examples = [(item, status, text) for item in checklist.items for status, texts in item.examples.items() for text in texts]
    views = {
        item.id: [View(example_report(item, text, _role(status), outline), engine) for status, text in _own(item)]
        for item in checklist.items
    }
    return SelfTest(
        examples=len(examples),
        failures=tuple(_failures(engine, outline, examples)),
        crosstalk=tuple(_crosstalk(engine, outline)),
        unexercised=tuple(_unexercised(checklist, views)),
        redundant=tuple(_redundant(checklist, views)),
        broad=tuple(_broad(checklist, views)),
    )


def _own(item: Item) -> list[tuple[str, str]]:
    return [(status, text) for status, texts in item.examples.items() for text in texts]


def _role(status: str) -> Role:
    return ROLES.get(status, Role.WORK)


def _failures(engine: Engine, outline: OutlineRules, examples: list[tuple[Item, str, str]]) -> Iterator[Failure]:
    for item, expected, text in examples:
        got = verdict(item, engine, text, _role(expected), outline).status
        if got.value != expected:
            yield Failure(item, expected, got, text)


def _crosstalk(engine: Engine, outline: OutlineRules) -> Iterator[CrossTalk]:
    items = {item.id: item for item in engine.checklist.items}
    prose = [item for item in items.values() if not any(pattern.part for pattern in patterns_of(item))]
    for item in items.values():
        expected = {item.id, *engine.checklist.accepted.get(item.id, ())}
        for text in item.examples.get("covered", ()):
            if "\n" in text:
                continue
            report = example_report(item, text, Role.WORK, outline)
            for result in judge(report, engine, prose):
                if result.status is Status.COVERED and result.id not in expected:
                    yield CrossTalk(item, items[result.id], text)


def _fires(pattern: Pattern, view: View) -> bool:
    if pattern.part == "title" or pattern.place == ("title",):
        return bool(view.title_hits(pattern if pattern.any else None))
    if pattern.part:
        return len(view.by_role[Role(pattern.part)]) >= max(1, pattern.at_least)
    return bool(view.hits(pattern, _ALL_ROLES, NOTHING))


def _unexercised(checklist: Checklist, views: dict[str, list[View]]) -> Iterator[tuple[Item, Pattern]]:
    for item in checklist.items:
        for pattern in patterns_of(item):
            if not any(_fires(pattern, view) for view in views[item.id]):
                yield item, pattern


def _redundant(checklist: Checklist, views: dict[str, list[View]]) -> Iterator[tuple[Item, Pattern]]:
    """Patterns of a need that fire only where another pattern of the same need fires too."""
    for item in checklist.items:
        for patterns in item.needs.values():
            fired = [[_fires(pattern, view) for view in views[item.id]] for pattern in patterns]
            for number, pattern in enumerate(patterns):
                others = [column for i, column in enumerate(fired) if i != number]
                alone = [mine and not any(column[i] for column in others) for i, mine in enumerate(fired[number])]
                if any(fired[number]) and not any(alone):
                    yield item, pattern


def _broad(checklist: Checklist, views: dict[str, list[View]]) -> Iterator[tuple[Item, Pattern, float]]:
    for item in checklist.items:
        foreign = [view for other, own in views.items() if other != item.id for view in own if len(view.sentences) < 3]
        for patterns in item.needs.values():
            for pattern in patterns:
                share = sum(_fires(pattern, view) for view in foreign) / max(1, len(foreign))
                if share > BROAD and not pattern.part:
                    yield item, pattern, share
