"""Articles in Arabic, Turkish and Spanish with their translations (translated.yaml), for the tests that need both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import yaml

Pair = tuple[str, str]  # a sentence and its translation


class Article(msgspec.Struct, frozen=True):
    """An article, a paragraph a list of pairs of sentences; the first is the headline."""

    language: str
    publisher: str
    date: str
    paragraphs: tuple[tuple[Pair, ...], ...]

    @property
    def original(self) -> str:
        """The text as its outlet printed it."""
        return "\n\n".join(" ".join(sentence for sentence, _ in p) for p in self.paragraphs) + "\n"

    @property
    def translation(self) -> str:
        """Its translation, paragraph by paragraph."""
        return "\n\n".join(" ".join(sentence for _, sentence in p) for p in self.paragraphs) + "\n"

    @property
    def pairs(self) -> list[Pair]:
        """All sentences with their translations, without the headline."""
        return [pair for paragraph in self.paragraphs[1:] for pair in paragraph]


def articles() -> dict[str, Article]:
    """All articles by name."""
    data = yaml.safe_load((Path(__file__).parent / "translated.yaml").read_text("utf-8"))
    return msgspec.convert(data, dict[str, Article])


def write_article(folder: Path, name: str, *, which: Sequence[str] = ("original", "translation")) -> list[Path]:
    """Write an article as `NAME.original.txt` and `NAME.translation.txt` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    article = articles()[name]
    paths = [folder / f"{name}.{side}.txt" for side in which]
    for path, side in zip(paths, which, strict=True):
        path.write_text(getattr(article, side), encoding="utf-8")
    return paths
