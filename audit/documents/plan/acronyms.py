"""The acronyms of a document, as a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from audit.documents.plan.front import Part
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Column, plain, table


def write_acronyms(sheet: Sheet, part: Part, found: Sequence[tuple[str, str]], *, document: str) -> None:
    """Write each acronym with what it stands for; `document` is what the whole is called, such as "plan"."""
    sheet.heading(part.heading(sheet), 1, anchor=part.anchor)
    if not found:
        sheet.paragraph(f"No acronyms are used in this {document}.")
        return
    table(
        sheet,
        (Column("Acronym", 36), Column("In full", 134)),
        [(plain(sheet, short, "Plan Table Row Head"), plain(sheet, whole)) for short, whole in found],
        title="Acronyms",
        says=f"Each acronym used in this {document}, and what it stands for.",
    )
