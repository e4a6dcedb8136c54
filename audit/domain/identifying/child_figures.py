"""One child's own figure, told as the lowest or highest of some, or one after the other.

In: a text.
Out: where such figures stand. A standard or a target is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.identifying.count_words import SPREAD, TARGET, UNIT

_NUMBER = (
    r"(?:\d{1,3}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty)"
)
_UTMOST = (
    r"(?:longest|shortest|highest|lowest|quickest|slowest|earliest|latest|oldest|youngest|furthest|farthest|nearest|"
    r"worst|best|maximum|minimum|most|least|(?:a|the) (?:low|high) of|as (?:low|high|long|short|few|many|little|"
    r"far) as)"
)
_OWN_FIGURES = (
    re.compile(rf"(?<![\w£./:-])(?P<list>{_NUMBER}(?:, {_NUMBER}){{1,8}},? (?:and|&|or) {_NUMBER}) ?{UNIT}", re.I),
    re.compile(rf"(?<![\w£./:-])(?<!or )(?P<pair>\d{{1,3}} and \d{{1,3}}) {UNIT}(?! (?:old|of age|sessions))", re.I),
    re.compile(rf"(?<![\w£./:-])(?P<low>\d{{1,3}}) ?(?:{UNIT})? ?(?:to|and|-|–) ?(?P<high>\d{{1,3}}) ?{UNIT}", re.I),
    re.compile(rf"\b{_UTMOST}\b[^.\n\d]{{0,40}}\b{_NUMBER} ?{UNIT}", re.I),
    re.compile(rf"\b{_UTMOST}[:,]? (?:(?:(?:was|is|being|at|only|just) )+\d{{1,3}}|\d{{2,3}})\b(?![\d:/.])", re.I),
    re.compile(
        rf"\b{_NUMBER} ?{UNIT}\)?,? (?:(?:was|is|being|at|for) )?(?:the |its )?(?!m(?:ax|in)imum){_UTMOST}", re.I
    ),
    re.compile(
        rf"\b(?:rang(?:ed?|ing)|var(?:ied|ying)|spann(?:ed|ing)|ran|anything|anywhere)(?: \w+)?:? (?:from |between )"
        rf"{_NUMBER}(?: ?{UNIT}| \w+)? ?(?:to|and|-|–) {_NUMBER}(?: ?{UNIT})?",
        re.I,
    ),
    re.compile(
        rf"\b(?:days|weeks|months|waits?|waited|waiting|moves|placements|miles|distances?|episodes|attendance|scores?|"
        rf"changes|hours|nights|"
        rf"travel)\b[^.\d]{{0,30}}\b(?<!from ){_NUMBER}(?: ?{UNIT})?(?:, {_NUMBER}(?: ?{UNIT})?){{1,8}}"
        rf"(?:,? (?:and|&) {_NUMBER})?(?![\w/:.])",
        re.I,
    ),
)


def own_figures_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the figure of one child: the lowest or the highest value, or one for each of some."""
    for pattern in _OWN_FIGURES:
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.start()] + text[match.end() : match.end() + 20]
            low, high = match.groupdict().get("low"), match.groupdict().get("high")
            spread = low is None or high is None or (int(low) < int(high) and int(high) >= 3 * int(low))
            if not TARGET.search(around) and (spread or SPREAD.search(around)):
                yield match.span()
