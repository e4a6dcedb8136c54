"""A small framework file in which nothing is wrong, and the small edits that each break one promise of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NAME = "small-audit.yaml"
WHOLE = "(whole file)"
_LINE = """\
  - kind: line_of_enquiry
    ref: A1.{number}
    part_of: A1
    title: Question {number}
    text: Was the child asked?
    provenance: derived
    locator: Our reading of section 1
    asked_of: [CSC, HEALTH]
    themes: [M1]
    look_for: [the child's own words]
    good_looks_like: The child's view is written down.
"""
GOOD = (
    """\
id: small-audit
version: 1
kind: statements
title: A small audit
short_title: Small
summary: One statement, four questions.
source: {title: A paper, publisher: A body, published: "2020", seen: All of it.}
held: 1
held_of: 2
sectors:
  - {ref: CSC, title: Children's social care}
  - {ref: HEALTH, title: Health}
scales:
  - ref: two-words
    title: Two words
    default: true
    steps:
      - {order: 1, value: good, label: Good, letter: G, shade: 1, caption: As it should be}
      - {order: 2, value: poor, label: Poor, letter: P, shade: 4, caption: Not as it should be}
items:
  - kind: theme
    ref: M1
    title: Voice
    text: What the child says.
    provenance: published
    locator: Section 3
  - kind: statement
    ref: A1
    title: Heard
    text: The child is heard.
    provenance: published
    locator: Section 1
    descriptors: {good: The child was heard., poor: The child was not heard.}
"""
    + "".join(_LINE.format(number=number) for number in range(1, 5))
    + """\
  - kind: recommendation
    ref: B1
    title: Listen
    text: Ask the child.
    provenance: published
    locator: Section 2
    addressee: Local authority
  - kind: recommendation
    ref: B2
    title: Fund it
    text: Pay for listening.
    provenance: published
    locator: Section 2
    national: true
    addressee: National government
mappings:
  - {from: B1, to: A1, type: supports, provenance: published, locator: Section 2}
  - {from: A1, to: ewg-recommendations-2017/R1, type: overlaps, provenance: derived}
"""
)


@dataclass(frozen=True)
class Break:
    """One edit of the good file, and the place that has to be named for it."""

    promise: str
    old: str
    new: str
    item: str
    field: str
    says: str = ""

    def text(self) -> str:
        """Return the broken file's text; the edit changes the first place it finds, and has to find one."""
        assert self.old in GOOD, self.promise
        return GOOD.replace(self.old, self.new, 1)


_B1, _STEP2 = "{from: B1, to: A1, type: supports", "{order: 2, value: poor, label: Poor, letter: P"
BREAKS = (
    Break("unknown key", "  - kind: theme\n", "  - kind: theme\n    colour: red\n", "M1", "colour", "not a key"),
    Break("unknown key at the top", "held: 1\n", "held: 1\nsumary: x\n", WHOLE, "sumary", "Did you mean summary?"),
    Break("missing field", "    text: What the child says.\n", "", "M1", "text", "missing"),
    Break(
        "readiness share",
        "held: 1\n",
        'readiness: {strong_share: "3/2"}\nheld: 1\n',
        WHOLE,
        "readiness.strong_share",
        "not a share",
    ),
    Break(
        "readiness share in words",
        "held: 1\n",
        "readiness: {conflicting_share: third}\nheld: 1\n",
        WHOLE,
        "readiness.conflicting_share",
        "not a share",
    ),
    Break(
        "readiness count",
        "held: 1\n",
        "readiness: {strong_pieces: 0}\nheld: 1\n",
        WHOLE,
        "readiness.strong_pieces",
        "the least is 1",
    ),
    Break(
        "readiness kind",
        "held: 1\n",
        "readiness: {strong_one_of: [rumour]}\nheld: 1\n",
        WHOLE,
        "readiness.strong_one_of",
        "“rumour” is not a kind of piece",
    ),
    Break(
        "readiness key",
        "held: 1\n",
        "readiness: {strongest: 3}\nheld: 1\n",
        WHOLE,
        "readiness.strongest",
        "not a key that is known here",
    ),
    Break("missing header field", "short_title: Small\n", "", WHOLE, "short_title", "missing"),
    Break("a number for text", "title: Voice", "title: 12", "M1", "title", "read as a number"),
    Break("a date for text", 'published: "2020"', "published: 2020-01-01", WHOLE, "source.published", "read as a date"),
    Break("text for a number", "version: 1", 'version: "1"', WHOLE, "version", "whole number"),
    Break("a word for a list", "asked_of: [CSC, HEALTH]", "asked_of: CSC", "A1.1", "asked_of", "must be a list"),
    Break("a list for a map", "descriptors: {good", "descriptors: [a] # {", "A1", "descriptors", "must be a map"),
    Break("unknown kind", "kind: theme", "kind: thene", "M1", "kind", "Did you mean theme?"),
    Break("unknown measurement", "title: Voice", "title: Voice\n    measurements: [mood]", "M1", "measurements", "sdq"),
    Break("unknown process", "title: Voice", "title: Voice\n    processes: [tea]", "M1", "processes", "ehc_plan"),
    Break("unknown framework kind", "kind: statements", "kind: sermon", WHOLE, "kind", "checklist"),
    Break("unknown provenance", "provenance: published\n", "provenance: rumour\n", "M1", "provenance", "unverified"),
    Break("unknown mapping type", "type: supports", "type: likes", "B1", "mappings.type", "supports"),
    Break("duplicate ref", "ref: A1.2", "ref: A1.1", "A1.1", "ref", "2 times"),
    Break("duplicate key", "    title: Voice\n", "    title: Voice\n    title: Ear\n", "M1", "title", "line 24"),
    Break("duplicate key at the top", "version: 1\n", "version: 1\nversion: 2\n", WHOLE, "version", "twice"),
    Break("id is not the file's name", "id: small-audit", "id: other-audit", WHOLE, "id", "small-audit"),
    Break("ref with a slash", "ref: B2", "ref: B/2", "B/2", "ref"),
    Break("mapping to nothing here", _B1, "{from: B1, to: A9, type: supports", "B1", "mappings.to", "no item A9"),
    Break("mapping from nothing", _B1, "{from: B7, to: A1, type: supports", "B7", "mappings.from", "no item B7"),
    Break("mapping to nothing elsewhere", "2017/R1,", "2017/R99,", "A1", "mappings.to", "no item R99"),
    Break("mapping to no framework", "ewg-recommendations-2017/", "nowhere/", "A1", "mappings.to", "not installed"),
    Break("mapping without provenance", "provenance: published, l", "l", "B1", "mappings.provenance", "missing"),
    Break("published mapping without locator", ", locator: Section 2}", "}", "B1", "mappings.locator", "missing"),
    Break("missing locator", "    locator: Section 3\n", "", "M1", "locator", "missing"),
    Break("blank locator", "locator: Section 3", 'locator: " "', "M1", "locator", "empty"),
    Break("scale without order", "{order: 1, ", "{", "two-words", "scales.steps.order", "missing"),
    Break("orders with a gap", "order: 2", "order: 3", "two-words", "scales.steps.order", "1, 3"),
    Break("grades the wrong way round", "order: 1", "order: 2", "two-words", "scales.steps.order", "2, 2"),
    Break("repeated grade", "value: poor", "value: good", "two-words", "scales.steps.value", "good"),
    Break("no default scale", "    default: true\n", "", "two-words", "scales.default", "none"),
    Break(
        "two default scales",
        "scales:\n",
        "scales:\n  - ref: more\n    title: More\n    default: true\n    steps:\n"
        "      - {order: 1, value: yes_, label: Y, letter: Y, shade: 1, caption: y}\n"
        "      - {order: 2, value: no_, label: N, letter: N, shade: 4, caption: n}\n",
        "two-words",
        "scales.default",
        "more and two-words",
    ),
    Break("one grade only", f"      - {_STEP2}", f"      # {_STEP2}", "two-words", "scales.steps", "2 grades"),
    Break("shade that is no shade", "shade: 4", "shade: 5", "two-words", "scales.steps.shade", "1, 2, 3 or 4"),
    Break("line without part_of", "    part_of: A1\n", "", "A1.1", "part_of", "missing"),
    Break("part_of nothing", "part_of: A1\n", "part_of: A7\n", "A1.1", "part_of", "no item A7"),
    Break("line of a theme", "part_of: A1\n", "part_of: M1\n", "A1.1", "part_of", "is a theme"),
    Break("part_of in a circle", "    ref: M1\n", "    ref: M1\n    part_of: M1\n", "M1", "part_of", "circle"),
    Break("undeclared sector", "[CSC, HEALTH]", "[CSC, POLICE]", "A1.1", "asked_of", "POLICE"),
    Break("asked of no one", "[CSC, HEALTH]", "[]", "A1.1", "asked_of", "empty"),
    Break("unknown theme", "themes: [M1]", "themes: [M4]", "A1.1", "themes", "M4"),
    Break("theme that is no theme", "themes: [M1]", "themes: [B1]", "A1.1", "themes", "B1"),
    Break("themes from nowhere", "held: 1\n", "held: 1\nthemes_from: nowhere\n", WHOLE, "themes_from", "not installed"),
    Break("theme touched by no line", "    ref: M1\n", "    ref: M2\n", "M2", "themes", "no line of enquiry"),
    Break("descriptor missing", ", poor: The child was not heard.", "", "A1", "descriptors", "poor"),
    Break("descriptor of no grade", "poor: The", "bad: The", "A1", "descriptors", "bad"),
    Break("local recommendation unmapped", f"  - {_B1}", f"  # {_B1}", "B1", "mappings", "maps to no statement"),
    Break("recommendation to no statement", _B1, "{from: B1, to: M1, type: supports", "B1", "mappings", "no statement"),
    Break("national without addressee", "    addressee: National government\n", "", "B2", "addressee", "missing"),
    Break("more held than there are", "held: 1\n", "held: 3\n", WHOLE, "held", "3 of 2"),
    Break("version below 1", "version: 1", "version: 0", WHOLE, "version", "from 1"),
    Break("text too long", "text: What", f"text: {'x' * 2001} What", "M1", "text", "2,000"),
    Break("an alias", "title: A small audit", "title: *x", WHOLE, WHOLE, "not YAML"),
)


def write(folder: Path, text: str = GOOD, name: str = NAME) -> Path:
    """Write a framework file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
