"""The name of the reporting unit, and the level that its name tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.model import Level
from checker.outline.gazetteer import city_level, is_county
from checker.outline.rules import OutlineRules, Words, found
from checker.outline.years import YEAR

_LEADING_YEAR = re.compile(rf"[(\[]?{YEAR}年?度?[)\]]?(?:以来)?,?")
_YEAR_STOP = re.compile(rf"{YEAR}(?:年|-|—|~|至|度)")
_NOT_IN_NAMES = re.compile(r"[\s,。;:!?、()<>|/《》]")
_LONGEST = 40
_REACH = 400  # characters of the text that are searched for what the lower units are called


class Unit(NamedTuple):
    """`level` and `tier` as in Profile; None when the name does not tell."""

    name: str
    level: Level | None
    tier: Level | None


def unit_at_start(text: str, body: str, rules: OutlineRules) -> Unit | None:
    """The unit that `text` begins with. `body`: the whole text, asked when a 市 could be of either level."""
    head = _head(_without_leads(text, rules), rules)
    if not 2 <= len(head) <= _LONGEST or _NOT_IN_NAMES.search(head):
        return None
    if head.endswith(rules.zone_suffixes):
        return Unit(_last_place(_stripped(head, rules.zone_bodies), rules), Level.COUNTY, Level.COUNTY)
    place = _place(head, rules)
    if place.endswith(rules.department_suffixes):
        return Unit(place, Level.DEPARTMENT, _tier(place, body, rules))
    unit = _government(place, body, rules)
    if unit is None and len(place) > 1 and head.endswith(rules.township_offices) and not found(rules.liaison, head):
        return Unit(head, Level.TOWNSHIP, Level.TOWNSHIP)  # 城东办事处
    return unit


def _stripped(head: str, suffixes: Words) -> str:
    for suffix in suffixes:
        if head.endswith(suffix) and len(head) > len(suffix):
            return head.removesuffix(suffix)
    return head


def _place(head: str, rules: OutlineRules) -> str:
    """和平街道办事处 and 和平街道办 → 和平街道; 某某县人民政府 → 某某县."""
    for suffix in rules.township_suffixes:
        before, kept, behind = head.rpartition(suffix)
        if before and kept and behind in rules.office_suffixes:
            return _behind_government(before, rules) + kept
    return _stripped(head, rules.government_suffixes)


def _behind_government(text: str, rules: OutlineRules) -> str:
    """××区人民政府跃进 → 跃进."""
    for word in rules.governments:
        text = text.rpartition(word)[2] or text
    return text


def _without_leads(text: str, rules: OutlineRules) -> str:
    """Take 关于, years and 中共××委 off the front."""
    text = text.lstrip("#*")
    while True:
        shorter = _LEADING_YEAR.sub("", text, count=1) if _LEADING_YEAR.match(text) else text
        for lead in rules.unit_leads:
            shorter = shorter.removeprefix(lead)
        if shorter.startswith(rules.party_prefixes):
            shorter = _without_party(shorter, rules)
        if shorter == text:
            return text
        text = shorter


def _without_party(text: str, rules: OutlineRules) -> str:
    """中共××市委××市人民政府, with or without 、 between, leads to the government; a party body alone to its place."""
    for prefix in rules.party_prefixes:
        text = text.removeprefix(prefix)
    place = rules.places.match(text)
    rest = text[place.end() :] if place else ""
    committee = next((word for word in rules.party_committees if rest.startswith(word)), None)
    if place is None or committee is None:
        return text
    behind = rest.removeprefix(committee)
    join = next((word for word in rules.party_joins if behind.startswith(word)), "")
    behind = behind.removeprefix(join)
    return behind if behind.startswith(place.group()) else place.group() + behind


def _head(text: str, rules: OutlineRules) -> str:
    """What stands before the first word that no unit's name holds."""
    text = text[: _LONGEST + 10]
    stops = [at for word in rules.unit_stops if (at := text.find(word)) >= 0]
    if match := _YEAR_STOP.search(text):
        stops.append(match.start())
    if match := _NOT_IN_NAMES.search(text):
        stops.append(match.start())
    return text[: min(stops, default=len(text))]


def _government(place: str, body: str, rules: OutlineRules) -> Unit | None:
    name = _last_place(place, rules)
    if name.endswith(rules.not_places) or not (set(name[:-1]) - set(rules.not_unit_chars) or is_county(name)):
        return None
    level = place_level(name, body, rules)
    return Unit(name, level, level) if level else None


def _last_place(head: str, rules: OutlineRules) -> str:
    """××市××区和平街道 → 和平街道. A remainder that is no name (区, 经济开发区) keeps what stands before it."""
    masked_head = _mask(head, rules)
    starts = [match.start() for match in rules.places.finditer(masked_head)]
    ends = [match.end() for match in rules.places.finditer(masked_head)]
    if ends and ends[-1] < len(head):
        starts.append(ends[-1])
    while len(starts) > 1 and not _is_name(head[starts[-1] :], rules):
        starts.pop()
    return head[starts[-1] :] if starts else head


def _is_name(part: str, rules: OutlineRules) -> bool:
    if part in rules.generic_zones:
        return False
    short = next((s for s in rules.township_suffixes if part.endswith(s)), None)
    if short is not None:
        return len(part) >= len(short) + 2
    return (len(part) >= 2 and rules.places.match(part) is not None) or part.endswith(rules.zone_suffixes)


def _mask(text: str, rules: OutlineRules) -> str:
    for word in rules.not_places:
        if word in text:
            text = text.replace(word, "#" * len(word))
    return text


def place_level(name: str, body: str, rules: OutlineRules) -> Level | None:
    """The level of the government of a place."""
    if name in rules.direct_cities or name.endswith(rules.province_suffixes):
        return Level.PROVINCE
    if name.endswith(rules.city_suffixes):
        return Level.CITY
    if name.endswith(rules.township_suffixes):
        return Level.TOWNSHIP
    if name.endswith(rules.city_or_county_suffixes):
        return city_level(name) or _level_by_lower_units(body, rules)
    if name.endswith(rules.zone_suffixes + rules.county_suffixes):
        return Level.COUNTY
    return Level.CITY if name.endswith(rules.short_city_suffixes) else None


def _level_by_lower_units(body: str, rules: OutlineRules) -> Level:
    if found(rules.city_cues, body):
        return Level.CITY
    return Level.COUNTY if found(rules.county_city_cues, body) else Level.CITY


def _tier(name: str, body: str, rules: OutlineRules) -> Level | None:
    """The level of the government that a department belongs to."""
    for prefix in rules.department_prefixes:
        name = name.removeprefix(prefix)
    readable = _mask(name, rules)
    places = [match.group() for match in rules.places.finditer(readable)]
    if places:
        return place_level(_whole_place(places[-1]), body, rules)
    if name.endswith(rules.province_department_suffixes):
        return Level.PROVINCE
    return place_level(readable[0], body, rules) or _short_city(readable, rules)


def _whole_place(place: str) -> str:
    return place.rpartition("#")[2]


def _short_city(name: str, rules: OutlineRules) -> Level | None:
    """凉山州司法局: the short form of an 自治州."""
    return Level.CITY if any(0 < name.find(suffix) < 6 for suffix in rules.short_city_suffixes) else None


def self_named(body: str, rules: OutlineRules) -> tuple[Level | None, Level | None]:
    """(level, tier) by what the text calls its unit: 我县, 我局."""
    counts = {
        Level.PROVINCE: _count(rules.self_province, body),
        Level.CITY: _count(rules.self_city, body),
        Level.COUNTY: _count(rules.self_county, body),
        Level.TOWNSHIP: _count(rules.self_township, body),
    }
    best = max(counts, key=lambda level: counts[level])
    tier = best if counts[best] else None
    department = _count(rules.self_department, body)
    if department > counts[best]:
        return Level.DEPARTMENT, tier
    return tier, tier


def _count(words: Words, body: str) -> int:
    return sum(body.count(word) for word in words)
