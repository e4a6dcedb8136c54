"""Charts that Word itself draws, so that they can be edited there.

In: names, whole numbers and a sentence that says the same.
Out: a chart in the document, with its own small workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from audit.documents.look import INK
from audit.documents.typed import single_line
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import LANGUAGE, Element, emu, parse_xml, w

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"'
_NAMES, _VALUES = 111111111, 222222222  # the axes' ids; Word refuses negative ones


@dataclass(frozen=True)
class Series:
    """One colour of the bars."""

    name: str
    values: tuple[int, ...]
    fill: str
    text: str  # colour of the number in the bar
    edge: str = ""  # empty: no edge


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars lying down, one for each name; several series are stacked."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str  # what the numbers count
    alt_text: str
    title: str
    height: float  # mm


@dataclass(frozen=True)
class _Letters:
    """The font of a chart's words, and their size in points."""

    font: str
    size: float

    def as_set(self, colour: str = INK, *, bold: bool = False) -> str:
        """Return the settings; bold numbers stand half a point larger."""
        size = round((self.size + 0.5 * bold) * 100)
        return (
            f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
            f"<a:latin typeface={quoteattr(self.font)}/></a:defRPr>"
        )


def add(sheet: Sheet, bars: Bars) -> None:
    """Add a chart as wide as the text."""
    package = sheet.document.part.package
    number = 1 + sum(part.content_type == _CHART for part in package.iter_parts())
    made, workbook = drawn(bars, font=sheet.look.font)
    chart = XmlPart(PackURI(f"/word/charts/chart{number}.xml"), _CHART, made, package)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _WORKBOOK, workbook, package)
    chart.element.append(
        _element(
            f'<c:externalData r:id="{chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)}">'
            '<c:autoUpdate val="0"/></c:externalData>'
        )
    )
    place = sheet.document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    settings = w("pPr", w("pStyle", val=sheet.style("Plan Figure")), w("keepNext"))
    sheet.elements.append(w("p", settings, w("r", _drawing(bars, place, sheet.width))))


def drawn(bars: Bars, *, font: str, size: float = 10) -> tuple[Element, bytes]:
    """Return a chart, with letters of so many points, and its workbook; the chart does not name the workbook yet."""
    data = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = [single_line(name) for name in bars.names]
    for series in bars.series:
        data.add_series(series.name, series.values)  # type: ignore[no-untyped-call]
    workbook: bytes = CategoryWorkbookWriter(data).xlsx_blob  # type: ignore[no-untyped-call]
    return _chart(bars, data, _Letters(font, size)), workbook


def table_values(bars: Bars) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the rows of the table beside a chart: the same numbers."""
    return tuple((name, tuple(series.values[at] for series in bars.series)) for at, name in enumerate(bars.names))


def _drawing(bars: Bars, place: str, width: float) -> Element:
    size = f'cx="{emu(width)}" cy="{emu(bars.height)}"'
    return w(
        "drawing",
        _element(
            '<wp:inline distT="0" distB="0" distL="0" distR="0" '
            'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="1" name="Chart" descr={quoteattr(single_line(bars.alt_text))} '
            f"title={quoteattr(single_line(bars.title))}/>"
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{place}"/>'
            "</a:graphicData></a:graphic></wp:inline>"
        ),
    )


def _chart(bars: Bars, data: CategoryChartData, letters: _Letters) -> Element:
    made = _element(
        '<c:chartSpace><c:date1904 val="0"/>'
        f'<c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        '<c:gapWidth val="45"/><c:overlap val="100"/>'
        f'<c:axId val="{_NAMES}"/><c:axId val="{_VALUES}"/></c:barChart>'
        f"{_name_axis(letters)}{_value_axis(bars, letters)}"
        f'</c:plotArea>{_legend(bars)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters.as_set()}</a:pPr>"
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
        "</c:chartSpace>"
    )
    gap = next(made.iter(f"{{{_C}}}gapWidth"))
    for series, written in zip(bars.series, _written(data), strict=True):
        gap.addprevious(_dressed(written, series, letters))
    return made


def _written(data: CategoryChartData) -> Sequence[Element]:
    xml = ChartXmlWriter(XL_CHART_TYPE.BAR_STACKED, data).xml  # type: ignore[no-untyped-call]
    return list(parse_xml(xml.encode()).iter(f"{{{_C}}}ser"))


def _dressed(series: Element, bar_series: Series, letters: _Letters) -> Element:
    edge = (
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{bar_series.edge}"/></a:solidFill></a:ln>'
        if bar_series.edge
        else ""
    )
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{bar_series.fill}"/></a:solidFill>{edge}</c:spPr>'
    labels = (
        '<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters.as_set(bar_series.text, bold=True)}</a:pPr>"
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr><c:dLblPos val="ctr"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )
    before = series.find(f"{{{_C}}}cat")
    assert before is not None  # noqa: S101 - the writer gives every series its names
    for text in (fill, '<c:invertIfNegative val="0"/>', labels):
        before.addprevious(_element(text))
    return series


def _name_axis(letters: _Letters) -> str:
    return (
        f'<c:catAx><c:axId val="{_NAMES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="505A5F"/></a:solidFill></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr rot="-60000000" vert="horz"/><a:lstStyle/><a:p><a:pPr>{letters.as_set()}</a:pPr>'
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr><c:crossAx val="{_VALUES}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(bars: Bars, letters: _Letters) -> str:
    most = max((sum(values) for values in zip(*(series.values for series in bars.series), strict=True)), default=0)
    step = max(1, -(-most // 8))
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{(most // step + 1) * step}"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D0D3D5"/>'
        "</a:solidFill></a:ln></c:spPr></c:majorGridlines>"
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters.as_set()}</a:pPr>"
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(letters.size * 100)}" b="0"/><a:t>{escape(bars.axis)}</a:t></a:r>'
        "</a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{_NAMES}"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{step}"/></c:valAx>'
    )


def _legend(bars: Bars) -> str:
    return '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if len(bars.series) > 1 else ""


def _element(xml: str) -> Element:
    end = min(at for at in (xml.find(" "), xml.find(">"), xml.find("/>")) if at > 0)
    return parse_xml(f"{xml[:end]} {_NAMESPACES}{xml[end:]}")
