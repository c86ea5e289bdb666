"""Which rows of a table add up to which: over ages, words and places, with the rows that no table has but arithmetic gives."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from generators.disclosure.names import Key
from generators.inputs.ages import AgeBand, age_band
from generators.inputs.declare import TOTAL, Kind, Table
from generators.inputs.periods import Period, period
from generators.inputs.places import Places
from generators.inputs.project import Area
from generators.totals import contained, dividing, period_column, written_band

REST = "(the rest)"  # what a whole has beyond the parts that are listed


@dataclass(frozen=True)
class Sum:
    """A row and the rows that it is the sum of."""

    whole: Key
    parts: tuple[Key, ...]


def sums_of(table: Table, keys: Collection[Key], area: Area, *, flow: bool = True) -> tuple[list[Sum], set[Key]]:
    """The sums between rows of a table.

    Args:
        keys: of its rows, in the order of the key columns.
        flow: whether numbers of periods add up to that of a longer one, known or not; those of a day never do.

    Returns:
        The sums, some of which the numbers may not obey, and the keys of rows that no table has: the ages or places by which overlapping bands or places differ, and what
        a total has beyond its listed parts. Readers can do this arithmetic, so what it gives is protected too.
    """
    every, hidden, geography = set(keys), set[Key](), _Geography(area.places)
    times = [] if not flow else [name for name in table.key if table.column(name).kind is Kind.PERIOD]
    while True:
        found = [one for over in (*table.totals, *times) for one in _sums_over(table, over, every, area, geography)]
        more = {key for one in found for key in one.parts} - every
        if not more:
            return [*found, *_undeclared(table, keys, area, geography)], hidden
        hidden |= more
        every |= more


Pairs = Iterable[tuple[str, list[str]]]


def _sums_over(table: Table, over: str, keys: Iterable[Key], area: Area, geography: "_Geography") -> Iterable[Sum]:
    when, kind = period_column(table), table.column(over).kind

    def pairs(values: set[str], others: Key) -> Pairs:
        if kind is Kind.PLACE:
            at = dict(zip((name for name in table.key if name != over), others, strict=True))
            return _place_sums(values, geography, at[when] if when else None)
        if kind is Kind.AGE_BAND:
            return _age_sums(values)
        if kind is Kind.PERIOD:
            return _period_sums(values)
        return _word_sums(values, area.settings.allowed(table.column(over)))

    return _sums(table, over, keys, pairs)


def _undeclared(table: Table, keys: Iterable[Key], area: Area, geography: "_Geography") -> Iterable[Sum]:
    """Sums between listed rows that are no declared totals, and that a reader would try: places of a whole, words of others."""
    when, listed = period_column(table), list(keys)

    def of_places(over: str) -> Callable[[set[str], Key], Pairs]:
        def pairs(values: set[str], others: Key) -> Pairs:
            at = dict(zip((name for name in table.key if name != over), others, strict=True))
            divisions = geography.divisions(at[when] if when else None)
            return [(whole, sorted(parts)) for whole, parts in divisions if values.issuperset({whole, *parts})]

        return pairs

    for over in table.key:
        column = table.column(over)
        if column.kind is Kind.PLACE and over not in table.totals:
            yield from _sums(table, over, listed, of_places(over))
        elif column.sums:
            yield from _sums(table, over, listed, _of_words(column.sums))


def _of_words(sums: Mapping[str, tuple[str, ...]]) -> Callable[[set[str], Key], Pairs]:
    return lambda values, others: [(whole, [*parts]) for whole, parts in sums.items() if values >= {whole, *parts}]


def _sums(table: Table, over: str, keys: Iterable[Key], pairs: Callable[[set[str], Key], Pairs]) -> Iterable[Sum]:
    """The sums over one column, among the rows that agree in all others."""
    place = table.key.index(over)
    groups: dict[Key, set[str]] = {}
    for key in keys:
        groups.setdefault((*key[:place], *key[place + 1 :]), set()).add(key[place])
    for others, values in groups.items():
        for whole, parts in pairs(values, others):
            yield Sum(
                (*others[:place], whole, *others[place:]),
                tuple((*others[:place], part, *others[place:]) for part in parts),
            )


def _period_sums(texts: set[str]) -> Pairs:
    """Every period as those of one kind that lie in it, such as a year as its terms, and what these leave over."""
    found = {text: period(text) for text in texts if REST not in text}
    for text, whole in found.items():
        for kind in sorted({one.kind for one in found.values()} - {whole.kind}):
            parts = [one for one in found.values() if one.kind == kind and _within(one, whole)]
            if parts and not any(one.overlaps(other) for one, other in combinations(parts, 2)):
                days = sum(one.days for one in parts)
                yield text, [*(one.text for one in parts), *([] if days == whole.days else [f"{text} {REST} {kind}"])]


def _within(one: Period, whole: Period) -> bool:
    return whole.start <= one.start and one.end <= whole.end


def _age_sums(bands: set[str]) -> Pairs:
    """Every band that others divide, as the smallest bands in it, listed or not."""
    found = {age_band(text): text for text in bands if text != REST}
    starts = sorted({start for band in found for start in (band.first, band.last + 1)})
    atoms = [AgeBand(first, after - 1) for first, after in pairwise(starts)]
    for band, text in found.items():
        inside = [atom for atom in atoms if atom.inside(band)]
        if len(inside) > 1:
            yield text, [found.get(atom, written_band(atom)) for atom in inside]


def _word_sums(words: set[str], allowed: Collection[str]) -> Pairs:
    if TOTAL in words:
        parts = sorted(words - {TOTAL})
        missing = set(allowed) - words
        yield TOTAL, [*parts, REST] if missing and REST not in words else parts


class _Geography:
    """The area's places: what divides what at a time, and the smallest places that each is made of."""

    def __init__(self, places: Places) -> None:
        self._places, self.above = places, contained(places)
        self._divisions: dict[str | None, list[tuple[str, list[str]]]] = {}
        self._leaves: dict[tuple[str | None, str], frozenset[str]] = {}

    def divisions(self, when: str | None) -> list[tuple[str, list[str]]]:
        """Every place that others divide, with these."""
        if when not in self._divisions:
            self._divisions[when] = dividing(self._places, when)
        return self._divisions[when]

    def leaves(self, code: str, when: str | None) -> frozenset[str]:
        """The smallest places in a place, itself if there is none; with one for what they leave over."""
        if (when, code) not in self._leaves:
            divided = next((parts for whole, parts in self.divisions(when) if whole == code), None)
            inside = divided or [
                one.code for one in self._places.below if code in self.above[one.code] and one.valid(when)
            ]
            own = [code] if not inside else [] if divided else [f"{code} {REST}"]
            self._leaves[when, code] = frozenset(own).union(*(self.leaves(one, when) for one in inside))
        return self._leaves[when, code]


def _place_sums(codes: set[str], geography: _Geography, when: str | None) -> Pairs:
    """Places as the parts that have rows; where these overlap or do not suffice, as the smallest places they have in common."""
    listed = {code for code in codes if code in geography.above}
    told = set()
    # Finer parts too, though they follow from coarser ones: where the coarser contradict the whole, the finer may add up to it.
    for whole, parts in geography.divisions(when):
        if whole in listed and listed.issuperset(parts):
            told.add(whole)
            yield whole, sorted(parts)
    atoms = _atoms({code: geography.leaves(code, when) for code in listed})
    for code in sorted(listed - told):
        inside = [name for name, owners in atoms.items() if code in owners]
        if len(inside) > 1:
            yield code, sorted(inside)


def _atoms(leaves: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The smallest sets of places that the listed ones are made of, by a name, each with those that hold it."""
    holders: dict[str, set[str]] = {}
    for code in sorted(leaves):
        for leaf in leaves[code]:
            holders.setdefault(leaf, set()).add(code)
    found: dict[frozenset[str], set[str]] = {}
    for leaf, owners in holders.items():
        found.setdefault(frozenset(owners), set()).add(leaf)
    own = {members: code for code, members in leaves.items()}
    return {own.get(frozenset(members), "&".join(sorted(members))): owners for owners, members in found.items()}
