"""What a user gives about files."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscurrents.errors import FormatError, InputError, UsageError
from crosscurrents.ingest import Incoming
from crosscurrents.sources import coded_by, codings_of, given_by, mapping_bytes, sources_of


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


def test_a_row_names_the_mapping_of_its_table_from_the_folder_of_the_list(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(b"columns: {}")
    listed = codings_of(table(tmp_path, "file,coding\na.csv,own.yaml\nb.csv,\n"))
    coded = coded_by(b"for all", listed)
    assert listed == {"a.csv": b"columns: {}"}
    assert coded(Incoming("desk/a.csv", "a.csv", b"x", "text/csv")) == b"columns: {}"
    assert coded(Incoming("desk/b.csv", "b.csv", b"x", "text/csv")) == b"for all"


def test_a_mapping_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        codings_of(table(tmp_path, "file,coding\na.csv,none.yaml\n"))
    assert (error.value.file or "").endswith("none.yaml")


def test_a_row_names_the_original_but_never_itself(tmp_path: Path) -> None:
    listed = sources_of(table(tmp_path, "file,translation_of\nb.txt,a.txt\n"))
    assert listed == {"b.txt": {"translation_of": "a.txt"}}
    with pytest.raises(FormatError) as error:
        sources_of(table(tmp_path, "file,translation_of\na.txt,a.txt\n"))
    assert "line 2" in (error.value.file or "")


def test_a_file_that_is_no_table_is_an_error_and_never_a_crash(tmp_path: Path) -> None:
    for text in ("file,publisher\na.txt," + "x" * 200_000, 'file\n"' + "y" * 200_000):
        with pytest.raises(InputError, match="cannot be read"):
            sources_of(table(tmp_path, text))
    (tmp_path / "sources.csv").write_bytes(b"file\n\xff\xfe")
    with pytest.raises(InputError):
        sources_of(tmp_path / "sources.csv")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_mapping_without_an_end_is_read_in_part() -> None:
    assert 0 < len(mapping_bytes(Path("/dev/zero"))) < 100_000
