"""Agreement of the verdicts with labels, and of plain keyword search beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.checklist.types import Checklist, Item
from checker.errors import UsageError
from checker.facts import compile_facts
from checker.judging import Engine, compile_engine, judge
from checker.judging.view import View
from checker.model import Report, Result, Role, Status, Unreadable
from checker.outline import compile_outline, read_outline
from checker.output.summary import GAPS
from checker.quality.figures import missed_figures
from checker.quality.labels import Label, LabelledReport, LabelledSentence, read_reports
from checker.quality.single import verdict
from checker.reading import read_document
from checker.text import normalise

SURE = 2  # labels less sure than this are left out


@dataclass(slots=True)
class Score:
    """Counts over pairs of label and verdict."""

    total: int = 0
    equal: int = 0
    hit_gaps: int = 0
    said_gaps: int = 0
    true_gaps: int = 0
    shown: int = 0  # agreeing verdicts that show evidence where the label has some
    overlapping: int = 0  # … and where both overlap
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, Status, Status]] = field(default_factory=list)  # (report, item, label, verdict)
    per_item: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, where: str, item: str, label: Status, said: Status) -> None:
        self.total += 1
        self.equal += label is said
        self.hit_gaps += label in GAPS and said in GAPS
        self.said_gaps += said in GAPS
        self.true_gaps += label in GAPS
        if label is not said:
            self.confusions[(label.value, said.value)] += 1
            self.wrong.append((where, item, label, said))
        self.per_item.setdefault(item, Counter()).update([f"label:{label.value}", f"said:{said.value}"])

    def add_evidence(self, overlaps: bool) -> None:
        self.shown += 1
        self.overlapping += overlaps

    def merge(self, other: Score) -> None:
        for name in ("total", "equal", "hit_gaps", "said_gaps", "true_gaps", "shown", "overlapping"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.confusions.update(other.confusions)
        self.wrong += other.wrong
        for item, counts in other.per_item.items():
            self.per_item.setdefault(item, Counter()).update(counts)

    @property
    def agreement(self) -> float:
        return _share(self.equal, self.total)

    @property
    def precision(self) -> float:
        return _share(self.hit_gaps, self.said_gaps)

    @property
    def recall(self) -> float:
        return _share(self.hit_gaps, self.true_gaps)

    @property
    def evidence(self) -> float:
        return _share(self.overlapping, self.shown)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def score_report(labelled: LabelledReport, results: Sequence[Result]) -> Score:
    """Compare the verdicts of one report with its labels."""
    score = Score()
    verdicts = {result.id: result for result in results}
    for id_, label in labelled.items.items():
        if label.sure < SURE or id_ not in verdicts:
            continue
        said = verdicts[id_]
        score.add(labelled.file.name, id_, label.status, said.status)
        if label.status is said.status and label.evidence and said.evidence:
            score.add_evidence(_overlaps(label, said))
    return score


def _overlaps(label: Label, said: Result) -> bool:
    """A labelled quote holds or is held by one that is shown (compared in normalised form)."""
    shown = [normalise(evidence.quote).text.replace("\n", "") for evidence in said.evidence]
    wanted = [normalise(quote).text.replace("\n", "") for quote in label.evidence]
    return any(quote in other or other in quote for quote in wanted for other in shown)


def score_keywords(labelled: LabelledReport, results: Sequence[Result], report: Report, engine: Engine) -> Score:
    """The same for plain keyword search: an item is covered when one of its topic's phrases stands anywhere in the text."""
    score = Score()
    view = View(report, engine)
    excluded = {item.id for item in results if item.status is Status.NOT_APPLICABLE and not item.evidence}
    for item in engine.checklist.items:
        label = labelled.items.get(item.id)
        if label is None or label.sure < SURE:
            continue
        if item.id in excluded:
            said = Status.NOT_APPLICABLE
        else:
            said = Status.COVERED if _mentioned(item, view) else Status.MISSING
        score.add(labelled.file.name, item.id, label.status, said)
    return score


def _mentioned(item: Item, view: View) -> bool:
    patterns = item.topic or next(iter(item.needs.values()))
    for pattern in patterns:
        for number in (*pattern.any, *(n for group in pattern.all for n in group)):
            if any(view.finds(number, line) for line in view.text.split("\n")):
                return True
    return any(pattern.part and view.by_role[Role(pattern.part)] for pattern in patterns if pattern.part != "title")


def score_sentences(labelled: Iterable[LabelledSentence], engine: Engine) -> Score:
    """Compare verdicts on single sentences with their labels."""
    score = Score()
    items = {item.id: item for item in engine.checklist.items}
    outline = compile_outline(engine.checklist.outline)
    for entry in labelled:
        item = items.get(entry.item)
        if item is None:
            continue
        text = entry.text if entry.role is None or "\n" not in entry.text else entry.text.replace("\n", " ")
        said = verdict(item, engine, text, entry.role or Role.WORK, outline).status
        score.add(entry.text, entry.item, entry.status, said)
    return score


@dataclass(slots=True)
class FolderScore:
    """Scores over the labelled reports of one folder. `profile_errors`: one line per report told wrongly."""

    ours: Score = field(default_factory=Score)
    keywords: Score = field(default_factory=Score)
    reports: int = 0
    profiles_right: int = 0
    profile_errors: list[str] = field(default_factory=list)
    figures: int = 0
    missed_figures: list[str] = field(default_factory=list)


def score_folder(folder: Path, texts: list[Path], checklist: Checklist) -> FolderScore:
    """Check every labelled report of a folder and compare."""
    outcome = FolderScore()
    engine = compile_engine(checklist)
    outline = compile_outline(checklist.outline)
    facts = compile_facts(checklist.facts)
    for labelled in read_reports(folder, texts):
        document = read_document(labelled.file)
        if isinstance(document, Unreadable):
            raise UsageError(f"{labelled.file}：{document.reason}")
        report = read_outline(document, outline)
        items = judge(report, engine)
        outcome.reports += 1
        outcome.figures += len(labelled.figures)
        outcome.missed_figures += [f"{labelled.file.name} {one.name} {one.quote}" for one in missed_figures(labelled.figures, report, facts)]
        outcome.ours.merge(score_report(labelled, items))
        outcome.keywords.merge(score_keywords(labelled, items, report, engine))
        said, wanted = report.profile, (labelled.unit, labelled.level, labelled.year)
        if (said.unit, said.level and said.level.value, said.year) == wanted:
            outcome.profiles_right += 1
        else:
            outcome.profile_errors.append(f"{labelled.file.name} 应为 {wanted}，识别为 {(said.unit, said.level and said.level.value, said.year)}")
    return outcome
