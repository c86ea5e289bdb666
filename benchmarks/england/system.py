"""What there is and what people think of it: provision, outcomes, baseline and voice."""

import random
from itertools import product

from benchmarks.england.council import THEMES, Council
from benchmarks.england.files import Rows, Table, Tables

STRANDS = {"FS": "Family Support", "EE": "Environment", "VW": "Workforce", "ID": "Identification", "IN": "Intervention"}
LEVELS = ("Universal", "Targeted", "Specialist")
PROVIDERS = ("Community therapy service", "Schools and settings", "Council", "Voluntary groups")
SETTINGS = ("Home", "Nursery", "School", "Clinic", "Library")
ENTRIES = 48
AREAS = ("Commissioning", "Leadership", "Workforce", "Families", "Data")
POINTS = {"strength": 9, "barrier": 11, "aspiration": 7, "quote": 6}
SAID = {
    "strength": "Staff know the families, and help comes early",
    "barrier": "It is hard to find out where to go",
    "aspiration": "One place to ask, near home",
    "quote": "We were listened to, and it helped",
}
ROLES = ("Parents and carers", "Head teachers", "Nursery staff", "Therapists")


def _counts(council: Council, dice: random.Random) -> Rows:
    """As the report before printed them, without a register."""
    for kind, most in (("provision", 12), ("gap", 5)):
        for level, strand in product(LEVELS, STRANDS.values()):
            yield "2017", kind, "All providers", level, strand, dice.randint(0, most)


def _register(council: Council, dice: random.Random) -> Rows:
    for number in range(1, ENTRIES + 1):
        kind = "gap" if number % 5 == 0 else "provision"
        strands = "; ".join(dice.sample(list(STRANDS.values()), dice.randint(1, 3)))
        levels = "; ".join(dice.sample(LEVELS, dice.randint(1, 2)))
        name, reach = f"{kind.capitalize()} {number}", dice.randint(20, 900) if kind == "provision" else ""
        place = dice.choice(list(council.people)) if dice.random() < 0.5 else ""
        yield place, "2019", kind, name, dice.choice(PROVIDERS), strands, levels, dice.choice(SETTINGS), reach


def _outcomes(council: Council, dice: random.Random) -> Rows:
    for short, strand in STRANDS.items():
        for number, level in enumerate(LEVELS, start=1):
            yield f"{short}{number}", strand, level, f"{level} {strand.lower()} is there for every child who needs it."


def _baseline(council: Council, dice: random.Random) -> Rows:
    for year in (1, 2):
        for subject, level in product(AREAS, ("Input", "Reach", "Quality", "Impact")):
            rating = dice.choice(("Not at all", "Partially", "Partially", "Mostly", "Complete", "Don't know"))
            question = f"Is the {level.lower()} of {subject.lower()} what children need?"
            yield f"Year {year}", subject, level, question, rating, "Leads of the partnership"


def _voice(council: Council, dice: random.Random) -> Rows:
    for kind, count in POINTS.items():
        for number in range(1, count + 1):
            theme, role, group = dice.choice(THEMES), dice.choice(ROLES), dice.choice(("Survey", "Meetings"))
            yield kind, f"{SAID[kind]}, point {number} on {theme.lower()}.", theme, role, group


def _asked(council: Council, dice: random.Random) -> Rows:
    yield "Survey of families", dice.randint(80, 600)
    yield "Meetings with staff", dice.randint(20, 90)


SECTIONS: dict[str, Tables] = {
    "provision": {
        "provision_counts": Table("period,kind,provider,level,strand,count", _counts),
        "provision_register": Table("place,period,kind,name,provider,strands,levels,setting,reach", _register),
    },
    "outcomes": {"outcomes": Table("code,strand,level,statement", _outcomes, sentences=True)},
    "baseline": {"baseline": Table("cycle,area,level,question,rating,by", _baseline, sentences=True)},
    "voice": {
        "voice": Table("kind,text,theme,source_role,group", _voice, sentences=True),
        "voice_method": Table("method,n", _asked, sentences=True),
    },
}
