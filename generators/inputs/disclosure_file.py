"""An area's own disclosure policy: what `data/<area>/disclosure.yml` changes in the site's."""

from dataclasses import replace
from pathlib import Path

from generators.inputs.complaints import suggestion
from generators.inputs.models import AreaDisclosure
from generators.inputs.project import Catalogue
from generators.inputs.settings import Root, Settings
from generators.inputs.validation import validated
from generators.inputs.yamlfile import Document, read_yaml
from generators.problems import Problem, error

_FILE = "disclosure.yml"


def with_own_policy(
    root: Root, folder: Path, settings: Settings, catalogue: Catalogue
) -> tuple[Settings, list[Problem]]:
    """The settings with the area's own policy in place of the site's, where it has one; and what is wrong with that."""
    path = folder / _FILE
    if not path.exists():
        return settings, []
    file = root.name(path)
    document, problems = read_yaml(path, file)
    if document is None:
        return settings, problems
    own, wrong = validated(AreaDisclosure, document.value, document, file)
    if own is None:
        return settings, [*problems, *wrong]
    changed = {name: value for name, value in own.model_dump(exclude={"exempt_tables"}).items() if value is not None}
    exempt = [*settings.disclosure.exempt_tables, *own.exempt_tables]
    policy = settings.disclosure.model_copy(update={**changed, "exempt_tables": exempt})
    problems += [*_unexplained(set(changed), file), *_unknown_tables(own, document, file, catalogue)]
    return replace(settings, disclosure=policy), problems


def _unexplained(changed: set[str], file: str) -> list[Problem]:
    """The site's explanation names the site's limit: another limit needs words of its own."""
    if not changed or "explanation" in changed:
        return []
    expected = "what readers of this area are told, since it withholds other counts than the rest of the site"
    return [
        error("missing-key", file, 1, where="explanation", expected=expected, found="none", fix="add explanation:")
    ]  # fmt: skip


def _unknown_tables(own: AreaDisclosure, document: Document, file: str, catalogue: Catalogue) -> list[Problem]:
    known = sorted(catalogue.tables)
    return [
        error(
            "unknown-table", file, document.line(("exempt_tables", place, "table")), where=f"exempt_tables[{place + 1}].table",
            expected="the name of a table", found=one.table, fix=suggestion(one.table, known),
        )
        for place, one in enumerate(own.exempt_tables)
        if one.table not in catalogue.tables
    ]  # fmt: skip
