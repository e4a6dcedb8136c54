"""Restoring a backup: everything as it was when the backup was made.

In: a backup that somebody chooses.
Out: what it holds, told before anything happens; then everything as it has it, and what was there set aside.
"""

from __future__ import annotations

import streamlit as st

from audit import settings
from audit.app import App
from audit.domain import english
from audit.pages.components import errors
from audit.services.safekeeping import erasure
from audit.settings import SignIn
from audit.store import backups
from audit.store.backups import Backup

TITLE = "Restore a backup"
_LARGEST = 2_000  # megabytes
_LAST_OUTCOME = "restored"


def form(app: App) -> None:
    """Draw the box for a backup, what it holds, and the button that restores it."""
    st.write(
        "Everything is put back as it was when the backup was made. What is here now is set aside in a copy with "
        "today’s date. It is not deleted."
    )
    upload = st.file_uploader("Backup (.zip, or .db from an older version)", max_upload_size=_LARGEST, key="backup")
    if upload is None:
        return
    with errors.shown():
        backup = backups.read(upload.getvalue(), upload.name)
        st.write(words(backup))
        if st.button("Restore this backup", type="primary", icon=":material/settings_backup_restore:"):
            _restore(app, backup)


def words(backup: Backup) -> str:
    """Return in words what a backup holds."""
    held = english.agree(backup.rounds, "one round", f"{backup.rounds or 'no'} rounds")
    made = f" was made on {english.moment(backup.made_at_utc)} and" if backup.made_at_utc else ""
    own = " It also holds your own lists." if backup.own else ""
    return f"This backup is complete. It{made} holds {held}.{own}"


def may_restore_unknown(app: App) -> bool:
    """Say whether a backup may be restored by somebody whom no database knows: on a computer without sign-in."""
    return app.sign_in is SignIn.THIS_COMPUTER and app.is_embedded()


def show_last_outcome() -> None:
    """Tell that a backup was restored, if one just was."""
    sentence = st.session_state.pop(_LAST_OUTCOME, None)
    if sentence:
        st.success(sentence, icon=":material/check_circle:")


def _restore(app: App, backup: Backup) -> None:
    with st.spinner("Restoring the backup …"):
        folder = settings.load().folder
        aside = erasure.restore(app.engine, by=app.person, backup=backup, folder=folder, now=app.now())
        restored_app = app.as_owner() if may_restore_unknown(app) else app
        with restored_app.unit_of_work() as db:
            erasure.note_restored(db, by=restored_app.person, now=restored_app.now())
    before = f" What was here before is set aside in {aside.name}, in the data folder." if aside else ""
    st.cache_data.clear()
    st.cache_resource.clear()
    st.session_state.clear()  # it tells of what was there before
    st.session_state[_LAST_OUTCOME] = f"The backup is restored.{before}"
    st.rerun()
