"""Which findings are gone, new, or there as before. Places shift from one text to the other, so they do not count."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from checker.compare.values import FindingPair
from checker.model import Finding

_Key = Callable[[Finding], Hashable]


def match_findings(old: Iterable[Finding], new: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[FindingPair, ...]]:
    """(gone, new, remaining): paired by the passage, then, where the passage was edited, by what is said of it."""
    keys: tuple[_Key, ...] = (
        lambda one: (one.check, "".join(one.quote.split())),
        lambda one: (one.check, one.message, one.stated, one.expected),
    )
    gone, appeared, pairs = list(old), list(new), list[FindingPair]()
    for key in keys:
        gone, appeared, found = _pair(gone, appeared, key)
        pairs += found
    pairs.sort(key=lambda pair: pair.new.start)
    return tuple(gone), tuple(appeared), tuple(pairs)


def _pair(old: list[Finding], new: list[Finding], key: _Key) -> tuple[list[Finding], list[Finding], list[FindingPair]]:
    """Those of equal keys, the first with the first; what is left on either side keeps its order."""
    waiting: dict[Hashable, list[int]] = {}
    for index in reversed(range(len(old))):
        waiting.setdefault(key(old[index]), []).append(index)
    unmatched, pairs, matched = [], [], set[int]()
    for finding in new:
        if mates := waiting.get(key(finding)):
            mate = mates.pop()
            matched.add(mate)
            pairs.append(FindingPair(old[mate], finding))
        else:
            unmatched.append(finding)
    return [finding for index, finding in enumerate(old) if index not in matched], unmatched, pairs
