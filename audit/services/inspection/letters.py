"""Reading an inspection letter that has come.

In: the file as it was published, PDF or Word.
Out: what it says, and its lines to hold beside it. Nothing is kept.
"""

from __future__ import annotations

from audit.documents.word import lines as word_lines
from audit.domain.inspection import letter_reading as rules
from audit.domain.inspection.letters import Letter, Line
from audit.errors import WrongInput
from audit.library import pdf_lines

LARGEST = 20_000_000  # bytes


def read(content: bytes, name: str) -> tuple[Letter, tuple[Line, ...]]:
    """Return what a letter says, and its lines; raises WrongInput for a file that is no inspection letter."""
    if len(content) > LARGEST:
        raise WrongInput(f"{name} is larger than 20 MB. An inspection letter is far smaller: choose it.")
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"%PDF") or ending == "pdf":
        lines = pdf_lines.lines(content, name)
    elif ending == "docx":
        lines = word_lines.lines(content, name)
    else:
        raise WrongInput(f"{name} is neither a PDF nor a Word document (.docx). Choose the letter as it was published.")
    letter = rules.read(lines)
    if not letter.findings and letter.area is None:
        raise WrongInput(
            f"{name} does not read like an inspection letter: no area and none of the headings such as “Strengths” "
            "was found. Choose the letter as it was published."
        )
    return letter, lines
