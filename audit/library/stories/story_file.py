"""One file of the invented partnership's stories.

In: a YAML file that came with the product.
Out: what it tells; a file that cannot be read, or does not say that it is invented, is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from audit.errors import WrongInput
from audit.library.product_files import product_file

FOLDER = product_file("seed_data")
STRICT = {"extra": "forbid"}  # an unknown key in a story is a mistake, never ignored
_Value = TypeVar("_Value")


def read_story(path: Path, cls: type[_Value]) -> _Value:
    """Return what one file tells; raises WrongInput where it cannot be read or does not say that it is invented."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - the safe loader in C
        value = TypeAdapter(cls).validate_python(data)
    except (OSError, yaml.YAMLError) as error:
        raise WrongInput(f"{path.name} cannot be read: {error}. Put it back as it came with the product.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise WrongInput(f"{path.name}: {where}: {first['msg']}. Correct it there.") from error
    if not getattr(value, "invented", False):
        raise WrongInput(f"{path.name} does not say that it is invented. Begin it with “invented: true”.")
    return value


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
