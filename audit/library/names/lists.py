"""Names that people and places in England have, and words that are none: from Faker's lists and from our own.

Here too:
- Looking through a text for what may point to a child, with the lists of names that come from outside.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path

from audit.domain.identifying.contacts import APPS
from audit.domain.identifying.marking import Identifier, identifiers_in
from audit.domain.identifying.name_cues import Names

_LOCALES = (
    "en_GB en_IE en_IN en_NG en_PK en_KE en_US en_NZ pl_PL ro_RO tr_TR pt_PT es_ES fr_FR it_IT lt_LT yo_NG ha_NG "
    "ig_NG tw_GH zu_ZA cs_CZ hu_HU vi_VN sk_SK hr_HR ga_IE nl_NL sw fr_DZ az_AZ"
).split()

_NOBODY = frozenset(
    "ale bale canal danish edit fancy feline floor forum harsh hung ion job kick loot lope lot mad mart mate nail raid "
    "rim sad safari salami sever toy urban valid".split()
)  # Faker's lists have them, and nobody in England is called so


@cache
def names() -> Names:
    """Return the names and the words that are none, in lower case; read once."""
    first = set(_words_of("more_names.txt"))
    last: set[str] = set()
    for locale in _LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if attribute.startswith("first_names") and isinstance(listed, list | tuple | dict):
                first.update(str(name).casefold() for name in listed)
            if attribute.startswith("last_names") and isinstance(listed, list | tuple | dict):
                last.update(str(name).casefold() for name in listed)
    return Names(
        first=frozenset(first) - _NOBODY,
        last=frozenset(last),
        ordinary=_words_of("ordinary.txt"),
        everyday=_words_of("english.txt") | _words_of("everyday.txt") | frozenset(APPS.split()),
        places=frozenset(place.replace("_", " ") for place in _words_of("places.txt")),
        public=frozenset(name.replace("_", " ").casefold() for name in _words_of("public_names.txt")),
    )


def _words_of(file: str) -> frozenset[str]:
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=4096)
def look(text: str) -> tuple[Identifier, ...]:
    """Return what may point to a child in a text, in its order."""
    return identifiers_in(text, names())
