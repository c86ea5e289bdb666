"""Words of people: e-mail addresses and telephone numbers in them are left out, whatever the warning led to."""

from generators.inputs.project import Area, TableData
from generators.rules.personal import EMAIL, TELEPHONE

_LEFT_OUT = "[c]"


def without_contacts(area: Area) -> Area:
    """The area with `[c]` in place of addresses and numbers in what somebody said or wrote."""
    return area.with_tables({name: _protected(data) for name, data in area.tables.items()})


def _protected(data: TableData) -> TableData:
    spoken = [column.name for column in data.table.columns if column.spoken]
    return (
        data.with_rows([row | {name: _masked(row[name]) for name in spoken} for row in data.rows]) if spoken else data
    )


def _masked(text: str) -> str:
    return TELEPHONE.sub(_LEFT_OUT, EMAIL.sub(_LEFT_OUT, text))
