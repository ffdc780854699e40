"""All statements of a document from the marks on its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crosscurrents.config import Config
from crosscurrents.extract.events import events
from crosscurrents.extract.expectations import expectations
from crosscurrents.extract.figures import figures
from crosscurrents.extract.influences import influences
from crosscurrents.extract.placing import news_days
from crosscurrents.extract.quotations import quotations
from crosscurrents.extract.relations import relations
from crosscurrents.extract.stances import stances
from crosscurrents.extract.states import states
from crosscurrents.extract.view import View
from crosscurrents.extract.watched import indicators, unknowns
from crosscurrents.records.document import Annotated, Document
from crosscurrents.records.statement import AnyStatement, Reading

_EXTRACTORS: tuple[Callable[[View], Iterable[AnyStatement]], ...] = (
    events, influences, relations, stances, expectations, states, quotations, indicators, unknowns,
)  # fmt: skip


def extract(document: Document, annotated: Annotated, *, reader: str, config: Config) -> Reading:
    """All statements of `document`, from the marks of `annotated`.

    Args:
        document: the document as stored; every evidence is an exact slice of its text.
        annotated: its sentences with their marks, offsets relative to each sentence.
        reader: fingerprint of the reader that made the marks.
        config: floors of confidence and the greatest length of evidence.
    """
    statements: dict[str, AnyStatement] = {}
    news = news_days(document, annotated.sentences)
    for sentence in annotated.sentences:
        if not document.is_dropped(sentence.start, sentence.end):
            view = View(document, sentence, config, news)
            for statement in (*_of(view), *figures(document, sentence, config)):
                statements.setdefault(statement.id, statement)
    kept = [s for s in statements.values() if not document.is_dropped(s.evidence.start, s.evidence.end)]
    return Reading(
        document=document.id,
        reader=reader,
        sentences=tuple((s.start, s.end) for s in annotated.sentences),
        mentions=annotated.mentions,
        statements=tuple(sorted(kept, key=lambda s: (s.evidence.start, s.evidence.end, s.id))),
    )


def _of(view: View) -> Iterable[AnyStatement]:
    return (statement for extractor in _EXTRACTORS for statement in extractor(view))
