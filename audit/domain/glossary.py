"""The glossary for people who were not in the room: the words of a board's page and papers, in plain English.

In: nothing.
Out: words with what they mean, each in a sentence that a twelve-year-old can read.
"""

from __future__ import annotations

GLOSSARY = (
    ("Round", "One look at how well children are helped, from start to end."),
    ("Agency", "A group that works with children, such as social care, a school or the police."),
    ("Statement", "Something that should be true for each child. We check each child's help against it."),
    ("A strength", "In the cases where it applied, help was mostly good."),
    ("Mixed", "In the cases that were judged, help was good in part."),
    ("Needs to improve", "In the cases that were judged, help was mostly not good enough yet."),
    ("Not enough to say", "Too few cases were judged to know."),
    ("Finding", "Something that we learned by looking."),
    ("Area for priority action", "Something so bad that it must be put right first."),
    ("Done", "The work is finished. It does not tell us that children are better off."),
    ("Making a difference", "We can show that things got better for children."),
    ("Re-audit", "We look again later, to see if things have changed."),
)
