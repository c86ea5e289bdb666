"""The keys of area.yml, printed from the models that check it."""

from collections.abc import Iterator
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generators.inputs.models import AreaFile
from generators.inputs.periods import FORMS

_ABOUT = {
    "code": "a GSS code such as E06000001, or your own in small letters",
    "place": "groups reports on one council on the home page",
    "report_date": f"what is due before it is overdue: {FORMS}",
    "status": "a draft is kept out of an edition",
    "comparators": "places that every number is set against",
    "sections": "the pages, in this order",
    "key_figures": "facts for the overview, such as waiting.total",
    "changes": "facts that say what changed since the last edition",
    "known_differences": "contradictions that you have looked at",
    "numbers": "as the problem prints them",
    "scope": "why its periods do not count the same thing",
    "page": "where in the source it stands",
}


def area_keys() -> str:
    """What area.yml may hold: each key, whether it is needed, and what it is."""
    return "\n".join(["area.yml: what the report is, and which sections it has", *_lines(AreaFile, "  ")])


def area_keys_for_programs() -> dict[str, Any]:
    """The same as a JSON schema."""
    return AreaFile.model_json_schema()


def _lines(model: type[BaseModel], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        words = ["needed" if field.is_required() else "optional", *_choices(field)]
        words += [_ABOUT[name]] if name in _ABOUT else []
        yield f"{indent}{name}: {'; '.join(words)}"
        for inner in _models(field.annotation):
            yield from _lines(inner, f"{indent}  ")


def _choices(field: FieldInfo) -> list[str]:
    if get_origin(field.annotation) is Literal:
        return [f"one of {', '.join(str(word) for word in get_args(field.annotation))}"]
    return ["a list"] if get_origin(field.annotation) is list else []


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models within a type, such as that of the items of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        if part is not NoneType and not isinstance(part, str):
            yield from _models(part)
