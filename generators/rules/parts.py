"""Rule `part-exceeds-whole`: fewer things counted than some of them."""

from generators.inputs.frames import COMPUTED, ORIGIN, Record
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, quoted, ref


def part_exceeds_whole(area: Area) -> list[Problem]:
    """A WARNING for each printed row in which a declared part is larger than its whole."""
    problems = []
    for data in area.tables.values():
        for row in data.rows:
            for pair in data.table.parts:
                part, whole = data.table.column(pair.part), data.table.column(pair.whole)
                if (
                    row[ORIGIN] == COMPUTED
                    or missing(row, part.name)
                    or missing(row, whole.name)
                    or row[part.name] <= row[whole.name]
                ):
                    continue
                cells = (ref(data, row, part.name), ref(data, row, whole.name))
                problems.append(
                    Problem(
                        Severity.WARNING, "part-exceeds-whole", data.file, cells[0].line, part.name, cells=cells,
                        where=f"{part.name}, {in_words(row, data.table, area.places)}",
                        expected=("at most ", quoted(data, row, whole), f" ({whole.label.lower()})"),
                        found=quoted(data, row, part),
                        told=(_subject(row, data, area), "\u2018", part.label.lower(), "\u2019 is ", quoted(data, row, part), ", more than \u2018", whole.label.lower(), "\u2019 with ", quoted(data, row, whole), "."),
                        fix="check what each of them counts, or say in a note why they differ",
                    )
                )  # fmt: skip
    return problems


def _subject(row: Record, data: TableData, area: Area) -> str:
    words = in_words(row, data.table, area.places)
    return f"{words[0].upper()}{words[1:]}: " if words else ""
