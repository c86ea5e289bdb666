"""The checker of links and anchors, and the contract that no address of an edition dies."""

import time
from pathlib import Path

import pytest

from generators.audit.links import dead_links
from generators.inputs.settings import Root
from tests.browse import chromium, served
from tests.editions import SMALL, exported, needs_the_small_bundle, publish, repository, state
from tests.sites import scratch, write


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("missing/", "there is no missing/"),
        ("there/missing.csv", "there is no there/missing.csv"),
        ("#missing", "index.html has no anchor missing"),
        ("there/#missing", "there/index.html has no anchor missing"),
        ("/there/", "it starts at the top of the host, where another site may be"),
        ("../2018/", "it leads out of the site, to no edition"),
        ("there/?a=1&amp;b=2#missing", "there/index.html has no anchor missing"),
        ("there/", None),
        ("there/#id", None),
        ("there/#a%20b", None),
        ("there/a.csv", None),
        ("", None),
        ("./", None),
        ("#", None),
        ("https://example.org/missing", None),
        ("mailto:someone", None),
        ("data:image/png;base64,AA", None),
    ],
)
def test_a_dead_link_is_named_with_its_page(tmp_path: Path, link: str, wrong: str | None) -> None:
    pages = {
        "site/index.html": f"<a title='x > y' href=\"{link}\">x</a>",
        "site/there/index.html": "<p id='id'><p id=\"a b\"><a href='../'>y</a>",
        "site/there/a.csv": "",
    }
    found = dead_links(Root(write(tmp_path, pages)), tmp_path / "site")

    assert found == ([f"index.html: the link {link.replace('&amp;', '&')} leads nowhere: {wrong}"] if wrong else [])


def test_a_page_out_of_the_search_index_is_found(tmp_path: Path) -> None:
    index = '{"docs": [{"location": "", "text": ""}, {"location": "gone/#x", "text": ""}]}'
    root = write(tmp_path, {"site/index.html": "", "site/search/index.json": index})

    assert dead_links(Root(root), root / "site") == ["search/index.json: the link ../gone/#x leads nowhere: there is no gone/"]  # fmt: skip


def test_ten_thousand_links_take_seconds(tmp_path: Path) -> None:
    figure = '{"data": [' + ",".join(["1234.5"] * 2000) + "]}"
    links = "".join(f'<a href="../p{number}/#a{number % 7}">x</a>' for number in range(100))
    anchors = "".join(f"<p id='a{number}'>" for number in range(6))  # one in seven leads nowhere
    page = f"<!doctype html>{links}{anchors}<div data-figure='{figure}'></div>"
    root = write(tmp_path, {f"site/p{number}/index.html": page for number in range(100)})
    started = time.perf_counter()
    found = dead_links(Root(root), root / "site")

    assert time.perf_counter() - started < 10
    assert len(found) == 100 * len([number for number in range(100) if number % 7 == 6])


# --- The contract --------------------------------------------------------------------


@pytest.fixture(scope="module")
def dropped() -> Path:
    """A root with an edition, whose next one has no page on waiting times any more."""
    root = repository(scratch("dropped"), SMALL)
    assert publish(root, "2031", "--alias", "latest").exit_code == 0
    area = SMALL["data/harbourshire/area.yml"].replace("[waiting, provision]", "[provision]")
    write(root, {"data/harbourshire/area.yml": area.replace("  waiting: {source: example}\n", "")})
    (root / "data/harbourshire/waiting.csv").unlink()
    return root


MOVES = """\
moves:
  - {from: areas/harbourshire/waiting/, to: areas/harbourshire/provision/}
  - {from: "areas/harbourshire/waiting/#fig-numbers", to: "areas/harbourshire/provision/#fig-heat-map"}
"""


@needs_the_small_bundle
def test_a_dropped_section_is_refused_with_each_lost_address_named(dropped: Path) -> None:
    before = state(dropped)
    done = publish(dropped, "2032", "--alias", "latest")
    lost = [line.partition(": ")[0] for line in done.output.splitlines() if "the 2031 edition has this address" in line]

    assert done.exit_code == 1
    assert {
        "areas/harbourshire/waiting/",
        "areas/harbourshire/waiting/#fig-numbers",
        "areas/harbourshire/data/waiting-numbers.csv",
        "api/v1/areas/harbourshire/waiting.json",
    } <= set(lost)
    assert [address for address in lost if "waiting" not in address] == []
    assert state(dropped) == before


@needs_the_small_bundle
@pytest.mark.browser
def test_with_a_redirect_it_passes_and_the_browser_lands_on_the_anchor(dropped: Path, tmp_path: Path) -> None:
    write(dropped, {"site_config/redirects.yml": MOVES})
    refused = publish(dropped, "2032", "--alias", "latest")
    lost = [line.partition(": ")[0] for line in refused.output.splitlines() if "has this address" in line]
    kept = "".join(f'  - {{from: "{address}", kept_in: "2031"}}\n' for address in lost)
    write(dropped, {"site_config/redirects.yml": MOVES + kept})
    done = publish(dropped, "2032", "--alias", "latest")
    assert done.exit_code == 0, done.output
    out = exported(dropped, tmp_path / "out")

    with served(out, "/needs/") as base, chromium() as browser:
        page = browser.new_page()
        landed = {}
        for anchor in ("#fig-numbers", "#fig-waits", ""):
            page.goto("about:blank")
            page.goto(f"{base}latest/areas/harbourshire/waiting/{anchor}")
            page.wait_for_function("() => !document.querySelector('[data-moved-page]') && document.readyState === 'complete'")  # fmt: skip
            landed[anchor] = page.url.removeprefix(base)
        without = browser.new_context(java_script_enabled=False).new_page()
        without.goto(f"{base}latest/areas/harbourshire/waiting/")
        without.wait_for_url(f"{base}latest/areas/harbourshire/provision/")

    assert "areas/harbourshire/waiting/" not in lost
    assert "areas/harbourshire/waiting/#fig-numbers" not in lost
    assert landed["#fig-numbers"] == "latest/areas/harbourshire/provision/#fig-heat-map"
    assert landed[""] == "latest/areas/harbourshire/provision/"
    assert landed["#fig-waits"].startswith(("2031/areas/harbourshire/waiting/", "latest/areas/harbourshire/provision/"))
