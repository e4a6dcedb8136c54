"""What an inspection letter said, under the finding that stands for it.

In: the letter's quotations, and a finding.
Out: its words as a quotation, with the page; nothing for a finding that is from no letter.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.domain.findings.finding import Finding
from audit.domain.inspection.published import Quotation, quoted_for
from audit.pages.components import look


def shown(quotations: Sequence[Quotation], finding: Finding, *, whole: bool = False) -> None:
    """Draw the letter's words for a finding; where they stand above it word for word, only their page.

    `whole` draws the words in any case.
    """
    for one in quoted_for(quotations, finding):
        by = f"{one.found.kind.label}. Inspection letter, page {one.found.page}"
        if whole or one.found.text.strip() != finding.text.strip():
            look.said(one.found.text, by)
        else:
            st.caption(f"The letter’s own words. {by}.")
