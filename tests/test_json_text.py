"""JSON laid out by us is what json.dumps lays out."""

import json
from typing import Any

import pytest

from generators.outputs.json_text import json_text


@pytest.mark.parametrize(
    "value",
    [
        None, 1.5, "a", {}, [], (), {"a": 1}, [1, 2], (1, "b"), {"a": {}}, [[]], [[], [1]], {"a": [], "b": {"c": []}, "d": 1},
        {"rows": [{"place": "Ely, \"north\"\n", "value": None, "mark": "[c]"}, {}], "notes": ["–", "£"], "title": "é\u2028"},
        [{"a": [{"b": [1, [2.25, -3]]}]}, True, "x, y: z"],
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_the_layout_is_that_of_json_dumps(value: Any) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def test_what_json_has_no_word_for_is_an_error() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"rows": [{"value": float("nan")}]})
