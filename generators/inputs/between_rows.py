"""What can be wrong between the rows of a table: a key twice, age bands that overlap, a cell of the matrix without a row."""

from collections.abc import Callable, Iterable
from itertools import combinations, product

from generators.inputs.ages import AgeBand, age_band, tiles
from generators.inputs.cells import Words
from generators.inputs.declare import IS_TOTAL, Column, Kind, Table
from generators.inputs.periods import period
from generators.inputs.rows import LINE, Record
from generators.problems import Problem, error

Naming = Callable[[str, object], str]  # the words for a value of a column


def described(record: Record, names: Iterable[str], words: Naming) -> str:
    """`year 2024, group others`: a row in words."""
    return ", ".join(f"{name.replace('_', ' ')} {words(name, record[name])}" for name in names)


def repeated(rows: list[Record], table: Table, file: str, naming: Naming, words: Words) -> list[Problem]:
    """Rows with one key; `mid-2017` and `2017-06-30` are one day, `5` and `5-5` one age."""
    keys = [tuple(_same(record[name], table.column(name)) for name in table.key) for record in rows]
    first: dict[tuple[object, ...], int] = {}
    problems = []
    for key, record in zip(keys, rows, strict=True):
        if key in first:
            where, found = described(record, table.key, naming), f"a second, after line {first[key]}"
            other = _unused_word(key, set(keys), table, words)
            fix = f"is one of them {other}?" if other else "delete one, or say in what they differ"
            problems.append(
                error("repeated-key", file, record[LINE], where=where, expected="one row", found=found, fix=fix)
            )
        first.setdefault(key, record[LINE])
    return problems


def _unused_word(key: tuple[object, ...], there: set[tuple[object, ...]], table: Table, words: Words) -> str | None:
    """A word that would make the key one that no row has, where there is only one such: what a doubled label may hide."""
    found = []
    for place, name in enumerate(table.key):
        if table.column(name).kind is Kind.WORD:
            found += [
                word
                for word in words.allowed(table.column(name))
                if (*key[:place], word, *key[place + 1 :]) not in there
            ]
    return found[0] if len(found) == 1 else None


def _same(value: object, column: Column) -> object:
    if column.kind is Kind.AGE_BAND:
        return age_band(str(value))
    if column.kind is not Kind.PERIOD:
        return value
    when = period(str(value))
    return when.kind, when.start, when.end


def _groups(rows: list[Record], table: Table, without: Iterable[str]) -> Iterable[tuple[Record, list[Record]]]:
    """Rows that agree in every key column but these, with what they agree in."""
    others = [name for name in table.key if name not in without]
    found: dict[tuple[object, ...], list[Record]] = {}
    for record in rows:
        found.setdefault(tuple(record[name] for name in others), []).append(record)
    return [(dict(zip(others, key, strict=True)), same) for key, same in found.items()]


def overlaps(rows: list[Record], table: Table, file: str) -> list[Problem]:
    """Age bands that could hold the same child, unless one is marked as the total of others."""
    name = table.age_column
    if name is None:
        return []
    problems = []
    for _, same in _groups(rows, table, (name,)):
        parts = [(age_band(str(record[name])), record) for record in same if record.get(IS_TOTAL.name) != "yes"]
        whole = [_unmarked(band, record, parts, name, file) for band, record in parts]
        problems += [found for found in whole if found] or _pairs(parts, name, file)
    return problems


Parts = list[tuple[AgeBand, Record]]


def _unmarked(band: AgeBand, record: Record, parts: Parts, name: str, file: str) -> Problem | None:
    """The complaint about a band that holds several others, as a total does."""
    inside = sorted((other, str(row[name])) for other, row in parts if other != band and other.inside(band))
    if len(inside) < 2:
        return None
    listing = ", ".join(text for _, text in inside)
    adds_up = tiles(band, [other for other, _ in inside])
    fix = f"it is the total of {listing}" if adds_up else f"it holds {listing}: if it is a total,"
    return error(
        "unmarked-total", file, record[LINE], name, expected="bands that do not overlap", found=str(record[name]),
        fix=f"{fix}{': ' if adds_up else ' '}write yes under {IS_TOTAL.name}",
    )  # fmt: skip


def _pairs(parts: Parts, name: str, file: str) -> list[Problem]:
    problems = []
    for (first, one), (second, other) in combinations(parts, 2):
        if first != second and first.overlaps(second):
            found = f"{other[name]}, which overlaps {one[name]} of line {one[LINE]}"
            expected, fix = "bands that do not overlap", f"write other bands, or yes under {IS_TOTAL.name} for a total"
            problems.append(error("overlapping-ages", file, other[LINE], name, expected=expected, found=found, fix=fix))
    return problems


def gaps(rows: list[Record], table: Table, file: str, naming: Naming) -> list[Problem]:
    """Combinations of values that occur in other rows and have no row of their own: a row that is not there is not a zero."""
    if not table.complete:
        return []
    problems = []
    for about, same in _groups(rows, table, table.complete):
        there = {tuple(record[name] for name in table.complete) for record in same}
        for key in product(*(dict.fromkeys(record[name] for record in same) for name in table.complete)):
            if key not in there:
                missing = dict(zip(table.complete, key, strict=True))
                where = described({**about, **missing}, table.key, naming)
                problems.append(
                    error(
                        "missing-row", file, same[-1][LINE], where=where, expected="a row", found="none",
                        fix="add it with 0, or with [x] if not reported: a missing row is not a zero",
                    )
                )  # fmt: skip
    return problems


def holes(rows: list[Record], table: Table, file: str, words: Words, naming: Naming) -> list[Problem]:
    """Combinations of the matrix columns that have no row: a cell nobody mentions is not a zero."""
    if not table.matrix:
        return []
    problems = []
    choices = [words.allowed(table.column(name)) for name in table.matrix]
    for about, same in _groups(rows, table, table.matrix):
        there = {tuple(record[name] for name in table.matrix) for record in same}
        where = described(about, about, naming)
        for combination in product(*choices):
            if combination not in there:
                expected, fix = f"a row for {' and '.join(combination)}", "add it with 0, or with [x] if not available"
                line = same[-1][LINE]
                problems.append(
                    error("missing-cell", file, line, where=where, expected=expected, found="none", fix=fix)
                )
    return problems
