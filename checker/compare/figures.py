"""Figures by name and unit. Only one value against one value is compared; whatever else there is, is listed as it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite

from checker.compare.values import FigureChange, FigureKind, Restated
from checker.model import CheckResult, Fact

_RATES = frozenset("%‰")
_Units = dict[str, list[Fact]]  # unit → facts of different values


def figure_changes(old: CheckResult, new: CheckResult) -> tuple[FigureChange, ...]:
    """The named figures of each report's own year, in the new report's order, those of the old one alone last."""
    before, after = _by_name(old, old.profile.year), _by_name(new, new.profile.year)
    return tuple(row for name in dict.fromkeys((*after, *before)) for row in _rows(name, before.get(name, {}), after.get(name, {})))


def restated(old: CheckResult, new: CheckResult) -> tuple[Restated, ...]:
    """Figures that the new report gives for the old report's year, and that are others than those given then."""
    then = old.profile.year
    if then is None or new.profile.year in (None, then):
        return ()
    before, after = _by_name(old, then), _by_name(new, then, exactly=True)
    return tuple(
        Restated(stated[0], facts[0])
        for name, units in after.items()
        for unit, facts in units.items()
        for stated in [before.get(name, {}).get(unit, [])]
        if len(stated) == len(facts) == 1 and not _agree(stated[0], facts[0])
    )


def _by_name(report: CheckResult, year: int | None, exactly: bool = False) -> dict[str, _Units]:
    """Facts of that year; a figure without a period counts as the reporting year's, unless `exactly`."""
    found: dict[str, _Units] = {}
    seen: set[tuple[str, str, float]] = set()
    for fact in report.facts:
        of_year = fact.period == year or (fact.period is None and not exactly)
        key = (fact.name or "", fact.unit, fact.value)
        if fact.name and of_year and key not in seen:
            seen.add(key)
            found.setdefault(fact.name, {}).setdefault(fact.unit, []).append(fact)
    return found


def _rows(name: str, old: _Units, new: _Units) -> Iterator[FigureChange]:
    shared = [unit for unit in new if unit in old]
    for unit in shared:
        yield _compared(name, unit, tuple(old[unit]), tuple(new[unit]))
    before, after = (tuple(fact for unit, facts in side.items() if unit not in shared for fact in facts) for side in (old, new))
    if before and after:
        yield FigureChange(name, None, FigureKind.UNITS, before, after)
    else:
        for kind, facts in ((FigureKind.ONLY_OLD, before), (FigureKind.ONLY_NEW, after)):
            for unit in dict.fromkeys(fact.unit for fact in facts):
                own = tuple(fact for fact in facts if fact.unit == unit)
                yield FigureChange(name, unit, kind, *((own, ()) if kind is FigureKind.ONLY_OLD else ((), own)))


def _compared(name: str, unit: str, old: tuple[Fact, ...], new: tuple[Fact, ...]) -> FigureChange:
    if len(old) > 1 or len(new) > 1:
        return FigureChange(name, unit, FigureKind.SEVERAL, old, new)
    before, after = _exact(old[0]), _exact(new[0])
    change = after - before
    percent = None if before <= 0 or unit in _RATES else _finite(100 * change / before)
    return FigureChange(name, unit, FigureKind.COMPARED, old, new, _finite(change), percent and round(percent, 1))


def _finite(value: Decimal) -> float | None:
    """As a float; None beyond what one holds."""
    found = float(value)
    return found if isfinite(found) else None


def _exact(fact: Fact) -> Decimal:
    return Decimal(repr(fact.value))


def _agree(one: Fact, other: Fact) -> bool:
    """Equal, or one rounded: 1.2万 for 12034. What is approximate contradicts nothing."""
    if one.approximate or other.approximate:
        return True
    return _rounds_to(one, other) or _rounds_to(other, one)


def _rounds_to(exact: Fact, rounded: Fact) -> bool:
    """Whether a value is the other one at the last place that is written of it."""
    value = _exact(rounded).normalize()
    exponent = value.as_tuple().exponent
    place = exponent if isinstance(exponent, int) else 0
    if _is_spelt_out(rounded):
        place = min(place, 0)
    return abs(_exact(exact) - value) * 2 <= Decimal(1).scaleb(place)


def _is_spelt_out(fact: Fact) -> bool:
    """Whether the quote has all the figures of a whole value, so that its zeros are meant."""
    return f"{fact.value:.0f}" in fact.quote.replace(",", "").replace("，", "")
