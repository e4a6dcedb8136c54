"""What the first sheet of a framework's workbook says."""

from __future__ import annotations

from audit.documents.frameworks.columns import FRAMEWORK
from audit.documents.frameworks.sheets import SHEETS
from audit.domain.frameworks.framework import Framework


def title(framework: Framework) -> str:
    """Return what the workbook is called."""
    return f"Framework: {framework.title}" if framework.version else "A new framework"


def instructions(framework: Framework) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the instructions: sections, each with labelled lines."""
    return (
        ("How to fill this in", _steps(framework)),
        (
            "The sheets",
            ((FRAMEWORK, "What it is called and where it comes from."), *((s.name, s.about) for s in SHEETS)),
        ),
        ("How far an item rests on its source", _PROVENANCE),
        ("Good to know", _RULES),
    )


def _steps(framework: Framework) -> tuple[tuple[str, str], ...]:
    begin = (
        "Every sheet holds what the framework says now. Change it, add rows, or delete rows."
        if framework.version
        else "Begin with the sheet Framework, then Statements, then Lines of enquiry. Leave empty what you do not need."
    )
    return (
        ("1. Fill in", begin),
        ("2. One row each", "Each item has a row of its own. Click a cell to see what belongs in it."),
        ("3. Save it as .xlsx", "Without macros or a password. Formulas are not read; write the words themselves."),
        (
            "4. Bring it back",
            "On the page “Frameworks by workbook” choose the file. You see what is new, changed and "
            "wrong, cell by cell, before anything is saved.",
        ),
    )


_PROVENANCE = (
    ("published", "The source says this, and you have seen it."),
    ("derived", "Your reading of what the source implies. Every screen and paper says so."),
    ("unverified", "Known second-hand only. Every screen and paper says so."),
)
_RULES = (
    ("Example rows", "A row that begins with “Example:” is not read. You can leave it or delete it."),
    (
        "Headings",
        "Columns are found by their headings, so they may be moved but not renamed. A numbered column, "
        "such as “Asked of 7”, may be added.",
    ),
    (
        "Refs",
        "Keep a ref while the meaning stays the same: grades are compared by it. If the meaning changes, give a "
        "new ref and write the old one under “Replaces”.",
    ),
    ("Lists in one cell", "“What to look for” and the like hold one entry a line. Alt and Enter begins a new line."),
    ("Children", "Nothing about a real child belongs here."),
)
