"""Rules `rank-disagrees`, `rank-without-number` and `ranks-not-comparable`: ranks that do not follow from the values they rank."""

from collections.abc import Iterable

from generators.inputs.declare import Ranked
from generators.inputs.frames import Record
from generators.inputs.project import Area, TableData
from generators.numbers import in_words as numbers_in_words
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, quoted, ref


def rank_disagrees(area: Area) -> list[Problem]:
    """A WARNING for each row with another rank than a row of equal value, or a worse rank than a row of lower value.

    Only ranks of one kind of place are compared, and only within one release. A row is told once, beside the row that
    contradicts it most: a list whose ranks run the wrong way would otherwise be told as many times as it has pairs.
    """
    problems = []
    for data, ranked in _ranked(area):
        for rows in _lists(area, data, ranked):
            best: Record | None = None  # the best rank among the rows of the same value and of lower ones
            for row in sorted(rows, key=lambda row: (row[ranked.value], row[ranked.rank])):
                if best is not None and row[ranked.rank] > best[ranked.rank]:
                    tie = row[ranked.value] == best[ranked.value]
                    pair = sorted((row, best), key=rows.index) if tie else [row, best]
                    swapped = tie and _transposed(data, ranked, pair)
                    problems.append(_disagreement(area, data, ranked, pair[0], pair[1], tie=tie, swapped=swapped))
                else:
                    best = row
    return problems


def _transposed(data: TableData, ranked: Ranked, pair: list[Record]) -> bool:
    """Whether the same two places have these two ranks the other way round in another list of the table."""
    one, other = pair
    rank = {
        (row["place"], *(row[name] for name in data.table.key if name != "place")): row[ranked.rank]
        for row in data.rows
    }
    here = tuple(one[name] for name in data.table.key if name != "place")
    lists = {key[1:] for key in rank if key[1:] != here}
    return any(
        rank.get((one["place"], *key)) == other[ranked.rank] and rank.get((other["place"], *key)) == one[ranked.rank]
        for key in lists
    )


def rank_without_number(area: Area) -> list[Problem]:
    """A NOTE for each table with ranks of which nobody says out of how many, with how many rows there are."""
    problems = []
    for data, ranked in _ranked(area):
        rows = data.printed
        bare = [row for row in rows if not missing(row, ranked.rank) and missing(row, ranked.of)]
        if bare:
            many = f"{numbers_in_words(len(bare))} of {numbers_in_words(len(rows))} rows"
            problems.append(
                Problem(
                    Severity.NOTE, "rank-without-number", data.file, ref(data, bare[0], ranked.of).line, ranked.of,
                    expected="how many were ranked", found=f"none in {many}", fix="add it where the source says it: a rank alone says nothing",
                    told=f"{data.table.title}: {many} have a rank, and the source does not say of how many.",
                )
            )  # fmt: skip
    return problems


def ranks_not_comparable(area: Area) -> list[Problem]:
    """A NOTE where a place has ranks of lists of different lengths: percentiles can be compared, ranks cannot."""
    problems = []
    for data, ranked in _ranked(area):
        seen: dict[tuple[object, ...], Record] = {}
        for row in data.printed:
            if missing(row, ranked.of) or missing(row, ranked.rank):
                continue
            key = tuple(row[name] for name in data.table.key if name != "period")
            before = seen.setdefault(key, row)
            if before[ranked.of] != row[ranked.of]:
                pair = [
                    f"{before[ranked.rank]:,g} of {before[ranked.of]:,g}",
                    f"{row[ranked.rank]:,g} of {row[ranked.of]:,g}",
                ]
                said = f"{in_words(row, data.table, area.places)}: compare percentiles, not ranks: {pair[0]} and {pair[1]} are ranks in lists of different lengths"
                cell = ref(data, row, ranked.rank)
                problems.append(
                    Problem(
                        Severity.NOTE,
                        "ranks-not-comparable",
                        data.file,
                        cell.line,
                        ranked.rank,
                        sentence=said,
                        cells=(cell,),
                    )
                )
    return problems


def _ranked(area: Area) -> Iterable[tuple[TableData, Ranked]]:
    return [(data, data.table.ranked) for data in area.tables.values() if data.table.ranked]


def _lists(area: Area, data: TableData, ranked: Ranked) -> Iterable[list[Record]]:
    """Rows with value and rank that are in one list: of one kind of place, equal in every key but the place."""
    found: dict[tuple[object, ...], list[Record]] = {}
    for row in data.printed:
        if not missing(row, ranked.value) and not missing(row, ranked.rank):
            key = (area.places[row["place"]].level, *(row[name] for name in data.table.key if name != "place"))
            found.setdefault(key, []).append(row)
    return found.values()


def _disagreement(
    area: Area, data: TableData, ranked: Ranked, higher: Record, lower: Record, *, tie: bool, swapped: bool
) -> Problem:
    value, rank = data.table.column(ranked.value), data.table.column(ranked.rank)
    names = [in_words(row, data.table, area.places) for row in (higher, lower)]
    cells = tuple(ref(data, row, ranked.rank) for row in (higher, lower))
    same = "the same " if tie else "the lower "
    look = "; the two ranks look transposed" if swapped else ""
    words = (
        f"{names[0]} has rank ", quoted(data, higher, rank), " at ", quoted(data, higher, value), ", but ",
        f"{area.places[lower['place']].name} has rank ", quoted(data, lower, rank), f" at {same}", quoted(data, lower, value),
    )  # fmt: skip
    return Problem(
        Severity.WARNING, "rank-disagrees", data.file, cells[0].line, ranked.rank, cells=cells,
        sentence=(*words, f"{look}; check both ranks against the source"), told=(*words, f"{look}."),
    )  # fmt: skip
