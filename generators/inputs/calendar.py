"""`site_config/calendar.yml`: when the next editions are expected."""

from generators.inputs.models import Name, Slug, Strict, Text, When


class Coming(Strict):
    """An edition that is announced: of an area, or of one of its sections."""

    area: Slug
    edition: Name
    due: When
    section: Slug | None = None
    note: Text | None = None


class Calendar(Strict):
    """The whole file."""

    coming: list[Coming]
