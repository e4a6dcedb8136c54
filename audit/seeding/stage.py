"""The stage: what every step of the story needs.

In: the app, the invented people by key, and the pens that auditors write with.
Out: a Cast, handed from step to step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.app import App
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Person
from audit.library.stories.children import JourneyStory
from audit.seeding.note_writer import NoteWriter

STATEMENTS = "ewg-quality-statements-2017"
THEMES = "leeds-jtai-2020"
WORDS = {"O": "outstanding", "G": "good", "RI": "requires_improvement", "I": "inadequate"}  # the scale four-words


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who is in the story, and where it is played."""

    app: App
    people: Mapping[str, Person]
    writers: Mapping[str, NoteWriter]  # by round
    journeys: Mapping[str, JourneyStory] = field(default_factory=dict)  # by case

    @property
    def facilitator(self) -> Person:
        """Return the person who runs the rounds."""
        return self.people["facilitator"]


def statement(ref: str) -> Key:
    """Return where a statement or one of its lines is found."""
    return Key(STATEMENTS, ref)


def theme(ref: str) -> Key:
    """Return where a theme is found."""
    return Key(THEMES, ref)
