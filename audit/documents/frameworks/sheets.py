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
        Column(
            key="ref",
            heading="Statement",
            source=STATEMENTS,
            width=11,
            help="The ref of the statement.",
            example=f"{EXAMPLE} S1",
        ),
        Column(
            key="grade",
            heading="Grade",
            width=22,
            source="Scales",
            help="The value of a grade, as on the sheet Scales.",
            example="good",
        ),
        Column(
            key="words",
            heading="What it looks like",
            width=90,
            help="For this statement, at this grade.",
            example="The child was asked, and most of the plan follows what they said.",
        ),
    ),
    about="What each grade looks like for each statement; all grades of the usual scale, or none.",
)
_SCALES = SheetForm(
    name="Scales",
    section="scales",
    columns=(
        Column(
            key="ref",
            heading="Scale",
            width=16,
            help="A short code; the same on each of its rows.",
            example=f"{EXAMPLE} two-words",
        ),
        Column(
            key="title",
            heading="Title of the scale",
            width=24,
            help="On the first row of the scale.",
            example="Two words",
        ),
        Column(
            key="default",
            heading="Usual scale",
            form=Form.YES_NO,
            width=11,
            help="Yes on the first row of one scale.",
            example="yes",
        ),
        Column(key="order", heading="Order", form=Form.NUMBER, width=8, help="1 is the best.", example="1"),
        Column(key="value", heading="Grade", width=22, help="What is stored: small letters and _.", example="good"),
        Column(key="label", heading="Word", width=22, help="What people read.", example="Good"),
        Column(key="letter", heading="Letter", width=8, help="1 or 2 characters, for a narrow place.", example="G"),
        Column(key="caption", heading="Caption", width=50, help="What it means.", example="What the child needed"),
        Column(
            key="shade",
            heading="Shade",
            form=Form.CHOICE,
            options=("1", "2", "3", "4"),
            width=8,
            help="1 and 2: good or better. 3 and 4: less than good.",
            example="2",
        ),
    ),
    about="The grades a round can be graded on, best first.",
)
_SECTORS = SheetForm(
    name=SECTORS,
    section="sectors",
    columns=(
        Column(key="ref", heading="Ref", width=14, help="A short code in capitals.", example=f"{EXAMPLE} CSC"),
        Column(key="title", heading="Title", width=50, help="What it is called.", example="Children’s social care"),
    ),
    about="The kinds of agency that lines of enquiry are asked of.",
)
_MAPPINGS = SheetForm(
    name="Mappings",
    section="mappings",
    columns=(
        Column(
            key="from", heading="From", width=14, help="The ref of an item of this framework.", example=f"{EXAMPLE} R1"
        ),
        Column(
            key="type",
            heading="Does what",
            form=Form.CHOICE,
            options=tuple(mapping_type.value for mapping_type in MappingType),
            width=14,
            help="What the first item does for the second.",
            example="supports",
        ),
        Column(
            key="to",
            heading="To",
            source=LISTS,
            width=44,
            help="A ref of this framework, or another framework’s name, a slash and its ref.",
            example="S1",
        ),
        Column(
            key="provenance",
            heading="Provenance",
            form=Form.CHOICE,
            options=PROVENANCE,
            width=13,
            help="published: the source itself makes the link.",
            example="derived",
        ),
        Column(key="locator", heading="Where in the source", width=40, help="Needed where it is published."),
    ),
    about="Which items bear on which, also across frameworks.",
)
SHEETS = (*ITEM_SHEETS, _DESCRIPTORS, _SCALES, _SECTORS, _MAPPINGS)
HEADER = (
    Column(
        key="id",
        heading="Name of the framework",
        help="Small letters, digits and hyphens, such as our-voice-2026. It stays the same from version to version.",
    ),
    Column(
        key="edition",
        heading="Name of your edition",
        help="Only for your own edition of a framework that "
        "came with the product: a word such as your area’s name. Otherwise leave it empty.",
    ),
    Column(
        key="version",
        heading="Made from version",
        form=Form.NUMBER,
        help="The tool counts versions. Leave it as it is; empty for a new framework.",
    ),
    Column(
        key="kind",
        heading="Kind of framework",
        form=Form.CHOICE,
        help="What it is for.",
        options=tuple(kind.value for kind in FrameworkKind),
    ),
    Column(key="title", heading="Title", help="As people know it."),
    Column(key="short_title", heading="Short title", help="A few words, for a narrow place."),
    Column(key="summary", heading="Summary", help="What it is, and what of its source was not seen."),
    Column(key="source.title", heading="Source: title", help="The document that it was written from."),
    Column(key="source.publisher", heading="Source: publisher", help="Who published it."),
    Column(key="source.published", heading="Source: published", help="The year, or the year and month."),
    Column(key="source.seen", heading="Source: what was seen", help="Which parts of it you saw, in a sentence."),
    Column(
        key="themes_from",
        heading="Themes from",
        source="Frameworks",
        help="The framework whose themes the lines name. Empty: its own.",
    ),
    Column(key="held", heading="Items held", form=Form.NUMBER, help="How many are here. Empty: all of them."),
    Column(key="held_of", heading="Items in the source", form=Form.NUMBER, help="How many the source has."),
    Column(
        key="readiness.thin_up_to",
        heading="Readiness: thin up to",
        form=Form.NUMBER,
        help="Pieces of evidence. Leave all rows about readiness empty for the usual thresholds.",
    ),
    Column(
        key="readiness.conflicting_share",
        heading="Readiness: conflicting share",
        help="Of the pieces, or more, on each side. A fraction such as 1/3.",
    ),
    Column(key="readiness.strong_pieces", heading="Readiness: strong from", form=Form.NUMBER, help="Pieces, or more."),
    Column(
        key="readiness.strong_kinds",
        heading="Readiness: strong kinds",
        form=Form.NUMBER,
        help="Kinds of evidence, or more.",
    ),
    Column(
        key="readiness.strong_share",
        heading="Readiness: strong share",
        help="Of the pieces, or more, that point to strength. A fraction such as 2/3.",
    ),
    Column(
        key="readiness.strong_one_of",
        heading="Readiness: strong needs one of",
        form=Form.LINES,
        help="Kinds of evidence, one a line.",
    ),
)
