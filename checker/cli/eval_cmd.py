"""`fazhi eval`: agreement of the verdicts with labelled reports and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import options
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.checklist import Checklist
    from checker.quality.evaluate import Score

_SHOWN = 60  # wrong verdicts listed


def evaluate(
    gold: Annotated[
        str,
        typer.Option("--gold", metavar="文件夹", help="标注的文件夹：报告（*.json）或例句（*.yaml），可含子文件夹。"),
    ],
    checklist: options.Checklist = None,
) -> int:
    """与人工标注对照：状态一致率、缺口的准确率和召回率、证据重合率。"""
    from checker.api import load_checklist

    folder = Path(gold)
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹 {gold}")
    rules = load_checklist(checklist)
    if next(folder.rglob("*.json"), None):
        _print_reports(folder, rules)
    elif next(folder.glob("*.yaml"), None):
        _print_sentences(folder, rules)
    else:
        raise UsageError(f"文件夹 {gold} 里没有标注：应有 *.json（报告）或 *.yaml（例句）")
    return 0


def _print_reports(folder: Path, rules: Checklist) -> None:
    from checker.model import Status
    from checker.output.words import STATUS
    from checker.quality.evaluate import Score, score_folder

    ours, keywords, right, count = Score(), Score(), 0, 0
    figures, missed = 0, []
    parts = sorted({file.parent for file in folder.rglob("*.json")}, key=lambda p: (len(p.parts), p.name.zfill(4)))
    for part in parts:
        outcome = score_folder(part, [folder, Path("seeds"), folder.parent.parent / "seeds"], rules)
        ours.merge(outcome.ours)
        keywords.merge(outcome.keywords)
        right += outcome.profiles_right
        count += outcome.reports
        figures += outcome.figures
        missed += outcome.missed_figures
        if len(parts) > 1:
            print(
                f"{part.name}：{outcome.reports} 份，{_figures(outcome.ours)}，单位级别年度 {outcome.profiles_right}/{outcome.reports}"
            )
        for line in outcome.profile_errors:
            print(f"  单位、级别或年度不符：{line}")
    _print_wrong(ours)
    _print_per_item(ours)
    print(
        "混淆（标注 → 判定）："
        + ("；".join(f"{STATUS[Status(a)]} → {STATUS[Status(b)]} {n}" for (a, b), n in ours.confusions.most_common()) or "无")
    )
    print(f"标注把握 ≥ 2 的 {ours.total} 项，{count} 份报告；单位、级别、年度全对 {right}/{count}")
    print(f"本程序：　{_figures(ours)}，证据重合 {ours.evidence:.3f}")
    print(f"关键词法：{_figures(keywords)}")
    for line in missed[:_SHOWN]:
        print(f"  数字未找到：{line}")
    if figures:
        print(f"标注的数字 {figures} 个，找到 {figures - len(missed)} 个（{1 - len(missed) / figures:.3f}）")


def _print_sentences(folder: Path, rules: Checklist) -> None:
    from checker.judging import compile_engine
    from checker.quality.evaluate import score_sentences
    from checker.quality.labels import read_sentences

    score = score_sentences(read_sentences(folder), compile_engine(rules))
    _print_wrong(score)
    print(f"例句 {score.total} 条：{_figures(score)}")


def _figures(score: Score) -> str:
    return f"状态一致 {score.agreement:.3f}，缺口准确率 {score.precision:.3f}，召回率 {score.recall:.3f}"


def _print_wrong(score: Score) -> None:
    from checker.output.words import STATUS

    for where, item, label, said in score.wrong[:_SHOWN]:
        print(f"  {item} 标注 {STATUS[label]}，判为 {STATUS[said]}：{where[:60]}")
    if len(score.wrong) > _SHOWN:
        print(f"  ……另有 {len(score.wrong) - _SHOWN} 处不一致")


def _print_per_item(score: Score) -> None:
    """An item that is always or never found tells nothing; such items are named."""
    always, never = [], []
    for item, counts in sorted(score.per_item.items()):
        judged = sum(n for key, n in counts.items() if key.startswith("said:") and key != "said:not_applicable")
        if judged and counts["said:covered"] == judged:
            always.append(item)
        if judged and not counts["said:covered"]:
            never.append(item)
    print(f"在全部报告中都判为已覆盖的项：{'、'.join(always) or '无'}；都不判为已覆盖的项：{'、'.join(never) or '无'}")
