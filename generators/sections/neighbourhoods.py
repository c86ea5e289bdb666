"""Small areas: the tables that several sections' figures of neighbourhoods (LSOAs) are counted through."""

from generators.inputs.declare import PLACE, Column, Kind, Table

LSOA = Column("lsoa", Kind.TEXT, "Neighbourhood (LSOA)", about="The code, such as E01000001.", example="E01000001")
LOOKUP = Table(
    name="small_areas",
    title="Which neighbourhood lies in which place",
    key=("lsoa", "place"),
    columns=(LSOA, PLACE),
    about="One row per LSOA and smallest place, such as a ward. Where places were redrawn, one row for each of them.",
)
