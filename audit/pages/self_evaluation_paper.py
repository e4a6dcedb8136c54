"""The self-evaluation on paper: a Word document, in the council's own look where it gives one.

In: what is held today, and what the person chooses.
Out: a .docx to download.
"""

from __future__ import annotations

import streamlit as st

from audit import check_out
from audit.app import App
from audit.documents.self_evaluation import write_self_evaluation
from audit.domain.passages import Audience
from audit.pages.components import errors, readers
from audit.store.queries import trail

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEY = "self-evaluation"


def offer(app: App) -> None:
    """Draw the choices and the download."""
    st.header("On paper", anchor=False)
    with st.expander("Get the self-evaluation in Word", icon=":material/description:"):
        st.caption(
            "In the shape of an inspection letter: headline findings, strengths with evidence, what needs to improve "
            "and what is being done, criterion by criterion, and the index of the pack. It holds no grade. A text that "
            "may point to a child is held back until somebody has decided on it."
        )
        given = st.file_uploader(
            "Our council's own Word template (.docx), if it should look like it", type="docx", key=f"{_KEY} template"
        )
        st.caption("Its fonts, colours, header and footer are used. The file is not kept.")
        audience = readers.asked(check_out.Paper.SELF_EVALUATION, key=f"{_KEY} readers")
        _make(app, given.getvalue() if given is not None else None, audience)


def _make(app: App, template: bytes | None, audience: Audience) -> None:
    with app.reading() as db:
        newest = [(line.at_utc, line.event) for line in trail.lines(db, most=1)]
    asked = (app.person.id, template, audience, newest)  # a document from before the last change is stale
    if st.button("Make the self-evaluation", key=f"{_KEY} make", icon=":material/description:"):
        st.session_state.pop(f"{_KEY} made", None)
        with errors.shown(), st.spinner("Writing the self-evaluation …"):
            st.session_state[f"{_KEY} made"] = (asked, _written(app, template, audience))
    made_for, made = st.session_state.get(f"{_KEY} made", (None, None))
    if made_for == asked:
        st.download_button(
            "Download the self-evaluation", data=made, file_name="self-evaluation.docx", mime=_WORD,
            key=f"{_KEY} download", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _written(app: App, template: bytes | None, audience: Audience) -> bytes:
    with app.reading() as db:
        paper = check_out.self_evaluation(app, db, audience=audience)
    return write_self_evaluation(paper, template=template)
