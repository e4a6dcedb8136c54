"""The form that erases something for good, once its reference is typed.

In: what it is called, and what erases it.
Out: the form; when it is written, the database's file is rewritten, so that nothing erased stays in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.pages.forms.form import Form, nothing
from audit.pages.forms.form_fields import Entered, Field, Part, TextField
from audit.store.work import Db


def form(
    app: App,
    ref: str,
    erase: Callable[[Db, Entered], object],
    *,
    button: str,
    round_ref: str = "",
    fields: Sequence[Field] = (),
    after: Callable[[Entered], object] = nothing,
) -> Form:
    """Return the form that erases something for good once its ref is typed, and then rewrites the file."""

    def rewritten(entered: Entered) -> None:
        after(entered)
        app.scrub()

    missing = f"Nothing was erased. To erase it for good, type {ref} in the box."
    label = f"To erase {ref} for good, type {ref}"
    confirmation = TextField(name="typed", label=label, missing=missing, needed=True, most=120, wide=False)
    return Form(
        app=app,
        kind=FormKind.ERASURE,
        about=ref,
        round_ref=round_ref,
        parts=(Part(fields=(*fields, confirmation)),),
        button=button,
        write=erase,
        after=rewritten,
        blames={"Nothing was erased": "typed"},
        enter=False,
        kept=False,
    )
