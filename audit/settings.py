"""Settings from the environment; unsafe ones are refused with what to do.

In: DATABASE_URL, SEVEN_STATEMENTS_DATA, SEVEN_STATEMENTS_SIGN_IN and SEVEN_STATEMENTS_IDLE_MINUTES, all optional.
Out: where the data is kept and how people sign in.
"""

from __future__ import annotations

import ctypes
import os
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, unquote

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from audit.domain.people import person as rules
from audit.errors import WrongInput

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "clouddocs",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "box sync",
    "sharepoint",
    "syncthing",
    "proton drive",
    "pcloud",
)
_REMOTE_DRIVE = 4  # what Windows calls a letter that stands for a share
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ncpfs")
_DATABASE, _SQLITE = "seven-statements.db", "sqlite:///"


class SignIn(StrEnum):
    """How people are known."""

    THIS_COMPUTER = "this_computer"  # nothing to sign in to; the facilitator enters for the room
    OIDC = "oidc"  # the partnership's own sign-in, by OpenID Connect


class Settings(BaseSettings):
    """What the environment says."""

    model_config = SettingsConfigDict(frozen=True)

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data: Path | None = Field(default=None, validation_alias="SEVEN_STATEMENTS_DATA")  # None: the user's data folder
    sign_in: SignIn = Field(default=SignIn.THIS_COMPUTER, validation_alias="SEVEN_STATEMENTS_SIGN_IN")
    idle_minutes: int = Field(
        default=rules.USUAL, ge=rules.SHORTEST, le=rules.LONGEST, validation_alias="SEVEN_STATEMENTS_IDLE_MINUTES"
    )  # how long a sign-in may stand unused

    @property
    def folder(self) -> Path:
        """Return the folder that holds the data."""
        return (self.data or user_data_path("seven-statements", appauthor=False)).expanduser().absolute()

    def url(self) -> str:
        """Return the database address; the folder of an embedded database is made safe first.

        Raises WrongInput for a database that is not SQLite or PostgreSQL, and for a folder that is shared or synced.
        """
        if not self.database_url:
            return _SQLITE + quote(str(prepare_folder(self.folder) / _DATABASE))  # a “?” would end the name of the file
        if self.database_url.startswith(_SQLITE):
            file = unquote(self.database_url.removeprefix(_SQLITE).partition("?")[0])
            prepare_folder(Path(file).absolute().parent)
            return self.database_url
        for scheme in ("postgresql+psycopg://", "postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        raise WrongInput(
            "DATABASE_URL: only sqlite:/// and postgresql:// addresses can be used. Correct it or unset it."
        )


def load() -> Settings:
    """Return the settings; raises WrongInput naming the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise WrongInput(f"{name}: {first['msg']}. Correct it in the environment, or unset it.") from error


def must_not_listen_beyond(address: str | None, sign_in: SignIn) -> None:
    """Raise WrongInput where the server would be reached from other machines with nothing to sign in to."""
    is_local = address in ("127.0.0.1", "localhost", "::1")
    if not is_local and sign_in is SignIn.THIS_COMPUTER:
        raise WrongInput(
            "This installation has no sign-in, so it may be reached from this computer only. "
            "Set server.address to 127.0.0.1, or set SEVEN_STATEMENTS_SIGN_IN to oidc and configure the sign-in."
        )


def prepare_folder(folder: Path) -> Path:
    """Return the folder, made if need be and readable by its owner only.

    Raises WrongInput for a synced folder or a network share: copies would leave this computer, and the database's
    write-ahead log breaks there.
    """
    _must_be_local(folder)
    _must_be_local(folder.resolve())  # a link may lead to where it must not be
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise WrongInput(f"{folder} cannot be used: {error.strerror}. Set SEVEN_STATEMENTS_DATA to another.") from error
    return folder


def _must_be_local(folder: Path) -> None:
    if str(folder).startswith(("\\\\", "//")) or _file_system_of(folder) in _NETWORK or _is_mapped(folder):
        raise WrongInput(f"{folder} is on a network share. Set SEVEN_STATEMENTS_DATA to a folder on this computer.")
    if any(word in part.casefold() for part in folder.parts for word in _SYNCED):
        raise WrongInput(f"{folder} is synced to other machines. Set SEVEN_STATEMENTS_DATA to a folder that is not.")


def _is_mapped(folder: Path) -> bool:
    """Say whether a folder is on a drive letter that Windows has for a network share."""
    windows = getattr(ctypes, "windll", None)  # None: not Windows
    return bool(windows and folder.drive and windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _REMOTE_DRIVE)


def _file_system_of(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, written, file_system, *_ = line.split(" ")
        point = written.replace("\\040", " ")  # how a space is written there
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) > len(best):
            best, kind = point, file_system
    return kind
