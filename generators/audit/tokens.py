"""The numbers in a text, each in one form."""

import re

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])|(?<=[a-z>(\[=:;])\d[\d,]*(?:\.\d+)?(?!\w)")
_AROUND = 6  # letters that tell where a number stands
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def tokens(text: str) -> list[str]:
    """`1,234`, `1234.0` and `−1234` are all 1234; numbers within words such as E05000001, and days, are none."""
    return [_one(found) for found in _NUMBER.findall(_DAY.sub(" ", text))]


def in_context(text: str) -> list[tuple[str, str, str]]:
    """Each number as it is written, with a few letters before and after it, spaces left out."""
    return [
        (
            without_spaces(text[: found.start()])[-_AROUND:],
            without_spaces(found[0]).rstrip(","),
            without_spaces(text[found.end() :])[:_AROUND],
        )
        for found in _NUMBER.finditer(text)
    ]


def without_spaces(text: str) -> str:
    """The text without any space."""
    return "".join(text.split())


def _one(text: str) -> str:
    plain = text.replace(",", "").rstrip(".")
    return plain.rstrip("0").rstrip(".") if "." in plain else str(int(plain))
