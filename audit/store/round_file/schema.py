"""The JSON schema of a round file, made from the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, Table
from sqlmodel import SQLModel

from audit.store.round_file import belonging, seal

FORMAT = 2
REFERENCES = ("person", "agency", "framework")  # what a round points at and does not own


def schema() -> dict[str, Any]:
    """Return the JSON schema of a round file."""
    owned = [table.name for table in belonging.owned_tables("audit_round")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A round of Seven Statements as one file",
        "type": "object",
        "required": ["format", "round", "left_out", "references", "rows", "sha256"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "round": {"type": "string", "description": "The round's ref."},
            "left_out": {
                "type": "object",
                "description": "Forms that are still blind, and how many of them are in the seal. A form is what "
                "one agency wrote of one case; the rows left_out_form name them.",
                "required": ["forms", "sealed"],
                "additionalProperties": False,
                "properties": {"forms": {"type": "integer", "minimum": 0}, "sealed": {"type": "integer", "minimum": 0}},
            },
            "sha256": {
                "type": "string",
                "pattern": "^[0-9a-f]{64}$",
                "description": "SHA-256 of all but sha256 and seal, as JSON with sorted keys and no blanks.",
            },
            "seal": {
                "type": "object",
                "description": "The round whole, as such a text, under a passphrase; bound to sha256.",
                "required": list(seal.PARTS),
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in seal.PARTS},
            },
            "references": _group_schema(REFERENCES),
            "rows": _group_schema(owned),
        },
    }


def _group_schema(names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"type": "array", "items": _row_schema(SQLModel.metadata.tables[name])} for name in names},
    }


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in table.columns],
        "properties": {column.name: _column_schema(column) for column in table.columns},
    }


def _column_schema(column: Column[Any]) -> dict[str, Any]:
    kinds = ((Boolean, "boolean"), (Integer, "integer"), (Float, "number"))
    kind = next((word for type_, word in kinds if isinstance(column.type, type_)), "string")
    return {"type": [kind, "null"] if column.nullable else kind}
