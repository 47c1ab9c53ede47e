"""`fazhi test`: run a checklist's own examples and look at its patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli import options

if TYPE_CHECKING:
    from checker.quality.selftest import SelfTest


def test(
    checklist: options.Checklist = None,
    everything: Annotated[bool, typer.Option("--all", help="连同可省的、过宽的写法一起列出。")] = False,
) -> int:
    """运行清单自带的例句，查找串项、例句用不到的写法、可省的和过宽的写法。"""
    from checker.api import load_checklist
    from checker.quality.figures import wrong_figures
    from checker.quality.selftest import run
    from checker.quality.wordings import examples, wrong_wordings

    rules = load_checklist(checklist)
    outcome = run(rules)
    _print_problems(outcome)
    figures = list(wrong_figures(rules.facts))
    for wrong in figures:
        print(f"指标例句不符 {wrong.indicator.name}（{wrong.indicator.where}）：找到的是 {'、'.join(wrong.got) or '无'}：{wrong.text}")
    wordings = list(wrong_wordings(rules.wording))
    for one in wordings:
        print(f"文字例句不符（{one.where}）{one.name}：{'应报出而未报出' if one.wrong else '不应报出而报出'}：{one.text}")
    if everything:
        _print_advice(outcome)
    print(
        f"例句 {outcome.examples} 条，不符 {len(outcome.failures)}；串项 {len(outcome.crosstalk)}；"
        f"例句用不到的写法 {len(outcome.unexercised)}；可省的写法 {len(outcome.redundant)}；过宽的写法 {len(outcome.broad)}"
    )
    passed = outcome.passed and not figures and not wordings
    print(f"指标 {len(rules.facts.indicators)} 个，例句 {sum(len(one.examples) for one in rules.facts.indicators)} 条，不符 {len(figures)}")
    wording = rules.wording
    print(
        f"用语 {len(wording.terms)} 条，文件 {len(wording.titles)} 个，写法 {len(wording.forms)} 条，例句 {examples(wording)} 条，不符 {len(wordings)}"
    )
    print("通过" if passed else "未通过：请先改正以上各条")
    return 0 if passed else 1


def _print_problems(outcome: SelfTest) -> None:
    from checker.model import Status
    from checker.output.words import STATUS

    for failure in outcome.failures:
        print(
            f"例句不符 {failure.item.id}：应为{STATUS[Status(failure.expected)]}，判为{STATUS[failure.got]}：{failure.text.strip()}"
        )
    for cross in outcome.crosstalk:
        print(f"串项 {cross.item.id} 的例句也使 {cross.other.id} 已覆盖（改正，或写进 accepted）：{cross.text}")
    for item, pattern in outcome.unexercised:
        print(f"没有例句用到 {item.id} 的写法（{pattern.where}）：{pattern.source}")


def _print_advice(outcome: SelfTest) -> None:
    for item, pattern in outcome.redundant:
        print(f"去掉也不影响例句 {item.id}（{pattern.where}）：{pattern.source}")
    for item, pattern, share in outcome.broad:
        print(f"过宽 {item.id}（{pattern.where}）：{pattern.source}——其他项目的例句有 {share:.0%} 也匹配")
