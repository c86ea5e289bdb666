"""What the site says in its own words is short and plain."""

import re
from functools import cache
from statistics import median

import pytest
import textstat

from generators.pages.area_pages import narratives
from generators.pages.messages import messages
from generators.reports import Report
from tests.sites import REPOSITORY, every_page, examined

LONGEST_MEDIAN, HIGHEST_GRADE = 20, 9


@cache
def reports() -> dict[str, Report]:
    """The repository's own areas."""
    return {report.area.slug: report for report in examined(REPOSITORY).reports}


def sentences(html: str) -> list[str]:
    """The sentences of some HTML; a heading or an item of a list is one too."""
    text = re.sub(r"</(?:p|li|h\d|dd|dt|td|th|caption)>", ". ", html)
    parts = re.split(r"(?<=[.?!])\s+|\n", re.sub(r"<[^>]*>", " ", text))
    return [sentence for part in parts if (sentence := part.strip(" .\t")) and re.search(r"[a-z]{2}", sentence)]


def generated(report: Report) -> list[str]:
    """Headlines, questions, subtitles, key messages and the narrative of a report."""
    lines = [words for section in report.sections for words in (section.headline, section.question)]
    lines += [words for section in report.sections for one in section.figures for words in (one.headline, one.subtitle)]
    lines += [words for one in messages(report)[0] for words in (one.message, one.support)]
    lines += narratives(report)[0].values()
    return [sentence for line in lines for sentence in sentences(line)]


def grade(found: list[str]) -> float:
    """The school year, in American years, that the text asks for: Flesch and Kincaid's formula."""
    return float(textstat.flesch_kincaid_grade(". ".join(found) + "."))


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in REPOSITORY.glob("data/*/area.yml")))
def test_a_report_is_told_in_short_plain_sentences(slug: str) -> None:
    found = generated(reports()[slug])

    assert len(found) > 20
    assert median(len(sentence.split()) for sentence in found) <= LONGEST_MEDIAN
    assert grade(found) <= HIGHEST_GRADE


@pytest.mark.parametrize("address", ["methods/", "glossary/"])
def test_a_page_of_the_site_is_told_in_short_plain_sentences(address: str) -> None:
    found = sentences(every_page(examined(REPOSITORY))[address].body)

    assert median(len(sentence.split()) for sentence in found) <= LONGEST_MEDIAN
    assert grade(found) <= HIGHEST_GRADE
