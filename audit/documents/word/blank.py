"""A document begun: page, styles and marking are set, and nothing is written yet.

In: the marking, the line beneath it, and perhaps a council's own Word file to take the look from.
Out: a sheet to write on.
"""

from __future__ import annotations

from audit.documents.word import layout, numbering, styles
from audit.documents.word import template as templates
from audit.documents.word.sheet import Sheet


def begun(*, marking: str, line: str, template: bytes | None = None) -> Sheet:
    """Return an empty sheet, marked above and below; the line stands beneath with the page's number.

    Raises WrongInput, saying what to do, for a template that is not a .docx.
    """
    document, look = templates.own() if template is None else templates.of(template)
    layout.set_page(document, look)
    ids = styles.settle(document, look, bullet_number=numbering.add_bullet(document))
    sheet = Sheet(document=document, look=look, styles=ids, width=look.text_width)
    layout.mark(sheet, marking=marking.upper(), line=line)
    return sheet
