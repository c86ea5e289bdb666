"""Governance: which groups are consulted or decide, and what they belong to."""

from generators.inputs.declare import Column, Kind, Table
from generators.sections.registers import Noun, in_list, listing

GROUP = Noun("group", "groups")
GOVERNANCE = Table(
    name="governance",
    title="Groups that decide or are consulted",
    key=("group",),
    columns=(
        Column("group", Kind.TEXT, "Group"),
        Column("role", Kind.TEXT, "Role", optional=True, blank="Not stated"),
        Column("meets", Kind.TEXT, "Meets", optional=True, blank="Not stated"),
        Column("reports_to", Kind.TEXT, "Reports to", optional=True, among="governance.group", about="Another group of this table."),
    ),
    about="One row for each board, forum or group of stakeholders.",
)  # fmt: skip
GROUPS = listing(
    GOVERNANCE, "Boards, forums and groups, with their role where the report gives it", GROUP,
    lambda area, table: f"{GROUP.counted(len(table.rows))} {'decides or is' if len(table.rows) == 1 else 'decide or are'} consulted",
    in_list("Groups", "group", "role", "meets", "reports_to"),
)  # fmt: skip
