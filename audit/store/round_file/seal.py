"""A seal on a text: nobody reads it without the passphrase, and whoever has the passphrase sees if it was changed.

In: a text, a passphrase, and the text that lies open beside it.
Out: the sealed text in a form that JSON holds; or the text again. AES-256-GCM, with a key that scrypt makes.
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
import zlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from audit.errors import WrongInput

SHORTEST = 15
METHOD = "AES-256-GCM, key by scrypt (n=131072, r=8, p=1)"
_ROUNDS = 2**17
PARTS = ("method", "salt", "nonce", "sealed", "sha256")


def must_be_long(passphrase: str) -> None:
    """Raise WrongInput unless a new passphrase is long enough."""
    if len(_bytes_of(passphrase).decode().strip()) < SHORTEST:
        raise WrongInput(f"The passphrase is too short. Use at least {SHORTEST} characters: 4 words, for example.")


def seal(text: str, *, passphrase: str, beside: str) -> dict[str, str]:
    """Return a text sealed; it opens only with the passphrase, beside the same open text."""
    must_be_long(passphrase)
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, zlib.compress(text.encode()), beside.encode())
    parts = {"method": METHOD, "salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed)}
    return {**parts, "sha256": _digest(parts)}


def unseal(seal: Mapping[str, object], *, passphrase: str, beside: str) -> str:
    """Return a sealed text; raises WrongInput where it was changed, or the passphrase is another."""
    parts = {name: str(seal.get(name)) for name in PARTS}
    if parts.pop("sha256") != _digest(parts) or parts["method"] != METHOD:
        raise WrongInput("The sealed part of this file is damaged, so nothing was taken from it. Ask for it again.")
    try:
        salt, nonce, sealed = (base64.b64decode(parts[name], validate=True) for name in ("salt", "nonce", "sealed"))
        return zlib.decompress(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, beside.encode())).decode()
    except (InvalidTag, ValueError, zlib.error) as error:
        raise WrongInput(
            "The passphrase does not open the sealed part of this file, so nothing was taken from it. "
            "Type it again, capital letters and spaces as they were."
        ) from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_ROUNDS, r=8, p=1).derive(_bytes_of(passphrase))


def _bytes_of(passphrase: str) -> bytes:
    """Return a passphrase as bytes, the same whichever keyboard it was typed on."""
    try:
        return unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError as error:
        raise WrongInput("The passphrase holds a character that cannot be typed. Choose another.") from error


def _digest(parts: Mapping[str, str]) -> str:
    return hashlib.sha256("\n".join(parts[name] for name in PARTS[:-1]).encode()).hexdigest()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
