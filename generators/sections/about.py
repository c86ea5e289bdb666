"""About the report: versions, scope, context, method, references, attachments and people, and the list of all figures."""

from generators.inputs.declare import Column, Form, Kind, Refers, Table
from generators.inputs.project import Area
from generators.measures.tidy import Tidy, period_words
from generators.sections import quoted
from generators.sections.model import Fact, Section, TimelineView, text_fact
from generators.sections.registers import Noun, by_word, few, in_list, listing

_NUMBER = Form(
    pattern=r"\d+(\.\d+)*", expected="a version number such as 0.9 or 2019", fix="write digits and points only"
)
_REF = Form(
    pattern=r"[A-Za-z0-9][A-Za-z0-9 .-]*",
    expected="a letter, a number or a short name",
    fix="write Latin letters and digits only",
)
VERSIONS = Table(
    "versions",
    "Versions of the report",
    ("version",),
    (
        Column("version", Kind.TEXT, "Version", form=_NUMBER),
        Column(
            "date",
            Kind.PERIOD,
            "Date",
            optional=True,
            blank="Date not stated",
            about="A day such as 2023-12-05, a month or a year.",
        ),
        Column("status", Kind.WORD, "Status", allowed=("draft", "final", "superseded")),
        Column(
            "author", Kind.TEXT, "Author", optional=True, about="An organisation or a role; name persons under people."
        ),
        Column("reason", Kind.TEXT, "Reason"),
    ),
    ascending="version",
)
SCOPE = Table(
    "scope",
    "What was asked",
    ("heading", "statement"),
    (
        Column("heading", Kind.TEXT, "Heading"),
        Column("statement", Kind.TEXT, "Question or statement"),
        Column(
            "answered_by",
            Kind.TEXT,
            "Answered by",
            optional=True,
            blank="Not answered here",
            refers=Refers.EVIDENCE,
            about="Sections, separated by semicolons.",
        ),
    ),
)
CONTEXT = Table(
    "context",
    "Context",
    ("event",),
    (
        Column("date", Kind.PERIOD, "Date", optional=True, blank="Date not stated"),
        Column("event", Kind.TEXT, "Event"),
        Column("about", Kind.TEXT, "About it", optional=True),
        Column("link", Kind.ADDRESS, "Link", optional=True),
    ),
)
METHOD = Table(
    "method",
    "Method",
    ("heading", "text"),
    (Column("heading", Kind.TEXT, "Heading"), Column("text", Kind.TEXT, "Text")),
)
REFERENCES = Table(
    "references",
    "References",
    ("mark",),
    (
        Column("mark", Kind.TEXT, "Mark", form=_REF),
        Column("text", Kind.TEXT, "Reference"),
        Column("url", Kind.ADDRESS, "Link", optional=True, blank="No link"),
    ),
    about="The notes that narratives refer to as [^1].",
)
ATTACHMENTS = Table(
    "attachments",
    "Attachments",
    ("ref",),
    (
        Column("ref", Kind.TEXT, "Reference", form=_REF),
        Column("title", Kind.TEXT, "Title"),
        Column("published", Kind.YES_NO, "Published"),
        Column(
            "document",
            Kind.FILE,
            "Document",
            optional=True,
            blank="Not published",
            consent="published",
            about="A file in the folder files of the area.",
        ),
        Column("url", Kind.ADDRESS, "Link", optional=True, consent="published"),
    ),
)
PEOPLE = Table(
    "people", "People", ("role", "organisation", "name"),
    (
        Column("role", Kind.TEXT, "Role"), Column("organisation", Kind.TEXT, "Organisation"),
        Column("name", Kind.TEXT, "Name", optional=True, consent="publish_name"),
        Column("publish_name", Kind.YES_NO, "Publish the name", optional=True),
        Column("contact", Kind.TEXT, "Contact", optional=True, consent="publish_contact", consent_needed=True),
        Column("publish_contact", Kind.YES_NO, "Publish the contact", optional=True),
    ),
    about="Names and contacts are published only with yes beside them; roles always are.",
)  # fmt: skip


def _current(area: Area, table: Tidy) -> str:
    last = table.records()[-1]
    return f"This is version {last['version']}, {last['status']}"


def _answered(area: Area, table: Tidy) -> str:
    given = int((table.frame["answered_by"] != "").sum())
    return f"{few(given, len(table.rows), Noun('question', 'questions'))} answered here"


def _open(area: Area, table: Tidy) -> str:
    given = int((table.frame["published"] == "yes").sum())
    return f"{few(given, len(table.rows), Noun('attachment', 'attachments'))} published"


def _version_facts(table: Tidy) -> dict[str, Fact]:
    last = table.records()[-1]
    facts = {"version": text_fact(last["version"]), "status": text_fact(last["status"])}
    return facts | ({"date": text_fact(period_words(last["date"]))} if last["date"] else {})


SECTION = Section(
    slug="about",
    title="About this report",
    question="What was asked, how was it answered, and by whom?",
    tables=(VERSIONS, SCOPE, CONTEXT, METHOD, REFERENCES, ATTACHMENTS, PEOPLE, quoted.MONITORING, quoted.QUOTED),
    headline=lambda area, facts: f"Version {facts['version'].text}, {facts['status'].text}: how this report was made" if "version" in facts else "How this report was made",
    figures=(
        listing(SCOPE, "What the report set out to answer, and where it does", Noun("question", "questions"), _answered, by_word("heading", "statement", "answered_by")),
        listing(METHOD, "Where the numbers and the views come from", Noun("note", "notes"), lambda area, table: "How the report was made", by_word("heading", "text")),
        *quoted.FIGURES,
        listing(CONTEXT, "Dated events around the report", Noun("event", "events"), lambda area, table: "What happened around it", lambda table: TimelineView("date", "event", ("about", "link"))),
        listing(PEOPLE, "Roles; names and contacts only of those who agreed", Noun("role", "roles"), lambda area, table: "Who made it", in_list("People and roles", "role", "name", "organisation", "contact")),
        listing(VERSIONS, "Versions, with dates and reasons", Noun("version", "versions"), _current, in_list("Versions", "version", "date", "status", "author", "reason"), _version_facts),
        listing(ATTACHMENTS, "Documents that belong to the report", Noun("attachment", "attachments"), _open, in_list("Attachments", "ref", "title", "document", "url")),
        listing(REFERENCES, "Notes that the text refers to", Noun("reference", "references"), lambda area, table: "References", in_list("References", "mark", "text", "url")),
    ),
    lists_figures=True,
)  # fmt: skip
