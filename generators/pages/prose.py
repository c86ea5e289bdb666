"""Narrative: Markdown with live numbers → clean HTML. The narrative is data: no template code runs from it."""

import html
import re
from collections.abc import Mapping

import markdown
import nh3

from generators.inputs.cells import suggestion
from generators.inputs.project import Prose
from generators.numbers import half_up
from generators.problems import Problem, Severity, error
from generators.rules.claims import NUMBERS, claim
from generators.sections.model import Fact

# {need.wards_over_half} inserts a fact; {need.wards_over_half=six} keeps the author's word as long as it is true.
TOKEN = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)(?:=([^{}]*))?\}")
NOTE = re.compile(r"\[\^([A-Za-z0-9.-]+)\]")  # the mark of a footnote: [^1]
_ZERO = ("none", "nobody", "zero")
_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "cite", "br", "sup", "code"}
_HOLDER = "\ue000{}\ue001"  # private-use characters stand for facts while Markdown is read


def rendered(
    prose: Prose, facts: Mapping[str, Fact], marks: Mapping[str, str] | None = None
) -> tuple[str, list[Problem]]:
    """The narrative as HTML with its facts inserted, and what is wrong with the facts that it names.

    Args:
        marks: where the footnote marks lead to, such as `1` of `[^1]`.

    Returns:
        An ERROR for an unknown fact, or a mark without a note; a WARNING where the author's word is no longer true.
    """
    texts: list[str] = []
    problems: list[Problem] = []

    def insert(found: re.Match[str]) -> str:
        text, wrong = _inserted(found, facts, prose.file, _line(found))
        problems.extend(wrong)
        texts.append(html.escape(text))
        return _HOLDER.format(len(texts) - 1)

    def note(found: re.Match[str]) -> str:
        href = (marks or {}).get(found[1])
        if href is None:
            problems.append(_without_note(found[1], prose.file, _line(found)))
            return ""
        texts.append(f'<sup><a href="{href}">{found[1]}</a></sup>')
        return _HOLDER.format(len(texts) - 1)

    source = TOKEN.sub(insert, NOTE.sub(note, prose.text.translate({0xE000: None, 0xE001: None})))
    page = clean(markdown.markdown(source, output_format="html"))
    return re.sub(r"\ue000(\d+)\ue001", lambda found: texts[int(found[1])], page), problems


def told(text: str, facts: Mapping[str, Fact], file: str, line: int) -> tuple[str, list[Problem]]:
    """One plain sentence with its facts inserted, and what is wrong with them."""
    problems: list[Problem] = []

    def insert(found: re.Match[str]) -> str:
        said, wrong = _inserted(found, facts, file, line)
        problems.extend(wrong)
        return said

    return TOKEN.sub(insert, text), problems


def _line(found: re.Match[str]) -> int:
    return found.string.count("\n", 0, found.start()) + 1


def _inserted(found: re.Match[str], facts: Mapping[str, Fact], file: str, line: int) -> tuple[str, list[Problem]]:
    name, said = found[1], found[2]
    fact = facts.get(name)
    if fact is None:
        return "", [_unknown(name, file, line, facts)]
    if said is None:
        return fact.text, []
    if fact.mark == "[c]" and said != fact.text:
        return fact.text, [_withheld(name, file, line)]
    return said, [] if agrees(said, fact) else [_untrue(name, said, fact, file, line)]


def clean(page: str) -> str:
    """Only the tags of running text, and only links to web pages or within the site."""
    return nh3.clean(
        page, tags=_TAGS, attributes={"a": {"href", "title"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )


def agrees(said: str, fact: Fact) -> bool:
    """Whether an author's words say the fact: its text, its number in words, or the number as precisely as the author wrote it."""
    word = said.strip().lower()
    if word in (fact.text.lower(), fact.mark) or not isinstance(fact.value, float):
        return word == fact.text.lower()
    if word in NUMBERS or word in _ZERO:
        return fact.value == (NUMBERS.index(word) if word in NUMBERS else 0)
    if (claimed := claim(word)) and claimed.kind != "times":
        return claimed.holds(fact.value)
    found = re.fullmatch(r"[^\d\u2212-]*([\u2212-]?)([\d,]+(?:\.(\d+))?)\D*", word)
    if not found:
        return False
    stated = float(found[2].replace(",", "")) * (-1 if found[1] else 1)
    # A drop is told without its sign: "fell by 92" of a change of −92.
    value = fact.value if found[1] or fact.value >= 0 else -fact.value
    return float(half_up(value, len(found[3] or ""))) == stated


def _unknown(name: str, file: str, line: int, facts: Mapping[str, Fact]) -> Problem:
    section = name.partition(".")[0]
    choices = [known for known in facts if known.startswith(section + ".")] or list(facts)
    return error(
        "unknown-fact",
        file,
        line,
        where=f"{{{name}}}",
        expected="the name of a fact",
        found=name,
        fix=suggestion(name, choices),
    )


def _without_note(mark: str, file: str, line: int) -> Problem:
    return error(
        "mark-without-note", file, line, where=f"[^{mark}]", expected="a note with this mark", found="none",
        fix=f"add mark: {mark} to references.yml, or delete the mark",
    )  # fmt: skip


def _withheld(name: str, file: str, line: int) -> Problem:
    """Without the author's words, which may be the number that nobody is to read."""
    return Problem(
        Severity.WARNING, "prose-withheld", file, line, where=f"{{{name}}}",
        sentence=f"this number is withheld, so the page prints [c] in place of your words; write {{{name}}}, or the sentence without it",
        told="The text gives a number that is withheld; it prints [c] in its place.",
    )  # fmt: skip


def _untrue(name: str, said: str, fact: Fact, file: str, line: int) -> Problem:
    return Problem(
        Severity.WARNING, "prose-differs", file, line, where=f"{{{name}}}", expected=fact.text, found=said,
        fix="write the number as it is now, or the sentence anew", told=f"The text says “{said}”; the figures say {fact.text}.",
    )  # fmt: skip
