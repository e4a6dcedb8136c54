"""The file of a published inspection letter, read.

In: a file's bytes and name.
Out: what the letter says, and its lines; a file that is no inspection letter is refused.
"""

from __future__ import annotations

from audit.documents.word import lines as word_lines
from audit.domain.inspection import letter_facts as rules
from audit.domain.inspection.letter_reading import Letter, Line
from audit.errors import WrongInput
from audit.library import pdf_lines

LARGEST = 20_000_000  # bytes
READERS = {"pdf": pdf_lines.lines, "docx": word_lines.lines}  # a new type of file is added here


def read(content: bytes, name: str) -> tuple[Letter, tuple[Line, ...]]:
    """Return what a letter says, and its lines; raises WrongInput for a file that is no inspection letter."""
    if len(content) > LARGEST:
        raise WrongInput(f"{name} is larger than 20 MB. An inspection letter is far smaller: choose it.")
    ending = "pdf" if content.startswith(b"%PDF") else name.rpartition(".")[2].lower()
    if ending not in READERS:
        raise WrongInput(f"{name} is neither a PDF nor a Word document (.docx). Choose the letter as it was published.")
    lines = READERS[ending](content, name)
    if other := rules.other_report(lines):
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
