"""The page in a real browser: it is whole without a net, and every line's link has a place to go to."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

import crosscurrents
from tests.articles import write_articles

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--proxy-server=127.0.0.1:9",
)  # fmt: skip


@pytest.fixture(scope="module")
def dom(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The document as the browser has it, scripts run, with every way to a net closed."""
    if BROWSER is None:
        pytest.skip("needs Chromium (apt install chromium)")
    folder = tmp_path_factory.mktemp("browser")
    case = crosscurrents.open(folder / "case.db")
    case.read([write_articles(folder / "desk")])
    page = folder / "page.html"
    page.write_text(case.page(), encoding="utf-8")
    command = [BROWSER, *SWITCHES, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_all_sections_and_texts_are_there(dom: str) -> None:
    text = re.sub(r"<[^>]+>", "", dom).lower()
    for words in ("happened", "contested", "expected", "outlook", "kerin", "31 people had died"):
        assert words in text


def test_every_link_leads_to_a_place_in_the_page(dom: str) -> None:
    links = set(re.findall(r'href="#([^"]+)"', dom))
    places = set(re.findall(r'id="([^"]+)"', dom))
    assert links
    assert links <= places


def test_nothing_is_fetched(dom: str) -> None:
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', dom) == []
    assert "Content-Security-Policy" in dom
