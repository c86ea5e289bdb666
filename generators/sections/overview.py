"""Tables that belong to no section: the key messages of the overview, the area's own glossary, and the claims that are checked."""

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
CLAIMS = Table(
    name="claims",
    title="What the report says of its numbers",
    key=("claim",),
    columns=(
        Column("claim", Kind.TEXT, "Claim", about="The report's own words."),
        Column("says", Kind.TEXT, "Says", about="What they claim, such as top 20%, about 3, over 400 or 10 times."),
        Column("fact", Kind.TEXT, "Of", about="The fact that must bear it out, such as deprivation.imd_percentile."),
        Column("against", Kind.TEXT, "Against", optional=True, about="For so many times: the fact that the other is compared with."),
    ),
    about="Claims in words that the report's own figures bear out or not. They are checked, and not printed.",
)  # fmt: skip
EVERYWHERE = (KEY_MESSAGES, GLOSSARY, CLAIMS)
