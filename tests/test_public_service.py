"""The small things of a public service: whom to tell of an error, what was decided, what can be taken along, and paper."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browse import Visit, chromium, served
from tests.sites import HARBOURSHIRE, REPOSITORY, built, examined, repository, write


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(repository() / "site") as address:
        yield address


def _page(name: str) -> str:
    return (repository() / "site" / name / "index.html").read_text(encoding="utf-8")


def test_every_page_starts_with_a_strict_policy_and_has_no_script_or_style_of_its_own() -> None:
    """404.html and the page for embedded figures too."""
    policy = re.compile(
        r"<head>\s*<meta charset=\"utf-8\">\s*<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">"
    )
    own = re.compile(r"<script(?![^>]*(?: src=|application/(?:ld\+)?json))|<style|\sstyle=|\son[a-z]+=\"")
    found = {path: policy.search(path.read_text(encoding="utf-8")) for path in (repository() / "site").rglob("*.html")}

    assert len(found) > 100
    for path, first in found.items():
        assert first, path
        assert "script-src 'self';" in first[1]
        assert "unsafe" not in first[1]
        assert not own.search(re.sub(r"data-figure='[^']*'", "", path.read_text(encoding="utf-8"))), path


def test_an_error_is_reported_with_figure_and_edition_filled_in() -> None:
    figure = re.search(r'<figure class="nb-fig" id="fig-numbers"[^>]*>.*?</figure>', _page("areas/derby/waiting"), re.S)
    assert figure
    found = re.search(r'href="(mailto:[^"]*)">Report an error', figure[0])
    assert found
    letter = urlsplit(unescape(found[1]))
    asked = parse_qs(letter.query)

    assert f"{letter.scheme}:{letter.path}" == yaml.safe_load((REPOSITORY / "site_config/site.yml").read_text(encoding="utf-8"))["contact"]  # fmt: skip
    assert re.fullmatch(r"Report: Derby, 2019 edition, figure \d+ \(waiting/numbers\)", asked["subject"][0])
    assert "Derby, 2019 edition" in asked["body"][0]


def test_what_was_decided_after_reading_stands_on_the_overview(tmp_path: Path) -> None:
    decided = "decided: {text: Two more therapists., by: Cabinet, date: 2031-03, url: 'https://example.org/minutes'}\n"
    area = HARBOURSHIRE["data/harbourshire/area.yml"] + decided
    with_it = built(write(tmp_path / "with", HARBOURSHIRE | {"data/harbourshire/area.yml": area}))
    shown = (with_it / "docs/areas/harbourshire.md").read_text(encoding="utf-8")

    assert "<p>Two more therapists.</p><p><small>Cabinet, March 2031." in shown
    assert '<a href="https://example.org/minutes">' in shown
    assert "What was decided" not in (repository() / "docs/areas/derby.md").read_text(encoding="utf-8")


def test_a_note_that_figures_share_is_said_once_on_a_page() -> None:
    page = _page("areas/kent/performance")

    assert page.count("These figures are only pictures in the report, so their values cannot be read.") == 1
    assert page.count("<b>See also:</b> the notes of <a") == 5


def test_indicators_without_any_value_have_no_empty_columns() -> None:
    scorecard = re.search(r'id="fig-scorecard-count"[^>]*>.*?</table>', _page("areas/kent/performance"), re.S)

    assert scorecard
    assert "<td" in scorecard[0]
    assert "[x]" not in scorecard[0].partition("<table")[2]


def test_the_home_page_groups_reports_and_shows_a_rate_beside_each_ward() -> None:
    page = _page("")

    assert "Birmingham: 2 reports" in page
    assert re.search(r'data-place="Normanton"[^>]*>Normanton</a> <span>61%</span>', page)
    assert 'data-code="E05001780"' in page


def test_the_card_of_what_people_say_tells_the_kinds_that_there_are() -> None:
    report = next(one for one in examined(REPOSITORY).reports if one.area.slug == "birmingham-schools-forum")
    card = next(section.card for section in report.sections if section.slug == "voice")

    assert card
    assert (card.text, card.label) == ("3", "points made: three strengths")


def test_the_accessibility_statement_is_filled_from_what_the_tests_found() -> None:
    tested = yaml.safe_load((REPOSITORY / "site_config/accessibility.yml").read_text(encoding="utf-8"))["tested"]
    page = re.sub(r"<[^>]*>", "", _page("accessibility"))

    assert f"The checker axe {tested['axe']} looked at {tested['pages']} pages" in page
    assert f"{tested['views']} views. It found no broken rules" in page
    assert "Equality and Human Rights Commission" in page


@pytest.mark.browser
def test_table_and_picture_are_copied_whole(browser: Browser, address: str) -> None:
    read = """async type => { const [item] = await navigator.clipboard.read(); const blob = await item.getType(type);
      return type === 'image/png' ? [(await createImageBitmap(blob)).width, blob.size] : blob.text(); }"""
    with Visit(browser, address + "areas/derby/waiting/") as visit:
        visit.draw_all()
        visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
        figure = visit.page.locator("#fig-weeks")
        figure.get_by_text("Share, cite or report an error").click()
        figure.get_by_role("button", name="Copy table").click()
        figure.get_by_text("Table copied").wait_for()
        table, text = visit.page.evaluate(read, "text/html"), visit.page.evaluate(read, "text/plain")
        figure.get_by_role("button", name="Copy picture").click()
        figure.get_by_text("Picture copied").wait_for()
        width, size = visit.page.evaluate(read, "image/png")

        assert 'border="1"' in table
        assert "Source:" in table
        assert text.count("\n0 to 4\tassessment\t") == 1
        assert [row.count("\t") for row in text.splitlines() if "assessment" in row] == [3] * 6
        assert width == 2000
        assert size > 20_000
        assert visit.faults == []


@pytest.mark.browser
def test_on_paper_a_page_is_black_on_white_and_says_edition_and_day(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/waiting/", scheme="dark") as visit:
        visit.page.evaluate("() => window.needsbookPrint(true)")
        visit.page.emulate_media(media="print")
        foot = visit.page.evaluate("document.adoptedStyleSheets[0].cssRules[0].cssText")
        colours = visit.page.evaluate("['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name])")
        widths = visit.page.evaluate(
            "[...document.querySelectorAll('[data-figure]')].map(one => Number(one.dataset.width))"
        )

        assert re.search(r"Needsbook, Derby, 2019 edition\. Printed on \d+ [A-Z][a-z]+ \d{4}", foot)
        assert colours == ["rgb(22, 28, 34)", "rgb(255, 255, 255)"]
        assert set(widths) == {650}
        assert visit.page.locator(".nb-actions:visible, .md-header:visible, .nb-walk:visible").count() == 0
        assert visit.faults == []


@pytest.mark.browser
def test_a_browsers_own_print_command_draws_what_was_never_on_the_screen(browser: Browser, address: str) -> None:
    """It waits for nothing: whatever is not drawn when the event is over is not on paper."""
    with Visit(browser, address + "areas/derby/deprivation/") as visit:
        visit.page.set_viewport_size({"width": 1280, "height": 300})
        visit.page.wait_for_selector("[data-figure][data-drawn]")
        before = visit.page.locator("[data-figure]:not([data-drawn])").count()
        left_out = visit.page.evaluate(
            """() => {
                dispatchEvent(new Event("beforeprint"));
                return [...document.querySelectorAll("[data-figure]")].filter(one => !one.dataset.drawn || !one.querySelector("svg")).length;
            }"""
        )

        assert before
        assert left_out == 0
        assert visit.faults == []
