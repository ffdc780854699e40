"""Files of many articles as press databases lay them out, with texts of the tests' own."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from io import BytesIO

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

ENGLISH = (
    "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting.",
    "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end.",
    "Two of the five parties in the council want the guards to be paid by the port itself, and not by the ministry.",
)
FRENCH = (
    "Le conseil du port a reporté au printemps le vote sur les gardes, a dit son président après la troisième réunion.",
    "En attendant, les gardes restent sous les ordres de la marine, qui doit quitter les quais avant la fin de mai.",
    "Deux des cinq partis du conseil veulent que les gardes soient payés par le port lui-même, et non par l'État.",
)
THINGS = ("guards", "dredgers", "pilots", "cranes", "tariffs", "customs", "ferries", "strikes", "bridges", "markets")
RULE = "_" * 60
PAGE = "\f"


def title(k: int) -> str:
    """The title of article `k`."""
    return f"Council delays vote {k + 1} on the {THINGS[k % len(THINGS)]} of the port"


def body(k: int) -> list[str]:
    """Its paragraphs; each third article is French."""
    return [f"{paragraph} Item {k + 1}." for paragraph in (FRENCH if k % 3 == 2 else ENGLISH)]


def day(k: int) -> int:
    """The day of March 2025 on which it appeared."""
    return k % 28 + 1


def nexis(n: int, gap: str = "\n\n") -> str:
    """Nexis Uni, as its DOCX and RTF read: a cover page with a list, then an article a page."""
    lines = ["Date and Time: Tuesday, March 4, 2025 9:12:00 AM GMT", "Job Number: 250000001", f"Documents ({n})"]
    for k in range(n):
        lines += [
            f"{k + 1}. {title(k)}",
            "Client/Matter: -None-",
            "Search Terms: port",
            "Narrowed by: Content Type News",
        ]
    for k in range(n):
        lines += [PAGE, title(k), "The Harbour Herald (Alba)", f"March {day(k)}, 2025 Monday", "First Edition"]
        lines += ["Copyright 2025 Harbour Press Ltd All Rights Reserved", "Section: NEWS; Pg. 3", "Length: 512 words"]
        lines += [
            "Byline: Ada Lind; Bo Karr",
            "Dateline: ALBA",
            "Body",
            *body(k),
            "Graphic",
            "PHOTO: The quays at dawn",
        ]
        lines += ["Classification", "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: PORTS (90%)"]
        lines += ["Load-Date: March 29, 2025", "End of Document"]
    return gap.join(lines)


def nexis_text(n: int) -> str:
    """The older text of Nexis: hard-wrapped, headings centred, labels in capitals."""
    lines = [f"Download Request: All Documents: 1-{n}", "Time Of Request: Tuesday, March 4, 2025  09:12:00 EST", "", ""]
    for k in range(n):
        centred = [f"{k + 1} of {n} DOCUMENTS", "", "Copyright 2025 Harbour Press, LLC d/b/a", "Harbour Digital"]
        centred += [
            "All Rights Reserved",
            "",
            "The Harbour Herald",
            "",
            f"March {day(k)}, 2025 Monday",
            "Met 2 Edition",
        ]
        fields = ["SECTION: A-SECTION; Pg. A01", "LENGTH: 3,362 words"]
        fields += [
            f"HEADLINE: {title(k)}, and what the five parties of the council make of it",
            "BYLINE: Ada Lind;Bo Karr",
        ]
        index = ["LANGUAGE: ENGLISH", "SUBJECT: " + "; ".join(f"{t.upper()} (9{i}%)" for i, t in enumerate(THINGS))]
        lines += [line.center(78).rstrip() for line in centred]
        for paragraph in [*fields, "BODY:", *body(k), *index, "LOAD-DATE: March 29, 2025"]:
            lines += ["", *textwrap.wrap(paragraph, 79)]
        lines += ["", ""]
    return "\n".join(lines)


def factiva(n: int, gap: str = "\n") -> str:
    """Factiva without indexing: nothing but the order of lines tells what they are."""
    lines: list[str] = []
    for k in range(n):
        lines += [*(["World News"] if k % 2 else []), title(k), *(["By Ada Lind"] if k % 4 else []), "512 words"]
        lines += [f"{day(k)} March 2025", "18:41", "Harbour News", "HARBN", "English"]
        lines += ["(c) 2025 Harbour Limited" if k % 2 else "© 2025. Harbour Limited. All rights reserved.", ""]
        lines += [part for paragraph in body(k) for part in (paragraph, "")]
        lines += [f"Document HARBN00020250303el33{k:05}", ""]
    return gap.join(line for line in lines if line or gap == "\n")


def factiva_tags(n: int, gap: str = "\n") -> str:
    """Factiva with indexing: a tag a field."""
    lines = ["Search Summary", "Text: port guards", "Date: All Dates"]
    for k in range(n):
        first, *others = body(k)
        lines += ["SE World News", f"HD {title(k)}", "BY By Ada Lind", "WC 512 words", f"PD {day(k)} March 2025"]
        lines += ["ET 18:41", "SN Harbour News", "SC HARBN", "LA English", "CY (c) 2025 Harbour Limited", "LP", first]
        lines += ["TD", *others, "CO harlt : Harbour Limited", "NS gcat : General News", "PUB Harbour Limited"]
        lines += [f"AN Document HARBN00020250303el33{k:05}"]
    return gap.join(lines)


def proquest(n: int, gap: str = "\n\n") -> str:
    """ProQuest: rulers, a list of contents, labels before and after the text, a last page."""
    lines = [RULE, "Report Information from ProQuest", "04 March 2025 09:12", RULE, "Table of contents"]
    lines += [*(f"{k + 1}. {title(k)}" for k in range(n)), RULE]
    for k in range(n):
        first, *others = body(k)
        lines += [f"Document {k + 1} of {n}", title(k), "Author: Lind, Ada"]
        lines += [f"Publication info: Harbour Herald, Eastern edition; Alba [Alba]. {day(k):02} Mar 2025: A.1."]
        lines += [
            "Abstract: The council of the port has put off a vote for the third time in a year, and the navy stays."
        ]
        lines += [f"Full text: {first}", *others, "Subject: Ports; Navies", f"Title: {title(k)}"]
        lines += ["Publication title: Harbour Herald, Eastern edition; Alba", "Publication year: 2025"]
        lines += [f"Publication date: Mar {day(k)}, 2025", "Section: World News", "Publisher: Harbour Press Inc"]
        lines += [f"ProQuest document ID: {3100000 + k}", f"Document URL: https://port.example/docview/{3100000 + k}"]
        lines += ["Last updated: 2025-03-29", "Database: Newsstream", RULE]
    last = "Contact us at: https://port.example/help Database copyright 2025 ProQuest LLC. Terms and Conditions apply."
    return gap.join([*lines, last])


def gale(n: int, gap: str = "\n\n") -> str:
    """Gale: labels before the text, the citation after it."""
    lines: list[str] = []
    for k in range(n):
        lines += [title(k), "Author(s): Ada Lind", "Source: Harbour Mail (Alba)", f"Date: Mar. {day(k)}, 2025"]
        lines += ["Document Type: Article", "Length: 512 words", "Full Text:", *body(k)]
        lines += [
            "Copyright: COPYRIGHT 2025 Harbour Press",
            "https://port.example",
            "Source Citation (MLA 9th Edition)",
        ]
        lines += [
            f'Lind, Ada. "{title(k)}." Harbour Mail, {day(k)} Mar. 2025, p. 12. Gale OneFile: News, port.example/{k}.'
        ]
        lines += [f"Gale Document Number: GALE|A{700000 + k}"]
    return gap.join(lines)


def genios(n: int, gap: str = "\n\n") -> str:
    """Genios: the labels stand behind the text."""
    lines: list[str] = []
    for k in range(n):
        lines += [f"Der Rat verschiebt die Abstimmung {k + 1}"]
        lines += ["Der Rat des Hafens hat die Abstimmung über die Wachen verschoben, sagte sein Vorsitzender am Abend."]
        lines += [
            "Bis dahin bleiben die Wachen unter dem Befehl der Marine, die die Kais bis zum Jahresende räumen soll."
        ]
        lines += [f"Quelle: Hafenbote vom {day(k):02}.03.2025, Nr. 52, Seite 12", "Ressort: Politik"]
        lines += [f"Dokumentnummer: HB_{k:06}", "Alle Rechte vorbehalten: (c) Hafenbote"]
        lines += ["© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH"]
    return gap.join(lines)


def europresse(n: int) -> bytes:
    """Europresse: a page of HTML with an element an article."""
    article = (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Port, no. {k}</span>'
        '</div><div><span class="DocHeader">Économie, lundi {day} mars 2025 692 mots, p. 12</span>'
        '</div><div class="titreArticle"><p class="titreArticleVisu">{title}</p></div>'
        '<p class="sm-margin-bottomNews">Ada Lind</p></header><section><div class="DocText">{text}</div></section>'
        '<footer><p>© 2025 Le Port. Tous droits réservés.</p><div class="publiC-lblNodoc">news·20250303·LP·{k:05}</div>'
        "</footer></article>"
    )
    articles = (
        article.format(k=k, day=day(k), title=title(k), text="".join(f"<p>{p}</p>" for p in body(k))) for k in range(n)
    )
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(articles)}</body></html>".encode()


LAYOUTS: dict[str, Callable[[int], str]] = {
    "nexis": nexis,
    "nexis, one line a paragraph": lambda n: nexis(n, "\n"),
    "nexis, text": nexis_text,
    "factiva": factiva,
    "factiva, a blank line between": lambda n: factiva(n, "\n\n"),
    "factiva, tags": factiva_tags,
    "factiva, tags in tables": lambda n: factiva_tags(n, "\n\n").replace("HD ", "HD | ").replace("PD ", "PD | "),
    "proquest": proquest,
    "proquest, one line a paragraph": lambda n: proquest(n, "\n"),
    "gale": gale,
    "genios": genios,
}


def as_docx(text: str) -> bytes:
    """A Word file of the paragraphs of `text`, with its page breaks."""
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        if paragraph.strip(" \n") == PAGE:
            document.add_page_break()
        else:
            document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_rtf(text: str) -> bytes:
    """A rich text file of the paragraphs of `text`, with its page breaks."""
    out = []
    for paragraph in text.split("\n\n"):
        escaped = "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" for c in paragraph)
        out.append("\\page " if paragraph.strip(" \n") == PAGE else escaped.replace("\n", "\\line ") + "\\par\n")
    return ("{\\rtf1\\ansi " + "".join(out) + "}").encode()


def as_pdf(paragraphs: list[str]) -> tuple[bytes, dict[str, int]]:
    """A PDF of `paragraphs`, and the page (from 1) on which each begins."""
    out, begins = BytesIO(), dict[str, int]()
    canvas, y = Canvas(out, pagesize=A4, invariant=1), 780.0
    for paragraph in paragraphs:
        lines = textwrap.wrap(paragraph, 60)
        if y - 14 * len(lines) < 60:
            canvas.showPage()
            y = 780.0
        begins.setdefault(paragraph, canvas.getPageNumber())
        for line in lines:
            canvas.drawString(60, y, line)
            y -= 14
        y -= 20
    canvas.save()
    return out.getvalue(), begins
