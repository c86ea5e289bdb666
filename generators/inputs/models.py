"""What YAML settings hold, as pydantic models."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from generators.inputs.periods import NotAPeriodError, period
from generators.inputs.validation import (
    ADDRESS,
    AREA_CODE,
    CONTACT,
    DAY,
    MAP_FILE,
    NOT_A_PERIOD,
    NUMBER,
    PLACE_IN_SITE,
    SLUG,
)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _a_period(text: str) -> str:
    try:
        return period(text).text
    except NotAPeriodError as how:
        raise PydanticCustomError(NOT_A_PERIOD, "{how}", {"how": str(how)}) from None


Lines = Annotated[list[str], BeforeValidator(_as_list)]  # one text or a list of them
Slug = Annotated[str, Field(pattern=SLUG)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Address = Annotated[str, Field(pattern=ADDRESS)]
When = Annotated[str, AfterValidator(_a_period)]


class Strict(BaseModel):
    """A mapping whose every key is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(Strict):
    """Where figures come from: what every figure prints below it."""

    title: Name
    publisher: Name
    date: Name
    licence: Name
    url: Address | None = None

    def cited(self, page: str | None = None) -> str:
        """`Publisher, Title, 2019, figure 11`."""
        return ", ".join(part for part in (self.publisher, self.title, self.date, page) if part)


class TableSource(Strict):
    """What is said of one table of an area."""

    source: Slug
    page: Name | None = None
    note: Lines = []
    scope: Text | None = None  # why two periods of the table do not count the same thing


class Cited(Strict):
    """Sources, and which of them each table is from."""

    sources: Annotated[dict[Slug, Source], Field(min_length=1)]
    tables: dict[str, TableSource] = {}


class BenchmarksFile(Cited):
    """`data/benchmarks/benchmarks.yml`."""


class Neighbours(Strict):
    """An area's statistical neighbours, pinned to a list and its date: a list that moves would move the comparison."""

    places: Annotated[list[Name], Field(min_length=1)]
    source: Slug
    date: Name


class MapFile(Strict):
    """A map of an area's places of one level: boundaries (GeoJSON) or hexagons (HexJSON).

    Attributes:
        code, name: the properties of a boundary file that hold the code and the name of a place.
    """

    level: Literal["region", "authority", "district", "locality", "ward", "lsoa"]
    file: Annotated[str, Field(pattern=MAP_FILE)]
    source: Slug
    code: Name = "code"
    name: Name | None = None

    @property
    def hexagons(self) -> bool:
        """Whether places are drawn as hexagons."""
        return self.file.endswith(".hexjson")


class KnownDifference(Strict):
    """A contradiction that the author has looked at: it is a note as long as its numbers are these."""

    rule: Slug
    file: Name
    column: Name | None = None
    numbers: Annotated[list[Annotated[str, Field(pattern=NUMBER)]], Field(min_length=1)]
    reason: Text


class Decided(Strict):
    """What was decided after reading the report: in words, by whom, when, and where it can be read in full."""

    text: Text
    by: Name
    date: When
    url: Address | None = None


class AreaFile(Cited):
    """`data/<area>/area.yml`: what the report is, and which sections it has."""

    name: Name
    code: Annotated[str, Field(pattern=AREA_CODE)]
    level: Literal["country", "region", "authority", "district", "locality", "ward", "other"] = "authority"
    place: Name
    title: Name
    summary: Text
    edition: Name
    period: Name
    report_date: When | None = None  # what is due before it is overdue: never the day of the build
    status: Literal["published", "draft"] = "published"
    publisher: Name
    comparators: list[Name] = []
    neighbours: Neighbours | None = None
    sections: Annotated[list[str], Field(min_length=1)]
    maps: list[MapFile] = []
    key_figures: list[str] = []
    known_differences: list[KnownDifference] = []
    decided: Decided | None = None
    changes: list[str] = []  # the facts that the overview shows as what changed since the last edition


class Indicator(Strict):
    """A measure that tables may name: what it means, and which direction is good."""

    label: Name
    short: Name
    section: Slug
    stage: Name
    unit: Literal["percent", "per_1000", "ratio", "count"] = "percent"
    better: Literal["higher", "lower", "none"]
    definition: Text
    country: Name | None = None  # the only country that measures it
    first_year: int | None = None
    last_year: int | None = None


class Exemption(Strict):
    """A table whose small counts are published, and why: the reason is printed below its figures."""

    table: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    reason: Text


class DisclosurePolicy(Strict):
    """`site_config/disclosure.yml`: which counts of people are withheld.

    Attributes:
        mode: `suppress` withholds small counts, and others that would give them away; `round` rounds the rest as well.
        round_to: what counts are rounded to in that mode.
        seconds: how long the cheapest set of further cells is looked for, in each area.
    """

    smallest_published: Annotated[int, Field(ge=1, le=10_000)]
    publish_zeros: bool
    mode: Literal["suppress", "round"] = "suppress"
    round_to: Annotated[int, Field(ge=2, le=100)] = 5
    exempt_bases: list[Literal["official estimate", "modelled"]]
    exempt_tables: list[Exemption] = []
    explanation: Text
    seconds: Annotated[float, Field(gt=0, le=3600)] = 10

    def exemption(self, table: str) -> Exemption | None:
        """Why a table's small counts are published, if they are."""
        return next((one for one in self.exempt_tables if one.table == table), None)


class AreaDisclosure(Strict):
    """`data/<area>/disclosure.yml`: where an area's policy differs from the site's; what it exempts is added to that."""

    smallest_published: Annotated[int, Field(ge=1, le=10_000)] | None = None
    publish_zeros: bool | None = None
    mode: Literal["suppress", "round"] | None = None
    round_to: Annotated[int, Field(ge=2, le=100)] | None = None
    exempt_tables: list[Exemption] = []
    explanation: Text | None = None


class Thresholds(Strict):
    """`site_config/thresholds.yml`: the limits that findings are told against."""

    predicted_need_percent: Annotated[float, Field(gt=0, lt=100)]
    smallest_compared: Annotated[int, Field(ge=1, le=1000)] = 30
    amber_within_percent: Annotated[float, Field(ge=0, lt=100)] = 10
    reception_ages: Annotated[list[Annotated[int, Field(ge=3, le=6)]], Field(min_length=1)] = [4, 5]


class Term(Strict):
    """A term or an acronym, and what it means."""

    term: Name
    expansion: Name | None = None
    definition: Text


class Glossary(Strict):
    """`site_config/glossary.yml`; `known` are short forms that nobody needs to have explained, such as UK."""

    known: list[Name] = []
    terms: Annotated[list[Term], Field(min_length=1)]


class SiteFile(Strict):
    """`site_config/site.yml`: what the site says of itself."""

    name: Name
    title: Name
    summary: Text
    team: Name
    contact: Annotated[str, Field(pattern=CONTACT)]  # where readers report errors
    principles: list[dict[Literal["title", "text"], Text]]


class Move(Strict):
    """An address that an older edition had: where it leads now, or which edition still has it.

    Attributes:
        old, to: addresses below the version, such as `areas/derby/waiting/#fig-numbers`.
        kept_in: the version of an edition; what stood there has no successor.
    """

    old: Annotated[str, Field(alias="from", pattern=PLACE_IN_SITE)]
    to: Annotated[str, Field(pattern=PLACE_IN_SITE)] | None = None
    kept_in: Name | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Move":
        if (self.to is None) == (self.kept_in is None):
            raise ValueError("either to or kept_in; give one of them")
        return self


class RedirectsFile(Strict):
    """`site_config/redirects.yml`: what became of addresses that older editions had."""

    moves: list[Move] = []


class PublishingFile(Strict):
    """`site_config/publishing.yml`: where editions are kept.

    Attributes:
        branch: the branch with every edition, and nothing else.
        remote: the repository that `publish --push` sends it to.
        public_inputs: whether that repository may hold `data/` too: its counts are published already.
    """

    branch: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")] = "gh-pages"
    remote: Name = "origin"
    public_inputs: bool = False


class Tested(Strict):
    """What the last test of every page found, written by the tests."""

    what: Name
    on: Annotated[str, Field(pattern=DAY)]
    axe: Name
    pages: int
    views: int
    violations: list[Name]


class Limit(Strict):
    """Something that is not yet as it should be; `criterion` if it breaks one of WCAG, such as 1.4.3."""

    what: Text
    doing: Text
    criterion: Name | None = None


class StatementFile(Strict):
    """`site_config/accessibility.yml`: what the accessibility statement is filled from."""

    tested: Tested
    limits: list[Limit]
