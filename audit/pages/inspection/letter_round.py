"""What a page about an audit shows for a round that was made from an inspection letter.

In: the round in sight.
Out: a sentence that says why there is nothing here, and the ways to what the round has.
"""

from __future__ import annotations

import streamlit as st

from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place
from audit.pages.components.plain import plain


def render(audit_round: Round, title: str) -> None:
    """Say that the round has no audit, and lead to its findings, plan, board page and papers."""
    look.line_above(audit_round.title, "Inspection letter")
    look.title(title)
    st.write(
        f"{plain(audit_round.title)} is about an inspection letter. It has no cases and no audit, so this page has "
        "nothing to show for it."
    )
    for name, label in (("findings", "Findings"), ("plan", "Plan"), ("board", "Board"), ("papers", "Papers")):
        place.link(name, f"{label}: {audit_round.ref}", icon=":material/arrow_forward:", round=audit_round.ref)
    place.link("home", "Choose another round on Home", icon=":material/arrow_back:")
