"""Whole articles: what a case exports, and its brief, compared with a hand-made gold of the same texts.

Gold is a sample of what the texts say: recall is to be read, and precision only of what touches a gold quote. An
exported record finds a gold item where its evidence shares at least half of the shorter of the two passages.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path

from crosscurrents.errors import FormatError, UsageError
from crosscurrents.evaluate import reading
from crosscurrents.evaluate.articles import judgements
from crosscurrents.evaluate.articles.brief import BriefScore
from crosscurrents.evaluate.articles.cast import Cast
from crosscurrents.evaluate.articles.comparison import Comparison
from crosscurrents.evaluate.articles.events import Events
from crosscurrents.evaluate.articles.exactness import score_exactness
from crosscurrents.evaluate.articles.figures import score_figures
from crosscurrents.evaluate.articles.questions import score_questions
from crosscurrents.evaluate.articles.reuse import score_text_reuse
from crosscurrents.evaluate.comparing import majority
from crosscurrents.evaluate.labels import is_quantity, label, labels, voice
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.rows import Row, read_lines, read_object, read_texts, stored_text

OTHERS = {
    "influences": judgements.score_influences,
    "expectations": judgements.score_expectations,
    "stances": judgements.score_stances,
    "contradictions": judgements.score_contradictions,
    "text_reuse": score_text_reuse,
}


def evaluate(kind: str, gold: Path, pred: Path | None, options: Options) -> Row:
    """The figures of an export (`articles`) or a brief (`brief`); see `crosscurrents.evaluate.evaluate`."""
    wanted = read_object(gold)
    paths = read_texts(wanted, options.texts or (gold.parent / "texts",))
    texts = {name: stored_text(path) for name, path in paths.items()}
    if kind == "brief":
        return _evaluate_brief(wanted, gold, pred, paths, texts, options)
    records = reading.read_case(paths.values()).export() if pred is None else _records(pred)
    answers = read_lines(options.answers) if options.answers else None
    out = score_articles(wanted, texts, records, answers)
    return out | {"baseline": baseline(wanted)} if options.baseline else out


def _evaluate_brief(
    wanted: Row, gold: Path, pred: Path | None, paths: Mapping[str, Path], texts: Mapping[str, str], options: Options
) -> Row:
    musts = read_object(options.brief_gold or gold.with_name(gold.name.replace("_gold", "_brief")))
    if pred is None:
        case = reading.read_case(paths.values())
        records, brief = case.export(), case.brief()
    elif options.export is None:
        raise UsageError("a brief is compared together with the export of its case", hint="--export FILE.jsonl")
    else:
        records, brief = _records(options.export), read_object(pred)
    return score_brief(wanted, musts, texts, records, brief)


def _records(path: Path) -> list[Row]:
    records = read_lines(path)
    if any(not r.get("record") or r.get("id") is None for r in records):
        raise FormatError("every line of an export needs `record` and `id`", file=str(path))
    return records


def score_articles(
    gold: Row, texts: Mapping[str, str], records: Sequence[Row], answers: Sequence[Row] | None = None
) -> Row:
    """The figures of an export.

    Args:
        gold: the gold of a cluster of documents.
        texts: the stored texts by file name.
        records: the lines of `export --format jsonl`.
        answers: answers to the gold's questions; None leaves them out.

    Returns:
        {kind: {name: figure}}, the name of the cluster under `gold`, confusions of modality (`gold>got`), and by
        document how many gold quotes any record of the kind touches, and of how many.
    """
    c = Comparison(gold, texts, records)
    cast, confusion = Cast(c), {}
    score_exactness(c)
    if gold.get("actors"):
        cast.score()
    if gold.get("events"):
        confusion = Events(c, cast).score()
    if gold.get("figures"):
        score_figures(c)
    for kind, score in OTHERS.items():
        if gold.get(kind):
            score(c, cast)
    if answers is not None:
        score_questions(c, answers)
    covered = {document: dict(kinds) for document, kinds in c.covered.items()}
    return {**c.figures, "gold": gold["cluster"], "modality": confusion, "by_document": covered}


def score_brief(gold: Row, musts: Row, texts: Mapping[str, str], records: Sequence[Row], brief: Row) -> Row:
    """The figures of a brief.

    Args:
        gold: the gold of the cluster.
        musts: what the brief must and must not cite, and the order of the documents.
        texts: the stored texts by file name.
        records: the export of the same case.
        brief: the object that `brief --json` prints.
    """
    return BriefScore(Comparison(gold, texts, records), brief).figures(musts)


def baseline(gold: Row) -> Row:
    """For each field with a closed list of answers, the share of the gold that has the commonest one."""
    return majority(_labels(gold))


def _labels(gold: Row) -> Iterator[tuple[str, Hashable]]:
    yield from (("actors.type", label("actor_types", a["type"])) for a in gold["actors"])
    for g in gold["events"]:
        if g["plover"] != "NONE":
            yield "events.type", g["plover"]
        yield "events.modality", g["modality"]
        if voice(g["attribution"]):
            yield "events.voice", voice(g["attribution"])
    qualifiers = (label("qualifiers", g["qualifier"]) for g in gold["figures"] if is_quantity(g))
    yield from (("figures.qualifier", q) for q in qualifiers if q)
    for g in gold["influences"]:
        yield from ((f"influences.{field}", g[field]) for field in ("sign", "hedge", "conditional"))
    for g in gold["expectations"]:
        yield "expectations.kind", labels()["expected"].get(g["kind"], g["kind"])
        yield from ((f"expectations.{field}", g[field]) for field in ("conditional", "outcome"))
