"""What a user gives about files."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscurrents.errors import FormatError, InputError, UsageError
from crosscurrents.ingest import Incoming
from crosscurrents.sources import given_by, sources_of


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_of_its_own_goes_before_what_holds_for_all(tmp_path: Path) -> None:
    listed = sources_of(table(tmp_path, "file,publisher,date\na.txt,River Daily,2025-03-01\nb.txt,,\n"))
    given = given_by({"publisher": "All", "reliability": "B"}, listed)
    assert given(Incoming("desk/a.txt", "a.txt", b"x", "text/plain")) == {
        "publisher": "River Daily",
        "date": "2025-03-01",
        "reliability": "B",
    }
    assert given(Incoming("desk/b.txt", "b.txt", b"x", "text/plain")) == {"publisher": "All", "reliability": "B"}


@pytest.mark.parametrize("text", ["name,publisher\na,b\n", "file,colour\na,red\n", ""])
def test_other_columns_are_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError):
        sources_of(table(tmp_path, text))


def test_a_bad_value_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        sources_of(table(tmp_path, "file,date\na.txt,2025-03-01\nb.txt,soon\n"))
    assert "line 3" in (error.value.file or "")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        sources_of(tmp_path / "none.csv")
