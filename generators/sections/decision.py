"""Decision: what is asked, of whom, by when and for how long, who pays, and what follows from it."""

import math
from collections.abc import Mapping
from dataclasses import replace

from generators.charts.bars import Bar, grouped, ranked
from generators.charts.picture import Picture
from generators.inputs.declare import DUE, TOTAL, Basis, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.dated import dated
from generators.measures.money import per_head, shares_of_sum, uplift
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy
from generators.numbers import in_words, listed
from generators.sections.model import Fact, Figure, GroupsView, ListView, Mini, Section, first, known, number_fact, said
from generators.sections.registers import Noun, agenda, by_word, listing

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
        Column("children", Kind.WHOLE, "How many", "children", least=0, most=20_000_000, basis=Basis.MODELLED),
        Column("ages", Kind.TEXT, "Ages", optional=True, blank="Ages not stated"),
        Column("date", Kind.PERIOD, "Date", optional=True, blank="Date not stated"),
    ),
    about="How many children the money is for, as the report estimates it, for the amount per child.",
)


def _requests(area: Area) -> Tidy:
    """One row per request; dates and reviews say what they are, since they stand in a line."""
    table = dated(area, DECISION.name)
    before = {"decided_by": "decided by ", "due": "by ", "until": "until ", "review": "review: "}
    return table.with_fields(_said_as(field, before.get(field.name, "")) for field in table.fields)


def _said_as(field: Field, before: str) -> Field:
    return replace(field, words=lambda value: f"{before}{field.words(value)}" if value else field.words(value))


def _counted(area: Area, table: Tidy) -> str:
    """`Two requests: one to approve and one to note`."""
    counts = [f"{in_words(len(table.where(kind=kind).rows))} to {kind}" for kind in table.unique("kind")]
    return f"{REQUEST.counted(len(table.rows))}: {listed(counts)}"


def _amounts(area: Area) -> Tidy:
    """One row per request with an amount: what is paid now, what is asked for, and the change."""
    table = register(area, DECISION.name)
    given = table.frame["after"].notna() | (table.frame["after_mark"] != "")
    return uplift(table.with_frame(table.frame[given]), "before", "after")


def _uplift(area: Area, table: Tidy) -> str:
    """What the first request asks for, and how much more than now that is."""
    row = next(iter(known(table, "change")), None)
    if row is None:
        return "What is asked for"
    words = [said(row, table.field(name)) for name in ("after", "before", "change_percent")]
    return f"{words[0]} is asked for, from {words[1]} now: {words[2]}"


def _amount_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = first(table)
    bars = _minis(row, table) if row else ()
    return {
        name: number_fact(row, table.field(name), label, None, bars if name == "after" else ())
        for name, label in _LABELS.items()
    }


def _minis(row: Record, table: Tidy) -> tuple[Mini, ...]:
    """What is paid now, and what is asked for."""
    names = {"before": "Now", "after": "Asked for"}
    top = max((float(row[name]) for name in names if not math.isnan(row[name])), default=0)
    if top <= 0 or any(math.isnan(row[name]) for name in names):
        return ()
    return tuple(
        Mini(words, float(row[name]) / top, said(row, table.field(name)), name == "after")
        for name, words in names.items()
    )


def _now_and_then(area: Area, table: Tidy) -> Picture:
    """Two bars a request: what is paid now, and what is asked for."""
    values = {name: table.field(name) for name in ("after", "before")}
    groups = [(_LABELS[name], [row[name] for row in table.records()], [said(row, field) for row in table.records()]) for name, field in values.items()]  # fmt: skip
    return grouped([row["request"] for row in table.records()], groups, strong=0)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: the amount, where there is one."""
    if "after" in facts and facts["after"].value is not None:
        change = facts["change"]
        if not isinstance(change.value, float):
            return f"{facts['after'].text} is asked for"
        more = "more" if change.value > 0 else "less"
        return (
            f"{facts['after'].text} is asked for, {change.text.lstrip('+−')} {more} than now"
            if change.value
            else f"{facts['after'].text} is asked for, as now"
        )
    return f"{facts['requests'].text} {facts['requests'].label}" if "requests" in facts else "Who pays"


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
REQUESTS = replace(
    agenda(
        DECISION, "Requests, who decides, by when and for how long", REQUEST,
        lambda table: GroupsView("kind", "request", {"approve": "To approve", "note": "To note"}, ("decided_by", "due", "until", "review")), _requests,
    ),
    headline=_counted,
)  # fmt: skip
UPLIFT = Figure(
    id="uplift", title="Amount now and asked for", measure=_amounts, headline=_uplift, facts=_amount_facts, draw=_now_and_then,
    subtitle=lambda area, table: "Amounts now and as asked for, pounds",
    alt=lambda area, table: "Bars. " + "; ".join(f"{row['request']} {said(row, table.field('before'))} now, {said(row, table.field('after'))} asked for" for row in table.records()) + ".",
    view=lambda area, table: ListView(("request", "before", "after", "change", "change_percent"), "Amounts now and asked for"),
    tables=("decision",), counted=("request", "requests with an amount"),
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
    lambda area, table: f"{MATTER.counted(len(table.rows))} {'is' if len(table.rows) == 1 else 'are'} named", by_word("kind", "text", heads=_HEADS),
)  # fmt: skip


def _figures(area: Area) -> tuple[Figure, ...]:
    """Amounts are shown where a request has one."""
    frame = area.tables["decision"].frame if "decision" in area.tables else None
    priced = frame is not None and ((frame["after"].notna()) | (frame["after_mark"] != "")).any()
    return (*((UPLIFT,) if priced else ()), PAYERS, PER_CHILD, MATTERS)


SECTION = Section(
    slug="decision",
    title="Decision",
    question="What is asked, for how long, and at what cost?",
    tables=(DECISION, CONTRIBUTIONS, BENEFICIARIES, IMPLICATIONS),
    headline=_told,
    figures=(REQUESTS,),
    more=_figures,
    card=("after", "requests"),
)
