"""Verdicts on a single sentence or passage, as if it stood in a report."""

from __future__ import annotations

from checker.checklist.types import Item
from checker.judging import Engine, judge
from checker.model import Block, Document, Level, Profile, Report, Result, Role, Section, Sentence
from checker.outline import OutlineRules, compile_outline, read_outline
from checker.text import normalise, split_sentences

_YEAR = 2024  # of an example of an item that is asked of every year


def passage_report(text: str, role: Role, level: Level | None, year: int | None) -> Report:
    """A report that holds nothing but `text`, in a part of the given role."""
    normalised = normalise(text)
    spans = split_sentences(normalised.text, 0, len(normalised.text))
    paragraphs = [normalised.text.count("\n", 0, start) for start, _ in spans]
    sentences = tuple(Sentence(start, end, role, 0, number) for (start, end), number in zip(spans, paragraphs, strict=True))
    return Report(
        document=Document(text, (Block(text),)),
        text=normalised.text,
        offsets=normalised.offsets,
        title=None,
        profile=Profile(level=level, tier=level, year=year),
        sections=(Section("", 1, role, 0, len(text)),),
        sentences=sentences,
    )


def example_report(item: Item, text: str, role: Role, outline: OutlineRules) -> Report:
    """The report that an example of `item` makes: several lines are a small report with an outline of its own."""
    if "\n" in text:
        return read_outline(Document(text, (Block(text),)), outline)
    return passage_report(text, role, suited_level(item), item.years[-1] if item.years else _YEAR)


def suited_level(item: Item) -> Level | None:
    """A level that the item is asked of; None where it is asked of all."""
    return item.levels[-1] if item.levels else None


def verdict(
    item: Item, engine: Engine, text: str, role: Role = Role.WORK, outline: OutlineRules | None = None
) -> Result:
    """The verdict of one item on an example. `outline`: the checklist's, compiled; else it is compiled when needed."""
    rules = outline or compile_outline(engine.checklist.outline)
    return judge(example_report(item, text, role, rules), engine, (item,))[0]
