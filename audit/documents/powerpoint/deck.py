"""Slides while they are made: each with a real title, its text or figure, its foot and its notes.

In: titles, texts, tables and charts.
Out: slides in the order in which they are shown; on each the title comes first, and the number last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu, Pt

from audit.documents.look import GREY, INK, WHITE, contrast
from audit.documents.powerpoint import look as slide_fit
from audit.documents.powerpoint import template as slide_own
from audit.documents.powerpoint.look import INCH, POINT, Area, SlideLook
from audit.documents.powerpoint.xml import (
    Presentation,
    Shape,
    Slide,
    SlideLayout,
    next_shape_id,
    qn,
    settings_of_paragraph,
    settings_of_run,
)
from audit.documents.typed import fit, lines, single_line

_TITLE_SIZES = (40, 36, 32, 28, 24, 20)  # points, for a title that is too long for its template's own size
_SOURCE_HEIGHT = round(0.42 * INCH)


@dataclass(frozen=True)
class Line:
    """A point of a list: a few words in bold, and what follows them."""

    text: str
    strong: str = ""  # stands before the text

    @property
    def whole(self) -> str:
        """Return all of it as one text."""
        return f"{self.strong} {self.text}".strip()


@dataclass
class Deck:
    """A set of slides under way."""

    presentation: Presentation
    look: SlideLook
    marking: str
    line: str  # stands after the marking where there is room for it

    def opening(self, title: str, lines: Sequence[str], *, notes: str) -> None:
        """Add the first slide."""
        slide = self._begun(self.look.opening, title)
        text = next(
            (placeholder for placeholder in slide.placeholders if _kind(placeholder) in ("subTitle", "body", "obj")),
            None,
        )
        if text is None:
            text = slide.shapes.add_textbox(*_place(self.look.room))
            text.text_frame.word_wrap = True
        self._write(text, [Line(line) for line in lines], size=20, layout=self.look.opening)
        self._ended(slide, notes)

    def listed(
        self, title: str, lines: Sequence[Line], *, notes: str, source: str = "", few_words: bool = False
    ) -> None:
        """Add a slide with a list; a list too long for one goes on on the next. A few words may stand larger."""
        sizes = slide_fit.FEW_WORDS_SIZES if few_words else slide_fit.LIST_SIZES
        room = self.look.room if not source else self.look.room.above(_SOURCE_HEIGHT)[0]
        pages = slide_fit.shared(
            lines, lambda page: slide_fit.list_size([line.whole for line in page], room) is not None
        )
        for number, page in enumerate(pages, start=1):
            slide = self._begun(self.look.listing, numbered(title, number, len(pages)))
            holder = _body(slide)
            if source:
                holder.left, holder.top, holder.width, holder.height = _place(room)
            size = slide_fit.list_size([line.whole for line in page], room, sizes=sizes) or slide_fit.LIST_SIZES[-1]
            self._write(holder, page, size=size, layout=self.look.listing)
            if source:
                self.source(slide, source)
            self._ended(slide, notes)

    def begun(self, title: str) -> Slide:
        """Return a slide with a title and room beneath it; `ended` ends it."""
        return self._begun(self.look.bare, title, text=False)

    def ended(self, slide: Slide, notes: str) -> None:
        """End a slide: its foot, its number, and what is said to it."""
        self._ended(slide, notes)

    def says(self, slide: Slide, text: str, place: Area, *, size: float = 18, quiet: bool = False) -> None:
        """Put a sentence on a slide."""
        box = slide.shapes.add_textbox(*_place(place))
        box.text_frame.word_wrap = True
        _without_margins(box)
        for run in runs(box.text_frame.paragraphs[0], text):
            run.font.size = Pt(size)
            self._colour(run, quiet=quiet)

    def source(self, slide: Slide, text: str) -> None:
        """Put what a slide rests on at the foot of its room."""
        self.says(slide, text, self.look.room.above(_SOURCE_HEIGHT)[1], size=12, quiet=True)

    def _begun(self, layout: SlideLayout, title: str, *, text: bool = True) -> Slide:
        slide = self.presentation.slides.add_slide(layout)
        wanted_places = {0, *(_text_places(layout)[:1] if text else ())}
        for placeholder in list(slide.placeholders):
            if placeholder.placeholder_format.idx not in wanted_places:
                placeholder.element.getparent().remove(placeholder.element)
        holder = slide.shapes.title
        assert holder is not None  # noqa: S101 - the layout was chosen for having one
        self._write(holder, [Line(single_line(title))], size=_title_size(holder, title, layout), layout=layout)
        return slide

    def _write(self, holder: Shape, lines: Sequence[Line], *, size: float | None, layout: SlideLayout) -> None:
        frame = holder.text_frame
        kind = _kind(holder)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for text, bold in ((line.strong, True), (line.text, None)):
                if not text:
                    continue
                for run in runs(paragraph, text + (" " if bold and line.text else "")):
                    run.font.bold = bold
                    if size is not None:
                        run.font.size = Pt(size)
                    _make_letters_readable(settings_of_run(run), layout, kind)

    def _ended(self, slide: Slide, notes: str) -> None:
        layout = slide.slide_layout
        feet = {
            _kind(placeholder): placeholder
            for placeholder in layout.placeholders
            if _kind(placeholder) in ("ftr", "sldNum")
        }
        self._foot(slide, feet.get("ftr"))
        if "sldNum" in feet:
            made = _number(slide, feet["sldNum"])
            slide.shapes.element.append(made)
            for field in made.iter(qn("a:fld")):
                _make_letters_readable(field.get_or_add_rPr(), layout, "sldNum")
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None  # noqa: S101 - the notes' own master has a place for them
        frame.text = fit(notes)

    def _foot(self, slide: Slide, holder: Shape | None) -> None:
        wide = self.look.own or (holder is not None and (holder.width or 0) > 5 * INCH)
        text = f"{self.marking} | {self.line}" if wide else self.marking
        if holder is not None and (holder.width or 0) > 1.4 * INCH:
            made = _footer(slide, holder, text)
            slide.shapes.element.append(made)
            for run in made.iter(qn("a:r")):
                _make_letters_readable(run.get_or_add_rPr(), slide.slide_layout, "ftr")
            return
        width, height = self.look.size
        place = Area(left=0, top=height - round(0.36 * INCH), width=width, height=round(0.32 * INCH))
        self.says(slide, text, place, size=12)
        slide.shapes[-1].name = "Marking"
        settings_of_paragraph(slide.shapes[-1].text_frame.paragraphs[0]).set("algn", "ctr")

    def _colour(self, run: Any, *, quiet: bool) -> None:  # noqa: ANN401 - a run of python-pptx
        ground = slide_fit.ground(self.look.bare)
        if ground is None:
            return
        colours = (GREY, INK, WHITE) if quiet and self.look.own else (INK, WHITE)
        readable = next(colour for colour in colours if contrast(colour, ground) >= 4.5)
        settings_of_run(run).insert(0, slide_fit.solid(readable))


def begun(*, marking: str, line: str, template: bytes | None = None) -> Deck:
    """Return a set of slides that has none yet; raises WrongInput for a template that is not a .pptx."""
    presentation, look = slide_own.own() if template is None else slide_own.of(template)
    return Deck(presentation, look, marking.upper(), line)


def runs(paragraph: Any, text: str) -> Iterator[Any]:  # noqa: ANN401 - a paragraph and runs of python-pptx
    """Add a text to a paragraph with its line breaks, and return each run of it."""
    for number, line in enumerate(lines(text)):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        yield run


def numbered(title: str, number: int, of: int) -> str:
    """Return the title of one of several slides that belong together: no two slides have one title."""
    return title if of == 1 else f"{title} ({number} of {of})"


def _place(area: Area) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(area.left), Emu(area.top), Emu(area.width), Emu(area.height)


def _kind(shape: Shape) -> str:
    if not shape.is_placeholder:
        return "text"
    return str(shape.element.ph.get("type") or "obj")


def _text_places(layout: SlideLayout) -> list[int]:
    """Return the places for text of a layout, the largest first."""
    placeholders = [
        placeholder for placeholder in layout.placeholders if _kind(placeholder) in ("subTitle", "obj", "body")
    ]
    placeholders.sort(key=lambda placeholder: -(placeholder.width or 0) * (placeholder.height or 0))
    return [placeholder.placeholder_format.idx for placeholder in placeholders]


def _body(slide: Slide) -> Shape:
    return next(placeholder for placeholder in slide.placeholders if placeholder.placeholder_format.idx != 0)


def _without_margins(box: Shape) -> None:
    frame = box.text_frame
    frame.margin_left = frame.margin_right = Emu(7 * POINT)
    frame.margin_top = frame.margin_bottom = Emu(3 * POINT)


def _make_letters_readable(settings: Any, layout: SlideLayout, kind: str) -> None:  # noqa: ANN401 - lxml
    """Give letters a colour of their own where the template's can be worked out and would be too pale."""
    ground, colour = slide_fit.ground(layout), slide_fit.letters(layout, kind)
    if ground is None or colour is None or contrast(colour, ground) >= 4.5:
        return
    settings.insert(0, slide_fit.solid(max((INK, WHITE), key=lambda candidate: contrast(candidate, ground))))


def _title_size(holder: Shape, title: str, layout: SlideLayout) -> float | None:
    """Return the size at which a title fits its place; None where the layout's own size does."""
    own = slide_fit.size(layout, _kind(holder)) or 44
    width, height = holder.width - 16 * POINT, holder.height
    if slide_fit.height([title], own, width, between=6) <= height:
        return None
    sizes = [size for size in _TITLE_SIZES if size < own]
    return next((size for size in sizes if slide_fit.height([title], size, width, between=6) <= height), sizes[-1])


def _copied(slide: Slide, holder: Shape) -> Any:  # noqa: ANN401 - lxml
    made = deepcopy(holder.element)
    made.nvSpPr.cNvPr.set("id", str(next_shape_id(slide)))
    settings = made.find(qn("p:spPr"))
    for child in list(settings):
        settings.remove(child)  # its place and look are the layout's
    styles = made.txBody.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    return made


def _footer(slide: Slide, holder: Shape, text: str) -> Any:  # noqa: ANN401 - lxml
    made = _copied(slide, holder)
    paragraphs = made.txBody.findall(qn("a:p"))
    for child in paragraphs[1:]:
        made.txBody.remove(child)
    for child in list(paragraphs[0]):
        paragraphs[0].remove(child)
    run = paragraphs[0].add_r()
    run.text = single_line(text)
    run.get_or_add_rPr().set("b", "1")
    return made


def _number(slide: Slide, holder: Shape) -> Any:  # noqa: ANN401 - lxml
    made = _copied(slide, holder)
    for field in made.iter(qn("a:fld")):
        shown = field.find(qn("a:t"))
        if shown is not None:
            shown.text = str(len(slide.part.package.presentation_part.presentation.slides))
    return made
