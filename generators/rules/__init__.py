"""Findings: what contradicts itself in complete tables. Rules read declarations, so a new table gets them without code."""

from collections.abc import Callable

from generators.inputs.project import Area
from generators.problems import Problem
from generators.rules.bases import different_bases
from generators.rules.between import tables_differ
from generators.rules.captions import label_twice, unit_disagrees
from generators.rules.comparators import no_such_comparator
from generators.rules.counted import computed_rank_differs, counted_differs
from generators.rules.described import described_wrongly
from generators.rules.differences import difference_differs
from generators.rules.figures import figure_missing
from generators.rules.indicators import other_measure
from generators.rules.notes import note_disagrees
from generators.rules.order import out_of_order
from generators.rules.outliers import outlier
from generators.rules.parts import part_exceeds_whole
from generators.rules.personal import personal_data
from generators.rules.printed import dates_mended, key_printed_twice
from generators.rules.products import product_differs
from generators.rules.ranks import rank_disagrees, rank_without_number, ranks_not_comparable
from generators.rules.rates import above_100, percentages_added, rate_impossible
from generators.rules.reconciled import told_twice
from generators.rules.references import not_among, not_given, which_authority
from generators.rules.schedule import behind_the_report, due_before_start, green_but_overdue, outlasts
from generators.rules.sequences import letters_disagree, no_such_appendix, number_missing
from generators.rules.series import changed_definition, few_reporting, periods_added, series_hole
from generators.rules.slips import printed_otherwise
from generators.rules.snapshots import snapshot_without_day
from generators.rules.sums import total_differs
from generators.rules.targets import target_not_computed

RULES: tuple[Callable[[Area], list[Problem]], ...] = (
    part_exceeds_whole,
    total_differs,
    rank_disagrees,
    ranks_not_comparable,
    out_of_order,
    other_measure,
    snapshot_without_day,
    personal_data,
    counted_differs,
    computed_rank_differs,
    printed_otherwise,
    note_disagrees,
    described_wrongly,
    target_not_computed,
    not_among,
    which_authority,
    not_given,
    due_before_start,
    green_but_overdue,
    behind_the_report,
    outlasts,
    dates_mended,
    key_printed_twice,
    product_differs,
    told_twice,
    tables_differ,
    difference_differs,
    different_bases,
    rate_impossible,
    percentages_added,
    above_100,
    unit_disagrees,
    label_twice,
    no_such_comparator,
    rank_without_number,
    number_missing,
    no_such_appendix,
    letters_disagree,
    figure_missing,
    series_hole,
    changed_definition,
    few_reporting,
    periods_added,
    outlier,
)


def findings(area: Area) -> list[Problem]:
    """Every rule's findings in an area with complete tables."""
    return [problem for rule in RULES for problem in rule(area)]
