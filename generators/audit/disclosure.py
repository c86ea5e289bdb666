"""Whether a built site gives a withheld number away: put back where a mark should stand, written anywhere, or to be worked out."""

import math
from collections.abc import Iterable
from pathlib import Path

from generators.audit.expected import Expected
from generators.audit.readers import UNREADABLE, Piece
from generators.audit.secrets import Secret, public, secrets
from generators.audit.surfaces import Surface, surface_of
from generators.audit.ties import Ties, api_rows, csv_rows
from generators.audit.tokens import tokens
from generators.disclosure.names import Place
from generators.disclosure.recheck import leaks, past_counts
from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.reports import Report
from generators.sections import SECTIONS

_UNREAD = "cannot be read, so nobody can tell what it holds"


def gives_away(root: Root, site: Path) -> list[str]:
    """A sentence for each withheld number that the site gives away, and for each file that cannot be read as an attacker would.

    No sentence says the number: the log that it stands in is a surface too.
    """
    safe, bare = examine(root), examine(root, unprotected=True)
    if safe.failed():
        return ["the data has errors, so nobody can tell what the site withholds; run needsbook check"]
    hidden = _secrets(safe, bare)
    expected = Expected(root, site, safe)
    found: list[str] = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        found += _in_file(name, path.read_bytes(), surface_of(name), expected, hidden)
    if any(_UNREAD in sentence for sentence in found):  # arithmetic needs all files
        return list(dict.fromkeys(found))
    for report in safe.reports:
        found += _worked_out(site, report)
    return list(dict.fromkeys(found))


def _secrets(safe: Examination, bare: Examination) -> list[Secret]:
    open_reports = {report.area.slug: report for report in bare.reports}
    written = {form for report in safe.reports for form in public(report)}
    return [one for report in safe.reports for one in secrets(report, open_reports[report.area.slug], written)]


def _in_file(
    name: str, held: bytes, surface: Surface | None, expected: Expected, hidden: list[Secret]
) -> Iterable[str]:
    if surface is None:
        return [f"{name}: no surface in generators/audit/surfaces.py says how an attacker reads such a file; add one"]
    if surface.read is None:
        return [] if expected.is_copy(name, held) else [f"{name}: expected an unchanged copy of its source; build anew"]
    try:
        pieces = surface.read(held)
    except UNREADABLE as wrong:
        return [f"{name}: this {surface.name} {_UNREAD}: {wrong}"]
    here = [secret for secret in hidden if _may_stand_in(secret, name)]
    return [
        f"{name}: {piece.where}: the withheld number of {secret.words} can be read here"
        for piece, secret in _told(name, pieces, expected, here)
    ]


def _may_stand_in(secret: Secret, name: str) -> bool:
    """Small numbers are looked for where the area is spoken of; rare ones anywhere."""
    parts = name.split("/")
    area = parts[parts.index("areas") + 1] if "areas" in parts[:-1] and parts.index("areas") + 1 < len(parts) else ""
    return secret.rare or area in ("", secret.area) or area.endswith((".html", ".json"))


def _told(name: str, pieces: list[Piece], expected: Expected, hidden: list[Secret]) -> Iterable[tuple[Piece, Secret]]:
    """Pieces with a number that should not be there, or that is rare, with the secret that it tells."""
    rare = {form: secret for secret in reversed(hidden) if secret.rare for form in secret.forms}
    every = {form: secret for secret in reversed(hidden) for form in secret.forms}
    for piece in pieces:
        yield from ((piece, rare[token]) for token in tokens(piece.text) if token in rare)
    yield from ((piece, every[token]) for piece, token in expected.unexpected(name, pieces) if token in every)


def _worked_out(site: Path, report: Report) -> Iterable[str]:
    """What arithmetic with the downloads, the API and older editions gives away."""
    complete = report.account.complete
    if complete is None:
        return []
    policy = complete.settings.disclosure
    slack = policy.round_to / 2 if policy.mode == "round" else 0.0
    found = leaks(complete, past_counts(complete) | _seen(site, report), slack)
    return [
        f"{report.area.slug}: {leak.cell.table}, {leak.cell.column}, {', '.join(leak.cell.key)}: "
        f"the withheld count can be {'read' if leak.low == leak.high else 'inferred'} from what is published"
        for leak in found
        if not math.isnan(leak.low)
    ]


def _seen(site: Path, report: Report) -> dict[Place, float]:
    ties, seen = Ties(report.area), dict[Place, float]()
    for section in report.sections:
        used = {figure.id: figure.used(report.area) for figure in SECTIONS[section.slug].figures_of(report.area)}
        api = site / f"api/v1/areas/{report.area.slug}/{section.slug}.json"
        for figure in section.figures:
            names = [field.name for field in figure.tidy.values]
            download = site / f"areas/{report.area.slug}/data/{section.slug}-{figure.id}.csv"
            rows = csv_rows(download.read_bytes()) if download.exists() else []
            rows = rows + (api_rows(api.read_bytes(), figure.id) if api.exists() else [])
            seen |= ties.seen(used[figure.id], rows, names)
    return seen
