from __future__ import annotations

import msgspec

from crosscurrents.export.footnotes import as_footnotes
from crosscurrents.export.references import Reference, issued_of
from crosscurrents.records.page import Brief, Line, Section
from crosscurrents.records.provenance import Evidence

DAY = {"start": "2025-03-04", "end": "2025-03-04", "precision": "day", "basis": "stated"}
GAZETTE = Reference(
    id="d1",
    key="gazette",
    title="Notice *one*",
    publisher="Osk Gazette",
    author=None,
    kind="report",
    language="en",
    issued=issued_of(DAY),
    address="https://osk.example/1",
    accessed="2025-03-09",
)
BARE = msgspec.structs.replace(GAZETTE, id="d2", publisher=None, issued=None, address="desk/2", accessed=None)


def evidence(document: str, quote: str, page: int | None = None) -> Evidence:
    return Evidence(document, "a.txt", 0, len(quote), quote, page, 0, "test")


def test_the_text_of_a_small_brief_is_known() -> None:
    first, second = evidence("d1", "Two boats\nwere held.", 3), evidence("d2", "one\x1b[31m boat")
    lines = (
        Line(text="4 Mar “Two boats were held” · D1", evidence=(first, second)),
        Line(text="<b>[^9]</b>", evidence=(second,)),
        Line(text="computed"),
    )
    brief = Brief(None, "0", (), (Section("happened", lines, 1200), Section("who", (), 0)))
    assert as_footnotes(brief, [GAZETTE, BARE]).decode() == (
        "# Brief\n\n"
        "## Happened\n\n"
        "- 4 Mar “Two boats were held” · D1 [^1] [^2]\n"
        "- \\<b\\>\\[\\^9\\]\\</b\\> [^2]\n"
        "- computed\n\n"
        "*1,200 more not on the page*\n\n"
        "## Who\n\n"
        "*Nothing.*\n\n"
        "[^1]: Osk Gazette, “Notice \\*one\\*”, 2025-03-04, p. 3: “Two boats were held.”"
        " <https://osk.example/1> (accessed 2025-03-09)\n"
        "[^2]: “Notice \\*one\\*”, undated: “one \\[31m boat”. desk/2\n"
    )
