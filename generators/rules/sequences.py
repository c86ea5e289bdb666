"""Rules `number-missing`, `no-such-appendix` and `letters-disagree`: numbered things of which one is left out, or that are not there."""

import re
from collections.abc import Iterable, Sequence

from generators.inputs.declare import Kind
from generators.inputs.frames import LINE
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.numbers import listed
from generators.problems import Problem, Severity

REGISTER, _REF = "attachments", "ref"
_APPENDIX = re.compile(r"\b[Aa]ppendix ([A-Z]|[0-9]{1,2}[A-Z]?)\b")
_SHORTEST = 3  # rows without which nobody can speak of a sequence


def number_missing(area: Area) -> list[Problem]:
    """A NOTE for each table whose rows are numbered or lettered one by one, and one in between is not there."""
    problems = []
    for data in area.tables.values():
        name = data.table.key[0]
        if len(data.table.key) > 1 or data.table.column(name).kind is not Kind.TEXT:
            continue
        rows = data.rows
        known = _ranks([str(row[name]) for row in rows])
        # with as many gaps as rows, the numbers are names, such as those of a register elsewhere
        if len(rows) < _SHORTEST or not known or max(known) - min(known) >= 2 * len(known):
            continue
        if gaps := [rank for rank in range(min(known), max(known)) if rank not in known]:
            names = [chr(rank) if str(rows[0][name]).isalpha() else str(rank) for rank in gaps]
            problems.append(
                Problem(
                    Severity.NOTE, "number-missing", data.file, rows[0][LINE], name, expected="every number in between",
                    found=f"no {listed(names, 'or')}", fix="add the row, or say in a note that the source leaves it out",
                    told=f"{data.table.title}: the source has no {listed(names, 'or')}.",
                )
            )  # fmt: skip
    return problems


def _ranks(texts: Sequence[str]) -> set[int]:
    """The numbers, or the places of the letters; none where the texts are neither all numbers nor all letters."""
    if all(re.fullmatch("[0-9]{1,9}", text) for text in texts):
        return set(map(int, texts))
    return set(map(ord, texts)) if all(re.fullmatch("[A-Z]", text) for text in texts) else set()


def no_such_appendix(area: Area) -> list[Problem]:
    """A WARNING for each appendix that area.yml cites, or a text names, and that the register of attachments does not have."""
    register = area.tables.get(REGISTER)
    if register is None:
        return []
    known = {str(ref) for ref in register.frame[_REF]}
    return [
        Problem(
            Severity.WARNING, "no-such-appendix", file, line, column, expected=f"one of {', '.join(sorted(known))}",
            found=f"appendix {name}", fix=f"correct the letter, or add the appendix to {REGISTER}",
            told=f"The report names appendix {name}, which is not among its attachments.",
        )
        for file, line, column, text in _texts(area)
        for name in dict.fromkeys(_APPENDIX.findall(text))
        if name not in known and not any(ref.startswith(name) for ref in known)
    ]  # fmt: skip


def _texts(area: Area) -> Iterable[tuple[str, int, str | None, str]]:
    """Every text of the area with its file, line and column."""
    for prose in area.prose.values():
        yield from ((prose.file, number, None, line) for number, line in enumerate(prose.text.splitlines(), 1))
    for name, data in area.tables.items():
        if page := data.about.page:
            yield area.file, area.document.line(("tables", name, "page")), None, page
        yield from _cells(data)


def _cells(data: TableData) -> Iterable[tuple[str, int, str | None, str]]:
    columns = [column.name for column in data.table.all_columns if column.kind is Kind.TEXT]
    for row in data.rows:
        yield from ((data.file, row[LINE], name, str(row[name])) for name in columns if row[name])


def letters_disagree(area: Area) -> list[Problem]:
    """A WARNING for each attachment that the source calls by another letter elsewhere, as printed_as keeps it."""
    register = area.tables.get(REGISTER)
    if register is None:
        return []
    return [
        Problem(
            Severity.WARNING, "letters-disagree", register.file, row[LINE], _REF, expected=f"appendix {row[_REF]}",
            found=f"appendix {other}", fix=f"the source gives “{row['title']}” two letters; it is published as {row[_REF]}",
            told=f"The source calls “{row['title']}” appendix {row[_REF]} in one place and appendix {other} in another.",
        )
        for row in register.rows
        if (other := slips(str(row["printed_as"])).get(_REF))
    ]  # fmt: skip
