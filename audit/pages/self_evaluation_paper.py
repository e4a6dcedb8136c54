"""The self-evaluation on paper: a Word document, in the council's own look where it gives one."""

from __future__ import annotations

from audit.app import App


def offer(app: App) -> None:
    """Draw the choices and the download."""
