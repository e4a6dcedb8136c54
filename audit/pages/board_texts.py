"""What the board's and the young people's pages always say; the tests look at how easily it is read."""

from __future__ import annotations

BOARD = {
    "nothing": "There is no round yet. When the first one is done, you can read here what was found.",
    "not yours": "Your facilitator can say who reads the board's page here.",
    "not told": "This round has not come to its findings yet. You can read them here when it has.",
    "how": "Each box is one statement. S is a strength. M is mixed. N needs to improve. A question mark means that we "
    "cannot say. The words come from the children who have been judged. They are not an inspection grade.",
    "strong": "What is strong",
    "improve": "What must improve",
    "no strong": "We found no strength that we can name.",
    "no improve": "We found nothing here that must improve.",
    "done": "Done is not the same as making a difference. So we ask both, one beside the other.",
    "no actions": "No action is planned yet.",
    "asks": "What we ask of you",
    "no table": "We do not show how many children there were by age or home. With so few of them, somebody might work "
    "out who a child is.",
    "foot": "We never show a number of children from one to five. No word here is an inspection grade. Nothing on this "
    "page leads to the story of one child.",
    "first": "This is the first time that we looked, so we cannot say yet what has changed.",
    "seen": "Seen by the board",
    "not seen": "The board has not seen this round yet.",
    "no questions": "The board has asked no question yet.",
}
YOUNG = {
    "title": "How good is your help? What we found",
    "nothing": "There is nothing to read here yet. Come back later.",
    "who": "This page is for children and young people in care, and for those who have left care.",
    "what": "We are the people whose job is to help you: social workers, nurses, teachers, police and others. We "
    "wanted to know how well we help when life is hard.",
    "eleven": "A group of young people once told adults what they need. They asked for eleven things. Here is how we "
    "are doing on each one.",
    "doing": "What we will do",
    "no doing": "We have not planned anything for this yet. You can ask us why.",
    "more doing": "What we do about this is told above.",
    "keep": "We want to keep it that way. Tell us if it is not so for you.",
    "words": "What some of you told us",
    "safe": "We have tried to leave out anything that could show who you are.",
    "ours": "We have not seen their list itself, only what others wrote of it. So the eleven things are told here in "
    "our own words. We chose which of our own checks to set beside each of them.",
    "help": "If you feel unsafe now, tell an adult you trust, or call 999. You can talk to Childline at any time, day "
    "or night, on 0800 1111. It is free.",
}
