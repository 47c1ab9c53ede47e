"""title: documents cited in 《》, by the list of those that such reports cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.checklist.types import DocumentTitle
from checker.model import Role
from checker.text.citations import YEARS, title_key, without_years
from checker.wording.passages import Passages
from checker.wording.problem import Problem

_CITED = re.compile(r"《([^《》\n]{2,120})》")
_NUMBER = re.compile(r"^[》,]?\(?([\u4e00-\u9fff]{2,10}[〔\[(]20\d\d[〕\])]\d{1,4}号|[\u4e00-\u9fff]{2,6}令第?\d{1,4}号)")
_LONGER = 2  # characters by which a slip may change a name
_SHORT = 4  # characters; below that one slip makes another name
_LONG = 12  # characters from which two slips leave no doubt
_STATUTES = frozenset({"law", "regulation", "rule", "interpretation"})
_REPORTED = "04-01"  # reports on a year are out before this day of the next


@dataclass(frozen=True, slots=True)
class CompiledTitles:
    """Titles by their key; of wrong forms the title meant. `plans`: by the key without its years. `alike`: keys by kind of document and length."""

    exact: Mapping[str, DocumentTitle]
    wrong: Mapping[str, DocumentTitle]
    plans: Mapping[str, DocumentTitle]
    alike: Mapping[tuple[str, int], tuple[tuple[str, frozenset[str]], ...]]
    regions: re.Pattern[str]
    genres: tuple[str, ...]
    distinct: re.Pattern[str]
    looking_back: re.Pattern[str]
    local: re.Pattern[str]


def compile_titles(titles: tuple[DocumentTitle, ...], words: Mapping[str, tuple[str, ...]]) -> CompiledTitles:
    """Indices of all titles, short names and wrong forms."""
    exact = {key: one for one in titles for key in reversed(one.keys)}
    alike: dict[tuple[str, int], tuple[tuple[str, frozenset[str]], ...]] = {}
    for key in exact:
        kind = _genre(key, words["genres"]), len(key)
        alike[kind] = (*alike.get(kind, ()), (key, frozenset(key)))
    expressions = {name: re.compile("|".join(map(re.escape, words[name]))) for name in ("regions", "distinct", "looking_back")}
    return CompiledTitles(
        exact,
        {key: one for one in titles for key in one.wrong},
        {without_years(one.keys[0]): one for one in titles if "-20" in one.keys[0]},
        alike,
        genres=words["genres"],
        local=re.compile(f"(?:{'|'.join(map(re.escape, words['local_issuers']))})$"),
        **expressions,
    )


def _genre(key: str, genres: tuple[str, ...]) -> str:
    """What kind of document it is by its last word."""
    plain = without_years(key) if "20" in key else key
    return next((genre for genre in genres if plain.endswith(genre)), "")


def check_titles(at: Passages, rules: CompiledTitles) -> Iterator[Problem]:
    """What is wrong with each title cited."""
    for match in _CITED.finditer(at.report.text):
        start, end = at.original(match.start(), match.end())
        name = title_key(match[1])
        known = rules.exact.get(name)
        if known is not None:
            yield from _known(at, match, known, rules)
            continue
        meant = rules.wrong.get(name)
        if meant is not None:
            yield _title(start, end, f"没有见到这个名称的文件，应是《{meant.title}》。", meant, "warning")
            continue
        near = _near(name, rules)
        if near is not None and not _is_own(at, match, rules):
            yield _title(start, end, f"与《{near.title}》只差一两个字，请核对名称。", near, "warning")


def _title(start: int, end: int, message: str, meant: DocumentTitle, severity: str) -> Problem:
    return Problem("wording.title", severity, message, start, end, f"《{meant.title}》", _named(meant))


def _named(title: DocumentTitle) -> str | None:
    """Who issued it under which number, as far as that is known."""
    return " ".join(filter(None, (title.issuer, title.number))) or None


def _is_own(at: Passages, match: re.Match[str], rules: CompiledTitles) -> bool:
    """Whether the words before say that somebody here made the document."""
    return bool(rules.local.search(at.report.text[max(0, match.start() - 12) : match.start()]))


def _known(at: Passages, match: re.Match[str], known: DocumentTitle, rules: CompiledTitles) -> Iterator[Problem]:
    start, end = at.original(match.start(), match.end())
    years = YEARS.search(match[1])
    if years and not years[4] and "年" in known.title:
        yield _title(start, end, "起讫年后面缺“年”字。", known, "note")
    elif years and "-" in at.report.document.text[start:end]:
        yield _title(start, end, "起讫年之间应当用一字线“—”，这里是短横。", known, "note")
    number = _NUMBER.match(at.report.text[match.end() - 1 : match.end() + 30])
    if number and known.number and _plain_number(number[1]) != _plain_number(known.number) and number[1][:2] == known.number[:2]:
        first, last = at.original(match.end() - 1 + number.start(1), match.end() - 1 + number.end(1))
        yield Problem("wording.title", "warning", f"《{known.title}》的文号是{known.number}，请核对。", first, last, known.number)
    yield from _in_time(at, match, known, rules)


def _plain_number(number: str) -> str:
    return re.sub(r"[〔\[(〕\])第]", " ", number)


def _in_time(at: Passages, match: re.Match[str], known: DocumentTitle, rules: CompiledTitles) -> Iterator[Problem]:
    """Cited before it was in force, or after."""
    year, sentence = at.report.profile.year, at.sentence(match.start())
    if year is None or sentence is None or sentence.role is Role.OTHER:
        return
    start, end = at.original(match.start(), match.end())
    if known.in_force and known.in_force > f"{year + 1}-{_REPORTED}":
        told = f"《{known.title}》{_day(known.in_force)}起施行（印发），{year}年度的报告里不应当有，请核对名称或年份。"
        yield Problem("wording.title", "warning", told, start, end, None, _named(known))
        return
    if not known.until or rules.looking_back.search(at.report.text, sentence.start, sentence.end):
        return
    then = f"，现在是{known.successor}" if known.successor else ""
    if known.until < f"{year}-01-01":
        told = f"《{known.title}》到{_day(known.until)}为止{then}，{year}年度的报告不宜再作为现行文件引用。"
        yield Problem("wording.title", "warning", told, start, end, None, _named(known))
    elif known.until <= f"{year}-11-30" and known.kind in _STATUTES:  # repealed within the year, no plan that ends with it
        told = f"《{known.title}》{_day(known.until)}已经失效{then}，请核对引用的是不是现行的。"
        yield Problem("wording.title", "note", told, start, end, None, _named(known))
    elif known.until <= f"{year}-12-31" and sentence.role is Role.PLAN:
        told = f"《{known.title}》到{_day(known.until)}为止{then}，下一年的安排里请核实是否仍可引用。"
        yield Problem("wording.title", "note", told, start, end, None, _named(known))


def _day(date: str) -> str:
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))


def _near(name: str, rules: CompiledTitles) -> DocumentTitle | None:
    """The title that `name` seems to mean: other years of the same plan, or but for a slip the same."""
    if YEARS.search(name) and (plan := rules.plans.get(without_years(name))):
        return plan
    if len(name) < _SHORT:
        return None
    genre, characters = _genre(name, rules.genres), set(name)
    lengths = range(len(name) - _LONGER, len(name) + _LONGER + 1)
    listed = (entry for length in lengths for entry in rules.alike.get((genre, length), ()))
    close = [other for other, others in listed if len(others - characters) <= _LONGER]
    if not close:
        return None
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(name) < _LONG else _LONGER
    distances = [(0 if sorted(name) == sorted(other) else DamerauLevenshtein.distance(name, other, score_cutoff=most), other) for other in close]
    best = sorted(distances)[:2]
    if best[0][0] > most or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    found = best[0][1]
    return rules.exact[found] if _is_slip(name, found, rules) else None


def _is_slip(name: str, other: str, rules: CompiledTitles) -> bool:
    """Whether what differs is no region, number or word that makes another document of it."""
    if re.findall(r"\d+|[一二三四五六七八九十]+", name) != re.findall(r"\d+|[一二三四五六七八九十]+", other):
        return False
    for kind, a, b, c, d in SequenceMatcher(None, name, other, autojunk=False).get_opcodes():
        if kind != "equal" and (rules.regions.search(name[a:b]) or rules.distinct.search(name[a:b] + "\x00" + other[c:d])):
            return False
    return True
