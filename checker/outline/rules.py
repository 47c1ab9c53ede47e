"""The word lists of outline.yaml as one value.

A word is plain text. In the lists that are `Phrases`, `甲…乙` means 甲 and, at most 12 characters on and within the
same sentence, 乙. Words are looked up as they are and hardly any becomes a regular expression: building 90 of those
takes 15 ms, which is more than a report takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Words = tuple[str, ...]

_REACH = 12  # characters that `…` may stand for
_SENTENCE_END = re.compile(r"[。;?!\n]")


class Phrases(NamedTuple):
    """`literals` are looked up as they are; `spread` holds the pieces of the phrases with `…`."""

    literals: Words
    spread: tuple[Words, ...]


class OutlineRules(NamedTuple):
    """Every list of outline.yaml under its own name; outline.yaml says what each is for."""

    problems: Phrases
    plan: Phrases
    plan_weak: Phrases
    static: Phrases
    static_whole: Words
    static_except: Phrases
    work: Phrases
    other: Phrases
    not_problems: Phrases
    not_plan: Phrases
    joins: Phrases
    strict_problems: Words
    strict_plan: Words
    strict_static: Words
    work_verbs: Words
    problems_behind: Words
    done_words: Phrases
    future_words: Phrases
    preamble_ends: Phrases
    problem_cues: Phrases
    problem_starts: Words
    problem_words: Phrases
    plan_starts: Words
    plan_year_words: Phrases
    plan_words: Phrases
    plan_mixed_starts: Words
    plan_verbs: Words
    ordinal_marks: Words
    ordinals: Words
    residue: Words
    residue_lines: Words
    residue_anywhere: Phrases
    date_ends: Words
    annex: Words
    title_nouns: Words
    title_line_ends: Words
    subjects: Phrases
    body_subjects: Phrases
    report_nouns: Phrases
    kind_plan: Phrases
    kind_interpretation: Phrases
    kind_disclosure_report: Phrases
    kind_government_work_report: Phrases
    not_government_work_report: Phrases
    kind_other: Phrases
    kind_article: Phrases
    article_marks: Words
    work_report_marks: Phrases
    disclosure_marks: Words
    unit_stops: Words
    government_suffixes: Words
    governments: Words
    office_suffixes: Words
    township_offices: Words
    liaison: Phrases
    direct_cities: Words
    province_suffixes: Words
    city_or_county_suffixes: Words
    city_suffixes: Words
    short_city_suffixes: Words
    county_suffixes: Words
    township_suffixes: Words
    zone_suffixes: Words
    zone_bodies: Words
    generic_zones: Words
    not_places: Words
    department_suffixes: Words
    province_department_suffixes: Words
    department_prefixes: Words
    party_prefixes: Words
    party_committees: Words
    party_joins: Words
    unit_leads: Words
    not_unit_chars: Words
    letterheads: Words
    self_province: Words
    self_city: Words
    self_county: Words
    self_township: Words
    self_department: Words
    city_cues: Phrases
    county_city_cues: Phrases
    salutations: Words
    figure_units: Words
    statement_starts: Words
    statement_words: Phrases
    figures: re.Pattern[str]  # a digit and a unit behind it; made from figure_units
    ordinal: re.Pattern[str]  # 一是, 首先: made from ordinals and ordinal_marks
    strict: re.Pattern[str]  # any word of the strict lists
    places: re.Pattern[str]  # one place name up to its last character; made from the place suffixes


_MADE = frozenset({"figures", "ordinal", "strict", "places"})
_PHRASES = frozenset(name for name, kind in OutlineRules.__annotations__.items() if "Phrases" in str(kind))
_STRICT_KEYS = ("strict_problems", "strict_plan", "strict_static")
_PLACE_KEYS = (
    "province_suffixes",
    "city_suffixes",
    "city_or_county_suffixes",
    "county_suffixes",
    "township_suffixes",
)
# 新乡市, 宁乡市: the last character is part of the same name when one of these follows such a character.
_DOUBLED = "(?:(?<=[乡镇区县旗])[市县区])?"


def compile_outline(words: Mapping[str, Any]) -> OutlineRules:
    """Turn the content of outline.yaml, which has passed its schema, into rules."""
    wanted = [name for name in OutlineRules._fields if name not in _MADE]
    lists = {name: _words(words[name]) for name in wanted}
    fields: dict[str, Any] = {name: _phrases(w) if name in _PHRASES else w for name, w in lists.items()}
    fields["figures"] = re.compile(rf"\d(?:{_either(lists['figure_units'])})")
    fields["ordinal"] = _ordinal_pattern(lists)
    fields["strict"] = re.compile(_either(word for key in _STRICT_KEYS for word in lists[key]))
    fields["places"] = _place_pattern(lists)
    return OutlineRules(**fields)


def found(phrases: Phrases, text: str) -> bool:
    """Whether one of the phrases stands in `text`."""
    for word in phrases.literals:
        if word in text:
            return True
    for pieces in phrases.spread:  # noqa: SIM110 - plain loops halve the cost, and this is called most
        if pieces[0] in text and _span(pieces, text):
            return True
    return False


def first(phrases: Phrases, text: str) -> int:
    """Where the first of the phrases begins in `text`, or -1."""
    places = [at for word in phrases.literals if (at := text.find(word)) >= 0]
    places += [span[0] for pieces in phrases.spread if (span := _span(pieces, text))]
    return min(places, default=-1)


def masked(phrases: Phrases, text: str) -> str:
    """`text` with the phrases made unreadable, every other character in its place."""
    for pieces in phrases.spread:
        if pieces[0] in text and (span := _span(pieces, text)):
            text = text[: span[0]] + "#" * (span[1] - span[0]) + text[span[1] :]
    for word in phrases.literals:
        if word in text:
            text = text.replace(word, "#" * len(word))
    return text


def _span(pieces: Words, text: str) -> tuple[int, int] | None:
    """Where the pieces stand in `text` one after the other, each within reach of the one before."""
    start = text.find(pieces[0])
    while start >= 0:
        end = start + len(pieces[0])
        for piece in pieces[1:]:
            at = text.find(piece, end, end + _REACH + len(piece))
            if at < 0 or _SENTENCE_END.search(text, end, at):
                break
            end = at + len(piece)
        else:
            return start, end
        start = text.find(pieces[0], start + 1)
    return None


def _words(values: Sequence[str]) -> Words:
    return tuple(_normal("\n".join(values)).split("\n")) if values else ()


def _normal(words: str) -> str:
    """As the normalised text writes them; `…` is kept, for it is a sign of ours."""
    return "…".join(unicodedata.normalize("NFKC", piece) for piece in words.split("…")).replace(" ", "")


def _phrases(words: Words) -> Phrases:
    return Phrases(tuple(w for w in words if "…" not in w), tuple(tuple(w.split("…")) for w in words if "…" in w))


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _ordinal_pattern(lists: Mapping[str, Words]) -> re.Pattern[str]:
    marks, words = _either(lists["ordinal_marks"]), _either(lists["ordinals"])
    return re.compile(rf"[一二三四五六七八九十]{{1,3}}(?:{marks})|{words}")


def _place_pattern(lists: Mapping[str, Words]) -> re.Pattern[str]:
    suffixes = _either(word for key in _PLACE_KEYS for word in lists[key])
    return re.compile(rf"[^,。;:!?、()]{{1,12}}?(?:{suffixes}){_DOUBLED}")
