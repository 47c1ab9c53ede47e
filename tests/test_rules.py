"""The shipped rules against everything that is labelled: floors that a change of rules may not fall through."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checker.api import load_checklist
from checker.checklist import Checklist
from checker.judging import Engine
from checker.model import Status
from checker.quality.evaluate import FolderScore, Score, score_folder, score_sentences
from checker.quality.labels import read_reports, read_sentences
from checker.quality.selftest import run

from .conftest import ROOT

GOLD = ROOT / "tests" / "gold"
SYNTHETIC = sorted((ROOT / "tests" / "gold_synthetic").iterdir())


@cache
def scored(folder: Path) -> FolderScore:
    return score_folder(folder, [ROOT / "seeds"], load_checklist())


def test_every_example_gets_its_verdict_and_every_pattern_an_example(shipped: Checklist) -> None:
    outcome = run(shipped)
    assert [(f.item.id, f.expected, f.got.value, f.text) for f in outcome.failures] == []
    assert [(c.item.id, c.other.id, c.text) for c in outcome.crosstalk] == []
    assert [(item.id, str(pattern.where), pattern.source) for item, pattern in outcome.unexercised] == []


def test_the_real_reports() -> None:
    outcome = scored(GOLD)
    assert outcome.profile_errors == []
    assert outcome.ours.agreement >= 0.97
    assert outcome.ours.precision >= 0.97
    assert outcome.ours.recall >= 0.97
    assert outcome.ours.evidence >= 0.95
    assert outcome.keywords.agreement < outcome.ours.agreement


@pytest.mark.parametrize("folder", SYNTHETIC, ids=lambda path: path.name)
def test_the_blind_sets_once_known(folder: Path) -> None:
    outcome = scored(folder)
    assert outcome.reports == 8
    assert outcome.ours.agreement >= 0.93
    assert outcome.ours.precision >= 0.90
    assert outcome.ours.recall >= 0.93


def test_the_sentence_bank(engine: Engine) -> None:
    score = score_sentences(read_sentences(ROOT / "tests" / "gold_sentences"), engine)
    assert score.agreement >= 0.98


def test_the_bank_has_both_sides_of_every_item(shipped: Checklist) -> None:
    sentences = read_sentences(ROOT / "tests" / "gold_sentences")
    for item in shipped.items:
        statuses = [sentence.status for sentence in sentences if sentence.item == item.id]
        covered = statuses.count(Status.COVERED)
        assert covered >= 5, item.id
        assert len(statuses) - covered >= 5, item.id


def test_no_item_is_always_or_never_found() -> None:
    """Over all labelled reports; a rule that always says the same says nothing."""
    total = Score()
    for folder in [GOLD, *SYNTHETIC]:
        total.merge(scored(folder).ours)
    for item, counts in total.per_item.items():
        judged = sum(n for key, n in counts.items() if key.startswith("said:") and key != "said:not_applicable")
        labelled = sum(n for key, n in counts.items() if key.startswith("label:") and key != "label:not_applicable")
        if 0 < counts["label:covered"] < labelled:
            assert 0 < counts["said:covered"] < judged, item


@pytest.mark.parametrize("folder", [GOLD, *SYNTHETIC], ids=lambda path: path.name)
def test_labels_are_complete_and_quote_the_reports(folder: Path, shipped: Checklist) -> None:
    ids = {item.id for item in shipped.items}
    for labelled in read_reports(folder, [ROOT / "seeds"]):
        text = "".join(labelled.file.read_text("utf-8").split())
        assert labelled.items.keys() == ids
        if folder != GOLD:
            assert [q for label in labelled.items.values() for q in label.evidence if "".join(q.split()) not in text] == []
