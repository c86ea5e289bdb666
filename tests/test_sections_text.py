"""The kinds of section that are made of words: what they show of made-up input, and what they say of broken input."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.reports import SectionResult
from tests.sites import every_page

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
sections: [{sections}]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables:
{tables}
{more}"""
SECTION_OF = {"outcomes": "outcomes", "baseline": "baseline", "voice": "voice", "voice_method": "voice"}
SCOPE = "- {heading: Reach, statement: 'Who is reached?'}\n"  # an `about` page that has nothing else to say


@pytest.fixture
def fenmoor(tmp_path: Path) -> Callable[..., Examination]:
    """Reads and checks an area made of the YAML texts of its tables."""

    def made(more: str = "", files: tuple[str, ...] = (), **tables: str) -> Examination:
        folder = tmp_path / "data/fenmoor"
        (folder / "files").mkdir(parents=True)
        (tmp_path / "content").mkdir()
        tables = tables | {"scope": tables.get("scope", SCOPE)}
        sections = [*dict.fromkeys(SECTION_OF[name] for name in tables if name in SECTION_OF), "about"]
        sources = "\n".join(f"  {name}: {{source: paper}}" for name in tables)
        area = AREA.format(sections=", ".join(sections), tables=sources, more=more)
        (folder / "area.yml").write_text(area, encoding="utf-8")
        for name, text in tables.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        for name in files:
            (folder / "files" / name).write_bytes(b"%PDF")
        return examine(Root(tmp_path))

    return made


Made = Callable[..., Examination]


def said(examination: Examination) -> list[str]:
    """Every sentence that the check prints, without the notes on acronyms."""
    problems = examination.all_problems()
    return [f"{p.severity}: {p.text(examination.withheld())}" for p in problems if p.rule != "acronym-undefined"]


def section(examination: Examination, slug: str) -> SectionResult:
    """A section of the only area."""
    assert not examination.failed(), said(examination)
    return next(one for one in examination.reports[0].sections if one.slug == slug)


def page(examination: Examination, address: str) -> str:
    """The body of a page."""
    return every_page(examination)[address].body


def words(html: str) -> str:
    """The text of some HTML."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# --- 18 Outcomes ------------------------------------------------------------------------------------------------

FS3 = "- {code: FS3, strand: Family Support, level: Specialist, statement: Parents feel sure.}\n"
ID1 = "- {code: ID1, strand: Identification, level: Universal, statement: Somebody notices.}\n"


def test_outcomes_stand_with_specialist_on_top_and_are_counted(fenmoor: Made) -> None:
    found = fenmoor(outcomes=ID1 + FS3)
    outcomes = section(found, "outcomes")
    body = page(found, "areas/fenmoor/outcomes/")

    assert outcomes.figures[0].headline == "2 of 15 cells say what good looks like"
    assert outcomes.figures[0].reported == "2 of 15 statements"
    assert outcomes.facts["missing"].value == 13
    assert body.index("Parents feel sure.") < body.index("Somebody notices.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("FS3", "FS4", 'data/fenmoor/outcomes.yml:1: column code: expected a code from FS1 to IN3, found "FS4"; level must be 1 to 3'),
        ("FS3", "XX3", 'data/fenmoor/outcomes.yml:1: column code: expected a code from FS1 to IN3, found "XX3"; start it with FS, EE, VW, ID or IN, and end it with the level'),
        ("FS3", "FS2", 'data/fenmoor/outcomes.yml:1: column level: expected Targeted, as the code FS2 says, found "Specialist"; correct the level or the code'),
        ("FS3", "IN3", 'data/fenmoor/outcomes.yml:1: column strand: expected Intervention, as the code IN3 says, found "Family Support"; correct the strand or the code'),
        ("Parents feel sure.", "<p>Parents feel sure.</p>", 'data/fenmoor/outcomes.yml:1: column statement: expected text without formatting tags, found "<p>Parents feel sure.</p>"; delete <p> and </p>'),
        ("feel sure.", "feel<br>sure.", 'data/fenmoor/outcomes.yml:1: column statement: expected text without formatting tags, found "Parents feel<br>sure."; delete <br>'),
    ],
)  # fmt: skip
def test_a_broken_outcome_has_its_sentence(fenmoor: Made, old: str, new: str, sentence: str) -> None:
    assert said(fenmoor(outcomes=FS3.replace(old, new))) == [f"error: {sentence}"]


def test_an_outcome_twice_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor(outcomes=FS3 + FS3))

    assert found == ['error: data/fenmoor/outcomes.yml:2: code FS3: expected one row, found "a second, after line 1"; delete one, or say in what they differ']  # fmt: skip


def test_hostile_markup_is_text_and_a_lookalike_letter_is_what_it_looks_like(fenmoor: Made) -> None:
    hostile = "Parents <script>alert(1)</script> <p onclick=x> feel sure."
    found = fenmoor(outcomes=FS3.replace("Parents feel sure.", f'"{hostile}"').replace("FS3", "FЅ3"))
    body = page(found, "areas/fenmoor/outcomes/")

    assert "<script" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;p onclick=x&gt;" in body
    assert section(found, "outcomes").figures[0].tidy.records()[0]["code"] == "FS3"


# --- 19 Baseline ------------------------------------------------------------------------------------------------

LEVELS = ("Input", "Reach", "Quality", "Impact")


def ratings(cycle: str, *given: str) -> str:
    """One area's four questions in a cycle."""
    return "".join(
        f'- {{cycle: {cycle}, area: Money, level: {level}, question: Is there {level}, rating: "{rating}"}}\n'
        for level, rating in zip(LEVELS, given, strict=True)
    )


def test_ratings_are_counted_and_the_share_leaves_out_do_not_know(fenmoor: Made) -> None:
    rows = ratings("Year 1", "Not at all", "Not at all", "Mostly", "Don't know")
    baseline = section(
        fenmoor(baseline=rows + ratings("Year 2", "Mostly", "Complete", "Don't know", "[x]")), "baseline"
    )

    assert baseline.headline == "100.0% of what is rated is mostly or fully in place"
    assert baseline.facts["rated"].text == "3"
    assert baseline.facts["mostly"].value == 1
    assert baseline.facts["change"].text == "+66.7 percentage points"
    assert baseline.figures[0].reported == "3 of 4 questions"


def test_unrated_questions_are_said_to_be_so_and_have_no_share(fenmoor: Made) -> None:
    found = fenmoor(baseline=ratings("Year 1", *["[x]"] * 4))
    baseline = section(found, "baseline")

    assert baseline.headline == "None of 4 questions is rated"
    assert baseline.facts["share_mostly_or_complete"].mark == "[z]"
    assert words(page(found, "areas/fenmoor/baseline/")).count("Not rated Is there") == 4


def test_a_rating_off_the_scale_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor(baseline=ratings("Year 1", "Fully", "Mostly", "Mostly", "Mostly")))

    assert found == [
        "error: data/fenmoor/baseline.yml:1: column rating: expected one of Not at all, Partially, Mostly, Complete, Don't know, [x], "
        'found "Fully"; use Not at all, Partially, Mostly, Complete, Don\'t know or [x]'
    ]


# --- 25 Voice ---------------------------------------------------------------------------------------------------

POINTS = """\
- {kind: barrier, text: Buses are rare., theme: Travel}
- {kind: barrier, text: Forms are long., theme: Paper}
- {kind: strength, text: Staff are kind., theme: Travel, source_role: Parent}
"""


def test_points_are_grouped_and_counted_by_theme(fenmoor: Made) -> None:
    found = fenmoor(voice=POINTS)
    voice = section(found, "voice")

    assert voice.headline == "People name one strength and two barriers"
    assert [figure.headline for figure in voice.figures] == ["More barriers than strengths are named", "Most is said about travel: two points"]  # fmt: skip
    assert "The number of respondents is not stated." in voice.figures[0].notes
    assert "Staff are kind. Travel, Parent" in words(page(found, "areas/fenmoor/voice/"))


def test_a_small_number_of_respondents_is_withheld(fenmoor: Made) -> None:
    found = fenmoor(voice=POINTS, voice_method="- {method: Survey, n: 3}\n")
    voice = section(found, "voice")

    assert voice.facts["respondents"].text == "[c]"
    assert "The number of respondents is not stated." not in voice.figures[0].notes


def test_quotations_name_a_role_and_never_an_address(fenmoor: Made) -> None:
    quote = "- {kind: quote, theme: Help, source_role: Parent, text: 'Ask ann.other@example.org or 01632 960123, said Mrs Other.'}\n"  # fmt: skip
    found = fenmoor(voice=quote)
    body = page(found, "areas/fenmoor/voice/")

    assert said(found) == [
        "warning: data/fenmoor/voice.yml:1: column text: expected words that tell nobody who a person is, "
        'found "possible personal data: an e-mail address and a telephone number and the name of a person"; delete it, or say the role instead'
    ]
    assert section(found, "voice").headline == "What people say, in their own words"
    assert "Ask [c] or [c], said Mrs Other." in body
    assert "example.org" not in body + page(found, "data-quality/") + page(found, "areas/fenmoor/data/")


@pytest.mark.parametrize("text", ["It took 18 weeks in 2019.", "Children called on us in May.", "Go to room 0123."])
def test_ordinary_words_are_not_personal_data(fenmoor: Made, text: str) -> None:
    assert said(fenmoor(voice=f"- {{kind: quote, theme: Help, text: '{text}'}}\n")) == []


def test_an_unknown_kind_of_point_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor(voice=POINTS.replace("kind: strength", "kind: star")))

    assert found == ['error: data/fenmoor/voice.yml:3: column kind: expected one of strength, barrier, aspiration, quote, found "star"; use strength']  # fmt: skip


# --- 1 Versions -------------------------------------------------------------------------------------------------


def versions(*numbers: str, printed: str = "") -> str:
    """Versions in the order of rows; the last but one has a slip where `printed` says so."""
    rows = [f'- {{version: "{number}", date: 2031-0{place}-01, status: draft, reason: Draft}}' for place, number in enumerate(numbers, 1)]  # fmt: skip
    if printed:
        rows[-2] = rows[-2].replace("reason: Draft", f'reason: Draft, printed_as: "version={printed}"')
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (("0.6", "0.7", "8.0", "0.9"), ':3: versions[3]: expected 0.8, found "8.0"; 8.0 follows 0.7 and is followed by 0.9; correct it, and if the source prints it so, add printed_as: version=8.0'),
        (("0.7", "0.9", "0.8", "1.0"), ':2: versions[2]: expected a version between 0.7 and 0.8, found "0.9"; 0.9 follows 0.7 and is followed by 0.8; correct it, and if the source prints it so, add printed_as: version=0.9'),
        (("2", "1"), ':1: versions[1]: expected a version before 1, found "2"; 2 comes first and is followed by 1; correct it, and if the source prints it so, add printed_as: version=2'),
    ],
)  # fmt: skip
def test_a_version_out_of_order_is_refused(fenmoor: Made, numbers: tuple[str, ...], sentence: str) -> None:
    assert said(fenmoor(versions=versions(*numbers))) == [f"error: data/fenmoor/versions.yml{sentence}"]


def test_a_slip_of_the_source_is_published_with_a_warning(fenmoor: Made) -> None:
    found = fenmoor(versions=versions("0.7", "0.8", "0.9", printed="8.0"))

    assert said(found) == ['warning: data/fenmoor/versions.yml:2: versions[2]: expected 0.8, found "8.0"; 8.0 follows 0.7 and is followed by 0.9 in the source; it is published as 0.8']  # fmt: skip
    assert section(found, "about").facts["version"].text == "0.9"
    assert "The source prints version 8.0, where 0.8 is meant: 8.0 follows 0.7 and is followed by 0.9." in page(found, "data-quality/")  # fmt: skip


def test_versions_grow_by_number_and_not_by_letter(fenmoor: Made) -> None:
    assert said(fenmoor(versions=versions("0.9", "0.10", "1", "1.1"))) == []


def test_a_date_is_written_year_first(fenmoor: Made) -> None:
    found = said(fenmoor(versions=versions("1").replace("2031-01-01", "5/12/2023")))

    assert found == ['error: data/fenmoor/versions.yml:1: column date: expected a period, found "5/12/2023"; write a day as year-month-day, such as 2023-12-05']  # fmt: skip


# --- 3, 4, 35, 40, 41, 43 About ---------------------------------------------------------------------------------


def test_a_question_leads_to_its_answer_and_figures_are_numbered_throughout(fenmoor: Made) -> None:
    scope = "- {heading: Reach, statement: 'Who is reached?', answered_by: voice/themes; outcomes}\n- {heading: Cost, statement: 'What does it cost?'}\n"  # fmt: skip
    found = fenmoor(outcomes=FS3, voice=POINTS, scope=scope)
    body = page(found, "areas/fenmoor/about/")

    assert section(found, "about").figures[0].headline == "One of two questions is answered here"
    assert '<a href="../voice/#fig-themes">What people say, figure 3</a>' in body
    assert '<a href="../outcomes/">Outcomes framework</a>' in body
    assert "What does it cost? Not answered here" in words(body)
    assert re.findall(r'#fig-(\w+)">(\d)\.', body) == [("statements", "1"), ("points", "2"), ("themes", "3"), ("scope", "4")]  # fmt: skip


def test_an_answer_that_is_not_there_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor(voice=POINTS, scope=SCOPE.replace("}", ", answered_by: voise}")))

    assert found == ['error: data/fenmoor/scope.yml:1: column answered_by: expected a section or section/figure of this report, found "voise"; did you mean voice?']  # fmt: skip


def test_events_stand_in_their_order_with_or_without_a_date(fenmoor: Made) -> None:
    found = fenmoor(context="- {date: 2031-05, event: A plan, link: 'https://example.org/plan'}\n- {event: A visit}\n")
    body = page(found, "areas/fenmoor/about/")

    assert "May 2031 A plan https://example.org/plan Date not stated A visit" in words(body)


def test_names_and_contacts_are_published_only_with_consent(fenmoor: Made) -> None:
    people = """\
- {role: Lead, organisation: Council, name: Ann Other, publish_name: yes, contact: lead@example.org, publish_contact: yes}
- {role: Analyst, organisation: Council, name: Bo Silent}
- {role: Adviser, organisation: Trust, name: Cy Silent, publish_name: no}
"""
    found = fenmoor(people=people)
    body = page(found, "areas/fenmoor/about/")

    assert "Lead Ann Other Council lead@example.org Analyst Council Adviser Trust" in words(body)
    assert "Silent" not in body
    assert "Silent" not in str(section(found, "about").figures)


@pytest.mark.parametrize(("flag", "given"), [("", "nothing"), (", publish_contact: no", "no")])
def test_a_contact_without_consent_is_refused_and_not_repeated(fenmoor: Made, flag: str, given: str) -> None:
    found = said(fenmoor(people=f"- {{role: Lead, organisation: Council, contact: 01632 960123{flag}}}\n"))

    assert found == [f'error: data/fenmoor/people.yml:1: column contact: expected publish_contact: yes beside it, found "{given}"; delete the contact, or write publish_contact: yes when the person has agreed']  # fmt: skip


ATTACHMENT = "- {{ref: {ref}, title: Survey {ref}, published: {published}, document: {document}}}\n"


def test_an_attachment_is_a_link_only_when_it_is_published(fenmoor: Made) -> None:
    rows = ATTACHMENT.format(ref="P", published="yes", document="a survey.pdf")
    rows += ATTACHMENT.format(ref="Q", published="no", document="draft.pdf")
    body = page(fenmoor(files=("a survey.pdf", "draft.pdf"), attachments=rows), "areas/fenmoor/about/")

    assert "One of two attachments is published" in body
    assert '<a href="../files/a%20survey.pdf">a survey.pdf</a>' in body
    assert "Q Survey Q Not published" in words(body)
    assert "draft.pdf" not in body


@pytest.mark.parametrize(
    ("ref", "document", "sentence"),
    [
        ("Р", "lost.pdf", 'ref P, column document: expected a document in fenmoor/files, found "lost.pdf"; file not found: add it, or delete the name'),
        ("P", "../area.yml", 'column document: expected the name of a document in the folder files, found "../area.yml"; rename it like survey-2023.pdf'),
        ("P", "page.html", 'column document: expected the name of a document in the folder files, found "page.html"; rename it like survey-2023.pdf'),
    ],
)  # fmt: skip
def test_an_attachment_that_is_not_there_is_refused(fenmoor: Made, ref: str, document: str, sentence: str) -> None:
    found = said(fenmoor(attachments=ATTACHMENT.format(ref=ref, published="yes", document=document)))

    assert found == [f"error: data/fenmoor/attachments.yml:1: {sentence}"]


def test_a_footnote_leads_to_its_note_and_a_mark_without_a_note_is_refused(fenmoor: Made, tmp_path: Path) -> None:
    fenmoor(references='- {mark: "1", text: A book}\n')
    narrative = tmp_path / "content/fenmoor/about.md"
    narrative.parent.mkdir()
    narrative.write_text("So it is said.[^1]", encoding="utf-8")
    body = page(examine(Root(tmp_path)), "areas/fenmoor/about/")
    narrative.write_text("So it is said.[^1]\n\nAnd so.[^2]", encoding="utf-8")

    assert 'So it is said.<sup><a href="../about/#fig-references">1</a></sup>' in body
    assert said(examine(Root(tmp_path))) == ['error: content/fenmoor/about.md:3: [^2]: expected a note with this mark, found "none"; add mark: 2 to references.yml, or delete the mark']  # fmt: skip


# --- 2 Key messages and changes ---------------------------------------------------------------------------------


def test_key_messages_carry_live_numbers_and_their_evidence(fenmoor: Made) -> None:
    message = "- {message: 'People name {voice.barriers=two} barriers.', support: 'In all {voice.themes} themes.', evidence: voice/points}\n"  # fmt: skip
    body = page(fenmoor(voice=POINTS, key_messages=message), "areas/fenmoor/")

    assert "People name two barriers. In all 2 themes. Evidence: What people say, figure 1" in words(body)
    assert '<a href="voice/#fig-points">' in body
    assert body.index("Key messages") < body.index("Key figures")


@pytest.mark.parametrize(
    ("message", "evidence", "sentence"),
    [
        ("So {voice.bariers} stand.", "voice", 'error: data/fenmoor/key_messages.yml:1: {voice.bariers}: expected the name of a fact, found "voice.bariers"; did you mean voice.barriers?'),
        ("So it is.", "voice/pionts", 'error: data/fenmoor/key_messages.yml:1: column evidence: expected a section or section/figure of this report, found "voice/pionts"; did you mean voice/points?'),
        ("So {voice.barriers=three} stand.", "voice", 'warning: data/fenmoor/key_messages.yml:1: {voice.barriers}: expected 2, found "three"; write the number as it is now, or the sentence anew'),
    ],
)  # fmt: skip
def test_a_message_that_cannot_be_shown_true_has_its_sentence(fenmoor: Made, message: str, evidence: str, sentence: str) -> None:  # fmt: skip
    row = f"- {{message: '{message}', evidence: {evidence}}}\n"

    assert said(fenmoor(voice=POINTS, key_messages=row)) == [sentence]


def test_changes_show_shape_number_and_label(fenmoor: Made) -> None:
    rows = ratings("Year 1", "Mostly", "Mostly", "Mostly", "Not at all") + ratings("Year 2", "Mostly", "Mostly", "Not at all", "Not at all")  # fmt: skip
    body = page(fenmoor("changes: [baseline.change]\n", baseline=rows), "areas/fenmoor/")

    assert "Since the last edition ▼ down by 25.0 points mostly or fully in place, since the cycle before" in words(
        body
    )


def test_a_card_without_a_value_is_said(fenmoor: Made) -> None:
    more = "changes: [baseline.chance]\nkey_figures: [baseline.share_mostly_or_complete]\n"
    found = said(fenmoor(more, baseline=ratings("Year 1", *["[x]"] * 4)))

    assert [sentence.partition(": expected")[0] for sentence in found] == [
        "error: data/fenmoor/area.yml:14: changes[1]",
        "warning: data/fenmoor/area.yml:15: key_figures[1]: baseline.share_mostly_or_complete has no value for 2031; name another fact",
    ]


# --- 38 Glossary ------------------------------------------------------------------------------------------------


def test_an_acronym_is_explained_where_a_page_first_uses_it(fenmoor: Made) -> None:
    method = "- {heading: H, text: 'SLCN is common. SLCN is not a diagnosis. So say SLTs, and LAR.'}\n"
    glossary = "- {term: LAR, expansion: local area return, definition: A form.}\n"
    found = fenmoor(method=method, glossary=glossary)
    body = page(found, "areas/fenmoor/about/")

    assert body.count(">SLCN</a>") == 1
    assert 'href="../../../glossary/#term-slcn" title="speech, language and communication needs" data-means="Any part of speech, language and communication that is not in line with what is expected. It does not mean that a child has a disorder, or needs therapy." aria-label="SLCN: speech, language and communication needs">SLCN</a> is common. SLCN is not' in body  # fmt: skip
    assert ">SLT</a>s, and <a" in body
    assert 'href="../../../glossary/#term-fenmoor-lar"' in body
    assert 'id="term-fenmoor-lar"' in page(found, "glossary/")


def test_an_acronym_that_nobody_explains_is_noted(fenmoor: Made) -> None:
    found = fenmoor(method="- {heading: H, text: 'Ask the QXZ, in the UK.'}\n")
    notes = [problem.text() for problem in found.all_problems() if problem.rule == "acronym-undefined"]

    assert notes == ["data/fenmoor/area.yml:1: acronym QXZ: QXZ is used in method but not explained; add it to glossary.yml, or to known in site_config/glossary.yml"]  # fmt: skip
    assert "QXZ" not in page(found, "data-quality/")


def test_one_term_with_two_expansions_is_refused(fenmoor: Made) -> None:
    rows = "- {term: LAR, expansion: Local Activity Report, definition: A form.}\n- {term: LAR, expansion: Local Area Report, definition: A form.}\n"  # fmt: skip

    assert said(fenmoor(glossary=rows)) == ['error: data/fenmoor/glossary.yml:2: term LAR: expected one meaning, found "LAR = Local Activity Report and Local Area Report"; keep one, or give the other a term of its own']  # fmt: skip


def test_a_report_may_mean_something_else_than_the_site_and_says_so(fenmoor: Made) -> None:
    found = fenmoor(glossary="- {term: SLT, expansion: senior leadership team, definition: Who runs a school.}\n", method="- {heading: H, text: The SLT met.}\n")  # fmt: skip

    assert said(found) == ['warning: data/fenmoor/glossary.yml:1: term SLT: expected one meaning, found "SLT = speech and language therapist and senior leadership team"; on the pages of this report SLT is read as senior leadership team']  # fmt: skip
    assert 'title="senior leadership team"' in page(found, "areas/fenmoor/about/")


# --- Methods ----------------------------------------------------------------------------------------------------


def test_the_methods_page_says_what_the_settings_say(fenmoor: Made) -> None:
    body = words(page(fenmoor(), "methods/"))

    assert "Counts of 1 to 4 children are withheld" in body
    assert "where they pass 50%" in body
    assert "[low] rounds to 0 but is not 0" in body


def test_the_site_may_not_mean_two_things_by_one_term(fenmoor: Made, tmp_path: Path) -> None:
    fenmoor()
    (tmp_path / "site_config").mkdir()
    terms = "".join(f"  - {{term: LAR, expansion: {full}, definition: A form.}}\n" for full in ("Local Activity Report", "Local Area Report"))  # fmt: skip
    (tmp_path / "site_config/glossary.yml").write_text(f"terms:\n{terms}", encoding="utf-8")

    assert said(examine(Root(tmp_path))) == ['error: site_config/glossary.yml: terms, LAR: expected one meaning, found "LAR = Local Activity Report and Local Area Report"; keep one, or give the other a term of its own']  # fmt: skip
