"""Lists that people know from GOV.UK: a summary list, and a plain table.

In: words, which are escaped here.
Out: HTML made of our own classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.pages.components.look import text


def summary(rows: Sequence[tuple[str, str]]) -> str:
    """Return a summary list: what it is, and what it says."""
    inside = "".join(f"<div><dt>{text(name)}</dt><dd>{text(said)}</dd></div>" for name, said in rows)
    return f'<dl class="ss-sl">{inside}</dl>'


def points(said: Sequence[str]) -> str:
    """Return sentences as a list of points."""
    return f'<ul class="ss-points">{"".join(f"<li>{text(one)}</li>" for one in said)}</ul>'


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, captioned: bool = True) -> str:
    """Return a table whose first column names the row; it scrolls by itself where it is too wide.

    The caption is read aloud in any case; `captioned` says whether it is seen too.
    """
    hidden = "" if captioned else ' class="ss-vh"'
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in headings)
    body = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>{"".join(f"<td>{text(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="ss-scroll" tabindex="0" role="region" aria-label="{text(caption)}"><table class="ss-tb">'
        f"<caption{hidden}>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
