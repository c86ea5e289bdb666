"""Sites that several test modules look at, each built once, in a root that has only data/ and content/."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.pages import Page, brief, pages_across, pages_of
from generators.pages.templates import Templates
from generators.site.building import build

REPOSITORY = Path(__file__).parents[1]
_SCRATCH = tempfile.TemporaryDirectory(prefix="needsbook-tests-")  # deleted when Python ends


@cache
def repository() -> Path:
    """build/ of the repository's own areas."""
    root = scratch("repository")
    for name in ("data", "content"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, root / name)
    return built(root)


@cache
def saltmarsh() -> Path:
    """build/ of the made-up second project, which has two areas and settings of its own."""
    return built(
        Path(shutil.copytree(REPOSITORY / "tests/projects/saltmarsh", scratch("saltmarsh"), dirs_exist_ok=True))
    )


@cache
def harbourshire() -> Path:
    """build/ of a made-up area with every kind of section, places in places, marks of every kind and a register."""
    return built(write(scratch("harbourshire"), HARBOURSHIRE))


@cache
def longshore() -> Path:
    """build/ of a made-up service: its indicators, work, training, impact and money."""
    return built(write(scratch("longshore"), LONGSHORE))


def built(root: Path) -> Path:
    """Checks and builds a root; returns its build/."""
    done = build(Root(root))
    assert not done.failed, done.told
    return done.folder.parent


def examined(root: Path) -> Examination:
    """A root without an ERROR, read and checked."""
    found = examine(Root(root))
    assert not found.failed(), [problem.text() for problem in found.all_problems()]
    return found


def every_page(examination: Examination) -> dict[str, Page]:
    """The pages of a root as Markdown, by their address, with the repository's templates."""
    assert examination.settings is not None
    templates, problems = Templates([REPOSITORY / "templates"]), examination.problems
    briefs = [brief(one, problems[one.area.slug]) for one in examination.reports]
    pages = pages_across(briefs, examination.settings, templates)
    for one in examination.reports:
        pages += pages_of(one, examination.settings, templates, problems[one.area.slug])
    return {page.address: page for page in pages}


def scratch(name: str) -> Path:
    """A new folder that lives as long as the test run."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_SCRATCH.name))


def write(root: Path, files: dict[str, str]) -> Path:
    """Writes files below a root, and content/, which may be empty."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root


AREA = """\
name: Harbourshire
code: harbourshire
place: Harbourshire
title: Talking and listening
summary: A made-up county, for tests.
edition: "2031"
period: 2029 to 2030
publisher: Office of Examples
comparators: [South West, England]
sections: [population, attainment, waiting, provision]
sources:
  example: {title: Example tables, publisher: Office of Examples, date: "2031", licence: CC0}
  other: {title: Other tables, publisher: Office of Others, date: "2030", licence: CC0}
tables:
  population: {source: example, page: table 1}
  population_shares: {source: example, note: Printed to one decimal.}
  attainment: {source: example}
  waiting: {source: example, note: [Counted on one day., Made up.]}
  provision_counts: {source: example}
  provision_register: {source: other}
"""
PLACES = """\
code,name,level,parents,aliases
north-shore,North Shore,locality,,
south-shore,South Shore,locality,,
W05000001,St Ives Quay,ward,north-shore,Quay
W05000002,Low Town,ward,north-shore,
W05000003,Fort & Dock,ward,south-shore,
"""
POPULATION = """\
place,period,age_band,is_total,people,source,note
St Ives Quay,mid-2029,0-4,,110,,
St Ives Quay,mid-2029,5-10,,220,,
St Ives Quay,mid-2029,all ages,yes,2000,,
Quay,mid-2030,0-4,,120,,
St Ives Quay,mid-2030,5-10,,230,,
St Ives Quay,mid-2030,all ages,yes,2400,,
Low Town,mid-2030,0-4,,210[e],other,Read off a chart.
Low Town,mid-2030,5-10,,320,,
Low Town,mid-2030,all ages,yes,4200,,
Fort & Dock,mid-2030,0-4,,[x],,
Fort & Dock,mid-2030,5-10,,130[p],,
Fort & Dock,mid-2030,all ages,yes,1300,,
"""
SHARES = """\
place,period,age_band,share
England,mid-2030,0-4,5.5
South West,mid-2030,0-4,5.1
Harbourshire,mid-2030,0-4,[x]
Fort & Dock,mid-2030,0-4,7.7
Fort & Dock,mid-2030,5-10,[z]
"""
ATTAINMENT = """\
place,period,measure,percent,cohort
Harbourshire,academic year 2028/29,gld,60.5,1200
Harbourshire,academic year 2029/30,gld,63.25,1180
England,academic year 2028/29,gld,66.0,[x]
England,academic year 2029/30,gld,65.0,600000
South West,academic year 2029/30,gld,[x],[x]
St Ives Quay,academic year 2029/30,gld,66.7,3
Low Town,academic year 2029/30,gld,50,40
Harbourshire,academic year 2029/30,elg1,[low],1180
"""
WAITING = """\
place,period,stage,age_band,is_total,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks
,2030-03-31,assessment,0-4,,80,60,20,9.5,40
,2030-03-31,assessment,5-10,,50,4,0,7,19
,2030-03-31,assessment,0-10,yes,130,64,20,[x],40
Low Town,2030-03-31,assessment,0-4,,40,30,10,[z],12[e]
Low Town,2030-03-31,assessment,5-10,,2,30,[c],3,12
Fort & Dock,2030-03-31,assessment,0-4,,0,0,0,[z],[z]
,2030-03-31,intervention,0-4,,10,20,5,3,9
"""
REGISTER = """\
period,kind,name,provider,strands,levels,setting,reach,status
2030,provision,Talking walk-in,Harbour Trust,Family Support; Identification,Universal,library,90,running
2030,provision,Story sacks,Harbour Trust,Environment,Universal; Targeted,home,[x],running
2030,provision,Speech clinic,St Ives School,Intervention,Specialist,clinic,4,running
2030,gap,Training for staff,St Ives School,Workforce,Universal,,,
"""


def counts(place: str, period: str, kind: str, numbers: list[str]) -> str:
    """The lines of a printed grid: 15 cells, Specialist first, each level from Family Support on."""
    cells = [(level, strand) for level in ("Specialist", "Targeted", "Universal") for strand in ("Family Support", "Environment", "Workforce", "Identification", "Intervention")]  # fmt: skip
    return "".join(
        f"{place},{period},{kind},All providers,{level},{strand},{number}\n"
        for (level, strand), number in zip(cells, numbers, strict=True)
    )


HARBOURSHIRE = {
    "data/harbourshire/area.yml": AREA,
    "data/harbourshire/places.csv": PLACES,
    "data/harbourshire/population.csv": POPULATION,
    "data/harbourshire/population_shares.csv": SHARES,
    "data/harbourshire/attainment.csv": ATTAINMENT,
    "data/harbourshire/waiting.csv": WAITING,
    "data/harbourshire/provision_counts.csv": "place,period,kind,provider,level,strand,count\n"
    + counts(
        "", "2028", "provision", ["10", "20", "30", "40", "50", "1", "2", "3", "4", "5", "0", "0", "9", "9", "[x]"]
    )
    + counts("", "2029", "provision", ["11", "20", "30", "40", "50", "1", "2", "3", "4", "5", "0", "7", "9", "9", "8"])
    + counts(
        "Low Town", "2029", "provision", ["1", "0", "0", "0", "0", "1", "0", "0", "0", "0", "1", "0", "0", "0", "0"]
    ),
    "data/harbourshire/provision_register.csv": REGISTER,
    "content/harbourshire/overview.md": "Children aged 0 to 4 in Harbourshire.\n",
}

LONGSHORE_AREA = """\
name: Longshore
code: longshore
place: Longshore
title: A service for schools
summary: A made-up service, for tests.
edition: "2031"
period: 2029 to 2030
publisher: Office of Examples
sections: [demand, finance, performance, training, impact]
sources:
  example: {title: Example tables, publisher: Office of Examples, date: "2031", licence: CC0}
tables:
  activity_by_phase: {source: example}
  need_type: {source: example}
  kpis: {source: example}
  kpi_values: {source: example}
  training: {source: example}
  training_targets: {source: example}
  impact: {source: example}
  budget: {source: example}
  spend: {source: example}
"""
WORK = """\
place,period,activity,phase,counted,children,count,reporting
,academic year 2029/30,Referrals,Primary,children,40,,2
,academic year 2029/30,Referrals,Secondary,children,3,,
,academic year 2029/30,Workshops,Schools,events,,12,2
,term 1 2029/30,Workshops,Schools,events,,4,1
,term 2 2029/30,Workshops,Schools,events,,[x],
,term 3 2029/30,Workshops,Schools,events,,8,2
"""
NEEDS = """\
period,phase,need_type,referrals
academic year 2029/30,Primary,Cognition and learning,30
academic year 2029/30,Primary,Sensory and physical,2
academic year 2029/30,Secondary,Cognition and learning,[x]
"""
KPIS = """\
- {id: visits, name: Visits made, group: Visits, definition: Visits to homes., unit: count, counted: flow, better: higher, target: 12}
- {id: known, name: Children known, group: Children, definition: On the last day of term., unit: children, counted: snapshot, better: neither}
- {id: replies, name: Replies in time, group: Replies, definition: Within two weeks., unit: percent, counted: flow, better: higher, target: 90, above_100: Some are counted twice.}
"""
KPI_VALUES = """\
place,period,kpi,percent,children,count,reporting
,term 1 2029/30,visits,,,4,1
,term 2 2029/30,visits,,,6.5,2
,term 1 2029/30,known,,33,,
,term 2 2029/30,known,,3,,
South Shore,term 2 2029/30,known,,30,,
,term 1 2029/30,replies,104,,,2
,term 2 2029/30,replies,[x],,,
"""
TRAINING = """\
place,period,course,phase,completed,booked,booked_includes_completed
North Shore,2030-03,Signs,Primary,2,5,[x]
South Shore,2030-03,Signs,Primary,0,0,[x]
"""
TARGETS = """\
kpi,name,period,target,settings_trained,settings_total
signs,Settings that sign,2030-08,40,9,60
"""
IMPACT = """\
period,measure,percent,denominator,status,likely,reporting
term 1 2029/30,Goals met,40,50,,,2
term 2 2029/30,Goals met,[x],,garbled,45,2
term 3 2029/30,Goals met,50,4,,,1
"""
BUDGET = """\
place,period,line,funder,amount,status
North Shore,2030,Core,Council,900,budget
North Shore,2030,Outreach,Council,100,budget
North Shore,2030,Total,Council,1050,budget
South Shore,2030,Core,Council,500,budget
South Shore,2030,Outreach,Council,[x],budget
"""
SPEND = """\
place,period,category,amount
North Shore,2030,Staffing,950
North Shore,2030,Premises,0
South Shore,2030,Staffing,Not reported
South Shore,2030,Premises,20
"""
LONGSHORE = {
    "data/longshore/area.yml": LONGSHORE_AREA,
    "data/longshore/places.csv": "code,name,level\nnorth-shore,North Shore,district\nsouth-shore,South Shore,district\n",
    "data/longshore/activity_by_phase.csv": WORK,
    "data/longshore/need_type.csv": NEEDS,
    "data/longshore/kpis.yml": KPIS,
    "data/longshore/kpi_values.csv": KPI_VALUES,
    "data/longshore/training.csv": TRAINING,
    "data/longshore/training_targets.csv": TARGETS,
    "data/longshore/impact.csv": IMPACT,
    "data/longshore/budget.csv": BUDGET,
    "data/longshore/spend.csv": SPEND,
}
