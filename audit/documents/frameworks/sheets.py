"""The sheets of a framework's workbook, in their order, and the rows of the one about the whole framework.

In: nothing; these are values.
Out: what the writer writes and the reader looks for.
"""

from __future__ import annotations

from audit.documents.frameworks.columns import (
    DESCRIPTORS,
    EXAMPLE,
    LISTS,
    PROVENANCE,
    SECTORS,
    STATEMENTS,
    Column,
    Form,
    SheetForm,
)
from audit.documents.frameworks.item_sheets import ITEM_SHEETS
from audit.domain.frameworks.framework import FrameworkKind, MappingType

_DESCRIPTORS = SheetForm(
    name=DESCRIPTORS,
    section="descriptors",
    columns=(
        Column("ref", "Statement", 11, "The ref of the statement.", source=STATEMENTS, example=f"{EXAMPLE} S1"),
        Column("grade", "Grade", 22, "The value of a grade, as on the sheet Scales.", source="Scales", example="good"),
        Column(
            "words",
            "What it looks like",
            90,
            "For this statement, at this grade.",
            example="The child was asked, and most of the plan follows what they said.",
        ),
    ),
    about="What each grade looks like for each statement; all grades of the usual scale, or none.",
    keys=("ref", "grade"),
)
_SCALES = SheetForm(
    name="Scales",
    section="scales",
    columns=(
        Column("ref", "Scale", 16, "A short code; the same on each of its rows.", example=f"{EXAMPLE} two-words"),
        Column("title", "Title of the scale", 24, "On the first row of the scale.", example="Two words"),
        Column("default", "Usual scale", 11, "Yes on the first row of one scale.", form=Form.YES_NO, example="yes"),
        Column("order", "Order", 8, "1 is the best.", form=Form.NUMBER, example="1"),
        Column("value", "Grade", 22, "What is stored: small letters and _.", example="good"),
        Column("label", "Word", 22, "What people read.", example="Good"),
        Column("letter", "Letter", 8, "1 or 2 characters, for a narrow place.", example="G"),
        Column("caption", "Caption", 50, "What it means.", example="What the child needed"),
        Column(
            "shade",
            "Shade",
            8,
            "1 and 2: good or better. 3 and 4: less than good.",
            options=("1", "2", "3", "4"),
            example="2",
        ),
    ),
    about="The grades a round can be graded on, best first.",
    keys=("ref", "value"),
)
_SECTORS = SheetForm(
    name=SECTORS,
    section="sectors",
    columns=(
        Column("ref", "Ref", 14, "A short code in capitals.", example=f"{EXAMPLE} CSC"),
        Column("title", "Title", 50, "What it is called.", example="Children’s social care"),
    ),
    about="The kinds of agency that lines of enquiry are asked of.",
)
_MAPPINGS = SheetForm(
    name="Mappings",
    section="mappings",
    columns=(
        Column("from", "From", 14, "The ref of an item of this framework.", example=f"{EXAMPLE} R1"),
        Column(
            "type",
            "Does what",
            14,
            "What the first item does for the second.",
            options=tuple(mapping_type.value for mapping_type in MappingType),
            example="supports",
        ),
        Column(
            "to",
            "To",
            44,
            "A ref of this framework, or another framework’s name, a slash and its ref.",
            source=LISTS,
            example="S1",
        ),
        Column(
            "provenance",
            "Provenance",
            13,
            "published: the source itself makes the link.",
            options=PROVENANCE,
            example="derived",
        ),
        Column("locator", "Where in the source", 40, "Needed where it is published."),
    ),
    about="Which items bear on which, also across frameworks.",
    keys=("from", "type", "to"),
)
SHEETS = (*ITEM_SHEETS, _DESCRIPTORS, _SCALES, _SECTORS, _MAPPINGS)
HEADER = (
    Column(
        "id",
        "Name of the framework",
        18,
        "Small letters, digits and hyphens, such as our-voice-2026. It stays the same from version to version.",
    ),
    Column(
        "edition",
        "Name of your edition",
        18,
        "Only for your own edition of a framework that "
        "came with the product: a word such as your area’s name. Otherwise leave it empty.",
    ),
    Column(
        "version",
        "Made from version",
        18,
        "The tool counts versions. Leave it as it is; empty for a new framework.",
        form=Form.NUMBER,
    ),
    Column("kind", "Kind of framework", 18, "What it is for.", options=tuple(kind.value for kind in FrameworkKind)),
    Column("title", "Title", 18, "As people know it."),
    Column("short_title", "Short title", 18, "A few words, for a narrow place."),
    Column("summary", "Summary", 18, "What it is, and what of its source was not seen."),
    Column("source.title", "Source: title", 18, "The document that it was written from."),
    Column("source.publisher", "Source: publisher", 18, "Who published it."),
    Column("source.published", "Source: published", 18, "The year, or the year and month."),
    Column("source.seen", "Source: what was seen", 18, "Which parts of it you saw, in a sentence."),
    Column(
        "themes_from",
        "Themes from",
        18,
        "The framework whose themes the lines name. Empty: its own.",
        source="Frameworks",
    ),
    Column("held", "Items held", 18, "How many are here. Empty: all of them.", form=Form.NUMBER),
    Column("held_of", "Items in the source", 18, "How many the source has.", form=Form.NUMBER),
    Column(
        "readiness.thin_up_to",
        "Readiness: thin up to",
        18,
        "Pieces of evidence. Leave all rows about readiness empty for the usual thresholds.",
        form=Form.NUMBER,
    ),
    Column(
        "readiness.conflicting_share",
        "Readiness: conflicting share",
        18,
        "Of the pieces, or more, on each side. A fraction such as 1/3.",
    ),
    Column("readiness.strong_pieces", "Readiness: strong from", 18, "Pieces, or more.", form=Form.NUMBER),
    Column("readiness.strong_kinds", "Readiness: strong kinds", 18, "Kinds of evidence, or more.", form=Form.NUMBER),
    Column(
        "readiness.strong_share",
        "Readiness: strong share",
        18,
        "Of the pieces, or more, that point to strength. A fraction such as 2/3.",
    ),
    Column(
        "readiness.strong_one_of",
        "Readiness: strong needs one of",
        18,
        "Kinds of evidence, one a line.",
        form=Form.LINES,
    ),
)
