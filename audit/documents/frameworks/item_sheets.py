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
    return Column("ref", "Ref", 14, help_text, example=f"{EXAMPLE} {example}")


def _kind(*kinds: str) -> Column:
    return Column("kind", "Kind", 17, "What the item is.", options=kinds, example=kinds[0])


def _words(title: str, text: str) -> tuple[Column, ...]:
    return (
        Column("title", "Title", 30, "A few words.", example=title),
        Column("text", "Text", 60, "What it says, whole. At most 2,000 characters.", example=text),
    )


def _source(example: str = "The report’s title, page 12") -> tuple[Column, ...]:
    return (
        Column(
            "provenance",
            "Provenance",
            13,
            "published: the source says this and you saw it. derived: your reading of it. "
            "unverified: known second-hand.",
            options=PROVENANCE,
            example="derived",
        ),
        Column(
            "locator",
            "Where in the source",
            28,
            "Document, page, section or paragraph, so that a reader finds it.",
            example=example,
        ),
        Column("derived_from", "Derived from", 24, "What a derived item was read from, where the place does not say."),
    )


def _closing_columns(part_of: str = "") -> tuple[Column, ...]:
    return (
        Column("addressee", "Addressed to", 18, "Who should do it, if anybody in particular."),
        Column(
            "national", "National", 10, "Yes: for government or inspectorates; shown and not scored.", form=Form.YES_NO
        ),
        *(
            ()
            if part_of == LINES
            else (Column("part_of", "Part of", 11, "The ref of the item that this one belongs to."),)
        ),
        Column("replaces", "Replaces", 11, "The ref whose place this one took, with another meaning."),
        Column(
            "place", "Place", 8, "Its place among all the items. Empty: it follows the row above.", form=Form.NUMBER
        ),
    )


_FOR_THE_CHILD = (
    Column("short_title", "Short title", 18, "1 or 2 words, for a narrow place.", example="Being heard"),
    Column(
        "for_the_child",
        "For the child",
        36,
        "What the child would say.",
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
    about="What each child’s case is graded against. With fewer than 4 lines of enquiry one answer may decide a grade.",
)
LINES_SHEET = SheetForm(
    name=LINES,
    section="items",
    kinds=("line_of_enquiry",),
    columns=(
        _ref("S1.1"),
        Column(
            "part_of",
            "Statement",
            11,
            "The ref of the statement or criterion that it belongs to.",
            source=STATEMENTS,
            example="S1",
        ),
        *_words("The child was asked", "Was the child asked what would help, in a way that suited them?"),
        Column(
            "look_for",
            "What to look for",
            44,
            "One thing a line (Alt and Enter begins a new line in the cell).",
            form=Form.LINES,
            example="the child’s own words in the record\nwho asked, and when",
        ),
        Column(
            "good_looks_like",
            "What good looks like",
            44,
            "For the child, in a sentence.",
            example="The plan quotes the child and does what they asked, or says why not.",
        ),
        Column(
            "asked_of",
            "Asked of",
            12,
            "A sector that is asked. One in each column.",
            form=Form.SEVERAL,
            source=SECTORS,
            example="CSC",
        ),
        Column("themes", "Theme", 12, "A theme that it touches. One in each column.", form=Form.SEVERAL, source=THEMES),
        *_source(),
        Column("not_applicable_if", "Does not apply if", 24, "Empty: it applies to all."),
        Column(
            "does_not_apply_where",
            "Not asked where",
            30,
            "A fact of the case, one a line, such as “area = inside: lived in our area all along”.",
            form=Form.CONDITIONS,
        ),
        Column(
            "short",
            "In a short audit",
            10,
            "Yes: asked in a short audit too. Two or more of each statement, or none at all.",
            form=Form.YES_NO,
        ),
        Column("guards_against", "Guards against", 30, "The fault named in an inspection letter, if any."),
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
        Column("evidence", "Evidence to look for", 40, "One kind a line.", form=Form.LINES),
        Column(
            "marking_words",
            "Marking words",
            24,
            "Words that often mark the theme, one a line. A * at the end means any ending.",
            form=Form.LINES,
        ),
        Column(
            "measurements",
            "Measurement",
            16,
            "A measurement that bears on it.",
            form=Form.SEVERAL,
            options=tuple(kind.value for kind in MeasurementKind),
        ),
        Column(
            "processes",
            "Process",
            16,
            "A process that bears on it.",
            form=Form.SEVERAL,
            options=tuple(kind.value for kind in ProcessKind),
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
        Column("in_place", "In place means", 40, "What being in place looks like."),
        Column("difference", "Difference for children", 40, "What children would notice."),
        Column("evidence", "Evidence to look for", 36, "One kind a line.", form=Form.LINES),
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
        Column("ring", "Ring", 10, "Of the eco-map; for roles only.", options=options_of(Point, "ring")),
        *_closing_columns(),
    ),
    about="Learning points, stances, roles and whatever else a source lists.",
)


def _chosen(key: str, heading: str, help_text: str, width: int = 16) -> Column:
    return Column(key, heading, width, help_text, options=options_of(Timescale, key))


_CONDITIONS = (
    Column(
        "not_before",
        "Not before",
        11,
        "In the same unit: what comes sooner is shown, and is not late.",
        form=Form.NUMBER,
    ),
    Column("no_later_than", "No later than", 18, "The event that ends the time, where it comes sooner."),
    Column(
        "unless_within",
        "Unless in the months before",
        14,
        "Where it was done in so many months before, the check does not apply.",
        form=Form.NUMBER,
    ),
    Column(
        "starts_at",
        "Starts at",
        10,
        "Which event of a series the first interval begins at. Empty: the first.",
        form=Form.NUMBER,
    ),
    Column("starts_with", "Starts with", 18, "The event that begins the series, if another."),
    Column("year_ends", "Year ends", 11, "Month and day of a yearly check, such as 03-31."),
    Column(
        "in_care_for",
        "In care for",
        11,
        "Months in care by the year’s end for a yearly check to apply.",
        form=Form.NUMBER,
    ),
    Column("only_if", "Only if", 18, "Facts that must hold, one a line.", form=Form.LINES),
    Column("unless", "Unless", 18, "Facts that must not hold, one a line.", form=Form.LINES),
    Column(
        "after_months",
        "After months in the home",
        14,
        "Months in the present home after which the interval applies.",
        form=Form.NUMBER,
    ),
    Column("since", "Since", 12, "The first day that a deadline covers, such as 2011-04-01."),
    Column("until", "Until", 18, "The event up to which an interval holds."),
    Column("after", "After", 18, "The event from which on an interval holds."),
    Column("instead_of", "Instead of", 12, "The ref of the check whose place it takes."),
)
TIMESCALES_SHEET = SheetForm(
    name="Timescales",
    section="items",
    kinds=("timescale",),
    columns=(
        _ref("D1"),
        *_words("First visit", "The child is visited within a week of moving in."),
        *_source(),
        Column("figure", "Figure", 26, "The figure in words.", example="Within 1 week"),
        _chosen("standing", "Standing", "How far it binds."),
        _chosen("check", "Check", "How it is worked out."),
        Column("counts_from", "Counts from", 18, "The event whose day is day 0."),
        Column("counts_to", "Counts to", 18, "The event that has to have happened."),
        Column("within", "Within", 9, "How many of the unit.", form=Form.NUMBER),
        _chosen("unit", "Unit", "Of the figure.", 14),
        Column("ages", "Ages", 9, "Such as 4-16. Empty: every age."),
        Column("confirm", "To confirm", 11, "Yes: not seen whole.", form=Form.YES_NO),
        _chosen("short_breaks", "Short breaks", "What holds for a series of short breaks."),
        *_CONDITIONS,
        *_closing_columns(),
    ),
    about="Checks that can be made from dates.",
)
ITEM_SHEETS = (STATEMENTS_SHEET, LINES_SHEET, THEMES_SHEET, RECOMMENDATIONS_SHEET, POINTS_SHEET, TIMESCALES_SHEET)
