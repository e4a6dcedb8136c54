"""What nine published letters say, counted by eye against their pages.

For each kind: how many, the first words of the first and the last of the last, the words of all of them together (so
that none is cut or doubled, but for a sentence that leads bullets in, which belongs to each of them), and the pages on
which the first and the last begin.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a letter says; a kind is its name, how many, first words, last words, words in all, first and last page."""

    area: str
    days: tuple[str, str]
    published: str
    due: str
    principal: str
    found: tuple[tuple[str, int, str, str, int, tuple[int, int]], ...]


LETTERS = {
    "harrow-24-may-2023.pdf": Expected(
        area="Harrow",
        days=("2023-03-26", "2023-03-31"),
        published="2023-05-24",
        due="2023-08-03",
        principal="Local Authority Children’s Social Care",
        found=(
            (
                "needs_to_improve",
                6,
                "The strategic oversight and scrutiny",
                "for children receiving early help.",
                100,
                (1, 2),
            ),
            ("strength", 4, "In Harrow, children and their", "the child and their family.", 138, (2, 2)),
            (
                "practice_example",
                2,
                "Multi-agency practitioners spoke highly of",
                "harm and cramped living conditions.",
                188,
                (7, 7),
            ),
        ),
    ),
    "merton-12-february-2024.pdf": Expected(
        area="Merton",
        days=("2023-12-04", "2023-12-08"),
        published="2024-02-12",
        due="2024-05-23",
        principal="MSCP",
        found=(
            (
                "needs_to_improve",
                11,
                "The development of a cohesive",
                "the LAS, strategically and operationally.",
                259,
                (3, 4),
            ),
            (
                "strength",
                14,
                "Co-located professionals in the multi-agency",
                "delivered to practitioners and managers.",
                576,
                (4, 5),
            ),
            (
                "practice_example",
                3,
                "Partners recognise that risks to",
                "risks of further serious harm.",
                923,
                (11, 13),
            ),
        ),
    ),
    "milton-keynes-18-december-2019.pdf": Expected(
        area="Milton Keynes",
        days=("2019-10-14", "2019-10-18"),
        published="2019-12-18",
        due="2020-03-30",
        principal="director of children’s services",
        found=(
            ("strength", 32, "There is clear drive and", "practices visited during the inspection.", 2467, (2, 7)),
            ("practice_example", 2, "Children who enter the YOT", "a child is in detention.", 418, (8, 14)),
            ("needs_to_improve", 33, "While there have been some", "children known to each service.", 2269, (8, 13)),
        ),
    ),
    "peterborough-11-august-2017.pdf": Expected(
        area="Peterborough",
        days=("2017-06-26", "2017-06-30"),
        published="2017-08-10",
        due="2017-11-14",
        principal="director of children’s services",
        found=(
            ("strength", 23, "The PSCB has started to", "education services and social care.", 1783, (3, 6)),
            (
                "practice_example",
                2,
                "Involvement of adult substance misuse",
                "children who are experiencing neglect.",
                554,
                (7, 13),
            ),
            (
                "needs_to_improve",
                24,
                "Social work decision-making in the",
                "of structure and coordinated activity.",
                1884,
                (7, 12),
            ),
        ),
    ),
    "portsmouth-31-january-2020.pdf": Expected(
        area="Portsmouth",
        days=("2019-12-09", "2019-12-13"),
        published="2020-01-31",
        due="2020-05-13",
        principal="DCS",
        found=(
            ("strength", 58, "Joint working and integration at", "a large group of professionals.", 3511, (2, 10)),
            ("practice_example", 2, "Some children benefit from strong", "help at the right time.", 291, (10, 14)),
            ("needs_to_improve", 26, "While referrals to the MASH", "a child with mental ill-health.", 1379, (10, 13)),
        ),
    ),
    "rochdale-12-july-2024.pdf": Expected(
        area="Rochdale",
        days=("2024-04-22", "2024-04-26"),
        published="2024-07-12",
        due="2024-10-21",
        principal="Chair of the Rochdale Safeguarding Children’s Partnership",
        found=(
            (
                "needs_to_improve",
                8,
                "The RBSCP’s quality assurance arrangements",
                "living in domestic abuse environments.",
                173,
                (2, 2),
            ),
            ("strength", 9, "Senior leaders are open and", "and their parents across services.", 237, (3, 3)),
        ),
    ),
    "solihull-21-february-2022.pdf": Expected(
        area="Solihull",
        days=("2022-01-10", "2022-01-14"),
        published="2022-02-21",
        due="2022-05-30",
        principal="Solihull Metropolitan Borough Council",
        found=(
            (
                "priority_action",
                2,
                "Leaders of the local safeguarding",
                "recognised and shared when appropriate.",
                162,
                (2, 2),
            ),
            (
                "needs_to_improve",
                8,
                "The timeliness and quality of",
                "wider workforce across the partnership.",
                133,
                (2, 2),
            ),
        ),
    ),
    "somerset-18-july-2024.pdf": Expected(
        area="Somerset",
        days=("2024-05-20", "2024-05-24"),
        published="2024-07-18",
        due="2024-10-25",
        principal="chair of Somerset Safeguarding Children Partnership",
        found=(
            ("priority_action", 2, "How well the Safer Somerset", "and Somerset Constabulary in Somerset.", 86, (3, 3)),
            (
                "needs_to_improve",
                10,
                "How effectively the Somerset Safeguarding",
                "planning for children and families.",
                206,
                (3, 4),
            ),
            (
                "strength",
                4,
                "Child-centred and positive relationships between",
                "to them by statutory partners.",
                75,
                (4, 4),
            ),
            ("practice_example", 2, "For one child, who has", "not identified and went unchallenged.", 327, (10, 10)),
        ),
    ),
    "torbay-30-january-2024.pdf": Expected(
        area="Torbay",
        days=("2023-11-13", "2023-11-17"),
        published="2024-01-30",
        due="2024-05-09",
        principal="One Devon Integrated Care Board",
        found=(
            ("priority_action", 2, "Urgent action is required by", "of unexplained injuries to children.", 148, (2, 2)),
            (
                "needs_to_improve",
                7,
                "The consistency with which professional",
                "of strategic priorities and services.",
                139,
                (2, 3),
            ),
            ("strength", 9, "A strong partnership approach to", "(TESS) is making for children.", 146, (3, 3)),
        ),
    ),
}
