"""Translations and their originals: which document is meant, which links may stand, and what a link tells.

A translation names its original by id. A text that is a translation is no original of another, so that a link leads to
the text as it was written, in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from crosscurrents.errors import InputError, NotFoundError, UsageError
from crosscurrents.records.document import Document
from crosscurrents.records.identity import ID_LENGTH

SHORTEST_PREFIX = 4  # hex digits of an id that may stand for it


def named(documents: Iterable[Document], wanted: str, *, file: str | None = None) -> Document:
    """The document that is called `wanted`: by its id, name or locator, else by the beginning of its id.

    Args:
        documents: among which it is looked for, under unique names.
        wanted: what a person wrote.
        file: the case, for the message.

    Raises:
        NotFoundError: none is called so, or more than one.
    """
    found = list(documents)
    hits = [d for d in found if wanted in (d.id, d.name, d.locator)]
    if not hits and SHORTEST_PREFIX <= len(wanted) < ID_LENGTH:
        hits = [d for d in found if d.id.startswith(wanted)]
    if len(hits) != 1:
        what = f"{len(hits)} documents" if hits else "no document"
        raise NotFoundError(f"{what} of this name or id: {wanted}", file=file, hint="crosscurrents list documents")
    return hits[0]


def check_link(translation: str, original: str, links: Mapping[str, str]) -> None:
    """Check that one document may be the translation of another.

    Args:
        translation: the id of the one.
        original: the id of the other.
        links: translation -> original, by id, of all other documents.

    Raises:
        UsageError: they are one document, or a chain or a cycle would come about.
    """
    if translation == original:
        raise UsageError("a document is no translation of itself")
    if original in links:
        hint = f"link to its original: {links[original][:8]}"
        raise UsageError(f"{original[:8]} is itself a translation of {links[original][:8]}", hint=hint)
    others = sorted(t for t, o in links.items() if o == translation and t != translation)
    if others:
        hint = "a translation has no translations of its own"
        raise UsageError(f"{others[0][:8]} is a translation of {translation[:8]}, which is to be one itself", hint=hint)


def originals_of(
    wanted: Mapping[str, str], documents: Sequence[Document]
) -> tuple[dict[str, str], dict[str, InputError]]:
    """The originals that documents which are being read are said to translate.

    Args:
        wanted: a document's id -> what a person called its original.
        documents: all documents of the case and of the reading, under unique names.

    Returns:
        a document's id -> the id of its original (the original, which may have been named together with its
        translations, is left out); and a document's id -> why it can have no link.
    """
    found: dict[str, str] = {}
    faults: dict[str, InputError] = {}
    locators = {d.id: d.locator for d in documents}
    for translation, called in sorted(wanted.items()):
        try:
            found[translation] = named(documents, called).id
        except NotFoundError as error:
            hint = "read the original first, or in the same reading"
            faults[translation] = InputError(f"its original: {error.message}", file=locators[translation], hint=hint)
    asked = {translation: original for translation, original in found.items() if translation != original}
    links = links_of(documents) | asked
    for translation, original in asked.items():
        try:
            check_link(translation, original, links)
        except UsageError as error:
            faults[translation] = InputError(error.message, file=locators[translation], hint=error.hint)
    return {t: o for t, o in asked.items() if t not in faults}, faults


def links_of(documents: Iterable[Document]) -> dict[str, str]:
    """Translation -> original, by id."""
    return {d.id: d.translation_of for d in documents if d.translation_of}


def on_newest(documents: Sequence[Document], locators: Mapping[str, str]) -> list[Document]:
    """The documents with their links on the newest version of the original.

    Args:
        documents: the newest versions.
        locators: the locator of every version, by id.
    """
    newest = {d.locator: d.id for d in documents}

    def moved(document: Document) -> Document:
        link = document.translation_of or ""
        now = newest.get(locators.get(link, ""), link)
        return document if now == link else msgspec.structs.replace(document, translation_of=now)

    return [moved(d) for d in documents]


def inherited(documents: Sequence[Document]) -> list[Document]:
    """The documents; a translation that does not say who published it, when and where has that of its original."""
    by_id = {d.id: d for d in documents}

    def told(document: Document) -> Document:
        original = by_id.get(document.translation_of or "")
        if original is None:
            return document
        changes = {name: getattr(original, name) for name in ("publisher", "address") if not getattr(document, name)}
        if document.date is None:
            changes |= {"date": original.date, "date_because": original.date_because}
        return msgspec.structs.replace(document, **changes) if changes else document

    return [told(d) for d in documents]
