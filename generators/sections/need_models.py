"""Need by model: what each model predicts and means, who ranks where and how surely, how models fit, and who is not reached."""

import math

from generators.charts.bars import Bar, grouped
from generators.charts.bars import ranked as ranked_bars
from generators.charts.picture import Picture
from generators.charts.whiskers import Whisker, whiskers
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.prevalence import by_model, fits, model_label
from generators.measures.tidy import Tidy, age_words
from generators.measures.unmet import HIGH_NEED, known_of_predicted, main_model, provided, ranked
from generators.numbers import in_words, listed, shown
from generators.sections import mapped, ranking
from generators.sections.model import Fact, Figure, ListView, count_fact, known, number_fact, said

_ESTIMATE = "Predicted is not diagnosed. Low and high come from the model’s own interval, and say nothing of whether the model fits here."


def figures(area: Area) -> tuple[Figure, ...]:
    """The figures that the area has figures for: populations and places by rank decide how much a model can say."""
    if main_model(area) is None:
        return ()
    found = [_MODELS]
    if len(known(ranked(area), "central_percent")):
        found.append(_RANKED)
        if "predicted_need" not in area.tables:
            found += mapped.maps(area, ranked(area), "central_percent", _RANKED, _first_band)
    if len(fits(area).rows):
        found.append(_FIT)
    if "caseload" in area.tables and len(known(known_of_predicted(area), "reach")):
        found.append(_KNOWN)
    if len(known(provided(area), "per_1000")):
        found.append(_PROVIDED)
    return tuple(found)


def _own(area: Area, table: Tidy) -> list[Record]:
    """The area's rows of the youngest age band, one for each model; without numbers for it, those of the first place."""
    rows = [row for row in known(table, "central_percent") if row["age_band"] == table.rows[0]["age_band"]]
    own = [row for row in rows if row["place_code"] == area.places.area.code]
    return own or [row for row in rows if row["place_code"] == rows[0]["place_code"]]


def _area_rows(area: Area, table: Tidy) -> list[Record]:
    """The area's own rows."""
    return table.where(place_code=area.places.area.code).records()


def _value(rows: list[Record]) -> str:
    """`central` where children can be counted, else the share."""
    return "central" if any(not math.isnan(row["central"]) for row in rows) else "central_percent"


def _models_headline(area: Area, table: Tidy) -> str:
    rows = _own(area, table)
    value = _value(rows)
    given = sorted((row for row in rows if not math.isnan(row[value])), key=lambda row: float(row[value]))
    ages = age_words(given[0]["age_band"])
    low, high = (said(row, table.field(value)).partition(" [")[0] for row in (given[0], given[-1]))
    who = "children" if value == "central" else "of children"
    if len(given) == 1:
        return f"{model_label(area, given[0]['model'])}: {low} {who} aged {ages}"
    return f"From {low} to {high} {who} aged {ages}: the answer depends on the model"


def _models_draw(area: Area, table: Tidy) -> Picture:
    rows = _own(area, table)
    field = table.field("central_percent")
    return whiskers(
        [
            Whisker(
                model_label(area, row["model"]), float(row["central_percent"]), float(row["low_percent"]), float(row["high_percent"]),
                said(row, field).partition(" [")[0],
            )
            for row in rows
        ],
        "Share of children, with low and high",
        (),
    )  # fmt: skip


def _models_alt(area: Area, table: Tidy) -> str:
    rows = _own(area, table)
    words = [f"{model_label(area, row['model'])}: {_spread(row, table)}" for row in rows]
    return f"Dots with spans, one for each model, ages {age_words(rows[0]['age_band'])}. {'. '.join(words)}."


def _spread(row: Record, table: Tidy) -> str:
    """`43.4% [e], low 40.4%, high 46.4%`."""
    text = said(row, table.field("central_percent"))
    if not math.isnan(row["low_percent"]):
        text += f", low {shown(row['low_percent'], 'percent')}, high {shown(row['high_percent'], 'percent')}"
    return text + (f", {said(row, table.field('central'))} children" if not math.isnan(row["central"]) else "")


def _models_notes(area: Area, table: Tidy) -> list[str]:
    notes = [_ESTIMATE]
    given = set(table.frame["model"])
    for name, model in area.settings.prevalence.items():
        if name in given:
            notes.append(
                f"{model.label}. {model.not_meant} Measured on: {model.population}, ages {age_words(model.ages)}. Source: {model.citation.rstrip(chr(46))}."
            )
    if all(math.isnan(row["central"]) for row in table.records()):
        notes.append(
            "Children cannot be counted: the population by age is missing. It would take the table population."
        )
    lacking = [model.label for name, model in area.settings.prevalence.items() if name not in given]
    if lacking:
        notes.append(
            f"Not computed here: {listed(lacking)}. It takes the rank of each place on the model’s index, in the table deprivation."
        )
    return notes


def _models_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts = {}
    for row in _area_rows(area, table):
        key = f"{row['model'].replace('-', '_')}.ages_{row['age_band'].replace('-', '_').replace('+', '_plus').replace(' ', '_')}"
        for name in ("low", "central", "high"):
            facts[f"model.{key}.{name}"] = number_fact(row, table.field(name))
            facts[f"model.{key}.{name}_percent"] = number_fact(row, table.field(f"{name}_percent"))
    return facts


_MODELS = Figure(
    id="models", title="What models say", measure=by_model, headline=_models_headline, draw=_models_draw, alt=_models_alt,
    subtitle=lambda area, table: (
        f"Children predicted to have needs, by model, % of children aged {age_words(_own(area, table)[0]['age_band'])}, {_own(area, table)[0]['place']}"
    ),
    view=lambda area, table: ListView(
        ("place", "age_band", "model", "central", "low", "high", "central_percent", "low_percent", "high_percent", "people"),
        f"Predicted need by model, {area.about.name}",
    ),
    facts=_models_facts, notes=_models_notes,
    beside=("predicted_need", "deprivation", "deprived_neighbourhoods", "population"), counted=("model", "models"),
)  # fmt: skip


def _first_band(table: Tidy) -> Tidy:
    return table.where(age_band=table.rows[0]["age_band"])


def _ranked_headline(area: Area, table: Tidy) -> str:
    rows = sorted(_first_band(table).records(), key=lambda row: float(row["rank"]))
    top = rows[0]
    if math.isnan(top["rank_worst"]):
        return f"{top['place']} ranks first; how sure that is cannot be told"
    sure = sum(row["rank_best"] == row["rank_worst"] for row in rows)
    many = ranking.smallest(area)
    if sure == 0:
        return f"{top['place']} ranks first, but no rank of {len(rows)} {many} is certain"
    return f"{top['place']} ranks first; {in_words(sure)} of {len(rows)} {many} {'has' if sure == 1 else 'have'} a rank that is certain"


def _ranked_draw(area: Area, table: Tidy) -> Picture:
    rows = sorted(_first_band(table).records(), key=lambda row: float(row["rank"]))
    return whiskers(
        [
            Whisker(
                row["place"], float(row["central_percent"]), float(row["low_percent"]), float(row["high_percent"]),
                said(row, table.field("central_percent")).partition(" [")[0],
            )
            for row in rows
        ],
        "Share of children, with low and high",
        (),
    )  # fmt: skip


def _ranked_alt(area: Area, table: Tidy) -> str:
    rows = sorted(_first_band(table).records(), key=lambda row: float(row["rank"]))
    words = [f"{row['place']} {_spread(row, table)}" for row in rows]
    return f"Dots with spans, the highest first: {'; '.join(words)}."


_RANKED = Figure(
    id="certainty", title="How sure is the ranking?", measure=ranked, headline=_ranked_headline, draw=_ranked_draw, alt=_ranked_alt,
    subtitle=lambda area, table: (
        f"{model_label(area, str(main_model(area)))}, % of children aged {age_words(table.rows[0]['age_band'])}, with low and high"
    ),
    view=lambda area, table: ListView(
        ("place", "age_band", "central", "low", "high", "central_percent", "low_percent", "high_percent", "rank", "rank_best", "rank_worst"),
        f"Ranks and how sure they are, {area.about.name}",
    ),
    notes=lambda area, table: [_ESTIMATE, "The best rank counts only places whose low lies above this place’s high."],
    beside=("predicted_need", "deprivation", "deprived_neighbourhoods", "population"),
)  # fmt: skip


def _fit_headline(area: Area, table: Tidy) -> str:
    rows = table.records()
    best = min(rows, key=lambda row: float(row["mean_difference"]))
    others = [row for row in rows if row["model"] != best["model"]]
    text = f"{model_label(area, best['model'])} misses what is printed by {shown(best['mean_difference'], 'pp')} on average"
    if not others:
        return text
    next_best = min(float(row["mean_difference"]) for row in others)
    return f"{text}; no other model by less than {shown(next_best, 'pp', 0)}"


def _fit_label(area: Area, row: Record) -> str:
    return f"{model_label(area, row['model'])}, ages {age_words(row['age_band'])}"


_FIT = Figure(
    id="fit", title="How models fit", measure=fits, headline=_fit_headline,
    subtitle=lambda area, table: "Mean difference between each model and the published prediction over places, percentage points",
    alt=lambda area, table: (
        "Bars. " + "; ".join(f"{_fit_label(area, row)}: {said(row, table.field('mean_difference'))}, at most {said(row, table.field('largest_difference'))} in {row['largest_in']}" for row in table.records()) + "."
    ),
    draw=lambda area, table: ranked_bars(
        [Bar(_fit_label(area, row), row["mean_difference"], said(row, table.field("mean_difference")).split(" ")[0], area.settings.prevalence[row["model"]].kind == "description") for row in table.records()]
    ),
    view=lambda area, table: ListView(("model", "age_band", "places", "mean_difference", "largest_difference", "largest_in", "left_out"), "How far each model is from the published prediction"),
    notes=lambda area, table: [
        "The published prediction counts something wider than language disorder. That no model of a disorder comes near it is no fault of either.",
        "A description that was fitted to these places cannot be tested on them; the last column leaves each place out in turn.",
    ],
    tables=("predicted_need",), beside=("deprivation", "deprived_neighbourhoods"), counted=("model", "models"),
)  # fmt: skip


def _known_rows(area: Area, table: Tidy) -> list[Record]:
    own = [row for row in known(table, "reach") if row["place_code"] == area.places.area.code]
    return own or known(table, "reach")


def _known_label(area: Area, row: Record) -> str:
    ages = f"Ages {age_words(row['age_band'])}"
    return ages if row["place_code"] == area.places.area.code else f"{row['place']}, {ages.lower()}"


def _known_headline(area: Area, table: Tidy) -> str:
    rows = _known_rows(area, table)
    low = min(rows, key=lambda row: float(row["reach"]))
    ages = _known_label(area, low)[0].lower() + _known_label(area, low)[1:]
    missing = said(low, table.field("unknown")).partition(" [")[0]
    return f"At {ages}, {shown(low['reach'], 'percent')} of children with predicted need are known; about {missing} are not"


def _known_draw(area: Area, table: Tidy) -> Picture:
    rows = _known_rows(area, table)
    labels = [_known_label(area, row) for row in rows]
    groups = [
        (label, [float(row[name]) for row in rows], [said(row, table.field(name)).partition(" [")[0] for row in rows])
        for name, label in (("central", "predicted"), ("caseload", "known"))
    ]
    return grouped(labels, groups)


def _known_alt(area: Area, table: Tidy) -> str:
    words = [
        f"{_known_label(area, row)}: {said(row, table.field('central'))} predicted, {said(row, table.field('caseload'))} known, {said(row, table.field('reach'))}"
        for row in _known_rows(area, table)
    ]
    return f"Bars of predicted and known children. {'. '.join(words)}."


def _known_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts = {}
    for row in _known_rows(area, table):
        if row["place_code"] == area.places.area.code:
            name = row["age_band"].replace("-", "_").replace("+", "_plus").replace(" ", "_")
            label = f"of children aged {age_words(row['age_band'])} with predicted need are known to the service"
            facts[f"reach_{name}"] = number_fact(row, table.field("reach"), label)
            facts[f"not_known_{name}"] = number_fact(row, table.field("unknown"))
    return facts


def _missing_provision(area: Area) -> list[str]:
    """Why nobody can tell where need is high and provision little."""
    if any(place.code in _with_provision(area) for place in area.places.below):
        return []
    many = ranking.smallest(area)
    return [f"Where need is high and provision little cannot be told: provision by {many} is not given."]


def _with_provision(area: Area) -> set[str]:
    return set(provided(area).unique("place_code"))


_KNOWN = Figure(
    id="known", title="Predicted and known", measure=known_of_predicted, headline=_known_headline, draw=_known_draw, alt=_known_alt,
    subtitle=lambda area, table: f"Children with predicted need, and children on the caseload, {area.about.name}",
    view=lambda area, table: ListView(
        ("place", "age_band", "central", "low", "high", "caseload", "reach", "reach_low", "reach_high", "unknown"),
        f"Predicted and known children, {area.about.name}",
    ),
    facts=_known_facts,
    notes=lambda area, table: [
        f"Predicted: {model_label(area, str(main_model(area)))}. Not every child with a predicted need needs a specialist service, and a child who is known need not be one who was predicted.",
        *_missing_provision(area),
    ],
    tables=("caseload",), beside=("predicted_need", "deprivation", "deprived_neighbourhoods", "population"), counted=("age_band", "age bands"),
)  # fmt: skip


def _provided_headline(area: Area, table: Tidy) -> str:
    rows = [row for row in table.records() if row["word"] == HIGH_NEED]
    count = len(known(table, "per_1000"))
    if not rows:
        return f"No place of {count} has high need and little provision"
    names = listed([row["place"] for row in sorted(rows, key=lambda row: float(row["per_1000"]))[:3]])
    if len(rows) <= 3:
        return f"High need and little provision: {names}"
    return f"{in_words(len(rows)).capitalize()} of {count} places have high need and little provision, first {names}"


_PROVIDED = Figure(
    id="priority", title="High need, little provision", measure=provided, headline=_provided_headline,
    subtitle=lambda area, table: f"Provisions reported per 1,000 children with predicted need, {area.about.name}",
    alt=lambda area, table: ranking.in_words(area, table, "per_1000"),
    draw=lambda area, table: ranked_bars(
        [
            Bar(row["place"], row["per_1000"], said(row, table.field("per_1000")).partition(" [")[0], row["word"] == HIGH_NEED)
            for row in sorted(known(table, "per_1000"), key=lambda row: float(row["per_1000"]))
        ]
    ),
    view=lambda area, table: ListView(("place", "need", "children", "provisions", "per_1000", "word"), f"Need and provision by place, {area.about.name}"),
    facts=lambda area, table: {"priority_places": count_fact(sum(row["word"] == HIGH_NEED for row in table.records()), "places with high need and little provision", )},
    notes=lambda area, table: [
        "High and little mean above and below the middle of the places that have both numbers. Only reported provision is counted, whatever its size.",
    ],
    either=("provision_counts", "provision_register"),
)  # fmt: skip
