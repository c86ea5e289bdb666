"""One area from its inputs to its files, apart from all other areas: in a folder of its own, which is complete or not there."""

import os
import pickle
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from generators.changes.addresses import addresses
from generators.disclosure import tellable
from generators.examine import Around, examine_area, read_around, seen_by_all
from generators.inputs.editions import Edition
from generators.inputs.settings import Root
from generators.inputs.tables import FILES
from generators.outputs import workbook_of
from generators.outputs.withheld import disclosure_report, in_brief
from generators.pages import Brief, Page
from generators.pages.links import published_documents
from generators.problems import Problem, Ref, Severity
from generators.reports import Report
from generators.site import documents
from generators.site.address import site_url_of
from generators.site.broken import tried
from generators.site.placing import COMPILED, PRIVATE, build_folder
from generators.site.search import entries
from generators.site.theme import Theme

KEPT_FILE = "part.pickle"  # written last
_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Told:
    """A problem as a log that others read may hold it, with what it is sorted by."""

    severity: str
    text: str
    order: tuple[Any, ...] = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """What a part is made of beside the area's own files, and is part of its key.

    Attributes:
        frame: the hash of all that every page depends on.
        around: that of what is read before any area.
    """

    frame: str
    around: str
    edition: Edition | None = None
    unprotected: bool = False


@dataclass(frozen=True)
class Part:
    """What is kept of an area beside its files.

    Attributes:
        brief: None where the area has an ERROR; then it has no files.
        withheld: how much is withheld, for the terminal.
        found: entries of the search index: of pages, and of headings on them.
        pages: addresses of its pages.
        record: of an edition, and the addresses that it promises.
    """

    slug: str
    told: tuple[Told, ...]
    brief: Brief | None = None
    withheld: str = ""
    found: tuple[list[dict[str, str]], list[dict[str, str]]] = ([], [])
    pages: tuple[str, ...] = ()
    record: Mapping[str, Any] | None = None
    promised: tuple[str, ...] = ()


def pieces(slug: str) -> tuple[str, ...]:
    """The files and folders of an area, below build/."""
    return (
        f"docs/areas/{slug}.md",
        *(f"{side}/{name}" for side in ("docs", "site") for name in (f"areas/{slug}", f"api/v1/areas/{slug}", f"api/v1/places/{slug}.json")),
        f"{PRIVATE}/disclosure-{slug}.md",
    )  # fmt: skip


def make(path: str, slug: str, asked: Asked, target: str) -> str:
    """Does one area, in whichever process and on whichever machine.

    Args:
        path: the root.
        target: the folder to write. Nothing is done if it is there already.

    Returns:
        The folder.
    """
    if (Path(target) / KEPT_FILE).exists():
        return target
    root, folder = Root(Path(path)), Path(f"{target}.{os.getpid()}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    part = _tried(root, slug, asked, folder)
    (folder / KEPT_FILE).write_bytes(pickle.dumps(part))
    shutil.rmtree(target, ignore_errors=True)
    try:
        folder.rename(target)
    except OSError:  # another machine, taken for lost, was not
        shutil.rmtree(folder)
    return target


def read(folder: Path) -> Part:
    """What `make` has kept."""
    part: Part = pickle.loads((folder / KEPT_FILE).read_bytes())
    return part


def told(problems: Iterable[Problem], withheld: Iterable[Ref]) -> tuple[Told, ...]:
    """Problems as a log may hold them."""
    listed, hidden = seen_by_all(problems, withheld)
    return tuple(_told(problem, hidden) for problem in listed)


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Writes texts, or what they are encoded to, below a folder."""
    for place in {(folder / name).parent for name in files}:
        place.mkdir(parents=True, exist_ok=True)
    base = f"{folder}{os.sep}"
    for name, content in files.items():
        with open(base + name, "wb") as file:  # noqa: PTH123  # a Path for each file takes longer than the file
            file.write(content if isinstance(content, bytes) else content.encode())


def on_both_sides(names: Iterable[str], folder: Path) -> None:
    """What lies below docs/ lies below site/ too: the same file, which no build changes in place, or a copy where that cannot be."""
    listed = list(names)
    for place in {(folder / "site" / name).parent for name in listed}:
        place.mkdir(parents=True, exist_ok=True)
    docs, site = f"{folder}{os.sep}docs{os.sep}", f"{folder}{os.sep}site{os.sep}"
    for name in listed:
        try:
            os.link(docs + name, site + name)
        except OSError:
            shutil.copyfile(docs + name, site + name)


def html_file(page: Page) -> str:
    """The file of a page's HTML below the site."""
    return f"{page.address}index.html"


def _tried(root: Root, slug: str, asked: Asked, folder: Path) -> Part:
    """The part; without files where a template or the settings of MkDocs are broken."""
    made: list[Part] = []
    wrong = tried(root, lambda: made.append(_written(root, slug, asked, folder)))
    return Part(slug, of_texts(wrong)) if wrong else made[0]


def of_texts(errors: Iterable[str]) -> tuple[Told, ...]:
    """Errors that are no matter of a cell."""
    return tuple(Told(Severity.ERROR, text, (text, 0, 0, "", "", text)) for text in errors)


def _written(root: Root, slug: str, asked: Asked, folder: Path) -> Part:
    around = around_of(root, asked)
    if around.settings is None:
        return Part(slug, ())
    report, problems = examine_area(root, slug, around)
    lines = told(problems, report.withheld if report else ())
    if report is None or any(one.severity == Severity.ERROR for one in lines):
        return Part(slug, lines)
    done = documents.of_area(report, tellable(problems, report.withheld), given_of(root, asked))
    found = done.documents
    files = found.files()
    workbook = workbook_of(report)
    write({**files, **workbook}, folder / "docs")
    on_both_sides([*found.texts, *workbook, *_copied(root, report, folder / "docs")], folder)
    theme = theme_of(root, asked)
    write({html_file(page): theme.html(page) for page in found.pages}, folder / "site")
    if asked.edition is None:
        write({f"{PRIVATE}/disclosure-{slug}.md": disclosure_report(report)}, folder)
    promised = () if asked.edition is None else tuple(addresses(files, documents.attachments(report)))
    return Part(
        slug, lines, done.brief, in_brief(report), entries(found.pages), tuple(page.address for page in found.pages),
        done.record if asked.edition else None, promised,
    )  # fmt: skip


def _copied(root: Root, report: Report, docs: Path) -> list[str]:
    """The documents that the area publishes, as the register of attachments says; returns their names below the site."""
    slug, names = report.area.slug, published_documents(report)
    for name in names:
        target = docs / "areas" / slug / FILES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root.data / slug / FILES / name, target)
    return [f"areas/{slug}/{FILES}/{name}" for name in names]


def _told(problem: Problem, hidden: frozenset[Ref]) -> Told:
    text = problem.text(hidden)
    order = (problem.file, problem.line or 0, _ORDER[problem.severity], problem.column or "", problem.rule, text)
    return Told(str(problem.severity), text, order)


# A process does many areas of one build, and reads only once what they share.
@lru_cache(maxsize=1)
def around_of(root: Root, asked: Asked) -> Around:
    """Settings and benchmarks of this build: as they were read last, if they are what they were. A nation's take a second to read."""
    try:
        kept: Around = pickle.loads((build_folder(root, asked.edition) / around_file(asked)).read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError):
        return read_around(root, unprotected=asked.unprotected)
    return kept


def around_file(asked: Asked) -> str:
    """Where they are kept, below the folder of the build."""
    return f".kept/around-{asked.around}.pickle"


@lru_cache(maxsize=1)
def given_of(root: Root, asked: Asked) -> documents.Given:
    """What the documents of this build are made with; its settings have no error."""
    settings = around_of(root, asked).settings
    if settings is None:
        raise ValueError("settings with errors cannot be built")
    return documents.given(root, settings, asked.edition, _compiled(root, asked, "pages"))


@lru_cache(maxsize=1)
def theme_of(root: Root, asked: Asked) -> Theme:
    """The theme that pages of this build are dressed with."""
    edition, told = asked.edition, {"unprotected": asked.unprotected}
    compiled = _compiled(root, asked, "theme")
    if edition is None:
        return Theme(root, told, compiled)
    site_url = site_url_of(root)
    addresses = {"edition_url": f"{site_url}{edition.version}/", "canonical": f"{site_url}latest/"} if site_url else {}
    return Theme(root, told | {"edition": edition.version} | addresses, compiled)


def _compiled(root: Root, asked: Asked, kind: str) -> BytecodeCache:
    """Where templates are kept as Jinja compiles them: those of the theme apart, which are compiled in another way."""
    folder = build_folder(root, asked.edition) / COMPILED / asked.frame / kind
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
