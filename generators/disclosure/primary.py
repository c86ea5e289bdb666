"""Primary suppression: small counts of people are withheld."""

import pandas as pd

from generators.inputs.declare import Column
from generators.inputs.frames import FILE, LINE, mark_of
from generators.inputs.models import DisclosurePolicy
from generators.inputs.project import Area
from generators.problems import Ref


def protect(area: Area) -> Area:
    """The area with `[c]` in place of every small count of people, and with the cells that were withheld.

    Counted are the columns in `children` or `people` whose basis the policy does not exempt. Totals stay as they are: that
    a single withheld part can be worked out from them is the concern of complementary suppression.
    """
    tables, withheld = {}, set(area.withheld)
    for name, data in area.tables.items():
        frame = data.frame.copy()
        for column in data.table.numbers:
            small = _small(frame, column, area.settings.disclosure)
            withheld |= {
                Ref(file, line, column.name)
                for file, line in zip(frame.loc[small, FILE], frame.loc[small, LINE], strict=True)
            }
            frame.loc[small, column.name] = float("nan")
            frame.loc[small, mark_of(column.name)] = "[c]"
        tables[name] = data.with_frame(frame)
    return Area(**{**area.__dict__, "tables": tables, "withheld": frozenset(withheld)})


def _small(frame: pd.DataFrame, column: Column, policy: DisclosurePolicy) -> pd.Series:
    """Which values are small counts of people, or zeros where the policy withholds these."""
    values = frame[column.name]
    if not column.counts_people or column.basis in policy.exempt_bases:
        return pd.Series(False, index=values.index)
    lowest = 0 if policy.publish_zeros else -1
    return (values > lowest) & (values < policy.smallest_published)
