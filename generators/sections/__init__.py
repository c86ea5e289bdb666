"""The kinds of section, in the order in which a list of them is shown."""

from generators.inputs.project import Catalogue
from generators.sections import (
    about,
    attainment,
    baseline,
    caseload,
    decision,
    demand,
    deprivation,
    finance,
    findings,
    impact,
    need,
    outcomes,
    performance,
    plan,
    population,
    provision,
    recommendations,
    risks,
    statutory,
    training,
    voice,
    waiting,
    workforce,
)
from generators.sections.model import Section
from generators.sections.overview import EVERYWHERE

SECTIONS: dict[str, Section] = {
    module.SECTION.slug: module.SECTION
    for module in (
        population,
        deprivation,
        need,
        attainment,
        demand,
        caseload,
        waiting,
        workforce,
        finance,
        provision,
        outcomes,
        baseline,
        voice,
        performance,
        training,
        impact,
        statutory,
        findings,
        recommendations,
        decision,
        plan,
        risks,
        about,
    )
}


def catalogue() -> Catalogue:
    """Every table and section that can be read."""
    every = [*(table for section in SECTIONS.values() for table in section.tables), *EVERYWHERE]
    return Catalogue(
        {table.name: table for table in every},
        {slug: tuple(table.name for table in section.tables) for slug, section in SECTIONS.items()},
        tuple(table.name for table in EVERYWHERE),
        {deprivation.WARDS.name: deprivation.WARDS},
        {slug: section.also for slug, section in SECTIONS.items() if section.also},
    )
