from __future__ import annotations

import re

import pytest

from crosscurrents.brief import as_markdown, as_terminal, compose
from crosscurrents.records.page import Brief, Line, Section

from .builder import CaseBuilder


def of(text: str) -> Brief:
    return Brief(as_of=None, hash="", documents=(), sections=(Section("happened", (Line(text=text),), 3),))


def test_markdown_holds_every_line_and_no_markup_of_a_source() -> None:
    shown = as_markdown(of("“<b>*bold*</b> [x](http://y) `z`”"))
    assert r"- “\<b\>\*bold\*\</b\> \[x\](http://y) \`z\`”" in shown
    assert "3 more not on the page" in shown


def test_terminal_holds_every_line(strait: CaseBuilder) -> None:
    brief = compose(*strait.parts)
    shown = " ".join(as_terminal(brief, width=80).split())
    assert all(" ".join(x.text.split()) in shown for s in brief.sections for x in s.lines)
    assert shown.startswith("2 documents · as of 31 Oct 2025 · unreviewed")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_terminal_keeps_its_width(strait: CaseBuilder, width: int) -> None:
    assert max(map(len, as_terminal(compose(*strait.parts), width=width).split("\n"))) <= width


def test_colours_are_off_unless_asked_for(strait: CaseBuilder) -> None:
    brief = compose(*strait.parts)
    assert "\x1b[" not in as_terminal(brief, width=80)
    coloured = as_terminal(brief, width=80, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == as_terminal(brief, width=80)


@pytest.mark.parametrize("colour", [False, True])
def test_no_source_drives_the_terminal(colour: bool) -> None:
    shown = as_terminal(of("\x1b[2J\x07“[red]left[/red]”\r\nX\u2028Y"), width=80, colour=colour)
    assert not {"\x07", "\r", "\u2028"} & set(shown)
    assert "[red]" in re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert "\x1b[2J" not in shown


def test_an_original_and_its_translations_are_one_document() -> None:
    case = CaseBuilder()
    arabic = case.document("ar.txt", "انهار السد.", language="ar")
    case.document("en.txt", "The dam broke.", "2025-10-01", translation_of=arabic.id)
    case.document("us.txt", "The dam has broken.", "2025-10-01", translation_of=arabic.id)
    case.document("fr.txt", "Le barrage a cédé.", language="fr")
    brief = compose(*case.parts)
    shown = as_terminal(brief, width=100).split("\n")
    assert shown[0] == "2 documents · 1 in translation · 1 undated · as of 31 Oct 2025 · unreviewed"
    assert shown[3].strip().startswith("Not read: 1 in French (D")
    assert as_markdown(brief).split("\n")[6].startswith("- Not read: 1 in French (D")
