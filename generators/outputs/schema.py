"""The JSON Schema of the API, for programs that check what they read."""

from typing import Any

from generators.outputs.json_text import json_text

_TEXT = {"type": "string"}
_OPTIONAL = {"type": ["string", "null"]}
_UNITS = ["count", "children", "people", "percent", "pp", "gbp", "weeks", "wte", "per_1000", "rank", "ratio", None]
_UNIT = {"enum": _UNITS}
_MARK = {"type": ["string", "null"], "pattern": r"^(\[[a-z]+\])+$"}


def api_schema() -> str:
    """`/api/v1/schema.json`: a section's file, its facts, figures and problems, by JSON Schema 2020-12."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A section of an area",
        **_object(
            area=_TEXT, section=_TEXT, title=_TEXT, edition=_TEXT, headline=_TEXT,
            facts={"type": "object", "additionalProperties": {"$ref": "#/$defs/fact"}},
            figures={"type": "array", "items": {"$ref": "#/$defs/figure"}},
            problems={"type": "array", "items": {"$ref": "#/$defs/problem"}},
        ),
        "$defs": {"fact": _fact(), "figure": _figure(), "problem": _problem()},
    }  # fmt: skip
    return json_text(schema)


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _fact() -> dict[str, Any]:
    return _object(value={"type": ["number", "string", "null"]}, unit=_UNIT, text=_TEXT, mark=_MARK)


def _figure() -> dict[str, Any]:
    column = _object(name=_TEXT, label=_TEXT, unit=_UNIT)
    row = {"type": "object", "additionalProperties": {"type": ["number", "string", "null"]}}
    return _object(
        id=_TEXT, title=_TEXT, headline=_TEXT, subtitle=_TEXT, alt=_TEXT, source=_TEXT, period=_TEXT, reported=_TEXT,
        notes={"type": "array", "items": _TEXT}, columns={"type": "array", "items": column}, rows={"type": "array", "items": row},
    )  # fmt: skip


def _problem() -> dict[str, Any]:
    return _object(
        severity={"enum": ["error", "warning", "note"]}, rule=_TEXT, message=_TEXT, file=_OPTIONAL,
        line={"type": ["integer", "null"]}, column=_OPTIONAL, expected=_OPTIONAL, found=_OPTIONAL, fix=_OPTIONAL,
    )  # fmt: skip
