"""A good file of every format that is read, made once: two short articles each, in words of the tests' own."""

from __future__ import annotations

import email.message
import io
import json
import mailbox
import tempfile
from functools import cache
from pathlib import Path

import docx

from tests.ingest.formats.papers import paper

TITLE = "Council puts off its vote"
TEXTS = (
    "The harbour council put off its vote on the guards on 3 March 2025, its head said. Two firms spoke of delays at "
    "the outer basin, where 14 ships were waiting for a pilot.",
    "Guards closed the northern quay on Monday after a clash with pilots. The navy named no day for the handover, and "
    "the council may meet again if the unions accept the posts.",
)


def _docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading(TITLE)
    for text in TEXTS:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def _message(text: str, number: int) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["From"], message["To"] = "Port Herald <news@port.example>", "desk@port.example"
    message["Subject"], message["Date"] = f"{TITLE} {number}", "Mon, 03 Mar 2025 09:12:00 +0000"
    message["Message-ID"] = f"<{number}@port.example>"
    message.set_content(text)
    message.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    message.add_attachment(text.encode(), maintype="text", subtype="plain", filename="note.txt")
    return message


def _mbox() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(Path(folder) / "box")
        for number, text in enumerate(TEXTS):
            box.add(_message(text, number))
        box.close()
        return (Path(folder) / "box").read_bytes()


def _mhtml() -> bytes:
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://port.example/vote\r\nSubject: Council\r\n"
    kind = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="part"\r\n\r\n'
    page = "--part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://port.example/vote\r\n\r\n"
    return (head + kind + page + _page().decode() + "\r\n--part--\r\n").encode()


def _page() -> bytes:
    meta = f'<meta property="og:title" content="{TITLE}"><meta name="date" content="2025-03-03">'
    linked = json.dumps({"@type": "NewsArticle", "headline": TITLE, "author": [{"name": "Ada Lind"}]})
    script = f'<script type="application/ld+json">{linked}</script>'
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXTS)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE} | Port Herald</title>{meta}{script}</head>"
        f"<body><nav><ul><li>Home</li></ul></nav><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>"
    ).encode()


def _feed() -> bytes:
    body = " ".join(TEXTS)
    items = "".join(
        f"<item><title>{TITLE} {n}</title><link>https://port.example/{n}</link><guid>{n}</guid>"
        f"<pubDate>Mon, 03 Mar 2025 09:12:00 GMT</pubDate><description><![CDATA[<p>{body}</p>]]></description></item>"
        for n in range(2)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Port Herald</title>{items}</channel></rss>'.encode()
    )


def _ris() -> bytes:
    rows = (
        f"TY  - NEWS\nTI  - {TITLE} {n}\nAU  - Lind, Ada\nDA  - 2025/03/03/\nAB  - {' '.join(TEXTS)}\nER  - \n"
        for n in (1, 2)
    )
    return "\n".join(rows).encode()


def _rtf() -> bytes:
    paragraphs = "".join(f"{text}\\par " for text in TEXTS)
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Times;}}}}{{\info{{\title {TITLE}}}}}\f0 {paragraphs}}}".encode()


def _csv() -> bytes:
    head = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,location,source,notes,fatalities\n"
    row = 'ALB{n},3 March 2025,Battles,Armed clash,Guards of the Port,Pilots,Alba,Port Tarn,Port Herald,"{text}",{n}\n'
    return (head + "".join(row.format(n=n, text=text) for n, text in enumerate(TEXTS))).encode()


@cache
def good_files() -> dict[str, bytes]:
    """The files by their endings."""
    text = f"{TITLE}\n\nPort Herald, 3 March 2025\n\n" + "\n\n".join(TEXTS) + "\n"
    rows = [{"id": str(n), "title": TITLE, "date": "2025-03-03", "text": text} for n, text in enumerate(TEXTS)]
    return {
        "txt": text.encode(),
        "md": f"---\ntitle: {TITLE}\ndate: 2025-03-03\n---\n\n# {TITLE}\n\n{text}".encode(),
        "html": _page(),
        "jsonl": "\n".join(map(json.dumps, rows)).encode(),
        "json": json.dumps(rows).encode(),
        "pdf": paper(TEXTS, title=TITLE, pageCompression=0),
        "docx": _docx(),
        "rtf": _rtf(),
        "rss": _feed(),
        "ris": _ris(),
        "eml": bytes(_message(TEXTS[0], 1)),
        "mbox": _mbox(),
        "mht": _mhtml(),
        "csv": _csv(),
    }
