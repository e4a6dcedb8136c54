"""The file of a published inspection letter, read.

In: a file's bytes and name.
Out: what the letter says, and its lines; a file that is no such letter is refused, another report as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audit.documents.word import lines as word_lines
from audit.domain.inspection import letter_facts as rules
from audit.domain.inspection.letter_facts import TOP, Letter, body_lines
from audit.domain.inspection.letter_reading import Line, is_close, joined
from audit.errors import WrongInput
from audit.library import pdf_lines

LARGEST = 20_000_000  # bytes
READERS = {"pdf": pdf_lines.lines, "docx": word_lines.lines}  # a new type of file is added here


_OTHERS: Mapping[str, str] = {
    r"\bSEND\b|special educational needs": "an inspection of services for children with special educational needs "
    "and disabilities (SEND)",
    r"\bILACS\b|focused visit|monitoring visit|inspection of (?:.{2,60} )?children[’']s (?:social care )?services"
    r"|children in need of help and protection": "an inspection of local authority children’s services (ILACS)",
    r"inspection of (?:.{2,60} )?youth (?:offending|justice)|youth (?:offending|justice) (?:services?|work) inspection"
    r"|inspection of (?:.{2,60} )?probation": "an inspection of youth justice or probation",
    r"\bPEEL\b|child protection inspection|police (?:effectiveness|inspection)|inspection of (?:.{2,60} )?"
    r"(?:police|constabulary)": "an inspection of the police",
    r"review of (?:.{2,40} )?health services|\bCLAS\b|adult social care|(?:hospital|nhs|trust|care home).{0,30}"
    r"inspection report|inspection of (?:.{2,60} )?(?:hospital|nhs|trust)": "a review of health or adult care",
    r"(?:school|nursery|academy|college) (?:inspection )?report|inspection of (?:.{2,60} )?"
    r"(?:school|academy|college|nursery|children[’']s home|fostering|adoption)": "an inspection of a school, "
    "a home or an agency",
    r"safeguarding practice review|serious case review|rapid review": "a review of practice",
    r"^written statement of": "the written statement that answers a letter",
}
_OURS = re.compile(r"joint targeted area inspection|\bJTAI\b", re.I)
_REPORT = re.compile(
    r"\b(?:inspection|review|assessment|audit|evaluation|peer challenge)\b.{0,20}\b(?:of|in|into)\b", re.I
)
_REPORT_PARTS = re.compile(r"\bfindings of (?:a|an|the|our|this) ([^.]{4,120})", re.I)


def read(content: bytes, name: str) -> tuple[Letter, tuple[Line, ...]]:
    """Return what a letter says, and its lines; raises WrongInput for a file that is no inspection letter."""
    if len(content) > LARGEST:
        raise WrongInput(f"{name} is larger than 20 MB. An inspection letter is far smaller: choose it.")
    ending = "pdf" if content.startswith(b"%PDF") else name.rpartition(".")[2].lower()
    if ending not in READERS:
        raise WrongInput(f"{name} is neither a PDF nor a Word document (.docx). Choose the letter as it was published.")
    lines = READERS[ending](content, name)
    if other := _other_report(lines):
        raise WrongInput(
            f"{name} is {other}, and not the letter of a joint targeted area inspection (JTAI). Choose that letter."
        )
    letter = rules.read(lines)
    if not letter.findings and letter.area is None:
        raise WrongInput(
            f"{name} does not read like an inspection letter: no area and none of the headings such as “Strengths” "
            "was found. Choose the letter as it was published."
        )
    return letter, lines


def _other_report(lines: Sequence[Line]) -> str:
    """Return, in words, what this is where it is no letter of a joint targeted area inspection; else empty."""
    body = tuple(body_lines(lines))
    titles = _titles(body)
    if any(_OURS.search(title) for title in titles):
        return ""
    opening = joined(body[:TOP])
    named = _REPORT_PARTS.search(opening)
    if named and _OURS.search(named[1]):
        return ""
    for title in (*titles, *([named[1]] if named else [])):
        kind = next((kind for pattern, kind in _OTHERS.items() if re.search(pattern, title, re.I)), None)
        if kind is not None:
            return kind
    if not _OURS.search(joined(body)) and (title := next(filter(_REPORT.search, titles), None)):
        return f"“{title}”"
    return ""


def _titles(lines: Sequence[Line]) -> list[str]:
    """Return what stands like a title at a letter's beginning: what is bold, and what opens a paragraph."""
    titles: list[str] = []
    before: Line | None = None
    for line in lines[:TOP]:
        if titles and before is not None and is_close(before, line) and line.bold == before.bold:
            titles[-1] = f"{titles[-1]} {line.text}" if len(titles[-1]) < 200 else titles[-1]
        else:
            titles.append(line.text)
        before = line
    return [title for title in titles if len(title) < 200 and not title.endswith(".")]
