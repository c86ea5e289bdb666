"""What an edition says of itself: a note in readers' words, and a version that fits those before it."""

import re
from collections.abc import Sequence

from generators.inputs.editions import LATEST, VERSION, next_correction, version_order

_LEAST_WORDS, _LEAST_LETTERS = 3, 12
_UNFINISHED = re.compile(
    r"\b(todo|tbc|tbd|fixme|xxx+|lorem ipsum|placeholder|asdf+|change ?note here)\b", re.IGNORECASE
)
_SAYS_NOTHING = {
    "a", "and", "again", "change", "changes", "changed", "commit", "data", "edition", "files", "fix", "fixed", "fixes", "just",
    "latest", "minor", "misc", "more", "new", "no", "note", "notes", "of", "publish", "published", "release", "site", "small",
    "some", "stuff", "test", "testing", "the", "things", "this", "update", "updated", "updates", "various", "version", "with",
}  # fmt: skip
_RESERVED = {LATEST, "assets", "versions"}


def wrong_note(text: str, name: str = "--note") -> str | None:
    """Why a note cannot be shown to readers, as a sentence for its author; None if it can."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    telling = [word for word in words if word not in _SAYS_NOTHING]
    wanted = "expected what is new for readers, such as “Waiting times for 2019, and a new count of provision”"
    if _UNFINISHED.search(text):
        return f'{name}: {wanted}, found "{text}", which is unfinished; write the note'
    if len(telling) < _LEAST_WORDS or sum(map(len, words)) < _LEAST_LETTERS:
        return f'{name}: {wanted}, found "{text}", which tells them nothing; say what they will find changed'
    return None


def wrong_version(version: str, correction: str, published: Sequence[str]) -> str | None:
    """Why a version cannot be published, as a sentence; None if it can.

    Args:
        correction: the reason, empty for an edition that corrects nothing.
        published: the versions that are there.
    """
    if not VERSION.fullmatch(version) or version in _RESERVED:
        return f'VERSION: expected a year or a name such as 2019 or 2019.1, found "{version}"; write it in small letters, digits and hyphens'
    if version in published:
        return f"VERSION: {version} is published, and a published edition never changes; publish a correction as {next_correction(version, published)}, with --correction and the reason"
    newest = max(published, key=version_order, default="")
    if newest and version_order(version) < version_order(newest):
        return f"VERSION: expected a version after {newest}, found {version}; readers would take it for the older one"
    base = version.partition(".")[0] if "." in version else ""
    if base and base not in published:
        return f"VERSION: {version} corrects {base}, which is not published; publish {base}"
    if base and not correction:
        return f"--correction: expected the reason why {base} was wrong, since {version} corrects it, found none; add --correction"
    if correction and not base:
        return f"VERSION: expected the version that is corrected and a number, such as {next_correction(newest or '2019', published)}, found {version}; write it so, or leave out --correction"
    return None
