"""A chart as a web page of its own, to keep or send: it needs no network and no other file.

In: a chart.
Out: HTML with the message as its heading, the sentence, the key, the figure, the table and the source.
"""

from __future__ import annotations

from html import escape

from audit.charts import palette
from audit.charts.chart import Cell, Chart, Swatch, Table

_STYLE = """
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem;
font:1.06rem/1.5 "Source Sans 3",system-ui,"Segoe UI",Arial,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .6rem}
p{max-width:46rem;margin:.6rem 0}
ul.key{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin:1.2rem 0;padding:0}
ul.key li{display:flex;align-items:center;gap:.45rem}
.swatch{display:inline-block;box-sizing:border-box;min-width:1.35em;height:1.35em;border:1px solid;border-radius:2px;
font-size:.85em;font-weight:700;line-height:1.25em;text-align:center;padding:0 .15em}
.swatch.dot{border-radius:50%;border-width:2px;line-height:1.1em}
figure{margin:1rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:700;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid #8793a0}
thead th{border-bottom-width:2px;border-color:currentcolor}
.n{text-align:right;font-variant-numeric:tabular-nums}
.source{font-size:.92rem}
@media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}figure,tr{break-inside:avoid}}
"""


def as_html(chart: Chart) -> str:
    """Return a whole web page in British English with the chart, drawn by a script that stands in the page."""
    paper = "#0E1A25" if chart.ink.upper() == palette.DARK else "#FFFFFF"
    figure = chart.figure.to_html(full_html=False, include_plotlyjs=True, config=palette.CONFIG, div_id="chart")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(chart.title)}</title>\n<style>{_STYLE}body{{background:{paper};color:{chart.ink}}}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{escape(chart.title)}</h1>\n{key_as_html(chart.legend)}"
        f'<figure role="img" aria-label="{escape(chart.sentence)}">{figure}</figure>\n'
        f"<h2>In words</h2>\n<p>{escape(chart.sentence)}</p>\n{_table(chart)}"
        f'<p class="source">{escape(chart.source)}</p>\n</main>\n</body>\n</html>\n'
    )


def key_as_html(legend: tuple[Swatch, ...]) -> str:
    """Return a chart's key as an HTML list; empty where the chart needs none."""
    items = "".join(f"<li>{_swatch(swatch)} {escape(swatch.label)}</li>" for swatch in legend)
    return f'<ul class="key">{items}</ul>\n' if items else ""


def _swatch(swatch: Swatch) -> str:
    style = f"background:{swatch.fill};border-color:{swatch.edge};color:{swatch.text}"
    shape = "swatch dot" if swatch.round else "swatch"
    return f'<span class="{shape}" aria-hidden="true" style="{style}">{escape(swatch.letter)}</span>'


def _table(chart: Chart) -> str:
    table = chart.table
    head = "".join(
        f'<th scope="col"{_number(_numeric(table, place))}>{escape(column)}</th>'
        for place, column in enumerate(table.columns)
    )
    rows = "".join(f"<tr>{_row(row)}</tr>\n" for row in table.rows)
    return (
        '<div class="scroll" role="region" aria-label="The figures as a table" tabindex="0">\n<table>\n'
        f"<caption>{escape(chart.title)}: the figures</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>{rows}</tbody>\n</table>\n</div>\n"
    )


def _row(row: tuple[Cell, ...]) -> str:
    name, *cells = row
    return f'<th scope="row">{_text(name)}</th>' + "".join(
        f"<td{_number(_counts(cell))}>{_text(cell)}</td>" for cell in cells
    )


def _numeric(table: Table, place: int) -> bool:
    return any(_counts(row[place]) for row in table.rows)


def _counts(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (cell or "").endswith("%")


def _number(is_number: bool) -> str:
    return ' class="n"' if is_number else ""


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return escape(f"{cell:g}" if isinstance(cell, float) else str(cell))
