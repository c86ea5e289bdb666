"""The audit of a built site: it passes what protects, and fails, in one sentence, for a withheld number put back anywhere."""

import base64
import gzip
import html
import io
import json
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from generators.audit import audit
from generators.audit.pdf import pdf_pieces
from generators.audit.readers import Piece, html_pieces, json_pieces, xml_pieces
from generators.audit.surfaces import SURFACES, surface_of
from generators.audit.tokens import tokens
from generators.inputs.editions import Edition
from generators.inputs.settings import Root
from generators.site.building import Wanted, build
from tests.sites import HARBOURSHIRE, REPOSITORY, built, scratch, write

# Counts that nobody would guess: the policy of this area takes 3,917 for small.
POLICY = """\
smallest_published: 5000
publish_zeros: yes
exempt_bases: [official estimate, modelled]
explanation: Counts below 5,000 are withheld.
"""
WAITING = """\
period,stage,age_band,is_total,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks
2030-03-31,assessment,0-4,,90000,60000,20000,9.5,40
2030-03-31,assessment,5-10,,3917,0,0,7,19
2030-03-31,assessment,0-10,yes,93917,60000,20000,[x],40
2030-03-31,assessment,11-18,,70000,2731,0,7,19
"""
SECRET = "3917"


@pytest.fixture(scope="module")
def planted() -> Path:
    """The root of a built area with rare small counts."""
    root = write(
        scratch("planted"),
        HARBOURSHIRE | {"site_config/disclosure.yml": POLICY, "data/harbourshire/waiting.csv": WAITING},
    )
    built(root)
    return root


@pytest.fixture
def site(planted: Path, tmp_path: Path) -> Path:
    """A copy of its site, to be spoilt."""
    return Path(shutil.copytree(planted / "build/site", tmp_path / "site"))


def _audited(root: Path, site: Path) -> list[str]:
    return list(audit(Root(root), site).sentences)


def test_a_site_that_protects_passes(planted: Path, site: Path) -> None:
    assert _audited(planted, site) == []


def test_another_area_may_publish_the_number_that_one_withholds(tmp_path: Path) -> None:
    moor = {
        name.replace("harbourshire", "moorshire"): text.replace("Harbour", "Moor").replace("harbour", "moor")
        for name, text in HARBOURSHIRE.items()
    }
    people = moor["data/moorshire/population.csv"].replace("all ages,yes,2400", f"all ages,yes,{SECRET}")
    files = HARBOURSHIRE | moor | {"data/harbourshire/waiting.csv": WAITING, "data/moorshire/population.csv": people}
    root = write(tmp_path, files | {"site_config/disclosure.yml": POLICY})
    built(root)

    assert _audited(root, root / "build/site") == []


def _page(site: Path) -> Path:
    return site / "areas/harbourshire/waiting/index.html"


def _replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _in_a_cell(site: Path) -> None:
    _replaced(_page(site), '<td data-mark="c">[c]</td>', "<td>3,917</td>")


def _in_the_alt_text(site: Path) -> None:
    _replaced(_page(site), "[c] waiting", "3,917 waiting")


def _in_a_hidden_attribute(site: Path) -> None:
    _replaced(_page(site), "<h1", '<h1 data-sort="3917"')


def _in_a_comment(site: Path) -> None:
    _replaced(_page(site), "</h1>", "</h1><!-- 3917 -->")


def _in_the_picture(site: Path) -> None:
    page = _page(site)
    head, mark, rest = page.read_text(encoding="utf-8").partition("data-figure='")
    figure, _, tail = rest.partition("'")
    spec = json.loads(html.unescape(figure))
    spec["data"][0]["customdata"] = [3917]
    page.write_text(f"{head}{mark}{html.escape(json.dumps(spec), quote=False)}'{tail}", encoding="utf-8")


def _in_a_base64_array(site: Path) -> None:
    array = {"dtype": "i2", "bdata": base64.b64encode(struct.pack("<2h", 7, 3917)).decode()}
    _replaced(_page(site), '<p class="nb-lead"', f"<p data-more='{json.dumps(array)}' class=\"nb-lead\"")


def _in_the_download(site: Path) -> None:
    _replaced(site / "areas/harbourshire/data/waiting-numbers.csv", "[c]", SECRET)


def _in_the_api(site: Path) -> None:
    _replaced(site / "api/v1/areas/harbourshire/waiting.json", '"waiting": null', '"waiting": 3917')


def _in_the_search_index(site: Path) -> None:
    _replaced(site / "search/index.json", "children wait", "children, 3917, wait")


def _in_the_site_map(site: Path) -> None:
    (site / "sitemap.xml").write_text("<urlset><url><loc>a</loc><!-- 3917 --></url></urlset>", encoding="utf-8")


def _in_a_compressed_site_map(site: Path) -> None:
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset><url><loc>3917</loc></url></urlset>"))


def _in_a_feed(site: Path) -> None:
    (site / "areas/harbourshire/feed.xml").write_text(
        "<feed><entry><content>&lt;p&gt;3,917 wait&lt;/p&gt;</content></entry></feed>", encoding="utf-8"
    )


def _in_metadata(site: Path) -> None:
    (site / "areas/harbourshire/data/waiting-numbers.csv-metadata.json").write_text('{"max": 3917}', encoding="utf-8")


def _in_a_hidden_sheet(site: Path) -> None:
    held = io.BytesIO()
    with ZipFile(held, "w") as book:
        book.writestr("xl/workbook.xml", '<workbook><sheet name="raw" state="veryHidden"/></workbook>')
        book.writestr("xl/worksheets/sheet2.xml", "<worksheet><c><v>3917</v></c></worksheet>")
    (site / "areas/harbourshire/data/harbourshire.xlsx").write_bytes(held.getvalue())


def _in_a_drawing(site: Path) -> None:
    (site / "areas/harbourshire/card.svg").write_text("<svg><title>3,917</title></svg>", encoding="utf-8")


def _in_a_pdf(site: Path) -> None:
    stream = zlib.compress(b"BT /F1 12 Tf (3917 children) Tj ET")
    body = b"4 0 obj <</Filter /FlateDecode /Length %d>> stream\n%s\nendstream endobj" % (len(stream), stream)
    (site / "areas/harbourshire/report.pdf").write_bytes(b"%PDF-1.4\n" + body + b"\n%%EOF")


def _in_the_addresses(site: Path) -> None:
    (site / "addresses.json").write_text('["areas/harbourshire/#fig-3917"]', encoding="utf-8")


def _in_a_text(site: Path) -> None:
    (site / "robots.txt").write_text("# 3917\n", encoding="utf-8")


PUT_BACK: tuple[tuple[Callable[[Path], None], str], ...] = (
    (_in_a_cell, "areas/harbourshire/waiting/index.html: text"),
    (_in_the_alt_text, "areas/harbourshire/waiting/index.html: attribute aria-label of div"),
    (_in_a_hidden_attribute, "areas/harbourshire/waiting/index.html: attribute data-sort of h1"),
    (_in_a_comment, "areas/harbourshire/waiting/index.html: comment"),
    (_in_the_picture, "areas/harbourshire/waiting/index.html: attribute data-figure of div.data[0].customdata[0]"),
    (_in_a_base64_array, "areas/harbourshire/waiting/index.html: attribute data-more of p, base64 array"),
    (_in_the_download, "areas/harbourshire/data/waiting-numbers.csv: line 2, column waiting"),
    (_in_the_api, "api/v1/areas/harbourshire/waiting.json: value.figures[1].rows[0].waiting"),
    (_in_the_search_index, "search/index.json: entry areas/harbourshire/waiting/, text, text"),
    (_in_the_site_map, "sitemap.xml: comment"),
    (_in_a_compressed_site_map, "sitemap.xml.gz: loc"),
    (_in_a_feed, "areas/harbourshire/feed.xml: content, text"),
    (_in_metadata, "areas/harbourshire/data/waiting-numbers.csv-metadata.json: value.max"),
    (_in_a_hidden_sheet, "areas/harbourshire/data/harbourshire.xlsx: xl/worksheets/sheet2.xml, v"),
    (_in_a_drawing, "areas/harbourshire/card.svg: title"),
    (_in_a_pdf, "areas/harbourshire/report.pdf: stream 4"),
    (_in_the_addresses, "addresses.json: value[0]"),
    (_in_a_text, "robots.txt: line 1"),
)
_WORDS = "waiting times: waiting, harbourshire, 2030-03-31, assessment, 5-10"


def test_a_withheld_number_put_back_into_every_surface_is_found_on_each(planted: Path, site: Path) -> None:
    for put_back, _ in PUT_BACK:
        put_back(site)
    found = _audited(planted, site)

    assert [
        where for _, where in PUT_BACK if f"{where}: the withheld number of {_WORDS} can be read here" not in found
    ] == []


@pytest.mark.long
@pytest.mark.parametrize(("put_back", "where"), PUT_BACK, ids=[put_back.__name__[1:] for put_back, _ in PUT_BACK])
def test_a_withheld_number_put_back_into_one_surface_is_found(
    planted: Path, site: Path, put_back: Callable[[Path], None], where: str
) -> None:
    put_back(site)
    found = _audited(planted, site)

    assert found[0] == f"{where}: the withheld number of {_WORDS} can be read here"
    assert not any(SECRET in tokens(sentence) for sentence in found), "the audit's log is a surface too"


def test_every_surface_that_is_read_has_its_planted_number() -> None:
    """A kind of file that joins the table joins the test above."""
    tried = {
        "areas/a/index.html", "search/index.json", "a.csv-metadata.json", "api/v1/areas.json", "a.csv", "a.xlsx",
        "edition.json", "feed.xml", "card.svg", "sitemap.xml.gz", "report.pdf", "robots.txt",
    }  # fmt: skip

    assert {surface_of(name) for name in tried} == {surface for surface in SURFACES if surface.read}


def test_a_withheld_number_in_the_record_of_an_edition_is_found(planted: Path, tmp_path: Path) -> None:
    made = build(Root(planted), Wanted(edition=Edition("2031", "What Harbourshire waits for.")))
    site = Path(shutil.copytree(made.folder, tmp_path / "edition"))
    assert _audited(planted, site) == []

    _replaced(site / "edition.json", '"published": {\n', f'"published": {{"counted": {SECRET},\n')
    found = _audited(planted, site)

    assert len(found) == 1
    assert found[0].startswith("edition.json: value.areas.harbourshire.tables.")
    assert found[0].endswith(f": the withheld number of {_WORDS} can be read here")


def test_a_file_of_an_unknown_kind_fails(planted: Path, site: Path) -> None:
    (site / "raw.parquet").write_bytes(b"PAR1")

    assert _audited(planted, site) == [
        "raw.parquet: no surface in generators/audit/surfaces.py says how an attacker reads such a file; add one"
    ]


def test_a_changed_script_fails(planted: Path, site: Path) -> None:
    with (site / "assets/page.js").open("a", encoding="utf-8") as script:
        script.write("// 3917\n")

    assert _audited(planted, site) == ["assets/page.js: expected an unchanged copy of its source; build anew"]


def test_an_encrypted_report_fails(planted: Path, site: Path) -> None:
    (site / "report.pdf").write_bytes(b"%PDF-1.4 trailer <</Encrypt 5 0 R>>")

    assert _audited(planted, site) == [
        "report.pdf: this report on paper cannot be read, so nobody can tell what it holds: it is encrypted"
    ]


@pytest.mark.browser
def test_a_report_that_chromium_prints_can_be_read(tmp_path: Path) -> None:
    """Its letters are numbers of glyphs, which a map of each font turns into letters."""
    from tests.browse import chromium

    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<h1>3,917 children</h1><table><tr><td>5 to 10</td><td>2731</td></tr></table>")
        held = page.pdf()
    texts = [piece.text for piece in pdf_pieces(held)]

    assert any("3,917 children" in text for text in texts)
    assert "2731" in [token for text in texts for token in tokens(text)]


@pytest.fixture(scope="module")
def sample() -> Path:
    """The root of the repository's own areas, built."""
    root = scratch("sample")
    for name in ("data", "content"):
        shutil.copytree(REPOSITORY / name, root / name)
    built(root)
    return root


def _sentences(root: Path, tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    site = Path(shutil.copytree(root / "build/site", tmp_path / "site"))
    if old:
        _replaced(site / file, old, new)
    return _audited(root, site)


def test_the_sample_passes(sample: Path, tmp_path: Path) -> None:
    assert _sentences(sample, tmp_path, "", "", "") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param("areas/derby/caseload/index.html", '<td data-mark="c">[c]</td>', "<td>1</td>", "areas/derby/caseload/index.html: text", id="page"),
        pytest.param("areas/derby/waiting/index.html", "[c] waiting", "4 waiting", "areas/derby/waiting/index.html: attribute aria-label of div", id="alt text"),
        pytest.param("areas/derby/data/demand-flows.csv", "[c]", "1", "areas/derby/data/demand-flows.csv: line 7, column referrals", id="download"),
        pytest.param("api/v1/areas/derby/waiting.json", '"waiting": null', '"waiting": 7', "api/v1/areas/derby/waiting.json: value.figures[1].rows[2].waiting", id="API"),
        pytest.param("api/v1/problems.json", '"line"', '"count": 2, "line"', "api/v1/problems.json: value.problems[0].count", id="problems"),
        pytest.param("search/index.json", "children wait for", "children and 4 others wait for", "search/index.json: entry areas/derby/waiting/, text", id="search"),
    ],
)  # fmt: skip
def test_small_numbers_put_back_into_the_sample_are_found_by_where_they_stand(
    sample: Path, tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    found = _sentences(sample, tmp_path, file, old, new)

    assert found[0].startswith(expected)
    assert found[0].endswith("can be read here")


def test_a_small_number_that_begins_a_bigger_one_of_a_page_is_found(sample: Path, tmp_path: Path) -> None:
    """Derby's page has “147 children wait”, so that “1” stands behind the same letters, and “… children wait” behind other digits."""
    for new in ("1 pupil waits for", "3 children wait for"):
        found = _sentences(sample, tmp_path / new[0], "search/index.json", "147 children wait for", new)
        assert any(one.startswith("search/index.json: ") and one.endswith("can be read here") for one in found), new


@pytest.mark.parametrize(
    ("file", "held"),
    [
        ("areas/harbourshire/data/harbourshire.xlsx", b"PK\x03\x04cut"),
        ("sitemap.xml.gz", b"\x1f\x8b\x08cut"),
        ("api/v1/areas.json", b"[1, "),
        ("search/index.json", b"[]"),
        ("areas/harbourshire/waiting/index.html", b"\xff\xfe<html>"),
        ("areas/harbourshire/data/waiting-numbers.csv", b"\xff,\x00"),
    ],
)
def test_a_damaged_file_is_a_sentence(planted: Path, site: Path, file: str, held: bytes) -> None:
    (site / file).write_bytes(held)

    assert any(sentence.startswith(f"{file}: ") for sentence in _audited(planted, site))


@pytest.mark.parametrize("text", ["{", "[]", '{"version": "2031"}'])
def test_a_site_with_a_broken_record_is_a_sentence(planted: Path, site: Path, text: str) -> None:
    (site / "edition.json").write_text(text)

    assert _audited(planted, site) == ["edition.json: expected the record of an edition, as publish writes it, found something else; restore it from version control"]  # fmt: skip


def test_a_number_from_which_another_can_be_worked_out_is_found(sample: Path, tmp_path: Path) -> None:
    """7 of 11 is not small; with it the other 4 is known."""
    site = Path(shutil.copytree(sample / "build/site", tmp_path / "copy"))
    rows = (site / "areas/derby/data/waiting-numbers.csv").read_text(encoding="utf-8").split("\r\n")
    spoilt = [row.replace("[c]", "7", 1) if "10-14" in row and "assessment" in row else row for row in rows]
    (site / "areas/derby/data/waiting-numbers.csv").write_text("\r\n".join(spoilt), encoding="utf-8", newline="")
    found = _audited(sample, site)

    sentence = "derby: waiting, waiting, E06000015, 2019, assessment, 15-18: the withheld count can be read from what is published"
    assert sentence in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234 and 5.0", ["1234", "5"]),
        ("E05001767 on 2019-03-31, 3.30%", ["3.3"]),
        ("years2019 (7)", ["2019", "7"]),
        ("", []),
    ],
)
def test_numbers_in_a_text(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_readers_say_where_a_text_stands() -> None:
    assert Piece("attribute title of p", "4 wait") in html_pieces(b'<p title="4 wait">Few</p>')
    assert Piece("value.a[0].b", "4") in json_pieces(b'{"a": [{"b": 4}]}')
    assert Piece("entry, n", "4") in xml_pieces(b'<entry n="4"/>')
