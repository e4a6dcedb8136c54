"""Erasing what names a case in texts that belong to no round."""

from __future__ import annotations

from collections.abc import Iterable

from audit.domain.frameworks.framework import Key
from audit.domain.release.mentions import Mention, MentionKind
from audit.store.records import checklists, evidence, notified
from audit.store.work import Db


def erase(db: Db, mentions: Iterable[Mention]) -> None:
    """Delete each record that is named; of an inspection only its texts go."""
    for one in mentions:
        if one.kind is MentionKind.EVIDENCE:
            evidence.erase(db, one.ref)
        elif one.kind is MentionKind.CHECKLIST:
            checklists.erase(db, Key.parse(one.ref))
        elif one.kind is MentionKind.REQUEST:
            notified.erase_request(db, int(one.ref))
        else:
            notified.blank(db, inspection=int(one.ref))
