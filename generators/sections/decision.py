"""Decision: what is asked, of whom, by when and for how long, who pays, and what follows from it."""

from generators.charts.bars import Bar, ranked
from generators.inputs.declare import DUE, TOTAL, Basis, Column, Kind, Table
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.dated import dated
from generators.measures.money import per_head, shares_of_sum, uplift
from generators.measures.register import register
from generators.measures.tidy import Tidy
from generators.numbers import listed
from generators.sections.model import Fact, Figure, ListView, Section, first, known, number_fact, said
from generators.sections.registers import Noun, by_word, date_facts, listing

REQUEST, MATTER = Noun("request", "requests"), Noun("implication", "implications")
_HEADS = {"finance": "Finance", "legal": "Law", "equalities": "Equality", "other": "Other"}
AMOUNT = Column("amount", Kind.NUMBER, "Amount", "gbp", least=0, most=100_000_000_000)
DECISION = Table(
    name="decision",
    title="What is asked",
    key=("request",),
    columns=(
        Column("kind", Kind.WORD, "Kind", allowed=("approve", "note")),
        Column("request", Kind.TEXT, "What is asked"),
        Column("decided_by", Kind.TEXT, "Decided by"),
        DUE,
        Column("until", Kind.PERIOD, "Until", optional=True, blank="No end stated", wanted=True),
        Column("review", Kind.TEXT, "Review", optional=True),
        Column("before", Kind.NUMBER, "Amount now", "gbp", least=0, most=AMOUNT.most, optional=True),
        Column("after", Kind.NUMBER, "Amount asked", "gbp", least=0, most=AMOUNT.most, optional=True),
    ),
    about="One row for each request. One without an end is published with a warning.",
)
CONTRIBUTIONS = Table(
    name="contributions",
    title="Contributions",
    key=("contributor",),
    columns=(Column("contributor", Kind.TEXT, "Contributor"), AMOUNT),
    totals=("contributor",),
    about="Who pays how much, in pounds. A printed sum is a row whose contributor is Total.",
)
IMPLICATIONS = Table(
    name="implications",
    title="Implications",
    key=("kind", "text"),
    columns=(
        Column("kind", Kind.WORD, "Kind", allowed=tuple(_HEADS)),
        Column("text", Kind.TEXT, "Implication"),
    ),
)
BENEFICIARIES = Table(
    name="beneficiaries",
    title="Children with predicted need",
    key=("group",),
    columns=(
        Column("group", Kind.TEXT, "Who they are"),
        Column("children", Kind.WHOLE, "Children", "children", least=0, most=20_000_000, basis=Basis.MODELLED),
        Column("ages", Kind.TEXT, "Ages", optional=True, blank="Ages not stated"),
        Column("date", Kind.PERIOD, "Date", optional=True, blank="Date not stated"),
    ),
    about="How many children the money is for, as the report estimates it, for the amount per child.",
)


def _asked(area: Area, table: Tidy) -> str:
    """What the first request with an amount asks for, and how much more that is."""
    row = next(iter(known(table, "change")), None)
    if row is None:
        return f"{REQUEST.counted(len(table.frame))}, decided by {table.records()[0]['decided_by']}"
    words = [said(row, table.field(name)) for name in ("after", "before", "change_percent")]
    return f"{words[0]} is asked for, from {words[1]} now: {words[2]}"


def _request_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = next(iter(known(table, "change")), None)
    amounts = {name: number_fact(row, table.field(name), label) for name, label in _LABELS.items()} if row else {}
    return date_facts(table, REQUEST) | amounts


def _payers(area: Area, table: Tidy) -> str:
    parts = [f"{row['contributor']} {said(row, table.field('amount'))}" for row in table.records() if row["contributor"] != TOTAL]  # fmt: skip
    whole = table.where(contributor=TOTAL).records()
    return " and ".join(parts) + (f" make {said(whole[0], table.field('amount'))}" if whole else "")


def _payer_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    """Everybody's amount and share; of the sum only the amount."""
    amount, share = table.field("amount"), table.field("share")
    facts = {}
    for row in table.records():
        key, is_sum = slug(row["contributor"]).replace("-", "_"), row["contributor"] == TOTAL
        facts[f"amount_{key}"] = number_fact(row, amount, "in all" if is_sum else f"from {row['contributor']}")
        if not is_sum:
            facts[f"share_{key}"] = number_fact(row, share, f"from {row['contributor']}")
    return facts


def _heads(area: Area) -> Tidy:
    """One row per group of children: how many, and the sum of all contributions for each of them."""
    table, paid = register(area, BENEFICIARIES.name), register(area, CONTRIBUTIONS.name).where(contributor=TOTAL).records()  # fmt: skip
    amount, mark = (paid[0]["amount"], paid[0]["amount_mark"]) if paid else (float("nan"), "[x]")
    return per_head(table, amount, mark, "children", (table.frame["ages"] == "") | (table.frame["date"] == ""))


def _each(area: Area, table: Tidy) -> str:
    amount, _, mark = said(table.records()[0], table.field("per_head")).partition(" [")
    return f"{'About ' if mark else ''}{amount} for each child with predicted need"


def _caveats(area: Area, table: Tidy) -> list[str]:
    lacking = [
        words
        for name, words in (("ages", "their ages"), ("date", "the date of the estimate"))
        if "" in table.unique(name)
    ]
    unknown = [f"The report does not state {listed(lacking)}, so the amount is a rough guide."] if lacking else []
    return [*unknown, "A prediction is no diagnosis, and not every child will be seen by a service that this pays for."]


_LABELS = {"before": "now", "after": "asked for", "change": "more than now", "change_percent": "more than now"}
REQUESTS = Figure(
    id="decision", title=DECISION.title, measure=lambda area: uplift(dated(area, DECISION.name), "before", "after"), headline=_asked,
    subtitle=lambda area, table: "Requests, who decides, by when and for how long; amounts in pounds", facts=_request_facts,
    alt=lambda area, table: f"Table of {len(table.frame)} {REQUEST(len(table.frame))}.",
    view=lambda area, table: ListView(("request", "kind", "decided_by", "due", "until", "review", "before", "after", "change", "change_percent"), "What is asked"),
    tables=("decision",), counted=("row", "requests"),
)  # fmt: skip
PAYERS = Figure(
    id="contributions", title="Contributions", measure=lambda area: shares_of_sum(register(area, CONTRIBUTIONS.name), "contributor", "amount"),
    headline=_payers, subtitle=lambda area, table: "Proposed contributions, pounds, and their share of the sum", facts=_payer_facts,
    draw=lambda area, table: ranked([Bar(row["contributor"], row["amount"], said(row, table.field("amount")), row["contributor"] == TOTAL) for row in table.records()]),
    alt=lambda area, table: "Bars. " + "; ".join(f"{row['contributor']}: {said(row, table.field('amount'))}" for row in table.records()) + ".",
    view=lambda area, table: ListView(("contributor", "amount", "share"), "Contributions"),
    tables=("contributions",), counted=("contributor", "contributors"),
)  # fmt: skip
PER_CHILD = Figure(
    id="per-child", title="Amount for each child with predicted need", measure=_heads, notes=_caveats,
    headline=_each,
    subtitle=lambda area, table: "All contributions divided by the number of children who are predicted to have needs, pounds",
    alt=lambda area, table: "Table: " + "; ".join(f"{row['group']} {said(row, table.field('children'))}, {said(row, table.field('per_head'))} each" for row in table.records()) + ".",
    view=lambda area, table: ListView(("group", "ages", "date", "children", "per_head"), "Amount for each child"),
    facts=lambda area, table: {name: number_fact(first(table), table.field(name), label) for name, label in (("children", "children with predicted need"), ("per_head", "for each of them"))},
    tables=("beneficiaries", "contributions"), counted=("group", "groups"),
)  # fmt: skip
MATTERS = listing(
    IMPLICATIONS, "What follows for money, law and equality, as the report puts it, in our own words", MATTER,
    lambda area, table: f"{MATTER.counted(len(table.frame))} {'is' if len(table.frame) == 1 else 'are'} named", by_word("kind", "text", heads=_HEADS),
)  # fmt: skip
SECTION = Section(
    slug="decision",
    title="Decision",
    question="What is asked, for how long, and at what cost?",
    tables=(DECISION, CONTRIBUTIONS, BENEFICIARIES, IMPLICATIONS),
    figures=(REQUESTS, PAYERS, PER_CHILD, MATTERS),
    card=("after", "requests"),
)
