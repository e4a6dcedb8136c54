"""The sheets of a framework's workbook that hold items, one row each.

In: nothing; these are values.
Out: for each sheet the kinds of item on it, and its columns in their order.
"""

from __future__ import annotations

from audit.documents.frameworks.columns import (
    EXAMPLE,
    LINES,
    PROVENANCE,
    SECTORS,
    STATEMENTS,
    THEMES,
    Column,
    Form,
    SheetForm,
    options_of,
)
from audit.domain.frameworks.framework import Point, Timescale
from audit.domain.rounds.cases import ProcessKind
from audit.domain.rounds.measurements import MeasurementKind


def _ref(example: str) -> Column:
    help_text = "A short code of letters, digits, dots and hyphens. Once a round used it, it stays."
    return Column(key="ref", heading="Ref", width=14, help=help_text, example=f"{EXAMPLE} {example}")


def _kind(*kinds: str) -> Column:
    return Column(
        key="kind",
        heading="Kind",
        form=Form.CHOICE,
        options=kinds,
        width=17,
        help="What the item is.",
        example=kinds[0],
    )


def _words(title: str, text: str) -> tuple[Column, ...]:
    return (
        Column(key="title", heading="Title", width=30, help="A few words.", example=title),
        Column(
            key="text", heading="Text", width=60, help="What it says, whole. At most 2,000 characters.", example=text
        ),
    )


def _source(example: str = "The report’s title, page 12") -> tuple[Column, ...]:
    return (
        Column(
            key="provenance",
            heading="Provenance",
            form=Form.CHOICE,
            options=PROVENANCE,
            width=13,
            help="published: the source says this and you saw it. derived: your reading of it. "
            "unverified: known second-hand.",
            example="derived",
        ),
        Column(
            key="locator",
            heading="Where in the source",
            width=28,
            help="Document, page, section or paragraph, so that a reader finds it.",
            example=example,
        ),
        Column(
            key="derived_from",
            heading="Derived from",
            width=24,
            help="What a derived item was read from, where the place does not say.",
        ),
    )


def _closing_columns(part_of: str = "") -> tuple[Column, ...]:
    return (
        Column(key="addressee", heading="Addressed to", width=18, help="Who should do it, if anybody in particular."),
        Column(
            key="national",
            heading="National",
            form=Form.YES_NO,
            width=10,
            help="Yes: for government or inspectorates; shown and not scored.",
        ),
        *(
            ()
            if part_of == LINES
            else (
                Column(
                    key="part_of", heading="Part of", width=11, help="The ref of the item that this one belongs to."
                ),
            )
        ),
        Column(
            key="replaces",
            heading="Replaces",
            width=11,
            help="The ref whose place this one took, with another meaning.",
        ),
        Column(
            key="place",
            heading="Place",
            form=Form.NUMBER,
            width=8,
            help="Its place among all the items. Empty: it follows the row above.",
        ),
    )


_FOR_THE_CHILD = (
    Column(
        key="short_title",
        heading="Short title",
        width=18,
        help="1 or 2 words, for a narrow place.",
        example="Being heard",
    ),
    Column(
        key="for_the_child",
        heading="For the child",
        width=36,
        help="What the child would say.",
        example="Somebody asks me, and what I say changes something.",
    ),
)
STATEMENTS_SHEET = SheetForm(
    name=STATEMENTS,
    section="items",
    kinds=("statement", "criterion"),
    columns=(
        _ref("S1"),
        _kind("statement", "criterion"),
        *_words("Children are heard", "Children say what helps them, and plans change because of it."),
        *_source(),
        *_FOR_THE_CHILD,
        *_closing_columns(),
    ),
    about="What each child’s case is graded against. A graded statement needs 4 lines of enquiry or more.",
)
LINES_SHEET = SheetForm(
    name=LINES,
    section="items",
    kinds=("line_of_enquiry",),
    columns=(
        _ref("S1.1"),
        Column(
            key="part_of",
            heading="Statement",
            source=STATEMENTS,
            width=11,
            help="The ref of the statement or criterion that it belongs to.",
            example="S1",
        ),
        *_words("The child was asked", "Was the child asked what would help, in a way that suited them?"),
        Column(
            key="look_for",
            heading="What to look for",
            form=Form.LINES,
            width=44,
            help="One thing a line (Alt and Enter begins a new line in the cell).",
            example="the child’s own words in the record\nwho asked, and when",
        ),
        Column(
            key="good_looks_like",
            heading="What good looks like",
            width=44,
            help="For the child, in a sentence.",
            example="The plan quotes the child and does what they asked, or says why not.",
        ),
        Column(
            key="asked_of",
            heading="Asked of",
            form=Form.SEVERAL,
            source=SECTORS,
            width=12,
            help="A sector that is asked. One in each column.",
            example="CSC",
        ),
        Column(
            key="themes",
            heading="Theme",
            form=Form.SEVERAL,
            source=THEMES,
            width=12,
            help="A theme that it touches. One in each column.",
        ),
        *_source(),
        Column(key="not_applicable_if", heading="Does not apply if", width=24, help="Empty: it applies to all."),
        Column(
            key="guards_against",
            heading="Guards against",
            width=30,
            help="The fault named in an inspection letter, if any.",
        ),
        *_closing_columns(LINES),
    ),
    about="The questions asked of one child’s records and conversations, and who is asked.",
)
THEMES_SHEET = SheetForm(
    name=THEMES,
    section="items",
    kinds=("theme",),
    columns=(
        _ref("T1"),
        *_words("Voice and influence", "Whether what the child says is heard and changes anything."),
        *_source(),
        Column(key="evidence", heading="Evidence to look for", form=Form.LINES, width=40, help="One kind a line."),
        Column(
            key="marking_words",
            heading="Marking words",
            form=Form.LINES,
            width=24,
            help="Words that often mark the theme, one a line. A * at the end means any ending.",
        ),
        Column(
            key="measurements",
            heading="Measurement",
            form=Form.SEVERAL,
            options=tuple(kind.value for kind in MeasurementKind),
            width=16,
            help="A measurement that bears on it.",
        ),
        Column(
            key="processes",
            heading="Process",
            form=Form.SEVERAL,
            options=tuple(kind.value for kind in ProcessKind),
            width=16,
            help="A process that bears on it.",
        ),
        *_closing_columns(),
    ),
    about="What findings are gathered under. Leave it empty if the themes of another framework are used.",
)
RECOMMENDATIONS_SHEET = SheetForm(
    name="Recommendations",
    section="items",
    kinds=("recommendation", "next_step"),
    columns=(
        _ref("R1"),
        _kind("recommendation", "next_step"),
        *_words("Ask every child", "Ask every child in care each year what has helped."),
        *_source(),
        Column(key="in_place", heading="In place means", width=40, help="What being in place looks like."),
        Column(key="difference", heading="Difference for children", width=40, help="What children would notice."),
        Column(key="evidence", heading="Evidence to look for", form=Form.LINES, width=36, help="One kind a line."),
        *_closing_columns(),
    ),
    about="What somebody should do. A local one needs a mapping to a statement.",
)
POINTS_SHEET = SheetForm(
    name="Other items",
    section="items",
    kinds=options_of(Point, "kind"),
    columns=(
        _ref("P1"),
        _kind(*options_of(Point, "kind")),
        *_words("Listening takes time", "Children spoke of worries once they knew the person who asked."),
        *_source(),
        Column(
            key="ring",
            heading="Ring",
            form=Form.CHOICE,
            options=options_of(Point, "ring"),
            width=10,
            help="Of the eco-map; for roles only.",
        ),
        *_closing_columns(),
    ),
    about="Learning points, stances, roles and whatever else a source lists.",
)


def _chosen(key: str, heading: str, help_text: str, width: int = 16) -> Column:
    return Column(
        key=key, heading=heading, form=Form.CHOICE, options=options_of(Timescale, key), width=width, help=help_text
    )


_CONDITIONS = (
    Column(
        key="not_before",
        heading="Not before",
        form=Form.NUMBER,
        width=11,
        help="In the same unit: what comes sooner is shown, and is not late.",
    ),
    Column(
        key="unless_within",
        heading="Unless in the months before",
        form=Form.NUMBER,
        width=14,
        help="Where it was done in so many months before, the check does not apply.",
    ),
    Column(
        key="starts_at",
        heading="Starts at",
        form=Form.NUMBER,
        width=10,
        help="Which event of a series the first interval begins at. Empty: the first.",
    ),
    Column(key="starts_with", heading="Starts with", width=18, help="The event that begins the series, if another."),
    Column(key="year_ends", heading="Year ends", width=11, help="Month and day of a yearly check, such as 03-31."),
    Column(
        key="in_care_for",
        heading="In care for",
        form=Form.NUMBER,
        width=11,
        help="Months in care by the year’s end for a yearly check to apply.",
    ),
    Column(key="only_if", heading="Only if", form=Form.LINES, width=18, help="Facts that must hold, one a line."),
    Column(key="unless", heading="Unless", form=Form.LINES, width=18, help="Facts that must not hold, one a line."),
    Column(
        key="after_months",
        heading="After months in the home",
        form=Form.NUMBER,
        width=14,
        help="Months in the present home after which the interval applies.",
    ),
    Column(key="since", heading="Since", width=12, help="The first day that a deadline covers, such as 2011-04-01."),
    Column(key="until", heading="Until", width=18, help="The event up to which an interval holds."),
    Column(key="after", heading="After", width=18, help="The event from which on an interval holds."),
    Column(key="instead_of", heading="Instead of", width=12, help="The ref of the check whose place it takes."),
)
TIMESCALES_SHEET = SheetForm(
    name="Timescales",
    section="items",
    kinds=("timescale",),
    columns=(
        _ref("D1"),
        *_words("First visit", "The child is visited within a week of moving in."),
        *_source(),
        Column(key="figure", heading="Figure", width=26, help="The figure in words.", example="Within 1 week"),
        _chosen("standing", "Standing", "How far it binds."),
        _chosen("check", "Check", "How it is worked out."),
        Column(key="counts_from", heading="Counts from", width=18, help="The event whose day is day 0."),
        Column(key="counts_to", heading="Counts to", width=18, help="The event that has to have happened."),
        Column(key="within", heading="Within", form=Form.NUMBER, width=9, help="How many of the unit."),
        _chosen("unit", "Unit", "Of the figure.", 14),
        Column(key="ages", heading="Ages", width=9, help="Such as 4-16. Empty: every age."),
        Column(key="confirm", heading="To confirm", form=Form.YES_NO, width=11, help="Yes: not seen whole."),
        _chosen("short_breaks", "Short breaks", "What holds for a series of short breaks."),
        *_CONDITIONS,
        *_closing_columns(),
    ),
    about="Checks that can be made from dates.",
)
ITEM_SHEETS = (STATEMENTS_SHEET, LINES_SHEET, THEMES_SHEET, RECOMMENDATIONS_SHEET, POINTS_SHEET, TIMESCALES_SHEET)
