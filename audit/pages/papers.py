"""Papers: what leaves the audit group about a round, each with what it is for and who should get it.

In: the round in sight, and perhaps a council's own Word and PowerPoint files to take the look from.
Out: downloads, each made and noted when it is asked for.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from audit.app import App
from audit.documents.board_papers import PaperKind, check_template, write_paper
from audit.domain.board import BoardView
from audit.domain.people import Act
from audit.domain.rounds import Round
from audit.errors import AuditError
from audit.pages import board_read, place
from audit.pages.components import look
from audit.services import board, papers

Templates = dict[str, bytes]  # by how the file's name ends


def render(app: App) -> None:
    """Offer the papers of the round in sight."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Papers")
        st.write("Papers are made from a round's findings. Open a round first; Home says how.")
        return
    view = board_read.view(app, audit_round.ref)
    look.line_above(audit_round.title, "Step 5 of 6", "board")
    look.title("Papers")
    _opening(view)
    templates = _templates(audit_round)
    for kind in PaperKind:
        _paper(app, audit_round, kind, templates)
    st.caption("A file is made when you press its button. Who took which paper out, and when, is noted in the trail.")
    place.link("board", "The round on the board's page", icon=":material/arrow_back:", round=audit_round.ref)
    place.link("plan", "Back to the plan", icon=":material/arrow_back:", round=audit_round.ref)


def _opening(view: BoardView) -> None:
    st.write(
        "For people who were not in the room. No paper names a child or a case: judgements are words and never counts, "
        "and a child's words stand there only where they are marked for papers."
    )
    if not view.told:
        st.info(
            "This round has not come to its findings yet. A paper made now says who has taken part so far, and nothing "
            "of what was found.",
            icon=":material/hourglass_empty:",
        )


def _templates(audit_round: Round) -> Templates:
    """Ask for the council's own files, and return those that can be used."""
    given: Templates = {}
    with st.expander("Make them look like our council's own", icon=":material/palette:"):
        st.write(
            "Choose a file of your council's. Its fonts, colours, headers and layouts are used, and what is written in "
            "it is left out. The file is not kept."
        )
        for suffix, label in (("docx", "A Word document (.docx)"), ("pptx", "A PowerPoint presentation (.pptx)")):
            file = st.file_uploader(label, type=_ENDINGS[suffix], key=f"{audit_round.ref} look {suffix}")
            if file is None:
                continue
            try:
                check_template(suffix, file.getvalue())
            except AuditError as refusal:
                st.error(f"{file.name} was not used. {refusal}", icon=":material/error:")
            else:
                given[suffix] = file.getvalue()
                st.success(f"{file.name} lends its look to the papers below.", icon=":material/check:")
    return given


# Files that will be refused may be chosen, because the refusal says what to do and a greyed-out file does not.
_ENDINGS = {"docx": ["docx", "dotx", "docm", "dotm", "doc"], "pptx": ["pptx", "potx", "pptm", "potm", "ppsx", "ppt"]}


def _paper(app: App, audit_round: Round, kind: PaperKind, templates: Templates) -> None:
    with st.container(border=True):
        look.card_title(kind.label)
        st.write(kind.purpose)
        st.write(f"**For:** {kind.readers}")
        st.download_button(
            f"{kind.label} in {'PowerPoint' if kind is PaperKind.SLIDES else 'Word'}",
            data=partial(_made, app, audit_round, kind, templates.get(kind.suffix)),
            file_name=kind.file_name(audit_round.ref),
            mime=kind.mime,
            key=f"{audit_round.ref} paper {kind.value}",
            icon=":material/download:",
            type="primary" if kind is PaperKind.BOARD else "secondary",
            on_click="ignore",
        )


def _made(app: App, audit_round: Round, kind: PaperKind, template: bytes | None) -> bytes:
    with app.unit_of_work() as db:
        papers.take_out(db, by=app.person, round_ref=audit_round.ref, what=kind.label, now=app.now())
        view = board.view(db, viewer=app.viewer(), round_ref=audit_round.ref, today=app.today())
        return write_paper(kind, view, template=template)
