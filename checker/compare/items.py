"""What became of each item."""

from __future__ import annotations

from checker.compare.values import Change, ItemChange
from checker.model import CheckResult, Result, Status

# How much a gap tells. Work admitted as lacking and work only planned are as far from being done.
_TOLD = {Status.MISSING: 0, Status.ADMITTED: 1, Status.PLANNED: 1, Status.PARTIAL: 2}


def item_changes(old: CheckResult, new: CheckResult) -> tuple[ItemChange, ...]:
    """Every item of either result once."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    both = [ItemChange(id_, _change(before.get(id_), item), before.get(id_), item) for id_, item in after.items()]
    return (*both, *(ItemChange(id_, Change.ONLY_OLD, item, None) for id_, item in before.items() if id_ not in after))


def _change(old: Result | None, new: Result) -> Change:
    if old is None:
        return Change.ONLY_NEW
    if Status.NOT_APPLICABLE in (old.status, new.status):
        return _applicability(old.status, new.status)
    if old.status is Status.COVERED:
        return Change.KEPT if new.status is Status.COVERED else Change.LOST
    return Change.GAINED if new.status is Status.COVERED else _between_gaps(old, new)


def _applicability(old: Status, new: Status) -> Change:
    if old is new:
        return Change.INAPPLICABLE
    return Change.APPLIES if old is Status.NOT_APPLICABLE else Change.APPLIES_NO_MORE


def _between_gaps(old: Result, new: Result) -> Change:
    """By status; two partial ones by the needs left unmet, where those of one are among those of the other."""
    told = _TOLD[new.status] - _TOLD[old.status]
    if old.status is new.status is Status.PARTIAL:
        lacked, lacking = set(old.unmet), set(new.unmet)
        told = (lacking < lacked) - (lacked < lacking)
    if told == 0:
        return Change.OPEN
    return Change.IMPROVED if told > 0 else Change.WORSENED
