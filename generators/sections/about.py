"""About the report: versions, scope, context, method, references, attachments and people, and the list of all figures."""

from collections.abc import Callable

from generators.inputs.declare import Column, Form, Kind, Refers, Table
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tidy import Tidy, period_words
from generators.numbers import in_words
from generators.sections.model import Fact, Figure, GroupsView, ListView, Section, TimelineView, View, text_fact

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


def _words(
    table: Table,
    subtitle: str,
    noun: str,
    headline: Callable[[Area, Tidy], str],
    view: Callable[[Tidy], View],
    facts: Callable[[Tidy], dict[str, Fact]] | None = None,
) -> Figure:
    """A figure of words: the rows of one table as they are."""
    return Figure(
        id=table.name, title=table.title, measure=lambda area: register(area, table.name), headline=headline,
        subtitle=lambda area, tidy: subtitle, alt=lambda area, tidy: f"{table.title}: {len(tidy.frame)} {noun}.",
        view=lambda area, tidy: view(tidy), facts=(lambda area, tidy: facts(tidy)) if facts else None,
        tables=(table.name,), counted=("row", noun),
    )  # fmt: skip


def _current(area: Area, table: Tidy) -> str:
    last = table.records()[-1]
    return f"This is version {last['version']}, {last['status']}"


def _by_heading(text: str, *about: str) -> Callable[[Tidy], View]:
    return lambda table: GroupsView("heading", text, {one: one for one in table.unique("heading")}, about)


def _list(caption: str, *fields: str) -> Callable[[Tidy], View]:
    return lambda table: ListView(fields, caption)


def _of(given: int, count: int, noun: str) -> str:
    """`All three questions are`, `None of three questions is`."""
    if given == count:
        return f"All {in_words(count)} {noun} are" if count > 1 else f"The one {noun[:-1]} is"
    return f"{in_words(given).capitalize() if given else 'None'} of {in_words(count)} {noun} {'is' if given < 2 else 'are'}"


def _answered(area: Area, table: Tidy) -> str:
    given = int((table.frame["answered_by"] != "").sum())
    return f"{_of(given, len(table.frame), 'questions')} answered here"


def _open(area: Area, table: Tidy) -> str:
    given = int((table.frame["published"] == "yes").sum())
    return f"{_of(given, len(table.frame), 'attachments')} published"


def _version_facts(table: Tidy) -> dict[str, Fact]:
    last = table.records()[-1]
    facts = {"version": text_fact(last["version"]), "status": text_fact(last["status"])}
    return facts | ({"date": text_fact(period_words(last["date"]))} if last["date"] else {})


SECTION = Section(
    slug="about",
    title="About this report",
    question="What was asked, how was it answered, and by whom?",
    tables=(VERSIONS, SCOPE, CONTEXT, METHOD, REFERENCES, ATTACHMENTS, PEOPLE),
    headline=lambda area, facts: f"Version {facts['version'].text}, {facts['status'].text}: how this report was made" if "version" in facts else "How this report was made",
    figures=(
        _words(SCOPE, "What the report set out to answer, and where it does", "questions", _answered, _by_heading("statement", "answered_by")),
        _words(METHOD, "Where the numbers and the views come from", "notes", lambda area, table: "How the report was made", _by_heading("text")),
        _words(CONTEXT, "Dated events around the report", "events", lambda area, table: "What happened around it", lambda table: TimelineView("date", "event", ("about", "link"))),
        _words(PEOPLE, "Roles; names and contacts only of those who agreed", "roles", lambda area, table: "Who made it", _list("People and roles", "role", "name", "organisation", "contact")),
        _words(VERSIONS, "Versions, with dates and reasons", "versions", _current, _list("Versions", "version", "date", "status", "author", "reason"), _version_facts),
        _words(ATTACHMENTS, "Documents that belong to the report", "attachments", _open, _list("Attachments", "ref", "title", "document", "url")),
        _words(REFERENCES, "Notes that the text refers to", "references", lambda area, table: "References", _list("References", "mark", "text", "url")),
    ),
    lists_figures=True,
)  # fmt: skip
