"""What services did: demand, caseload, waiting, workforce, performance, training, impact and statutory plans."""

import random

from benchmarks.england.council import CHILDREN, Council, share_of, split
from benchmarks.england.files import Rows, Table, Tables

YEAR, DAY = "academic year 2018/19", "2019-03-31"
TERMS = [f"term {number} 2018/19" for number in range(1, 7)]
PHASES = ("Early years", "Primary", "Secondary")
ACTIVITIES = {
    "Referrals": ("children", 300), "Transition support": ("children", 120), "Clinics": ("clinics", 90),
    "Visits": ("settings", 160), "Planning meetings": ("meetings", 70),
}  # fmt: skip
NEED_TYPES = {
    "Social, emotional and mental health": 4, "Communication and interaction": 5, "Cognition and learning": 3, "Sensory and physical": 1,
}  # fmt: skip
ROLES = {
    "Speech and language therapists": 30,
    "Therapy assistants": 14,
    "Specialist teachers": 22,
    "Educational psychologists": 11,
}
# Indicators by group: the unit, the usual size, the target, and which direction is better.
KPIS: dict[str, tuple[str, float, str, str]] = {
    "Schools supported": ("percent", 70, "75", "higher"),
    "Plans reviewed": ("percent", 60, "80", "higher"),
    "Satisfaction": ("percent", 85, "90", "higher"),
    "Reports on time": ("percent", 88, "95", "higher"),
    "Children supported": ("children", 260, "", "neither"),
    "Cases closed": ("children", 140, "", "higher"),
    "Children seen in class": ("children", 190, "", "higher"),
    "Sessions held": ("count", 45, "40", "higher"),
    "Meetings held": ("count", 20, "", "neither"),
    "Settings visited": ("count", 60, "50", "higher"),
    "Time to a first visit": ("weeks", 9, "8", "lower"),
}
IMPACT = ("Targets met", "Cases closed since targets were met", "Parents who feel surer", "Settings that feel surer")
STAGES = ("assessment", "intervention")


def _activity(council: Council, dice: random.Random) -> Rows:
    for year in (2018, 2019):
        for measure, share in (("referrals", 0.03), ("discharges", 0.026)):
            wards = {
                code: round(council.all_children(code) * share * dice.uniform(0.8, 1.2)) for code in council.people
            }
            for band, count in zip(CHILDREN, split(sum(wards.values()), (6, 4, 2, 1)), strict=True):
                yield "", f"12 months to {year}", measure, band, "", count
            yield "", f"12 months to {year}", measure, "0-18", "yes", sum(wards.values())
            yield from ((code, f"12 months to {year}", measure, "0-18", "", count) for code, count in wards.items())


def _by_phase(council: Council, dice: random.Random) -> Rows:
    for activity, (counted, usual) in ACTIVITIES.items():
        for phase in PHASES:
            terms = [round(usual / 6 * dice.uniform(0.7, 1.3)) for _ in TERMS]
            for when, number in [*zip(TERMS, terms, strict=True), (YEAR, sum(terms))]:
                yield when, activity, phase, counted, *((number, "") if counted == "children" else ("", number))


def _need_types(council: Council, dice: random.Random) -> Rows:
    for phase in PHASES:
        yield from ((YEAR, phase, kind, round(size * dice.uniform(15, 40))) for kind, size in NEED_TYPES.items())


def _caseload(council: Council, dice: random.Random) -> Rows:
    wards = {code: round(council.all_children(code) * dice.uniform(0.02, 0.05)) for code in council.people}
    for band, count in zip(CHILDREN, split(sum(wards.values()), (5, 6, 2, 1)), strict=True):
        yield "", DAY, band, "", count, round(count * dice.uniform(0.5, 0.8)), council.children(band)
    yield "", DAY, "0-18", "yes", sum(wards.values()), "", ""
    yield from ((code, DAY, "0-18", "", count, "", council.all_children(code)) for code, count in wards.items())


def _waiting(council: Council, dice: random.Random) -> Rows:
    for stage in STAGES:
        for band in CHILDREN:
            waiting = round(council.children(band) * 0.008)
            over = round(waiting * dice.uniform(0, 0.6))
            yield DAY, stage, band, waiting, over, over // 3, dice.randint(4, 14), dice.randint(15, 40)


def _workforce(council: Council, dice: random.Random) -> Rows:
    for role, usual in ROLES.items():
        for year in range(2015, 2020):
            yield year, role, f"{usual * dice.uniform(0.7, 1.3):.1f}", f"{usual * dice.uniform(0, 0.15):.1f}"


def _ratios(council: Council, dice: random.Random) -> Rows:
    for role in list(ROLES)[:2]:
        for base, usual in (("per_1000_children", 0.3), ("per_1000_predicted", 0.8)):
            yield from ((year, role, base, f"{usual * dice.uniform(0.7, 1.3):.2f}") for year in (2018, 2019))


def _kpis(council: Council, dice: random.Random) -> Rows:
    for group, (unit, _, target, better) in KPIS.items():
        for phase in PHASES:
            name, counted = f"{group}, {phase.lower()}", "snapshot" if group == "Children supported" else "flow"
            yield _id(group, phase), name, group, f"{name}, in each term.", unit, counted, better, target, "2018-09"


def _values(council: Council, dice: random.Random) -> Rows:
    columns = ("percent", "children", "count", "weeks")
    for group, (unit, usual, _, _) in KPIS.items():
        for phase in PHASES:
            for when in TERMS:
                value = min(usual * dice.uniform(0.75, 1.25), 100 if unit == "percent" else usual * 2)
                cells = [f"{value:.0f}" if name == unit else "" for name in columns]
                yield when, _id(group, phase), *cells, len(council.wards) - dice.randint(0, 3)


def _id(group: str, phase: str) -> str:
    return f"{group}_{phase}".lower().replace(" ", "_")


def _training(council: Council, dice: random.Random) -> Rows:
    for phase in PHASES:
        for code in council.people:
            booked = dice.randint(0, 14)
            yield code, "2019-07", "Talk in every lesson", phase, round(booked * dice.uniform(0.4, 1)), booked, "yes"


def _targets(council: Council, dice: random.Random) -> Rows:
    for phase in PHASES:
        settings = dice.randint(40, 140)
        name, trained = f"{phase} settings trained in talk", round(settings * dice.uniform(0.2, 0.9))
        yield _id("trained", phase), name, "2020-08", dice.choice((50, 60, 80)), trained, settings


def _impact(council: Council, dice: random.Random) -> Rows:
    for measure in IMPACT:
        for when in TERMS:
            cases, reporting = dice.randint(80, 260), len(council.wards) - dice.randint(0, 4)
            yield when, measure, share_of(cases, dice.uniform(0.4, 0.9))[1], cases, "reported", reporting


def _plans(council: Council, dice: random.Random) -> Rows:
    for year in (2018, 2019):
        for age, usual in zip(range(2, 10), (3, 14, 40, 50, 32, 24, 20, 18), strict=True):
            yield year, age, round(usual * dice.uniform(0.6, 1.6)), council.children("0-4" if age < 5 else "5-9") // 5


SECTIONS: dict[str, Tables] = {
    "demand": {
        "activity": Table("place,period,measure,age_band,is_total,count", _activity),
        "activity_by_phase": Table("period,activity,phase,counted,children,count", _by_phase),
        "need_type": Table("period,phase,need_type,referrals", _need_types),
    },
    "caseload": {"caseload": Table("place,period,age_band,is_total,caseload,actively_supported,population", _caseload)},
    "waiting": {
        "waiting": Table("period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks", _waiting)
    },
    "workforce": {
        "workforce": Table("period,role,wte,vacancies", _workforce),
        "workforce_ratios": Table("period,role,base,ratio", _ratios),
    },
    "performance": {
        "kpis": Table("id,name,group,definition,unit,counted,better,target,valid_from", _kpis, sentences=True),
        "kpi_values": Table("period,kpi,percent,children,count,weeks,reporting", _values),
    },
    "training": {
        "training": Table("place,period,course,phase,completed,booked,booked_includes_completed", _training),
        "training_targets": Table("kpi,name,period,target,settings_trained,settings_total", _targets, sentences=True),
    },
    "impact": {"impact": Table("period,measure,percent,denominator,status,reporting", _impact)},
    "statutory": {"ehc_plans": Table("period,age_band,completed,population", _plans)},
}
