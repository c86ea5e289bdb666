"""`site_config/prevalence.yml`: the models of predicted need, as data."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generators.inputs.ages import NotAnAgeBandError, age_band
from generators.inputs.models import Address, Name, Slug, Strict, Text

Rate = Annotated[float, Field(ge=-1000, le=1000)]
Percentile = Annotated[float, Field(ge=0, le=100)]


class Triple(Strict):
    """A parameter: its central value, and the low and high one where the source gives them."""

    central: Rate
    low: Rate | None = None
    high: Rate | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("both low and high, or neither; add the missing one")
        if self.low is not None and self.high is not None and not self.low <= self.central <= self.high:
            raise ValueError(
                f"low ≤ central ≤ high, found {self.low:g}, {self.central:g}, {self.high:g}; correct their order"
            )
        return self

    def at(self, which: str) -> float | None:
        """The value of `low`, `central` or `high`."""
        return {"low": self.low, "central": self.central, "high": self.high}[which]


class AtPercentile(Strict):
    """A rate at a percentile of deprivation."""

    at: Percentile
    rate: Triple


class UpTo(Strict):
    """A rate of the places up to a percentile of deprivation."""

    up_to: Percentile
    rate: Triple


class AgeRates(Strict):
    """The parameters of a model for one age range; which of them it needs follows from its form."""

    ages: Name
    rate: Triple | None = None
    points: Annotated[list[AtPercentile], Field(min_length=2)] | None = None
    bands: Annotated[list[UpTo], Field(min_length=2)] | None = None
    intercept: Triple | None = None
    slope: Triple | None = None
    none: Triple | None = None
    base: Triple | None = None


NEEDED = {
    "flat": ("rate",),
    "points": ("points",),
    "bands": ("bands",),
    "linear": ("intercept", "slope"),
    "hurdle": ("none", "base", "slope"),
}


class PrevalenceModel(Strict):
    """One model.

    Attributes:
        kind: evidence was measured on children; a description repeats what somebody published.
        ages: whom it was measured on; it is applied to age bands that overlap these.
        index, period: the index and release by which places are ranked; `of`: how many places there are in that list.
        not_meant: what a reader must not take it for.
    """

    label: Name
    kind: Literal["evidence", "description"]
    citation: Text
    url: Address | None = None
    population: Name
    ages: Name
    form: Literal["flat", "points", "bands", "linear", "hurdle"]
    index: Name | None = None
    period: Name | None = None
    of: Annotated[int, Field(ge=2)] | None = None
    rates: Annotated[list[AgeRates], Field(min_length=1)]
    not_meant: Text

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for rates in self.rates:
            lacking = [name for name in NEEDED[self.form] if getattr(rates, name) is None]
            if lacking:
                raise ValueError(f"{' and '.join(lacking)} for the form {self.form}; add it to ages {rates.ages}")
        if self.form != "flat" and not (self.index and self.period):
            raise ValueError(f"index and period for the form {self.form}; say by what places are ranked")
        if self.form in ("points", "bands") and not self.of:
            raise ValueError(f"of for the form {self.form}; say how many places are ranked")
        for ages in (self.ages, *(rates.ages for rates in self.rates)):
            try:
                age_band(ages)
            except NotAnAgeBandError as problem:
                raise ValueError(f"an age range such as 0-4, found {ages!r}; {problem}") from None
        return self

    def rates_of(self, band: str) -> AgeRates | None:
        """The parameters for an age band: those whose ages are the same, or overlap it most."""
        wanted = age_band(band)
        fitting = [rates for rates in self.rates if age_band(rates.ages).overlaps(wanted)]
        return max(fitting, key=lambda rates: _shared(rates.ages, band), default=None)


class PrevalenceFile(Strict):
    """The whole file."""

    models: Annotated[dict[Slug, PrevalenceModel], Field(min_length=1)]


def _shared(ages: str, band: str) -> int:
    one, other = age_band(ages), age_band(band)
    return min(one.last, other.last) - max(one.first, other.first)
