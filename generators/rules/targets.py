"""Rule `target-not-computed`: a target whose progress nobody can tell, since what it is a share of is not given."""

from generators.inputs.project import Area
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, ref


def target_not_computed(area: Area) -> list[Problem]:
    """A NOTE for each row with a target and without the whole of which it is a share, or the part that has reached it."""
    problems = []
    for data in area.tables.values():
        target = data.table.target
        for row in data.rows if target else ():
            assert target is not None
            lacking = [name for name in (target.whole, target.part) if missing(row, name)]
            if missing(row, target.value) or not lacking:
                continue
            words = in_words(row, data.table, area.places)
            labels = " and ".join(f"\u2018{data.table.column(name).label.lower()}\u2019" for name in lacking)
            problems.append(
                Problem(
                    Severity.NOTE, "target-not-computed", data.file, ref(data, row, target.whole).line, lacking[0],
                    sentence=f"cannot compute KPI {words}: {' and '.join(lacking)} missing",
                    told=f"{words}: progress towards the target cannot be computed, since {labels} {'is' if len(lacking) == 1 else 'are'} not given.",
                )
            )  # fmt: skip
    return problems
