from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.brief import as_html, compose
from crosscurrents.brief.html import Span, _marked

from .builder import CaseBuilder


class Page(HTMLParser):
    """Collects ids, links, tags, and the text of every element with an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.opened: list[str] = []
        self.texts: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag in ("meta", "input"):
            return
        self.opened.append(found.get("id") or "")
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.targets.append(str(found["href"]))

    def handle_endtag(self, tag: str) -> None:
        self.opened.pop()

    def handle_data(self, data: str) -> None:
        for name in self.opened:
            if name:
                self.texts[name] = self.texts.get(name, "") + data


@pytest.fixture
def html(strait: CaseBuilder) -> str:
    return as_html(compose(*strait.parts), strait.documents)


def test_every_line_leads_to_its_sentence(html: str, strait: CaseBuilder) -> None:
    page, brief = Page(html), compose(*strait.parts)
    assert len(page.ids) == len(set(page.ids))
    assert all(t[0] == "#" and t[1:] in page.ids for t in page.targets)
    numbers = {d["id"]: n for n, d in enumerate(brief.documents, 1)}
    for line in (x for s in brief.sections for x in s.lines):
        for e in line.evidence:
            anchor = f"D{numbers[e.document]}-{e.start}-{e.end}"
            assert page.texts[anchor] == e.quote
            assert f"#{anchor}" in page.targets, line.text


def test_it_asks_nothing_of_the_net_and_says_so(html: str) -> None:
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<(?:img|link|iframe|base)\b", html)
    policy = next(a["content"] for t, a in Page(html).tags if t == "meta" and a.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in str(policy)
    assert not any({"style", "onclick"} & a.keys() for _, a in Page(html).tags)


def test_landmarks_and_language_are_there(html: str) -> None:
    tags = [t for t, _ in Page(html).tags]
    assert {"header", "main", "aside", "footer", "h1"} <= set(tags)
    assert '<html lang="en">' in html
    assert html.count("<section ") == 8


def test_what_was_dropped_is_shown_with_its_reason() -> None:
    case = CaseBuilder()
    case.document(
        "a.txt", "The dam broke.\n\nRead more: ten dams\n", "2025-10-01", dropped=[("Read more: ten dams", "teaser")]
    )
    html = as_html(compose(*case.parts), case.documents)
    assert '<span class="dropped" title="teaser">Read more: ten dams</span>' in html


def test_no_source_becomes_markup() -> None:
    case = CaseBuilder()
    text = '<script>alert(1)</script> "Rebels" seized the dam & <b>left</b>.'
    document = case.document("<i>.txt", text, "2025-10-01", publisher="<u>Echo</u>", title="<s>")
    case.event(document, text, "seized", sources=("Rebels",))
    page = Page(as_html(compose(*case.parts), case.documents))
    assert not {"b", "i", "u", "s"} & {t for t, _ in page.tags}
    assert [t for t, _ in page.tags].count("script") == 1
    assert page.texts[f"D1-0-{len(text)}"] == text


def test_very_many_documents_are_there_where_they_are_cited() -> None:
    case = CaseBuilder()
    for n in range(230):
        document = case.document(f"{n}.txt", f"X{n}guards seized Y{n}fort.", "2025-10-01")
        if n == 229:
            case.event(document, document.text, "seized", sources=(f"X{n}guards",))
    page = Page(as_html(compose(*case.parts), case.documents))
    articles = {str(a["id"]) for t, a in page.tags if t == "article"}
    assert "D230" in articles
    assert len(articles) <= 60
    assert all(t[1:] in page.ids for t in page.targets)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.booleans()), max_size=8)


@given(SPANS, st.text(alphabet='ab <&"\n', min_size=30, max_size=30))
def test_marking_keeps_every_character_once(spans: list[tuple[int, int, bool]], text: str) -> None:
    made = {Span(a, min(a + n, 30), f"s{a}-{n}" if cited else "", "" if cited else "x") for a, n, cited in spans}
    ordered = sorted((s for s in made if s.start < s.end), key=lambda s: (s.start, -s.end, s.anchor, s.reason))
    page = Page(f"<p id='all'>{_marked(text, 0, 30, ordered)}</p>")
    assert page.texts.get("all", "") == text
    assert not page.opened


@pytest.fixture
def translated() -> CaseBuilder:
    """An Arabic text, its translation with an event, and a Turkish text that nobody translated."""
    case = CaseBuilder()
    arabic = case.document("ar.txt", "انهار السد ظهرا.\n\nثم غمرت المياه القرية.", "2025-10-01", language="ar")
    english = case.document(
        "en.txt", "The dam broke at noon.\n\nRebels seized the village.", "2025-10-01", translation_of=arabic.id
    )
    case.document("tr.txt", "Baraj öğle vakti yıkıldı.", "2025-10-02", language="tr")
    behind = arabic.evidence(arabic.text.index("ثم"), len(arabic.text), "translation")
    case.event(english, "Rebels seized the village.", "seized", sources=("Rebels",), also=(behind,))
    return case


def test_a_line_from_a_translation_leads_to_both_texts(translated: CaseBuilder) -> None:
    brief = compose(*translated.parts)
    (line,) = next(s.lines for s in brief.sections if s.name == "happened")
    assert [e.method for e in line.evidence] == ["test", "translation"]
    assert line.text.endswith("D2 · 1 origin")
    html = as_html(brief, translated.documents)
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert all(t[1:] in page.ids for t in page.targets)
    arabic = translated.documents[0]
    target = f"D1-{arabic.text.index('ثم')}-{len(arabic.text)}"
    assert page.texts[target] == line.evidence[1].quote
    assert f'<a class="further" href="#{target}" aria-label="original">original</a>' in html
    quote = f'<blockquote lang="ar" dir="rtl"><a class="document" href="#{target}">D1</a> {line.evidence[1].quote}<'
    assert quote in html.split('id="D2"')[1].split("</article>")[0]


def test_texts_run_as_their_script_does(translated: CaseBuilder) -> None:
    html = as_html(compose(*translated.parts), translated.documents)
    assert re.findall(r'<div lang="(\w+)" dir="(\w+)">', html) == [("ar", "rtl"), ("en", "ltr"), ("tr", "ltr")]


def test_what_is_not_read_stands_outside_the_fold(translated: CaseBuilder) -> None:
    html = as_html(compose(*translated.parts), translated.documents)
    section = html.split('<section id="read"')[1].split("</section>")[0]
    assert "Not read: 1 in Turkish" in re.sub(r"<[^>]+>", "", section.split("<details")[0])
    assert "Not read" not in section.split("<details")[1]


def test_passages_of_originals_decide_nothing(translated: CaseBuilder) -> None:
    """The page chooses and counts the same lines without them."""
    bare = CaseBuilder()
    bare.__dict__.update(translated.__dict__)
    bare.items = [msgspec.structs.replace(i, evidence=i.evidence[:1]) for i in translated.items]
    with_them, without = compose(*translated.parts), compose(*bare.parts)
    texts = [[x.text for x in s.lines] for s in with_them.sections]
    assert texts == [[x.text for x in s.lines] for s in without.sections]
    assert with_them.sections != without.sections


def test_a_name_in_another_direction_does_not_turn_the_date_round() -> None:
    case = CaseBuilder()
    case.document("a.txt", "The dam broke.", "2025-10-01", publisher="صحيفة <الوادي>")
    html = as_html(compose(*case.parts), case.documents)
    assert "<bdi>صحيفة</bdi> &lt;<bdi>الوادي</bdi>&gt; · 1 Oct 2025" in html
    case.documents[0] = msgspec.structs.replace(case.documents[0], publisher="صحيفة الوادي")
    assert "<bdi>صحيفة الوادي</bdi> · 1 Oct 2025" in as_html(compose(*case.parts), case.documents)
