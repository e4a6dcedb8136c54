"""Rows about the partnership: its agencies and its people."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


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
