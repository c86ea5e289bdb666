"""Places: codes, names, registered aliases, parallel hierarchies and years of validity. Joined on codes, never on names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generators.inputs.complaints import Complaint, nearest
from generators.inputs.declare import Column, Kind, Table
from generators.inputs.periods import period

NEIGHBOURS = "statistical-neighbours"  # the place that stands for the mean of them
LEVELS = ("country", "region", "authority", "district", "locality", "ward", "lsoa")
PLURALS = {"country": "countries", "authority": "authorities", "locality": "localities", "lsoa": "LSOAs"}
_GSS = re.compile(r"[A-Z][0-9]{8}")

PLACES = Table(
    name="places",
    title="Places",
    key=("code",),
    columns=(
        Column("code", Kind.TEXT, "Code", about="The GSS code, such as E05000001; a place without one gets a code of your own in small letters, such as north-side.", example="E05000001"),
        Column("name", Kind.TEXT, "Name", example="Abbey"),
        Column("level", Kind.WORD, "Level", allowed=LEVELS, example="ward"),
        Column("parents", Kind.TEXT, "Parents", optional=True, about="Codes of the places it lies in, separated by semicolons, one for each hierarchy; left out, it lies in the area.", example="north-side"),
        Column("aliases", Kind.TEXT, "Aliases", optional=True, about="Other spellings that tables may use, separated by semicolons.", example="Abbey Ward"),
        Column("valid_from", Kind.TEXT, "Valid from", optional=True, about="The first year in which the place had these bounds.", example="2002"),
        Column("valid_to", Kind.TEXT, "Valid to", optional=True, about="The last year in which the place had these bounds.", example="2022"),
    ),
    about="Every place that the area's tables speak of.",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One place. `slug` is its address below `places/`; `parents` are codes."""

    code: str
    name: str
    level: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None

    @property
    def slug(self) -> str:
        """The name in the form of an address."""
        return slug(self.name)

    def valid(self, when: str | None) -> bool:
        """Whether the place existed, with these bounds, in the year in which the period ends."""
        if when is None:
            return True
        year = period(when).end.year
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)

    def years(self) -> str:
        """`from 2003 to 2018`: when it had these bounds."""
        start = f"from {self.valid_from}" if self.valid_from else ""
        return " ".join(part for part in (start, f"to {self.valid_to}" if self.valid_to else "") if part) or "always"

    def meets(self, other: "Place") -> bool:
        """Whether there is a year in which both are valid."""
        return (self.valid_from or 0) <= (other.valid_to or 9999) and (other.valid_from or 0) <= (self.valid_to or 9999)


class Places:
    """The places that an area's tables may name: the area, what lies in it, and its comparators."""

    def __init__(self, area: Place, below: Iterable[Place], around: Iterable[Place]) -> None:
        self.area = area
        self.below = tuple(place for place in below if place.code != area.code)
        own = {area.code, *(place.code for place in self.below)}
        self.around = tuple({place.code: place for place in around if place.code not in own}.values())
        self.all = (area, *self.below, *self.around)
        self.by_code = {place.code: place for place in self.all}
        self._order = {place.code: number for number, place in enumerate(self.all)}
        self._levels = tuple(level for level in LEVELS if any(place.level == level for place in self.below))
        self._named: dict[str, list[Place]] = {}
        for place in self.all:
            for name in dict.fromkeys((place.name, *place.aliases)):
                self._named.setdefault(name, []).append(place)

    def __getitem__(self, code: str) -> Place:
        return self.by_code[code]

    def called(self, text: str) -> list[Place]:
        """The places with this name or registered alias, of all times."""
        return self._named.get(text, [])

    def find(self, text: str, when: str | None = None) -> str | Complaint:
        """The code of the place with this code, name or registered alias, at the time of a period."""
        named = [self.by_code[text]] if text in self.by_code else self.called(text)
        found = [place for place in named if place.valid(when)]
        if len(found) == 1:
            return found[0].code
        if found:
            return Complaint("ambiguous-place", "one place", f"several have this name: write {_codes(found)}")
        if named:
            was = "; ".join(f"{place.code} is valid {place.years()}" for place in named)
            fix = f"{was}: use the place of that time, or correct places.csv"
            return Complaint("place-of-another-time", f"a place that existed in {when}", fix)
        near = nearest(text, [*self._named, *self.by_code])
        hint = f"did you mean {near}?" if near else "add it to places.csv, or check the name"
        return Complaint("unknown-place", f"a place of {self.area.name} or a comparator", hint)

    def order(self, code: str) -> int:
        """The place's position: the area first, then what lies in it in the file's order, then comparators."""
        return self._order[code]

    def within(self, parent: str, level: str | None = None) -> tuple[Place, ...]:
        """The places directly in a parent, or all of a level that lie in it at any depth."""
        return tuple(
            p for p in self.below if (level in (None, p.level)) and self._lies_in(p, parent, deep=level is not None)
        )

    def levels(self) -> tuple[str, ...]:
        """The levels below the area, the largest places first."""
        return self._levels

    def _lies_in(self, place: Place, parent: str, *, deep: bool) -> bool:
        parents = place.parents or (self.area.code,)
        return parent in parents or (
            deep
            and any(
                self._lies_in(self.by_code[p], parent, deep=True)
                for p in parents
                if p in self.by_code and p != self.area.code
            )
        )


def _codes(places: list[Place]) -> str:
    """`E05000001 (ward) or E05000002 (ward)`."""
    return " or ".join(f"{place.code} ({place.level})" for place in places)


def plural(level: str, count: int = 2) -> str:
    """`ward`, `wards`, `authorities`."""
    return level if count == 1 else PLURALS.get(level, level + "s")


def slug(name: str) -> str:
    """A name as an address: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("\u2019", "")).strip("-") or "place"


def code_remedy(code: str) -> str | None:
    """How to write a code that is neither a GSS code nor one of the author's own; None when it is one."""
    if is_gss_code(code) or (slug(code) == code and not re.fullmatch(r"[a-z][0-9]{6,10}", code)):
        return None
    capitals = code.strip().upper()
    return f"write {capitals}" if is_gss_code(capitals) else "a GSS code is a capital letter and eight digits"


def is_gss_code(code: str) -> bool:
    """Whether the code has the form of a GSS code: a letter and eight digits."""
    return bool(_GSS.fullmatch(code))
