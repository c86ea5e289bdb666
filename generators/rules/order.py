"""Rule `out-of-order`: a version that does not lie between those before and after it."""

from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.problems import Problem, Severity


def out_of_order(area: Area) -> list[Problem]:
    """An ERROR for each version out of order; a WARNING where the row mends it and keeps the source's slip in printed_as."""
    problems = []
    for data in area.tables.values():
        name = data.table.ascending
        rows = data.rows if name else []
        mended = [str(row[name]) for row in rows]
        printed = [slips(str(row["printed_as"])).get(name, text) for row, text in zip(rows, mended, strict=True)]
        wrong = _misplaced(mended)
        problems += [_error(data, rows, place, mended) for place in wrong]
        problems += [
            _warning(data, rows[place], place, printed, mended) for place in _misplaced(printed) if place not in wrong
        ]
    return problems


def _misplaced(versions: list[str]) -> list[int]:
    """The places where the order breaks: of two neighbours the one without which its surroundings are in order."""
    numbers, wrong = [_parts(version) for version in versions], []
    for place in range(len(numbers) - 1):
        if numbers[place] > numbers[place + 1] and place not in wrong:
            fits = place == 0 or numbers[place - 1] <= numbers[place + 1]
            wrong.append(place if fits else place + 1)
    return wrong


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _meant(versions: list[str], place: int) -> str:
    """The version that lies between its neighbours, when there is just one; else what it must lie between."""
    before, after = versions[place - 1 : place] or [""], versions[place + 1 : place + 2] or [""]
    low, high = _parts(before[0]), _parts(after[0])
    if low and high and len(low) == len(high) and low[:-1] == high[:-1] and high[-1] - low[-1] == 2:
        return ".".join(str(part) for part in (*low[:-1], low[-1] + 1))
    if not low:
        return f"a version before {after[0]}"
    return f"a version between {before[0]} and {after[0]}" if high else f"a version after {before[0]}"


def _follows(versions: list[str], place: int) -> str:
    before = f"{versions[place]} follows {versions[place - 1]}" if place else f"{versions[place]} comes first"
    return f"{before} and is followed by {versions[place + 1]}" if place + 1 < len(versions) else before


def _error(data: TableData, rows: list[Record], place: int, versions: list[str]) -> Problem:
    version, meant, column = versions[place], _meant(versions, place), data.table.ascending
    fix = f"{_follows(versions, place)}; correct it, and if the source prints it so, add printed_as: {column}={version}"
    return Problem(
        Severity.ERROR, "out-of-order", data.file, rows[place][LINE], column, where=f"{data.table.name}[{place + 1}]",
        expected=meant, found=version, fix=fix,
    )  # fmt: skip


def _warning(data: TableData, row: Record, place: int, printed: list[str], mended: list[str]) -> Problem:
    column, said = data.table.ascending, _follows(printed, place)
    return Problem(
        Severity.WARNING, "out-of-order", data.file, row[LINE], column, where=f"{data.table.name}[{place + 1}]",
        expected=mended[place], found=printed[place], fix=f"{said} in the source; it is published as {mended[place]}",
        told=f"The source prints {column} {printed[place]}, where {mended[place]} is meant: {said}.",
    )  # fmt: skip
