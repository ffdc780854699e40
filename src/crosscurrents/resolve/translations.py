"""Evidence that lies in a translation leads to the original too: the passage that it renders is put behind it.

That passage says nothing of its own: it is added when all is resolved, so that no count of reports, documents or
origins knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from crosscurrents.config import Config
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import TRANSLATION, Evidence
from crosscurrents.records.situation import AnyItem, Expectation, Indicator, Reuse, SourceGroup
from crosscurrents.records.statement import Reading
from crosscurrents.text.alignment import Aligned, Range


class Originals:
    """The passages of originals that passages of their translations render.

    Args:
        documents: the documents of the case, originals and translations.
        readings: those of the translations, whose sentences they know; where one is missing sentences are cut anew.
        config: says how long evidence may be.
    """

    def __init__(self, documents: Iterable[Document], readings: Iterable[Reading], config: Config) -> None:
        self._documents = {d.id: d for d in documents}
        self._sentences = {r.document: r.sentences for r in readings}
        self._most = config.max_evidence
        self._aligned: dict[str, Aligned] = {}

    def of(self, evidence: Evidence) -> Evidence | None:
        """The passage of the original that `evidence` renders; None where it lies in no translation, where the original
        is gone, and where nothing there answers it.
        """
        translation = self._documents.get(evidence.document)
        original = self._documents.get((translation.translation_of if translation else None) or "")
        if translation is None or original is None or evidence.method == TRANSLATION:
            return None
        if translation.id not in self._aligned:
            self._aligned[translation.id] = self._align(original, translation)
        found = self._aligned[translation.id].passage(evidence.start, evidence.end, self._most)
        return original.evidence(*found, TRANSLATION) if found else None

    def behind(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """All evidence, each that lies in a translation followed by the passage that it renders."""
        return tuple(e for told in evidence for e in (told, self.of(told)) if e is not None)

    def _align(self, original: Document, translation: Document) -> Aligned:
        sentences = self._sentences.get(translation.id, ())
        return Aligned(original.text, _kept(original), translation.text, _kept(translation), sentences)


def _kept(document: Document) -> Sequence[Range]:
    """The paragraphs of a document that are not dropped."""
    return [p for p in document.paragraphs or ((0, len(document.text)),) if not document.is_dropped(*p)]


def with_originals(
    items: Sequence[AnyItem], documents: Sequence[Document], readings: Sequence[Reading], config: Config
) -> list[AnyItem]:
    """The records, their evidence followed by the passages of originals that it renders (method "translation").

    Records of shared text are left as they are: it is the wording that they are about.
    """
    if not any(d.translation_of for d in documents):
        return list(items)
    originals = Originals(documents, readings, config)
    return [i if isinstance(i, (Reuse, SourceGroup)) else _with(i, originals) for i in items]


def _with(item: AnyItem, originals: Originals) -> AnyItem:
    changes = {"evidence": originals.behind(item.evidence)}
    if isinstance(item, Expectation):
        changes["decided_by"] = originals.behind(item.decided_by)
    if isinstance(item, Indicator):
        changes["latest"] = originals.behind(item.latest)
    changed = any(len(found) != len(getattr(item, name)) for name, found in changes.items())
    return msgspec.structs.replace(item, **changes) if changed else item
