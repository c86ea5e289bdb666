"""Tables that belong to no section: the key messages of the overview, and the area's own glossary."""

from generators.inputs.declare import Column, Kind, Refers, Table

KEY_MESSAGES = Table(
    name="key_messages",
    title="Key messages",
    key=("message",),
    columns=(
        Column("message", Kind.TEXT, "Message", live=True, about="One sentence; {section.fact} inserts a number."),
        Column("support", Kind.TEXT, "Support", optional=True, live=True),
        Column("evidence", Kind.TEXT, "Evidence", refers=Refers.EVIDENCE, about="Such as provision/heat-map."),
    ),
    about="Three to seven messages, the most important first, each with its evidence.",
)
GLOSSARY = Table(
    name="glossary",
    title="Glossary of the report",
    key=("term", "expansion"),
    columns=(
        Column("term", Kind.TEXT, "Term"),
        Column("expansion", Kind.TEXT, "In full", optional=True),
        Column("definition", Kind.TEXT, "Meaning"),
    ),
    about="Terms that the site's own glossary does not have.",
)
EVERYWHERE = (KEY_MESSAGES, GLOSSARY)
