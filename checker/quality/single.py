"""Verdicts on a single sentence or passage, as if it stood in a report."""

from __future__ import annotations

from checker.checklist.types import Item
from checker.judging import Engine, judge
from checker.model import Block, Document, Level, Profile, Report, Result, Role, Section, Sentence
from checker.outline import compile_outline, read_outline
from checker.text import normalise, split_sentences


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


def document_report(text: str, engine: Engine) -> Report:
    """A small report with title and headings, read like a file."""
    return read_outline(Document(text, (Block(text),)), compile_outline(engine.checklist.outline))


def suited_level(item: Item) -> Level | None:
    """A level that the item is asked of; None where it is asked of all."""
    return item.levels[-1] if item.levels else None


def verdict(item: Item, engine: Engine, text: str, role: Role = Role.WORK) -> Result:
    """The verdict of one item on a passage. A text of several lines is read as a small report with its own outline."""
    if "\n" in text:
        report = document_report(text, engine)
    else:
        report = passage_report(text, role, suited_level(item), item.years[-1] if item.years else 2024)
    return judge(report, engine, (item,))[0]
