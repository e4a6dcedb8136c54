"""The document while it is written: paragraphs, headings, captions and notes, one after the other.

In: text, and names of styles.
Out: the elements of the document's body, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from docx.document import Document

from audit.documents import typed
from audit.documents.look import Look
from audit.documents.word import xml
from audit.documents.word.xml import Element, Piece, Text, qn, w


@dataclass
class Sheet:
    """A document under way; its width changes where the paper is turned."""

    document: Document
    look: Look
    styles: dict[str, str]  # ids by name in small letters
    width: float  # of the text, mm
    elements: list[Element] = field(default_factory=list)
    bookmarks: count[int] = field(default_factory=lambda: count(1))
    captions: dict[str, int] = field(default_factory=dict)  # how many tables and figures have a number

    def style(self, name: str) -> str:
        """Return the id of a style."""
        return self.styles[name.lower()]

    def paragraph(
        self,
        text: Text | Sequence[Text],
        style: str = "Normal",
        *,
        anchor: str = "",
        keep_next: bool = False,
        new_page: bool = False,
        apart: int = 0,
    ) -> Element:
        """Add a paragraph to the document and return it; an anchor makes it a place that links can lead to.

        `apart` is the space that keeps it off what stands above it, in twentieths of a point; 0: as its style says.
        """
        made = self.made(text, style, anchor=anchor, keep_next=keep_next, new_page=new_page)
        if apart:
            made[0].append(w("spacing", before=apart))
        self.elements.append(made)
        return made

    def made(
        self,
        text: Text | Sequence[Text],
        style: str = "Normal",
        *,
        anchor: str = "",
        keep_next: bool = False,
        new_page: bool = False,
        shade: str = "",
    ) -> Element:
        """Return a paragraph that stands nowhere yet, such as one of a cell."""
        settings = w(
            "pPr",
            w("pStyle", val=self.style(style)),
            w("keepNext") if keep_next else None,
            w("pageBreakBefore") if new_page else None,
            w("shd", val="clear", color="auto", fill=shade) if shade else None,
        )
        content = self._content([text] if isinstance(text, Text) else text)
        return w("p", settings, *(xml.bookmarked(anchor, self.bookmarks, content) if anchor else content))

    def heading(self, text: str, level: int, *, anchor: str = "", new_page: bool = False, apart: bool = False) -> None:
        """Add a heading of a level, 1 to 2; `apart` keeps it off what stands above it on the same page."""
        space = 400 if apart else 0
        self.paragraph(
            typed.single_line(text), f"heading {level}", anchor=anchor, keep_next=True, new_page=new_page, apart=space
        )

    def bullets(self, items: Iterable[Sequence[Text]]) -> None:
        """Add a list."""
        for item in items:
            self.paragraph(item, "Plan Bullet")

    def caption(self, kind: str, message: str) -> None:
        """Add a numbered caption, "Table" or "Figure", that says the message."""
        number = self.captions.get(kind, 0) + 1
        self.captions[kind] = number
        settings = w("pPr", w("pStyle", val=self.style("caption")), w("keepNext"))
        if self.elements and self.elements[-1].tag == qn("w:tbl"):  # a council's captions may stand close
            settings.append(w("spacing", before=160))
        made = w("p", settings, xml.run(f"{kind} "))
        for run in xml.field(f"SEQ {kind} \\* ARABIC", str(number)):
            made.append(run)
        made.append(xml.run(f": {typed.single_line(message)}"))
        self.elements.append(made)

    def note(self, text: Text | Sequence[Text]) -> None:
        """Add what stands small beneath a table or figure."""
        self.paragraph(text, "Plan Note")

    def text(self) -> str:
        """Return everything written so far."""
        return "\n".join(_text_of(element) for element in self.elements)

    def _content(self, texts: Sequence[Text]) -> list[Element]:
        return [self._stretch(text) for text in texts]

    def _stretch(self, text: Text) -> Element:
        if isinstance(text, Piece) and text.link:
            return xml.linked(Piece(text.text, bold=text.bold, link=text.link, style=self.style("Plan Link")))
        return xml.run(text)


def _text_of(element: Element) -> str:
    parts = (p.iter(qn("w:t"), qn("w:br")) for p in element.iter(qn("w:p")))
    return "\n".join("".join("\n" if node.tag == qn("w:br") else node.text or "" for node in p) for p in parts)
