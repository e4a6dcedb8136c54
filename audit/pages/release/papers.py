"""Papers: what leaves the audit group about a round, each with what it is for and who should get it.

In: the round in sight.
Out: the way to each paper, by the check before it leaves.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.check_out import Paper
from audit.documents.board.papers import PaperKind, kinds_for
from audit.domain.board.view import BoardView
from audit.domain.people.person import Act
from audit.pages.board import reading
from audit.pages.components import look, place
from audit.pages.release import check_out


def render(app: App) -> None:
    """Offer the papers of the round in sight."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Papers")
        st.write("Papers are made from a round's findings. Open a round first; Home says how.")
        return
    view = reading.view(app, audit_round.ref)
    look.line_above(audit_round.title, "Inspection letter" if view.letter else "Step 5 of 6", "board")
    look.title("Papers")
    _opening(view)
    for kind in kinds_for(view.letter):
        with st.container(border=True):
            look.card_title(kind.label)
            st.write(kind.purpose)
            st.write(f"**For:** {kind.readers}")
            program = "PowerPoint" if kind is PaperKind.SLIDES else "Word"
            check_out.link(Paper(kind.value), f"{kind.label} in {program}", round_ref=audit_round.ref)
    place.link("board", "The round on the board's page", icon=":material/arrow_back:", round=audit_round.ref)
    place.link("plan", "Back to the plan", icon=":material/arrow_back:", round=audit_round.ref)


def _opening(view: BoardView) -> None:
    if view.letter:
        st.write("For people who were not in the room: what inspectors found, and what is being done about it.")
        return
    st.write(
        "For people who were not in the room. Judgements are in words, case references are taken out, and a text that "
        "may point to a child is held back until someone has checked it. Each download is recorded."
    )
    if not view.told:
        st.info(
            "This round has not come to its findings yet. A paper made now says who has taken part so far, and nothing "
            "of what was found.",
            icon=":material/hourglass_empty:",
        )
