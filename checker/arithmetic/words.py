"""arithmetic.yaml made ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.checklist.types import ArithmeticRules
from checker.outline.years import YEAR

_WIDENED = r"[了率为达到约近超过仅至分别均幅度]{0,5}$"  # what may stand between a word and its number
_SEARCHED = (
    *("totals", "modifiers", "parts", "exhaustive", "grouped", "listed", "outcomes", "others", "done", "gone", "former", "changes", "over"),
    *("never", "graded", "ungraded", "among", "wholes", "lessers", "fillers", "carried"),
    *("own", "plans", "problems", "looking_back", "heading_words", "next_year", "past", "ahead"),
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Expressions of the words before a rate, and beside the two figures that it is made of."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Known:
    """Something that happened in certain years: `said` finds it, its groups are the years told; `years`: each that is right."""

    name: str
    said: re.Pattern[str]
    years: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Expressions made of the lists of arithmetic.yaml, most under their names. Those in `_end` stand right before a number,
    those in `_lead` are all that stands between it and the number before.
    """

    totals: re.Pattern[str]
    totals_end: re.Pattern[str]
    added: re.Pattern[str]
    modifiers: re.Pattern[str]
    parts: re.Pattern[str]
    exhaustive: re.Pattern[str]
    grouped: re.Pattern[str]
    listed: re.Pattern[str]
    outcomes: re.Pattern[str]
    others: re.Pattern[str]
    complete: tuple[tuple[re.Pattern[str], ...], ...]
    plus: re.Pattern[str]
    of_complete: re.Pattern[str]
    rest_tail: re.Pattern[str]
    among: re.Pattern[str]
    rest_end: re.Pattern[str]
    done: re.Pattern[str]
    net_end: re.Pattern[str]
    gone: re.Pattern[str]
    share_end: re.Pattern[str]  # 占案件总数的40%; group `of`: a word that says of all, `what`: of what part it is told
    within: re.Pattern[str]
    never: re.Pattern[str]
    graded: re.Pattern[str]
    ungraded: re.Pattern[str]
    rates_all: re.Pattern[str]
    over: re.Pattern[str]
    former: re.Pattern[str]
    former_end: re.Pattern[str]
    compared_in: re.Pattern[str]
    delta_end: re.Pattern[str]  # before the number by which something rose or fell
    delta_lead: re.Pattern[str]
    up_end: re.Pattern[str]
    down_end: re.Pattern[str]
    up_all: re.Pattern[str]
    down_all: re.Pattern[str]
    down_in: re.Pattern[str]
    growth_lead: re.Pattern[str]
    grown_lead: re.Pattern[str]
    turned_from: re.Pattern[str]
    reached_end: re.Pattern[str]
    from_end: re.Pattern[str]
    to_end: re.Pattern[str]
    doubled: re.Pattern[str]
    changes: re.Pattern[str]
    wholes: re.Pattern[str]
    lessers: re.Pattern[str]
    fillers: re.Pattern[str]
    carried: re.Pattern[str]
    own: re.Pattern[str]
    scores: re.Pattern[str]  # groups: the score, full marks
    places: re.Pattern[str]  # how many places there are; groups: the number, the place
    all_before: re.Pattern[str]
    all_behind: re.Pattern[str]
    plans: re.Pattern[str]
    problems: re.Pattern[str]
    looking_back: re.Pattern[str]
    heading_words: re.Pattern[str]
    next_year: re.Pattern[str]
    past: re.Pattern[str]
    programme: re.Pattern[str]
    handed_in: re.Pattern[str]
    ahead: re.Pattern[str]
    ratios: tuple[Ratio, ...]
    subsets: dict[str, tuple[str, ...]]
    known: tuple[Known, ...]
    founded: dict[str, int]
    jubilee: re.Pattern[str]
    introduced: re.Pattern[str]  # 现将2024年……报告如下; group: the year
    issued_on: re.Pattern[str]  # 发布日期:2025-01; groups: year, month
    plan_span: re.Pattern[str]  # 三年行动计划(2023—2025年); groups: 三 or 五, the years


def compile_words(rules: ArithmeticRules) -> Words:
    """Expressions from the word lists."""
    words = {name: _any(listed) for name, listed in rules.words.items()}
    return Words(
        **{name: re.compile(words[name]) for name in _SEARCHED},
        **_of_sums(words),
        **_of_changes(words),
        rates_all=re.compile(f"{words['rates']}|{words['share']}"),
        share_end=re.compile(
            rf"(?P<what>[一-龥]{{0,8}}?)(?:{words['share']})(?:[一-龥]{{0,8}}(?P<of>{words['of_all']}))?[一-龥]{{0,4}}的?[为达到约近超过比]{{0,3}}$"
        ),
        within=re.compile(rf"^[^,。;]{{0,15}}(?:{words['within']})(?![心央队小学国医层级型])[,有]?[^,。;]{{0,8}}$"),
        scores=re.compile(rf"(?<![\d.])(\d{{1,4}}(?:\.\d+)?)分[的,]?\((?:{words['full_marks']})为?(\d{{2,4}})分"),
        places=re.compile(rf"(?<![\d.第])(\d{{1,4}})个({words['places']})(?![级民干书人])"),
        all_before=re.compile(f"(?:{words['all_before']})(?:共?有)?$"),
        all_behind=re.compile(rf"(?:\([^()]{{1,6}}\))?[^,。;\d]{{0,6}}(?:{words['all_behind']})"),
        complete=tuple(tuple(re.compile("|".join(map(re.escape, group.split("/")))) for group in entry) for entry in rules.complete),
        of_complete=re.compile("|".join(re.escape(word) for entry in rules.complete for group in entry for word in group.split("/"))),
        ratios=tuple(Ratio(*(re.compile(_any(listed)) for listed in ratio)) for ratio in rules.ratios),
        subsets=_wholes_of(rules.subsets),
        programme=re.compile(rf"(?:{words['issued']})[^,。;\d]{{0,24}}?(20\d\d)年[^,。;\d]{{0,16}}(?:{words['programmes']})(?!落实|执行|完成|中)"),
        handed_in=re.compile(rf"(20\d\d)年度(?:{words['reports']})[^,。;《》]{{0,8}}(?:{words['in_time']})"),
        known=_known(rules),
        founded=dict(rules.founded),
        introduced=re.compile(rf"(?:{words['introductions']})[^,。;]{{0,20}}?({YEAR})年"),
        issued_on=re.compile(rf"(?:{words['date_labels']})(?:日期|时间):(20\d\d)[-年./](\d{{1,2}})"),
        plan_span=re.compile(rf"([三五])年(?:{words['long_plans']})[^《》。;]{{0,8}}\((20\d\d)[-—–~至]{{1,2}}(20\d\d)年\)"),
        jubilee=re.compile(rf"(20\d\d)年,?[^,。;\d]{{0,6}}({_any(name for name, _ in rules.founded)})(\d{{2,3}})周年"),
    )


def _of_sums(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        "totals_end": re.compile(f"(?:{words['added']})[^,]{{0,8}}$"),
        "added": re.compile(
            rf"[,、;:](?:(?:以上|全年|[一二两三四五六七八九十]+[项类者种])[一-龥]{{0,4}})?(?:{words['added']})(?:[有为计]?(?P<bare>$)|[一-龥]{{0,10}}$)"
        ),
        "plus": re.compile(words["plus"]),
        "rest_tail": re.compile(words["unfinished"]),
        "rest_end": re.compile(rf"(?:(?:{words['rests']})[^,。;\d]{{0,6}}|(?:^|[,、;])另)$"),
        "net_end": re.compile(f"(?:{words['net']})了?$"),
    }


def _of_changes(words: dict[str, str]) -> dict[str, re.Pattern[str]]:
    change = f"(?:{words['up']}|{words['down']})"
    compared, former = words["compared"], rf"(?:{words['former']}|20\d\d年[度末底]?)(?:同期|末|底|全年)?"
    return {
        "former_end": re.compile(rf"(?:{former})[^,\d]{{0,4}}$"),
        "compared_in": re.compile(f"(?:{compared})"),
        "delta_end": re.compile(rf"(?:{change}|[^,\d]{{2,}}[多少])了?$"),
        "delta_lead": re.compile(rf"^(?:{compared}|相比|[,的])*(?:{change}|多|少)(?:了|幅度?)?$"),
        "up_end": re.compile(f"(?:{words['up']}|多){_WIDENED}"),
        "down_end": re.compile(f"(?:{words['down']}|少){_WIDENED}"),
        "up_all": re.compile(words["up"]),
        "down_all": re.compile(words["down"]),
        "down_in": re.compile(f"{words['down']}|{words['merged']}"),
        "growth_lead": re.compile(rf"^[)、,]?(?:(?:{compared}|{former}|相比|,)[的]?)*{change}{_WIDENED}"),
        "grown_lead": re.compile(rf"^[)、,]?(?:(?:{compared}|{former}|相比|,)[的]?)*(?:{change}|多|少)了?$"),
        "turned_from": re.compile(rf"(?:{words['from']})[^,。;]{{0,8}}(?:{former})[^,。;]{{0,6}}$"),
        "reached_end": re.compile(rf"(?:{words['up']}|{words['down']})(?:到|至)了?$"),
        "from_end": re.compile(f"(?:{words['from']})[^,。;]{{0,14}}$"),
        "to_end": re.compile(f"(?:{words['to']})$"),
        "doubled": re.compile(words["doubled"]),
    }


def _wholes_of(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The wholes of each part."""
    found: dict[str, tuple[str, ...]] = {}
    for part, whole in pairs:
        found[part] = (*found.get(part, ()), whole)
    return found


def _known(rules: ArithmeticRules) -> tuple[Known, ...]:
    dated = [Known(said[0], re.compile(rf"(20\d\d)年[^,。;\d]{{0,4}}(?:{_any(said)})"), ((year,),)) for said, year in rules.dated]
    spanned = [
        Known(title, re.compile(rf"{re.escape(title)}\((20\d\d)年?[-—–~至]{{1,2}}(20\d\d)年\)"), tuple(_ends(span) for span in spans))
        for title, spans in rules.spans
    ]
    return (*dated, *spanned)


def _ends(span: str) -> tuple[str, ...]:
    return tuple(span.split("—"))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
