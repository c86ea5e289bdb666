"""The records of editions beside the data: each is written when its version is on the branch, and restored from there if it is missing."""

import json
import os
import tempfile
from pathlib import Path

from generators.changes.addresses import RECORD
from generators.inputs.editions import edition_files
from generators.inputs.folders import EDITIONS
from generators.inputs.settings import Root
from generators.publish.git import GitError
from generators.publish.shelf import Shelf


def record_file(root: Root, version: str) -> Path:
    """Where the record of a version is."""
    return root.data / EDITIONS / f"{version}.json"


def keep_record(root: Root, version: str, held: bytes) -> Path:
    """Writes a record whole, or not at all."""
    path = record_file(root, version)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(held)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return path


def restore_records(root: Root, shelf: Shelf) -> list[str]:
    """Writes the records that a run left out which was stopped after the branch had moved; returns their versions."""
    missing = [one.version for one in shelf.listed if not record_file(root, one.version).exists()]
    restored = []
    for version in missing:
        held = _record_on(shelf, version)
        if held is not None:
            keep_record(root, version, held)
            restored.append(version)
    return restored


def unknown_to(shelf: Shelf, root: Root) -> list[str]:
    """Versions with a record that the branch does not have: then the branch is not the one that they were published on."""
    return [path.stem for path in edition_files(root) if not shelf.has(path.stem)]


def mark_withdrawn(root: Root, version: str, reason: str, addresses: list[str]) -> None:
    """Says in the record that the version, or these addresses of it, may no longer be read; all else in it stays."""
    path = record_file(root, version)
    if path.exists():
        record = json.loads(path.read_text(encoding="utf-8"))
        before = record.get("withdrawn") or {"reason": "", "addresses": []}
        reasons = dict.fromkeys(filter(None, (before["reason"], reason)))
        # no address means the whole edition, which no later page makes less
        whole = not addresses or bool(before["reason"] and not before["addresses"])
        told = [] if whole else sorted({*before["addresses"], *addresses})
        record["withdrawn"] = {"reason": " ".join(reasons), "addresses": told}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
        keep_record(root, version, text.encode())


def _record_on(shelf: Shelf, version: str) -> bytes | None:
    try:
        held = shelf.repository.read(f"{shelf.commit}:{version}/{RECORD}")
    except GitError:
        return None
    return held if "areas" in json.loads(held) else None  # a withdrawn version has a notice in its place
