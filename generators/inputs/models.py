"""What YAML settings hold, as pydantic models, and their complaints in the words of an author's error."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from generators.inputs.cells import suggestion
from generators.inputs.yamlfile import Document
from generators.problems import Problem, error


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Lines = Annotated[list[str], BeforeValidator(_as_list)]  # one text or a list of them
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s\"'<>\\]+$")]


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AREA_CODE = r"^([A-Z][0-9]{8}|[a-z0-9]+(-[a-z0-9]+)*)$"


class Strict(BaseModel):
    """A mapping whose every key is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class AreaFile(Strict):
    """`data/<area>/area.yml`: what the report is, and which sections it has."""

    name: Name
    code: Annotated[str, Field(pattern=AREA_CODE)]
    level: Literal["country", "region", "authority", "district", "locality", "ward", "other"] = "authority"
    place: Name
    title: Name
    summary: Text
    edition: Name
    period: Name
    status: Literal["published", "draft"] = "published"
    publisher: Name
    comparators: list[Name] = []
    sections: Annotated[list[str], Field(min_length=1)]
    key_figures: list[str] = []
    changes: list[str] = []  # the facts that the overview shows as what changed since the last edition
    sources: Annotated[dict[Slug, Source], Field(min_length=1)]
    tables: dict[str, TableSource] = {}


class Indicator(Strict):
    """A measure that tables may name: what it means, and which direction is good."""

    label: Name
    short: Name
    section: Slug
    stage: Name
    unit: Literal["percent", "per_1000", "ratio", "count"] = "percent"
    better: Literal["higher", "lower", "none"]
    definition: Text
    first_year: int | None = None
    last_year: int | None = None


class DisclosurePolicy(Strict):
    """`site_config/disclosure.yml`: which counts of people are withheld."""

    smallest_published: Annotated[int, Field(ge=1, le=100)]
    publish_zeros: bool
    exempt_bases: list[Literal["official estimate", "modelled"]]
    explanation: Text


class Thresholds(Strict):
    """`site_config/thresholds.yml`: the limits that findings are told against."""

    predicted_need_percent: Annotated[float, Field(gt=0, lt=100)]


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
    contact: Name
    principles: list[dict[Literal["title", "text"], Text]]


Model = TypeVar("Model", bound=BaseModel)


def validated(
    model: type[Model], value: Any, document: Document, file: str, where: tuple[str | int, ...] = ()
) -> tuple[Model | None, list[Problem]]:
    """The value as a model, or one problem for each key that does not fit, with its line."""
    try:
        return model.model_validate(value), []
    except ValidationError as wrong:
        return None, [_problem(model, dict(detail), document, file, where) for detail in wrong.errors()]


def _problem(
    model: type[BaseModel], detail: dict[str, Any], document: Document, file: str, where: tuple[str | int, ...]
) -> Problem:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    line, name = document.line((*where, *location)), _dotted((*where, *location))
    context, found = detail.get("ctx", {}), detail["input"]
    shown = (
        found
        if isinstance(found, str)
        else "a list"
        if isinstance(found, list)
        else "keys and values"
        if isinstance(found, dict)
        else str(found)
    )
    match detail["type"]:
        case "extra_forbidden":
            known = _keys(model, location[:-1])
            key = str(location[-1])
            return error(
                "unknown-key",
                file,
                line,
                where=name,
                expected=f"one of {', '.join(known)}",
                found=key,
                fix=suggestion(key, known),
            )
        case "missing":
            return error(
                "missing-key",
                file,
                document.line((*where, *location[:-1])),
                where=name,
                expected="this key",
                found="none",
                fix=f"add {location[-1]}:",
            )
        case "literal_error":
            choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return error(
                "unknown-word",
                file,
                line,
                where=name,
                expected=f"one of {', '.join(choices)}",
                found=shown,
                fix=suggestion(shown, choices),
            )
        case "string_pattern_mismatch":
            return error(
                "wrong-form",
                file,
                line,
                where=name,
                expected=_FORMS.get(context["pattern"], "another form"),
                found=shown,
                fix="write it in this form",
            )
        case "int_parsing":
            return error(
                "not-a-number", file, line, where=name, expected="a whole number", found=shown, fix="write it in digits"
            )
        case "bool_parsing":
            return error(
                "unknown-word", file, line, where=name, expected="yes or no", found=shown, fix="write yes or no"
            )
        case "model_type" | "model_attributes_type" | "dict_type":
            return error(
                "wrong-shape",
                file,
                line,
                where=name,
                expected="keys and values below it",
                found=shown,
                fix="indent them under the key, as key: value",
            )
        case "list_type":
            return error(
                "wrong-shape", file, line, where=name, expected="a list", found=shown, fix="start each item with -"
            )
        case "string_type":
            return error(
                "wrong-shape", file, line, where=name, expected="one text", found=shown, fix="put the text in quotes"
            )
        case "string_too_short" | "too_short":
            return error(
                "blank",
                file,
                line,
                where=name,
                expected="at least one entry" if detail["type"] == "too_short" else "a text",
                found=shown,
                fix="fill it in",
            )
        case other:
            return error(
                other.replace("_", "-"),
                file,
                line,
                where=name,
                expected=_lower(detail["msg"]),
                found=shown,
                fix="mend the value",
            )


_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits and hyphens, such as report-2019",
    r"^([A-Z][0-9]{8}|[a-z0-9]+(-[a-z0-9]+)*)$": "a GSS code such as E06000015, or small letters and hyphens",
    r"^https?://[^\s\"'<>\\]+$": "a web address that starts with https://",
}


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _dotted(location: tuple[str | int, ...]) -> str:
    """`sources.report.title`, `key_figures[2]` counted from 1, as an author counts."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "file"


def _keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that are declared at a place within a model."""
    for part in location:
        field = model.model_fields.get(str(part)) if isinstance(part, str) else None
        if field is not None:
            model = _inner(field.annotation) or model
    return list(model.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)
