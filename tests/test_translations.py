"""Other languages and translations, the whole way: from files through the reader to the page, the export and `why`."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import crosscurrents
from crosscurrents.cli import app
from crosscurrents.errors import NotFoundError, UsageError
from crosscurrents.export import as_jsonl
from crosscurrents.pipeline import read_document
from tests.articles import write_articles
from tests.translated import articles, write_article

ARTICLES = articles()
runner = CliRunner()


def run(*arguments: str | Path, status: int = 0) -> str:
    result = runner.invoke(app, [str(a) for a in arguments])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.stdout


def desk(folder: Path) -> Path:
    """All articles and translations but that of the harbour, and what a person knows of them."""
    for name in ("valley", "dam"):
        write_article(folder, name)
    write_article(folder, "harbour", which=("original",))
    rows = ["file,publisher,date,translation_of"]
    rows += [f"{n}.original.txt,{a.publisher},{a.date}," for n, a in ARTICLES.items()]
    rows += [f"{n}.translation.txt,,,{n}.original.txt" for n in ("valley", "dam")]
    (folder.parent / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translations")
    run("read", desk(folder / "desk"), "--sources", folder / "sources.csv", "--case", folder / "case.db")
    return folder / "case.db"


@pytest.fixture(scope="module")
def case(path: Path) -> crosscurrents.Case:
    return crosscurrents.open(path)


def test_nothing_is_read_in_another_language(case: crosscurrents.Case) -> None:
    documents = {d.id: d for d in case.documents()}
    unread = {i for i, d in documents.items() if not d.is_read}
    assert {documents[i].language for i in unread} == {"ar", "es", "tr"}
    rows = case.export()
    assert not [r for r in rows if r["record"] == "statement" and r["document"] in unread]
    spoken = {f for a in case.actors() for forms in a.forms.values() for f in forms}
    assert spoken and not any(name.startswith(d) for a in case.actors() for name in a.forms for d in ("harbour",))
    for event in case.events():
        assert not unread & {*event.reports, *(d for o in event.origins for d in o.documents)}
    for document in (d for d in documents.values() if not d.is_read):
        reading = read_document(document)
        assert (reading.sentences, reading.mentions, reading.statements) == ((), (), ())


def test_the_page_says_first_what_is_not_read(path: Path) -> None:
    shown = run("brief", path).split("\n")
    at = shown.index("READ")
    assert shown[at + 1].strip().startswith("Not read: 1 in Turkish (D")
    assert "read in translation: 1 in Arabic, 1 in Spanish" in " ".join(" ".join(shown[at:]).split())
    html = run("brief", path, "--format", "html")
    assert "Not read: 1 in Turkish" in html.split("<details")[0]
    assert '<blockquote lang="ar" dir="rtl">' in html


def test_outlet_and_day_are_the_originals(case: crosscurrents.Case) -> None:
    by_name = {d.name: d for d in case.documents()}
    for name in ("valley", "dam"):
        original, translation = by_name[f"{name}.original.txt"], by_name[f"{name}.translation.txt"]
        assert translation.translation_of == original.id
        assert (translation.publisher, translation.date) == (ARTICLES[name].publisher, original.date)
    closing = [e for e in case.events() if "Thursday" in e.summary and e.date and e.date.start == "2025-03-13"]
    closing += [e for e in case.events() if any(o.name == ARTICLES["valley"].publisher for o in e.origins)]
    assert closing
    assert all(e.independent == 1 for e in case.events())


def test_every_record_leads_to_the_sentence_that_was_translated(case: crosscurrents.Case) -> None:
    """Of evidence in whole sentences, where paragraphs answer each other, all of it."""
    rendered = {english: original for a in ARTICLES.values() for original, english in [a.paragraphs[0][0], *a.pairs]}
    found = 0
    for row in case.export():
        pairs = [(a, b) for a, b in pairwise(row.get("evidence", ())) if b["method"] == "translation"]
        for one, other in pairs:
            holding = [o for e, o in rendered.items() if one["quote"] in e]
            assert other["quote"] in holding or len(holding) != 1
            found += 1
        translations = [e for e in row.get("evidence", ()) if e["name"].endswith(".translation.txt")]
        assert len(pairs) == len(translations)
    assert found > 40


def test_every_quote_is_exact(path: Path, case: crosscurrents.Case) -> None:
    texts = {d.id: d.text for d in case.documents()}
    evidence = [e for row in case.export() for e in row.get("evidence", ())]
    assert all(texts[e["document"]][e["start"] : e["end"]] == e["quote"] for e in evidence)
    assert "quotes exact" in run("doctor", path)


def test_why_shows_both(path: Path, case: crosscurrents.Case) -> None:
    event = next(e for e in case.events() if e.evidence[0].name == "dam.translation.txt")
    told = json.loads(run("why", path, event.id, "--json"))
    (source,) = told["sources"]
    assert source["original"]["language"] == "es"
    assert source["original"]["quote"] == event.evidence[1].quote
    shown = run("why", path, event.id)
    assert shown.index(event.evidence[0].quote) < shown.index("the original, dam.original.txt (Spanish):")
    assert event.evidence[1].quote in shown
    statement = json.loads(run("why", path, event.statements[0], "--json"))
    assert statement["sources"][0]["original"]["document"] == event.evidence[1].document


def test_a_second_translation_changes_no_count(path: Path, tmp_path: Path) -> None:
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([desk(tmp_path / "desk")], sources=tmp_path / "sources.csv")

    def counts() -> dict[str, Any]:
        return {e.summary: (e.independent, e.independent_most) for e in case.events()}

    before = counts()
    other = tmp_path / "other.txt"
    text = ARTICLES["dam"].translation.replace("The government", "The cabinet").replace("below", "under")
    other.write_text(f"Translated by the Gulf Institute\n\n{text}", encoding="utf-8")
    assert not case.read([other], translation_of="dam.original.txt").errors
    after = counts()
    assert {s: n for s, n in after.items() if s in before} == before
    assert set(after.values()) == set(before.values()) == {(1, 1)}


def test_original_and_translation_in_one_reading_in_any_order(tmp_path: Path) -> None:
    files = write_article(tmp_path / "desk", "dam")
    cases = [crosscurrents.open(tmp_path / f"{n}.db") for n in range(3)]
    cases[0].read(files, translation_of="dam.original.txt")
    cases[1].read(files[:1])
    cases[1].read(files[1:], translation_of="desk/dam.original.txt")
    cases[2].read(files)
    original = next(d for d in cases[2].documents() if not d.is_read)
    cases[2].set("dam.translation.txt", {"translation_of": original.id[:8]})
    exports = [as_jsonl(c.export()) for c in cases]
    assert exports[0] == exports[1] == exports[2]
    assert b'"method":"translation"' in exports[0]
    again = cases[0].read(files, translation_of="dam.original.txt")
    assert {o.what for o in again.outcomes} == {"unchanged"}


def test_links_that_cannot_be(tmp_path: Path) -> None:
    files = write_article(tmp_path / "desk", "dam")
    path = tmp_path / "case.db"
    result = runner.invoke(app, ["read", str(files[1]), "--case", str(path), "--translation-of", "gone.txt", "--json"])
    assert result.exit_code == 1
    error = json.loads(result.stderr.splitlines()[0])["error"]
    assert "gone.txt" in error["message"] and error["file"] == "desk/dam.translation.txt"
    assert json.loads(result.stdout)["documents"] == []
    run("read", *files, "--case", path, "--translation-of", "dam.original.txt")
    case = crosscurrents.open(path)
    for document, values in (
        ("dam.original.txt", "dam.translation.txt"),  # a cycle
        ("dam.original.txt", "dam.original.txt"),
    ):
        with pytest.raises(UsageError, match="translation of"):
            case.set(document, {"translation_of": values})
    with pytest.raises(NotFoundError):
        case.set("dam.translation.txt", {"translation_of": "gone.txt"})
    other = write_articles(tmp_path / "desk", ("wire.txt",)) / "wire.txt"
    assert case.read([other], translation_of="dam.translation.txt").errors  # a chain
    assert {d.name for d in case.documents()} == {"dam.original.txt", "dam.translation.txt"}


def test_the_link_outlives_its_original_and_follows_its_versions(tmp_path: Path) -> None:
    files = write_article(tmp_path / "desk", "dam")
    path = tmp_path / "case.db"
    case = crosscurrents.open(path)
    case.read(files, translation_of="dam.original.txt")
    first = next(d.translation_of for d in case.documents() if d.translation_of)
    files[0].write_text(ARTICLES["dam"].original + "\nEl embalse sigue lleno.\n", encoding="utf-8")
    case.read(files[:1])
    newer = next(d for d in case.documents() if not d.is_read)
    linked = next(d for d in case.documents() if d.is_read)
    assert linked.translation_of == newer.id != first
    assert f"translation_of: {newer.id} (dam.original.txt)" in run("show", path, "dam.translation.txt")
    case.remove("dam.original.txt")
    case.remove("dam.original.txt")  # the older version, which was the newest again
    assert f"translation_of: {first} (original removed)" in run("show", path, "dam.translation.txt")
    assert "translation of a text that is not in the case" in " ".join(run("brief", path).split())
    assert all(e.method != "translation" for i in case.situation().items for e in i.evidence)
    run("set", path, "dam.translation.txt", "translation_of=")
    assert [d.translation_of for d in case.documents()] == [None]


def test_what_a_person_sets_about_the_language_decides_what_is_read(tmp_path: Path) -> None:
    (file,) = write_article(tmp_path / "desk", "dam", which=("translation",))
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([file])
    assert case.events()
    case.set("dam.translation.txt", {"language": "es"})
    assert not case.events()
    case.set("dam.translation.txt", {"language": "en"})
    assert case.events()


def test_a_date_of_the_original_dates_what_the_translation_tells(tmp_path: Path) -> None:
    """'On Saturday' counts from the day on which the original was printed, also where that is said later."""
    case = crosscurrents.open(tmp_path / "case.db")
    case.read(write_article(tmp_path / "desk", "dam"), translation_of="dam.original.txt")

    def saturdays() -> int:
        dates = [r["date"] for r in case.export() if r["record"] == "statement" and r["date"]]
        return sum(date["start"] == date["end"] == "2025-05-17" for date in dates)

    assert saturdays() == 0
    case.set("dam.original.txt", {"date": "2025-05-18", "publisher": "El Correo de Alora"})
    assert saturdays() > 0
    assert all(o.name == "El Correo de Alora" for e in case.events() for o in e.origins if o.kind == "outlet")
