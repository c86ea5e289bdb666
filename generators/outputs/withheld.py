"""What disclosure control withheld: in a line for the terminal, and in full for the maintainer alone."""

from collections.abc import Iterable

from generators.disclosure import Account, alternatives
from generators.inputs.frames import Record, mark_of
from generators.measures.tidy import Tidy
from generators.numbers import listed
from generators.reports import FigureResult, Report

_SHOWN_APART = ("place_code", "period_sort")


def in_brief(report: Report) -> str:
    """How much is withheld, and which questions of readers are no longer answered in full; nothing that is not public."""
    account = report.account
    if report.area.settings.unprotected:
        return f"{report.area.slug}: disclosure control is off, nothing is withheld."
    gone = len(account.small) + len(account.further)
    share = f" ({100 * gone / account.counts:.0f}%)" if account.counts else ""
    lines = [f"{report.area.slug}: {gone} of {account.counts} counts of people are withheld{share}."]
    for section in report.sections:
        shares = [figure.tidy.number_withheld() for figure in section.figures]
        out, of = (sum(one[side] for one in shares) for side in (0, 1))
        if out:
            lines.append(f"  {section.question} {out} of {of} numbers are withheld.")
    return "\n".join(lines)


def disclosure_report(report: Report) -> str:
    """What was protected, what it cost and what would cost less, as Markdown. It may never be published."""
    account = report.account
    lines = [
        f"# Disclosure control of {report.area.about.name}",
        "",
        "For the maintainer alone: it tells which counts are small. Never publish, post or commit it.",
        "",
        in_brief(report),
        "",
        *_cells("Withheld because the count is small", account.small),
        *_cells("Withheld because a small count could be worked out from it", account.further),
        *_cells("Withheld because it is computed from either", account.followed),
        *_cost(account),
        "## Questions that the site can no longer answer",
        "",
        *(f"- {line}" for section in report.sections for figure in section.figures for line in _questions(figure)),
        "",
        "## What would cost less",
        "",
        *_alternatives(account),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _cells(title: str, cells: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[str]:
    listing = [f"- {table}, {column}: {', '.join(key)}" for table, column, key in sorted(cells)]
    return [f"## {title}: {len(listing)}", "", *(listing or ["None."]), ""]


def _cost(account: Account) -> list[str]:
    lines = ["## Cost", ""]
    for part in account.parts:
        if part.cost:
            told = "the cheapest there is, to within 4%" if part.proved else "the best found in the time given"
            lines.append(f"- {part.cost:.2f} for one group of linked tables, at least {part.bound:.2f}: {told}.")
    return [*(lines if len(lines) > 2 else [*lines, "No further cell had to be withheld."]), ""]


def _questions(figure: FigureResult) -> Iterable[str]:
    """Every number of a figure that is withheld, in words."""
    for field in figure.tidy.values:
        for row in figure.tidy.records():
            if "[c]" in str(row[mark_of(field.name)]):
                yield f"{figure.title}: {field.label}, {_of(row, figure.tidy)}"


def _of(row: Record, tidy: Tidy) -> str:
    words = [dim.words(row[dim.name]) for dim in tidy.dims if dim.name not in _SHOWN_APART]
    return listed([word for word in words if word])


def _alternatives(account: Account) -> list[str]:
    if not account.withheld:
        return ["Nothing is withheld."]
    lines = [
        f"- {one.table}: age bands {one.bands[0]} and {one.bands[1]} as one: {one.withheld} cells withheld instead of {len(account.withheld)}."
        for one in alternatives(account)
    ]
    return lines or ["No two age bands shown as one would leave fewer numbers withheld."]
