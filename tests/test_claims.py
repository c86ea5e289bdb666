"""Claims of a report in words, set against its facts: those that do not hold, and those that nobody can check."""

from pathlib import Path

import pytest

from generators.examine import examine
from generators.inputs.settings import Root
from tests.sites import HARBOURSHIRE, write

AREA = HARBOURSHIRE["data/harbourshire/area.yml"]


def _found(tmp_path: Path, claim: str) -> list[str]:
    files = HARBOURSHIRE | {
        "data/harbourshire/area.yml": AREA.replace("\ntables:\n", f"\ntables:\n  claims: {{source: {_source()}}}\n"),
        "data/harbourshire/claims.yml": f"- {{claim: Waiting is short., {claim}}}\n",
    }
    problems = examine(Root(write(tmp_path, files))).all_problems()
    return [problem.text() for problem in problems if problem.file.endswith("claims.yml")]


def _source() -> str:
    return AREA.partition("\nsources:\n")[2].partition(":")[0].strip()


@pytest.mark.parametrize("says", ["over 100", "about 130", "under 200"])
def test_a_claim_that_holds(tmp_path: Path, says: str) -> None:
    assert _found(tmp_path, f"says: {says}, fact: waiting.total") == []


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("says: under 100, fact: waiting.total", 'column says: expected words that fit 130, found "under 100"; the report says “Waiting is short.”: say in the narrative what the figures give'),
        ("says: 3 times, fact: waiting.total, against: waiting.over_18_weeks", 'column says: expected words that fit 6.5 times: 130 against 20, found "3 times"; the report says “Waiting is short.”: say in the narrative what the figures give'),
        ("says: short, fact: waiting.total", 'column says: expected a claim such as top 20%, about 3, over 400, or 10 times with against, found "short"; write what the words claim in one of these forms'),
        ("says: 3 times, fact: waiting.total", 'column says: expected a claim such as top 20%, about 3, over 400, or 10 times with against, found "3 times"; write what the words claim in one of these forms'),
        ("says: under 100, fact: waiting.totel", 'column fact: expected the name of a fact, found "waiting.totel"; did you mean waiting.total?'),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_or_cannot_be_checked(tmp_path: Path, claim: str, sentence: str) -> None:
    assert _found(tmp_path, claim) == [f"data/harbourshire/claims.yml:1: {sentence}"]
