"""What it costs and what is asked for: finance and decision."""

import random

from benchmarks.england.council import HUBS, STREAMS, Council, split
from benchmarks.england.files import Rows, Table, Tables

FUNDERS = ("Council", "NHS", "Schools")
CATEGORIES = ("Staffing", "Premises", "Outreach", "Other")
REQUESTS = {"Pay for therapists in schools": "approve", "Pay for training": "approve", "Keep the agreement": "note"}
YEAR = "2019"


def funder_of(ref: str) -> str:
    """Who pays for a workstream: one funder for all of a programme."""
    return FUNDERS[int(ref[0]) % len(FUNDERS)]


def _budget(council: Council, dice: random.Random) -> Rows:
    for ref, name in STREAMS.items():
        if ref != HUBS:
            yield "", YEAR, name, funder_of(ref), council.funding[ref], "budget", ref
    for code, pounds in council.hubs.items():
        for line, amount in zip(("Early help", "Family support"), split(pounds, (3, 2)), strict=True):
            yield code, YEAR, line, funder_of(HUBS), amount, "budget", HUBS
        yield code, YEAR, "Total", funder_of(HUBS), pounds, "budget", ""


def _spend(council: Council, dice: random.Random) -> Rows:
    for code, pounds in council.hubs.items():
        spent = split(round(pounds * dice.uniform(0.85, 1.12)), (70, 8, 15, 7))
        yield from ((code, YEAR, category, amount) for category, amount in zip(CATEGORIES, spent, strict=True))


def _reach(council: Council, dice: random.Random) -> Rows:
    for name in list(STREAMS.values())[:5]:
        for reached, most in (("Schools", 60), ("Nurseries and other settings", 90), ("Wards", len(council.wards))):
            yield YEAR, name, reached, dice.randint(1, most)


def _decision(council: Council, dice: random.Random) -> Rows:
    for number, (request, kind) in enumerate(REQUESTS.items()):
        now = dice.randrange(300_000, 2_000_000, 10_000)
        amounts = (now, round(now * dice.uniform(0.9, 1.6) / 10_000) * 10_000) if kind == "approve" else ("", "")
        yield kind, f"{request}.", "Schools Forum", f"2019-1{number}", "2022-03", "every 12 months", *amounts


def _contributions(council: Council, dice: random.Random) -> Rows:
    amounts = {funder: dice.randrange(300_000, 3_000_000, 10_000) for funder in FUNDERS}
    yield from amounts.items()
    yield "Total", sum(amounts.values())


def _beneficiaries(council: Council, dice: random.Random) -> Rows:
    children = council.children("0-4") + council.children("5-9")
    yield (
        "Children with predicted needs",
        f"{round(children * dice.uniform(0.2, 0.4) / 100) * 100}[e]",
        "0 to 9",
        "2019",
    )


def _implications(council: Council, dice: random.Random) -> Rows:
    for kind in ("finance", "legal", "equalities", "other"):
        yield from ((kind, f"What follows for {kind}, point {number}, is told in the paper.") for number in (1, 2))


SECTIONS: dict[str, Tables] = {
    "finance": {
        "budget": Table("place,period,line,funder,amount,status,ref", _budget),
        "spend": Table("place,period,category,amount", _spend),
        "budget_reach": Table("period,line,reached,count", _reach),
    },
    "decision": {
        "decision": Table("kind,request,decided_by,due,until,review,before,after", _decision, sentences=True),
        "contributions": Table("contributor,amount", _contributions, sentences=True),
        "beneficiaries": Table("group,children,ages,date", _beneficiaries, sentences=True),
        "implications": Table("kind,text", _implications, sentences=True),
    },
}
