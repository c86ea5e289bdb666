"""The kinds of section, in the order in which a list of them is shown."""

from generators.inputs.project import Catalogue
from generators.sections import (
    attainment,
    caseload,
    demand,
    deprivation,
    finance,
    need,
    population,
    provision,
    waiting,
    workforce,
)
from generators.sections.model import Section

SECTIONS: dict[str, Section] = {
    module.SECTION.slug: module.SECTION
    for module in (population, deprivation, need, attainment, demand, caseload, waiting, workforce, finance, provision)
}


def catalogue() -> Catalogue:
    """Every table and section that can be read."""
    tables = {table.name: table for section in SECTIONS.values() for table in section.tables}
    return Catalogue(
        tables, {slug: tuple(table.name for table in section.tables) for slug, section in SECTIONS.items()}
    )
