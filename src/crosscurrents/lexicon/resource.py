"""Reading of the reviewed vocabularies.

A vocabulary is written and reviewed as ``resources/NAME.yaml``. What is read at run time is ``resources/NAME.json``,
the same data in a form that is decoded and validated in milliseconds (YAML takes a second for the catalogue of actors).
``python -m crosscurrents.lexicon.resource`` writes the JSON files anew; a test holds the two forms equal.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from crosscurrents.errors import ReaderError

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
NAMES = ("actors", "archetypes", "brief", "coding", "cues", "measurands", "plover", "units")

T = TypeVar("T")


def read(name: str, kind: type[T]) -> T:
    """Decode the vocabulary `name` into records of type `kind`; ReaderError where it is missing or malformed."""
    path = RESOURCES / f"{name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind, strict=False)
    except (OSError, msgspec.MsgspecError) as fault:
        hint = "python -m crosscurrents.lexicon.resource"
        raise ReaderError(f"the vocabulary cannot be read: {fault}", file=path.name, hint=hint) from fault


def fingerprint(name: str) -> str:
    """Give 16 hex digits that change with the vocabulary `name`."""
    return hashlib.sha256((RESOURCES / f"{name}.json").read_bytes()).hexdigest()[:16]


def from_yaml(name: str) -> bytes:
    """Give the JSON bytes of ``resources/NAME.yaml``, keys in the order of the file.

    Every value is read as text, so that ``NO`` (Norway), ``on`` or ``2024`` mean what they say; the types of the
    records make numbers of it where a number belongs.
    """
    import yaml

    data = yaml.load((RESOURCES / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    return msgspec.json.encode(data) + b"\n"


def main() -> None:
    """Write the JSON form of every vocabulary."""
    for name in NAMES:
        (RESOURCES / f"{name}.json").write_bytes(from_yaml(name))


if __name__ == "__main__":
    main()
