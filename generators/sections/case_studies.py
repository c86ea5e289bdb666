"""Case studies: examples of what works, linked to the findings that they stand for."""

from generators.inputs.declare import Column, Kind, Refers, Table
from generators.sections.registers import Noun, by_word, listing

STUDY = Noun("example", "examples")
CASE_STUDIES = Table(
    name="case_studies",
    title="Examples of good practice",
    key=("title",),
    columns=(
        Column("title", Kind.TEXT, "Title"),
        Column("text", Kind.TEXT, "What was done, and what came of it"),
        Column("places", Kind.PLACES, "Where", optional=True),
        Column("evidence", Kind.TEXT, "Evidence", optional=True, refers=Refers.EVIDENCE),
    ),
    about="One row for each example, in words of your own.",
)
STUDIES = listing(
    CASE_STUDIES, "What works, by example, in our own words", STUDY,
    lambda area, table: f"{STUDY.counted(len(table.rows))} of what works", by_word("title", "text", "places", "evidence"),
)  # fmt: skip
