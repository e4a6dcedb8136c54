"""What the board's and the young people's pages always say; the tests look at how easily it is read.

Here too:
- A round that is still at work, for somebody who reads it only when it is told.
"""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.rounds.audit_round import Round
from audit.pages.components import look, place

BOARD = {
    "nothing": "There is no round yet. When the first one is done, you can read here what was found.",
    "not yours": "Your facilitator can say who reads the board's page here.",
    "not told": "This round has not come to its findings yet. You can read them here when it has.",
    "how": "Each box is one statement. S is a strength. M is mixed. N needs to improve. A question mark means that we "
    "cannot say. The words come from the cases that were judged. They are not an inspection grade.",
    "strong": "What is strong",
    "improve": "What must improve",
    "no strong": "No strengths recorded.",
    "no improve": "No areas to improve recorded.",
    "done": "Done is not the same as making a difference. So we ask both, one beside the other.",
    "no actions": "No action is planned yet.",
    "asks": "What we ask of you",
    "no table": "We do not show how many children there were by age or home. With so few of them, somebody might work "
    "out who a child is.",
    "foot": "Tables leave out numbers of children from one to 5. Nothing here is an inspection grade. This page does "
    "not link to single cases.",
    "first": "There is no earlier round to compare with, so this page cannot show change.",
    "seen": "Seen by the board",
    "not seen": "The board has not seen this round yet.",
    "no questions": "The board has asked no question yet.",
}
YOUNG = {
    "title": "What we found when we looked at the help that some children get",
    "nothing": "There is nothing to read here yet. Come back later.",
    "who": "This page is for children and young people in care, and for those who have left care.",
    "what": "We are the people whose job is to help: social workers, nurses, teachers, police and others. We wanted to "
    "know how well we help when life is hard.",
    "found": "What a child should be able to say",
    "nobody else": "We only looked at some children. We do not know if it is the same for you. You can tell us.",
    "eleven": "A group of young people once told adults what they need. They asked for eleven things.",
    "checked": "What we checked about it",
    "own": "Here each group of adults looked at what it had written down, and said if it was so.",
    "not checked": "We did not look at these",
    "doing": "What we will do",
    "no doing": "We have not planned anything yet. You can ask us why.",
    "words": "What some children and carers told us",
    "safe": "We have tried to leave out anything that could show who you are.",
    "ours": "They were all in care, and under 18. We have put the eleven things in our own words. We chose which of "
    "our own checks are about the same thing.",
    "model": "What good help is like",
    "model says": "Young people and adults once worked out together what a child should be able to say. We have put it "
    "in our own words. A later report put it in six words: help me get what I deserve.",
    "help": "If you feel unsafe now, tell an adult you trust, or call 999. You can talk to Childline at any time, day "
    "or night, on 0800 1111. It is free.",
}


def shown(app: App, audit_round: Round, title: str) -> bool:
    """Say that the round is not told yet, and return True; False where the person may read what was found so far."""
    if audit_round.is_readable_by(app.person):
        return False
    look.line_above(audit_round.title)
    look.title(title)
    st.write(BOARD["not told"])
    place.link("board", "The board’s page", round=audit_round.ref)
    return True
