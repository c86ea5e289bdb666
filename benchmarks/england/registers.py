"""What is found, asked for, planned and feared, and what is told about the report: lists in sentences."""

import random

from benchmarks.england.council import STREAMS, THEMES, Council
from benchmarks.england.files import Rows, Table, Tables
from benchmarks.england.money import funder_of

OWNERS = ("Head of early years", "Head of inclusion", "Therapy lead", "Director of public health", "Lead for data")
RISKS = {"risk": 16, "assumption": 5, "issue": 6, "dependency": 6, "constraint": 5}
MILESTONES = 5  # of each workstream
RATED = {True: ("Green", "Green", "Amber"), False: ("Red", "Amber")}  # by whether it was met
GROUPS = (
    "Partnership Board",
    "Schools Forum",
    "Parent Carer Forum",
    "Early Years Forum",
    "Therapy Board",
    "Data Group",
)


def _findings(council: Council, dice: random.Random) -> Rows:
    for theme in THEMES:
        for number in range(1, 7):
            kind = dice.choice(("strength", "strength", "area for development", "area for development", "neutral"))
            yield theme, kind, f"Finding {number} on {theme.lower()}: what peers saw and heard in {council.name}."


def _studies(council: Council, dice: random.Random) -> Rows:
    for number, theme in enumerate(THEMES[:4], start=1):
        yield (
            f"Example {number}: {theme.lower()}",
            f"What was done for {theme.lower()}, and what came of it.",
            "findings",
        )


def _recommendations(council: Council, dice: random.Random) -> Rows:
    for number, due in _due(council).items():
        theme = dice.choice(THEMES)
        yield number, f"Recommendation {number}: improve {theme.lower()}.", dice.choice(OWNERS), due, theme


def _due(council: Council) -> dict[str, str]:
    """By when each recommendation is to be done, its updates included."""
    dice = council.dice("due")
    return {f"R{number}": f"{dice.choice((2019, 2020))}-{dice.randint(1, 12):02}" for number in range(1, 9)}


def _updates(council: Council, dice: random.Random) -> Rows:
    for number, due in _due(council).items():
        for part in ("Plan", "Delivery"):
            status = dice.choice(("complete", "on track", "on track", "on hold", "not accepted"))
            yield number, part, f"{part} agreed", due, status, f"{part}: where it stands.", "2019-09"


def _workstreams(council: Council, dice: random.Random) -> Rows:
    for ref, name in STREAMS.items():
        start, confirmed = f"2019-0{dice.randint(1, 6)}", dice.choice(("yes", "no"))
        yield ref, name, f"What {name.lower()} is to do.", dice.choice(OWNERS), start, "2021-03", confirmed


def _funding(council: Council, dice: random.Random) -> Rows:
    yield from ((ref, funder_of(ref), pounds) for ref, pounds in council.funding.items())


def _milestones(council: Council, dice: random.Random) -> Rows:
    for ref, name in STREAMS.items():
        for number in range(1, MILESTONES + 1):
            start, months = dice.randint(1, 8), dice.randint(1, 10)
            end = start + months
            due = f"20{19 + (end - 1) // 12}-{(end - 1) % 12 + 1:02}"
            met = due < "2019-09" and dice.random() < 0.7
            rag = "[x]" if dice.random() < 0.15 else dice.choice(RATED[met or due >= "2019-09"])
            done = f"Step {number} was done." if met else ""
            status = "complete" if met else "on track"
            yield ref, f"{number}", f"Step {number} of {name.lower()}", f"2019-{start:02}", due, done, rag, status


def _benefits(council: Council, dice: random.Random) -> Rows:
    for number in range(1, 7):
        now, more = dice.randint(30, 60), dice.randint(3, 15)
        yield f"Benefit {number} for children.", f"Measure {number}", f"{now}%", f"{now + more}%", dice.choice(OWNERS)


def _governance(council: Council, dice: random.Random) -> Rows:
    for group in GROUPS:
        role, above = ("Decides", "") if group == GROUPS[0] else ("Is consulted", GROUPS[0])
        yield group, role, "Each term", above


def _steps(council: Council, dice: random.Random) -> Rows:
    due = sorted(f"{month}{dice.randint(1, 2)}" for month in dice.choices(("2019-1", "2020-0"), k=10))
    for number, when in enumerate(due, start=1):
        yield f"Next step {number} of {council.name}", dice.choice(OWNERS), when


def _risks(council: Council, dice: random.Random) -> Rows:
    for kind, count in RISKS.items():
        for number in range(1, count + 1):
            likelihood, impact = dice.randint(1, 5), dice.randint(1, 5)
            scores = (likelihood, impact, likelihood * impact) if kind in ("risk", "issue") else ("", "", "")
            text, answer = f"{kind.capitalize()} {number} of the plan.", f"What is done about {kind} {number}."
            yield kind, text, *scores, dice.choice(OWNERS), answer, dice.choice(list(STREAMS))


def _versions(council: Council, dice: random.Random) -> Rows:
    for number, reason in enumerate(("First draft", "After comments", "For the board"), start=1):
        yield (
            f"0.{number}",
            f"2019-0{number + 4}-1{dice.randint(0, 9)}",
            "superseded",
            f"{council.name} Council",
            f"{reason}.",
        )
    yield "1.0", "2019-09-02", "final", f"{council.name} Council", "As agreed."


def _scope(council: Council, dice: random.Random) -> Rows:
    for theme in THEMES:
        for question in ("What do children need from", "What has changed in"):
            yield theme, f"{question} {theme.lower()}?", "need"


def _context(council: Council, dice: random.Random) -> Rows:
    for number in range(1, 8):
        yield (
            f"201{number + 1}-0{dice.randint(1, 9)}",
            f"Event {number} around the report",
            f"What event {number} changed.",
        )


def _method(council: Council, dice: random.Random) -> Rows:
    for heading in ("Numbers", "Views", "Limits"):
        yield from ((heading, f"{heading}, note {number}: how they were found.") for number in (1, 2, 3))


def _references(council: Council, dice: random.Random) -> Rows:
    yield from ((f"{number}", f"Made-up work number {number}, on children’s talk.") for number in range(1, 6))


def _attachments(council: Council, dice: random.Random) -> Rows:
    yield from ((letter, f"Appendix {letter}", "no") for letter in "ABCD")


def _people(council: Council, dice: random.Random) -> Rows:
    yield from ((owner, f"{council.name} Council") for owner in OWNERS)


def _monitoring(council: Council, dice: random.Random) -> Rows:
    for term in range(1, 7):
        yield f"term {term} 2018/19", f"Review of term {term}", dice.randint(0, 6), dice.randint(1, 8)


def _quoted(council: Council, dice: random.Random) -> Rows:
    for number in range(1, 4):
        yield "2019", f"Share number {number} in other work", f"{dice.randint(3, 60)}", "", "Made-up work"
        yield "2019", f"Count number {number} in other work", "", dice.randint(100, 9_000), "Made-up work"


def _messages(council: Council, dice: random.Random) -> Rows:
    yield "In {need.places_over} of {need.places} wards, need is high.", "It is predicted, not diagnosed.", "need"
    yield (
        "{provision.total} provisions are reported.",
        "They were {provision.total_before} before.",
        "provision/heat-map",
    )
    yield "{attainment.gld.percent} reach a good level of development.", "", "attainment/gap"
    yield "{plan.milestones_overdue} milestones are overdue.", "There are {plan.milestones} in all.", "plan/milestones"


def _glossary(council: Council, dice: random.Random) -> Rows:
    yield "Language champion", "A member of staff whom others ask about children’s talk."
    yield "Family hub", "A place where families find several services."


MESSAGES: Tables = {
    "key_messages": Table("message,support,evidence", _messages, sentences=True),
    "glossary": Table("term,definition", _glossary, sentences=True),
}
SECTIONS: dict[str, Tables] = {
    "findings": {
        "findings": Table("theme,kind,text", _findings, sentences=True),
        "case_studies": Table("title,text,evidence", _studies, sentences=True),
    },
    "recommendations": {
        "recommendations": Table("id,text,owner,due,theme", _recommendations, sentences=True),
        "recommendation_updates": Table(
            "recommendation,part,actions,due,status,update,updated", _updates, sentences=True
        ),
    },
    "plan": {
        "workstreams": Table("ref,name,about,lead,start,due,confirmed", _workstreams, sentences=True),
        "workstream_funding": Table("ref,funder,amount", _funding),
        "milestones": Table("ref,number,text,start,due,actions,rag,status", _milestones),
        "benefits": Table("text,measure,baseline,target,owner", _benefits, sentences=True),
        "governance": Table("group,role,meets,reports_to", _governance, sentences=True),
        "next_steps": Table("item,owner,due", _steps, sentences=True),
    },
    "risks": {"raid": Table("type,text,likelihood,impact,score,owner,mitigation,ref", _risks, sentences=True)},
    "about": {
        "versions": Table("version,date,status,author,reason", _versions, sentences=True),
        "scope": Table("heading,statement,answered_by", _scope, sentences=True),
        "context": Table("date,event,about", _context, sentences=True),
        "method": Table("heading,text", _method, sentences=True),
        "references": Table("mark,text", _references, sentences=True),
        "attachments": Table("ref,title,published", _attachments, sentences=True),
        "people": Table("role,organisation", _people, sentences=True),
        "monitoring": Table("period,about,in_person,virtual", _monitoring),
        "quoted_numbers": Table("period,measure,percent,count,said_by", _quoted),
    },
}
