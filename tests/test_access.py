"""Access for everyone: axe's rules on every kind of page, and what axe cannot see. `make setup` installs axe with npm."""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Browser, Locator

from generators.pages.links import targets
from generators.pages.tables import tables
from generators.reports import FigureResult, Report
from tests.browse import Visit, chromium, kinds, pages, served
from tests.sites import REPOSITORY, examined, repository, write

AXE = Path(sys.prefix, "share/needsbook-axe/node_modules/axe-core/axe.min.js")
STATEMENT = REPOSITORY / "site_config/accessibility.yml"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, { runOnly: rules, resultTypes: ["violations"] })
  .then(found => found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`)))"""
TABLES_LACKING = """() => [...document.querySelectorAll('table')].filter(table => !table.caption?.textContent.trim()
  || [...table.querySelectorAll('th')].some(head => !head.scope)).length"""
APART = ("404.html", "embed/?figure=derby/provision/heat-map")  # pages that no list of pages has
WIDTHS, SCHEMES = (1280, 360), ("light", "dark")

# One figure of each kind of chart.
CHARTS = {
    "bars": "derby/need/ranked-0-4",
    "groups of bars": "derby/provision/levels",
    "stacks": "kent/finance/by-place",
    "bars with diamonds": "derby/waiting/weeks",
    "lines": "derby/attainment/trend-gld",
    "dots": "derby/attainment/gap",
    "whiskers": "derby/attainment/verdicts",
    "heat map": "derby/provision/heat-map",
    "changes": "derby/provision/change",
    "hexagons": "derby/need/map",
    "plan": "birmingham-early-years/plan/workstreams",
}
# Cells of coloured tables whose words have the colour of their ground: the browser may replace one and not the other.
_SAME_AS_GROUND = """() => [...document.querySelectorAll('.heat td, .nb-legend li, .nb-notice, .nb-verdict')].filter(one => {
  const style = getComputedStyle(one);
  return style.backgroundColor === style.color;
}).map(one => one.textContent)"""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STOPS = 5  # of the Tab key in a figure with a picture, its table closed: points, table, data, picture, and the rest


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not AXE.exists():
        why = "axe is not installed: make setup installs it, with npm"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(repository() / "site") as address:
        yield address


def broken(visit: Visit) -> list[str]:
    """The rules that a page breaks, each with the element."""
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(visit.page.evaluate(RUN, RULES))


def _numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text)}


pytestmark = pytest.mark.browser


def test_no_kind_of_page_breaks_a_rule(browser: Browser, address: str) -> None:
    """On a wide screen in one scheme, on a phone in the other, by turns; at 320 pixels, as at 400% zoom, nothing scrolls sideways."""
    found = {}
    for number, page in enumerate([*kinds(repository() / "site"), *APART]):
        first, second = SCHEMES[:: 1 if number % 2 else -1]
        with Visit(browser, address + page, width=1280, scheme=first) as visit:
            visit.draw_all()
            found[page] = [*broken(visit), *(_structure(visit) if page not in APART else ())]
            visit.page.emulate_media(color_scheme=second)
            visit.page.set_viewport_size({"width": 360, "height": 740})
            visit.page.wait_for_timeout(150)
            found[page] += broken(visit)
            visit.page.set_viewport_size({"width": 320, "height": 256})
            visit.look_for_sideways_scroll()
            found[page] += visit.faults

    assert {page: rules for page, rules in found.items() if rules} == {}


@pytest.mark.long
def test_the_statement_says_what_a_test_of_every_page_finds(
    browser: Browser, address: str, request: pytest.FixtureRequest
) -> None:
    """Every page, on both screens, in both schemes; `--update-golden` writes the statement's numbers anew."""
    addresses = [*pages(repository() / "site"), *APART]
    found: set[str] = set()
    for page in addresses:
        for width in WIDTHS:
            with Visit(browser, address + page, width=width) as visit:
                visit.draw_all()
                for scheme in SCHEMES:
                    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    visit.page.wait_for_timeout(150)
                    found |= {f"{page} {rule}" for rule in broken(visit)}
    version = json.loads(AXE.with_name("package.json").read_text(encoding="utf-8"))["version"]
    rules = sorted({re.sub(r":.*", "", one).split()[-1] for one in found})
    if request.config.getoption("--update-golden"):
        _write_statement(version, len(addresses), rules)
    said = yaml.safe_load(STATEMENT.read_text(encoding="utf-8"))["tested"]

    assert found == set()
    assert said["violations"] == rules
    assert said["axe"] == version


def _write_statement(version: str, count: int, rules: list[str]) -> None:
    new = {
        "on": f'"{datetime.now(UTC):%Y-%m-%d}"',
        "axe": version,
        "pages": count,
        "views": count * 4,
        "violations": json.dumps(rules),
    }
    text = STATEMENT.read_text(encoding="utf-8")
    for name, value in new.items():
        text = re.sub(rf"^  {name}: .*$", f"  {name}: {value}", text, flags=re.M)
    STATEMENT.write_text(text, encoding="utf-8")


def _structure(visit: Visit) -> list[str]:
    """What is wrong with headings, language and tables."""
    levels = visit.page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => Number(one.tagName[1]))")
    tables = visit.page.evaluate(TABLES_LACKING)
    wrong = {
        "one h1 first": levels[:1] == [1] and levels.count(1) == 1,
        "headings in order": all(after <= before + 1 for before, after in pairwise(levels)),
        "language": visit.page.evaluate("document.documentElement.lang") == "en",
        "captions and scopes": tables == 0,
    }
    return [name for name, right in wrong.items() if not right]


def test_with_everything_open_no_rule_is_broken(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/workforce/") as visit:
        visit.draw_all()
        visit.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        visit.page.locator("a.nb-term").first.click()

        assert visit.page.locator(".nb-explained").count() == 1
        assert broken(visit) == []


def test_a_broken_rule_is_found(browser: Browser, tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"><a href="/" style="color: #ddd">pale words</a></main>'
    with served(write(tmp_path, {"index.html": page})) as address, Visit(browser, address) as visit:
        found = broken(visit)

    assert sorted(rule.partition(":")[0] for rule in found) == ["color-contrast", "image-alt"]


# --- What axe cannot see ------------------------------------------------------------------------


def _figures() -> dict[str, tuple[Report, FigureResult]]:
    return {
        f"{report.area.slug}/{section.slug}/{figure.id}": (report, figure)
        for report in examined(REPOSITORY).reports for section in report.sections for figure in section.figures
    }  # fmt: skip


def test_the_name_of_every_picture_has_its_finding_and_only_numbers_of_its_table() -> None:
    strange = {}
    drawn = {where: found for where, found in _figures().items() if found[1].picture}
    for where, (report, figure) in drawn.items():
        printed = tables(figure.tidy, figure.view, figure.flagged, targets(report))
        cells = " ".join(
            " ".join([row.head, *(cell.text for cell in row.cells)]) for table in printed for row in table.rows
        )
        words = " ".join([cells, figure.headline, figure.subtitle, *(head for table in printed for head in [table.caption, table.small, *table.heads])])  # fmt: skip
        labels = " ".join(indicator.short for indicator in report.area.settings.indicators.values())
        strange[where] = _numbers(figure.alt) - _numbers(words) - _numbers(labels) - _numbers(_comparators(figure))

        assert figure.name.startswith(figure.headline), where
        assert _numbers(figure.alt), where
    assert len(drawn) > 40
    assert {where: numbers for where, numbers in strange.items() if numbers} == {}


def _comparators(figure: FigureResult) -> str:
    """The names of lines in the picture, such as `12 weeks`."""
    assert figure.picture is not None
    return " ".join(str(note.get("text", "")) for note in figure.picture["layout"].get("annotations", []))


def _accessible(visit: Visit, place: Locator, role: str) -> list[str]:
    """The names of a role below an element, as the browser gives them to assistive technology."""
    session = visit.context.new_cdp_session(visit.page)
    place.evaluate("element => { window.asked = element; }")
    handle = session.send("Runtime.evaluate", {"expression": "window.asked"})["result"]["objectId"]
    nodes = session.send("Accessibility.queryAXTree", {"objectId": handle, "role": role})["nodes"]
    return [node["name"]["value"] for node in nodes if not node["ignored"]]


@pytest.mark.parametrize("where", CHARTS.values(), ids=CHARTS.keys())
def test_what_assistive_technology_gets_of_a_figure_is_its_table(browser: Browser, address: str, where: str) -> None:
    """One name for the picture; every cell of the table; and every number of it as a point that arrow keys reach."""
    area, section, name = where.split("/")
    figure = _figures()[where][1]
    with Visit(browser, f"{address}areas/{area}/{section}/#fig-{name}-table") as visit:
        place = visit.page.locator(f"#fig-{name}")
        place.locator("details.nb-table").evaluate("one => { one.open = true; }")
        cells = place.locator("table td:not(.words)").all_inner_texts()
        spoken = _accessible(visit, place, "cell") + _accessible(visit, place, "gridcell")
        walker = place.locator(".nb-walk")

        assert _accessible(visit, place, "image") == [figure.name]
        assert _numbers(" ".join(cells)) <= _numbers(" ".join(spoken))
        assert _walked(visit, walker) == [NUMBER.findall(cell) for cell in cells if cell.strip()] or not cells


def _walked(visit: Visit, walker: Locator) -> list[list[str]]:
    """The numbers of every point, by the arrow keys from the first to the last."""
    if not walker.count():
        return []
    walker.focus()
    found = []
    for _ in range(int(walker.get_attribute("aria-valuemax") or 0)):
        text = visit.page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
        found.append(NUMBER.findall(text.rpartition(": ")[2]))
        visit.page.keyboard.press("ArrowRight")
    return found


def test_arrow_keys_walk_rows_and_columns(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/provision/") as visit:
        walker = visit.page.locator("#fig-heat-map .nb-walk")
        walker.focus()
        heard = [walker.get_attribute("aria-valuetext")]
        for key in ("ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowLeft", "End", "ArrowDown", "Home"):
            visit.page.keyboard.press(key)
            heard.append(walker.get_attribute("aria-valuetext"))

        assert heard == [
            "2017 to 2018, Specialist, Family Support: 26", "2017 to 2018, Specialist, Environment: 7",
            "2017 to 2018, Targeted, Environment: 1", "2017 to 2018, Specialist, Environment: 7",
            "2017 to 2018, Specialist, Family Support: 26", "2017 to 2018, Specialist, Family Support: 26",
            "2019, Total, Total: 246", "2019, Total, Total: 246", "2017 to 2018, Specialist, Family Support: 26",
        ]  # fmt: skip
        assert visit.page.evaluate("document.activeElement === document.querySelector('#fig-heat-map .nb-walk')")


def test_by_keyboard_alone_from_home_to_a_number_of_a_ward(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        _tab_to(visit, "#find", most=8)
        visit.page.keyboard.type("Normanton")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/places/normanton/")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.matches('.nb-skip')")
        visit.page.keyboard.press("Enter")
        _tab_to(visit, "tbody th a", most=12)
        number = visit.page.evaluate("document.activeElement.closest('tr').cells[1].innerText")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/areas/derby/**#fig-*")
        figure = visit.page.evaluate("location.hash.slice(1)")
        visit.page.locator(f"#{figure} .nb-walk").wait_for(state="attached")
        _tab_to(visit, f"#{figure} .nb-walk", most=8)
        heard = []
        for _ in range(60):
            heard.append(visit.page.evaluate("document.activeElement.getAttribute('aria-valuetext')"))
            visit.page.keyboard.press("ArrowDown")

        assert any(text.startswith("Normanton") and number in text for text in heard), (number, heard)
        assert visit.faults == []


def _tab_to(visit: Visit, selector: str, *, most: int) -> None:
    """Presses Tab until the focus is there, seen, after at most so many times."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        seen = visit.page.evaluate("""() => { const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; }""")
        assert seen, visit.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if visit.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab did not lead to {selector}")


def test_a_figure_has_few_stops_of_the_tab_key(browser: Browser, address: str) -> None:
    count = """() => [...document.querySelectorAll('.nb-fig:has([data-figure])')].map(figure => [figure.id,
      [...figure.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter(one => one.checkVisibility({ contentVisibilityAuto: true })).length])"""
    with Visit(browser, address + "areas/derby/need/") as visit:
        stops = dict(visit.page.evaluate(count))

    assert len(stops) > 5
    assert {figure: number for figure, number in stops.items() if number > _STOPS + 1} == {}


def test_without_scripts_every_number_of_a_section_can_be_read(browser: Browser, address: str) -> None:
    """Cell by cell against the files that programs read, and a coloured table stands where a heat map would be."""
    report, _ = _figures()["derby/provision/heat-map"]
    for slug in ("provision", "waiting", "attainment"):
        section = next(section for section in report.sections if section.slug == slug)
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}areas/derby/{slug}/")
        for figure in section.figures:
            seen = _numbers(page.locator(f"#fig-{figure.id}").inner_text())
            printed = tables(figure.tidy, figure.view, figure.flagged, targets(report))
            wanted = _numbers(" ".join(cell.text for table in printed for row in table.rows for cell in row.cells))
            assert wanted - seen == set(), figure.id
        assert page.locator("[data-figure]:visible").count() == 0
        if slug == "provision":
            colours = page.locator("#fig-heat-map td.h5").first.evaluate(
                "cell => getComputedStyle(cell).backgroundColor"
            )
            assert page.locator("#fig-heat-map td:visible").count() == 48
            assert colours == "rgb(18, 67, 109)"
        context.close()


def _pictures(visit: Visit) -> list[Image.Image]:
    """Every figure's picture, as it is seen, without its edge, which may lie between two rows of pixels."""
    visit.draw_all()
    return [ImageOps.crop(_at_rest(place), 2) for place in visit.page.locator("[data-figure]").all()]


def _at_rest(place: Locator) -> Image.Image:
    """A picture that is the same twice: on a busy machine one may be taken while it is still being drawn."""
    last = b""
    for _ in range(20):
        taken = place.screenshot()
        if taken == last:
            break
        last = taken
    return Image.open(io.BytesIO(last)).convert("RGB")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_forced_colours_leave_pictures_as_they_are_and_tables_legible(
    browser: Browser, address: str, scheme: str
) -> None:
    """A picture whose colours were replaced one by one would lose its classes; it keeps its ground, too, so that its words stay on it."""
    unlike, pale = {}, {}
    for page in {f"areas/{area}/{section}/" for area, section, _ in (where.split("/") for where in CHARTS.values())}:
        with Visit(browser, address + page, scheme=scheme) as visit:
            plain = _pictures(visit)
            visit.page.emulate_media(forced_colors="active")
            forced = _pictures(visit)
            pairs = zip(plain, forced, strict=True)
            unlike[page] = [n for n, (one, other) in enumerate(pairs) if ImageChops.difference(one, other).getbbox()]
            visit.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
            pale[page] = visit.page.evaluate(_SAME_AS_GROUND)

    assert {page: figures for page, figures in unlike.items() if figures} == {}
    assert {page: cells for page, cells in pale.items() if cells} == {}


def test_a_term_is_explained_where_it_stands(browser: Browser, address: str) -> None:
    """By keyboard and by touch; Escape closes it, and without scripts it is a link to the glossary."""
    with Visit(browser, address + "areas/derby/workforce/") as visit:
        term = visit.page.locator("a.nb-term").first
        before = visit.page.url
        term.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator(".nb-explained").inner_text().startswith(term.get_attribute("title") or "?")
        assert term.get_attribute("aria-expanded") == "true"
        visit.page.keyboard.press("Escape")
        assert visit.page.locator(".nb-explained").count() == 0
        term.dispatch_event("click", {"pointerType": "touch"})
        assert visit.page.locator(".nb-explained").count() == 1
        assert visit.page.url == before
        assert visit.faults == []
