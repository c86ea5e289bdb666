"""JSON as text, laid out as json.dumps does it with an indent of one space: a member a line.

With an indent json.dumps leaves its encoder in C, which is many times as fast but knows no depth. Most of our containers hold no other
one: those it does encode, with the line break of their depth for a separator.
"""

import json
from functools import cache
from typing import Any

_CONTAINERS = (dict, list, tuple)  # as a union of types they would take twice the time to tell


def json_text(value: Any) -> str:
    """The text of a file; a number that JSON has no word for is an error."""
    return _laid_out(value, "\n") + "\n"


def _laid_out(value: Any, line: str) -> str:
    """One value; `line` is the break and the indent before its closing bracket."""
    deeper = line + " "
    encode = _encoder(deeper).encode
    if not _holds(value):
        return encode(value)
    if not any(map(_holds, value.values() if isinstance(value, dict) else value)):
        inner = encode(value)[1:-1]
    elif isinstance(value, dict):
        inner = f",{deeper}".join(f"{encode(name)}: {_laid_out(part, deeper)}" for name, part in value.items())
    else:
        inner = f",{deeper}".join(_laid_out(part, deeper) for part in value)
    return f"{{{deeper}{inner}{line}}}" if isinstance(value, dict) else f"[{deeper}{inner}{line}]"


def _holds(value: Any) -> bool:
    """Whether it is a container with something in it."""
    return isinstance(value, _CONTAINERS) and bool(value)


@cache
def _encoder(line: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(f",{line}", ": "))
