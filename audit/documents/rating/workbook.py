"""An agency's audit workbook for Excel: its own questions about its children, to fill in without a server.

In: the form.
Out: the bytes of one .xlsx file. Fixed cells are locked, nothing is a formula, and no other agency is in it.
"""

from __future__ import annotations

from audit.documents.excel.list_workbook import ListForm, write_list
from audit.documents.rating import form as words
from audit.documents.rating.form import WorkbookForm
from audit.documents.rating.layout import sheets
from audit.documents.rating.values import KIND, basis


def write_audit_workbook(form: WorkbookForm) -> bytes:
    """Return the workbook of one agency for one round; raises AuditError where a text is too long for a cell."""
    about = "About this workbook", ((words.AUDITOR, None), ("Whose it is", words.workbook_line(form)))
    return write_list(
        ListForm(
            kind=KIND,
            about=form.audit_round.ref,
            sheets=sheets(form),
            title=words.workbook_title(form),
            sections=(about, *words.instructions(form)),
            marking=f"{form.marking} {form.agency.short_name}".strip(),
            made_on=form.made_on,
            basis=basis(form),
            is_explained_first=True,
        )
    )
