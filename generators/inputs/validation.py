"""YAML values checked against pydantic models, and their complaints in the words of an author's error."""

from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from generators.inputs.complaints import nearest, suggestion, visible
from generators.inputs.yamlfile import Document, Where
from generators.problems import Problem, error

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AREA_CODE = r"^([A-Z][0-9]{8}|[a-z0-9]+(-[a-z0-9]+)*)$"
ADDRESS = r"^https?://[^\s\"'<>\\]+$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
CONTACT = r"^(mailto:[^\s@\"'<>?&]+@[^\s@\"'<>?&]+|https://[^\s\"'<>\\]+)$"
MAP_FILE = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*\.(geojson|hexjson)$"
PLACE_IN_SITE = (
    r"^([a-z0-9-]+/)*([A-Za-z0-9][A-Za-z0-9._-]*)?(#[A-Za-z0-9._-]+)?$"  # a page ends in /, or in its anchor
)
NUMBER = r"^-?£?[0-9][0-9,]*(\.[0-9]+)?%?$"
NOT_A_PERIOD = "not_a_period"
_FORMS = {  # what each pattern asks for, and the remedy
    SLUG: ("small letters, digits and hyphens, such as report-2019", "write it in small letters, with hyphens"),
    AREA_CODE: ("a GSS code such as E06000001, or small letters and hyphens", "write it in this form"),
    NUMBER: ("a number such as 251 or 12.5", "write the number as the problem prints it"),
    MAP_FILE: ("the name of a .geojson or .hexjson file", "write the name alone, without a folder"),
    PLACE_IN_SITE: (
        "an address below the version, such as areas/leeds/waiting/#fig-numbers",
        "leave out what stands before areas/, and end a page with /",
    ),
    CONTACT: (
        "mailto: and an e-mail address, or a web address that starts with https://",
        "write the team's address, such as mailto:team@example.org",
    ),
    ADDRESS: ("a web address that starts with https://", "copy the whole address, with https://"),
}

Model = TypeVar("Model", bound=BaseModel)
Detail = dict[str, Any]  # one of pydantic's errors


class _Said(NamedTuple):
    rule: str
    expected: str
    fix: str


def validated(
    model: type[Model], value: Any, document: Document, file: str, where: Where = ()
) -> tuple[Model | None, list[Problem]]:
    """The value as a model, or one problem for each key that does not fit, with its line."""
    try:
        return model.model_validate(value), []
    except ValidationError as wrong:
        details: list[Detail] = [dict(detail) for detail in wrong.errors()]
        told = [detail for detail in details if not _is_misspelt(detail, details)]
        return None, [_problem(model, detail, document, file, where) for detail in told]


def _is_misspelt(missing: Detail, details: list[Detail]) -> bool:
    """Whether a key is missing because it is there under nearly its own name, which is complained of already."""
    if missing["type"] != "missing":
        return False
    *around, name = missing["loc"]
    unknown = [str(d["loc"][-1]) for d in details if d["type"] == "extra_forbidden" and [*d["loc"][:-1]] == around]
    return nearest(str(name), unknown) is not None


def _problem(model: type[BaseModel], detail: Detail, document: Document, file: str, where: Where) -> Problem:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    missing = detail["type"] == "missing"
    line = document.line((*where, *(location[:-1] if missing else location)))
    found = _shown(detail, location)
    said = _said(model, detail, location, found)
    name = _dotted((*where, *location))
    return error(said.rule, file, line, where=name, expected=said.expected, found=found, fix=said.fix)


def _shown(detail: Detail, location: Where) -> str:
    value = detail["input"]
    match detail["type"]:
        case "missing":
            return "none"
        case "extra_forbidden":
            return visible(str(location[-1]))
    return (
        "a list" if isinstance(value, list) else "keys and values" if isinstance(value, dict) else visible(str(value))
    )


def _said(model: type[BaseModel], detail: Detail, location: Where, found: str) -> _Said:
    """The rule that is broken, what is expected and how to mend it."""
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            known = _keys(model, location[:-1])
            return _Said("unknown-key", f"one of {', '.join(known)}", suggestion(found, known))
        case "missing":
            return _Said("missing-key", "this key", f"add {location[-1]}:")
        case "literal_error":
            choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return _Said("unknown-word", f"one of {', '.join(choices)}", suggestion(found, choices))
        case "string_pattern_mismatch":
            return _Said("wrong-form", *_FORMS.get(context["pattern"], ("another form", "write it in another form")))
        case "string_too_long":
            return _Said("too-long", f"at most {context['max_length']:,} letters", "shorten it")
        case "string_too_short" | "too_short":
            return _Said(
                "blank", "a text" if detail["type"] == "string_too_short" else "at least one entry", "fill it in"
            )
        case "greater_than_equal" | "greater_than":
            return _Said("implausible", f"{_from(context)} or more", "correct the number")
        case "less_than_equal" | "less_than":
            return _Said("implausible", f"{_from(context)} or less", "correct the number")
        case "value_error":
            expected, _, fix = str(context["error"]).partition("; ")
            return _Said("inconsistent", expected, fix)
        case "not_a_period":
            return _Said("not-a-period", "a period", context["how"])
        case other:
            return _SHAPES.get(other) or _Said(other.replace("_", "-"), _lower(detail["msg"]), "correct the value")


def _from(context: dict[str, Any]) -> str:
    return format(next(context[name] for name in ("ge", "gt", "le", "lt") if name in context), "g")


_INDENT = _Said("wrong-shape", "keys and values below it", "indent them under the key, as key: value")
_SHAPES = {
    "int_parsing": _Said("not-a-number", "a whole number", "write it in digits"),
    "float_parsing": _Said("not-a-number", "a number", "write it in digits"),
    "bool_parsing": _Said("unknown-word", "yes or no", "write yes or no"),
    "model_type": _INDENT,
    "model_attributes_type": _INDENT,
    "dict_type": _INDENT,
    "list_type": _Said("wrong-shape", "a list", "put it in brackets, as [one, two], or start each item with -"),
    "string_type": _Said("wrong-shape", "one text", "put the text in quotes"),
}


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _dotted(location: Where) -> str:
    """`sources.report.title`, `key_figures[2]` counted from 1, as an author counts."""
    text = ""
    for part in location:
        shown = visible(str(part), 40)
        text += f"[{part + 1}]" if isinstance(part, int) else f".{shown}" if text else shown
    return text or "file"


def _keys(model: type[BaseModel], location: Where) -> list[str]:
    """The keys that are declared at a place within a model."""
    for part in location:
        field = model.model_fields.get(str(part)) if isinstance(part, str) else None
        if field is not None:
            model = _inner(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)
