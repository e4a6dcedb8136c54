"""Rows about the partnership: its agencies and its people.

Here too:
- Rows about who is signed in.
- Rows about forms that were begun and not handed in.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from audit.domain.people.person import Agency, EmergencyNumbers, Partnership, Person, SignedIn
from audit.store.columns import UtcDateTime
from audit.store.mapping import Mapped


class PartnershipRow(SQLModel, table=True):
    """The partnership itself; one row."""

    __tablename__ = "partnership"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    name: str = Field(max_length=120)
    marking: str = Field(default="OFFICIAL-SENSITIVE", max_length=60)
    invented: bool = Field(default=False)  # the invented partnership, to look round in
    social_work_number: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    duty_team_number: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})


class AgencyRow(SQLModel, table=True):
    """An agency of the partnership, or a second form of one."""

    __tablename__ = "agency"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    ref: str = Field(max_length=20, unique=True)
    name: str = Field(max_length=120)
    short_name: str = Field(max_length=40)
    sector: str = Field(max_length=20)
    form_of: str | None = Field(default=None, max_length=20)  # None: not a second form
    successor: str | None = Field(default=None, max_length=20)  # None: no agency took its place


class PersonRow(SQLModel, table=True):
    """Somebody who uses the tool; deactivated, never re-used."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    name: str = Field(max_length=120)
    agency: str | None = Field(default=None, max_length=20, foreign_key="agency.ref")  # None: of no agency
    email: str | None = Field(default=None, max_length=200, unique=True)  # None: never signs in
    active: bool = Field(default=True)


class PersonRoleRow(SQLModel, table=True):
    """One role of one person."""

    __tablename__ = "person_role"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    role: str = Field(primary_key=True, max_length=20)


class SignInRow(SQLModel, table=True):
    """One sign-in: when it began, when it was last used, and when it ended."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    mark: str = Field(max_length=64, unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    began_at_utc: datetime = Field(sa_type=UtcDateTime)
    used_at_utc: datetime = Field(sa_type=UtcDateTime)
    ended_at_utc: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: not ended


class FormDraftRow(SQLModel, table=True):
    """One field of a form as its writer saved it last; gone when the form is handed in."""

    __tablename__ = "form_draft"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "kind", "about", "field"),
        Index(
            "uq_form_draft_of_no_round",
            "person_id",
            "kind",
            "about",
            "field",
            unique=True,
            sqlite_where=text("round_id IS NULL"),
            postgresql_where=text("round_id IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)  # None: not stored yet
    round_id: int | None = Field(default=None, foreign_key="audit_round.id", index=True)  # None: about no round
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=20)
    about: str = Field(max_length=120)
    field: str = Field(max_length=120)
    value: str = Field(default="", sa_type=Text)
    saved_at_utc: datetime = Field(sa_type=UtcDateTime)


EMERGENCY = Mapped(
    EmergencyNumbers, PartnershipRow, {"social_work": "social_work_number", "duty_team": "duty_team_number"}
)
PARTNERSHIP = Mapped(Partnership, PartnershipRow, {"emergency": EMERGENCY})
AGENCY = Mapped(Agency, AgencyRow)
PERSON = Mapped(Person, PersonRow, read_only=("active",), beside=("roles",))
SIGNED_IN = Mapped(SignedIn, SignInRow, {"person": "person_id"}, read_only=("ended_at_utc",))
