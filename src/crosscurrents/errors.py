"""The error tree: everything that Crosscurrents raises on purpose.

CrosscurrentsError
├── UsageError          wrong use of a verb, an option or a function (exit status 2)
├── InputError          a file or text that cannot be read (exit status 1)
│   └── FormatError     the format is unknown, broken or not what its name says
├── CaseError           a case file that cannot be opened, written or understood (exit status 1)
│   ├── NotFoundError   no record with this id in the case
│   └── VersionError    the case was written by a newer version
└── ReaderError         the reader's weights or its parser cannot be loaded (exit status 1)
"""

from __future__ import annotations


class CrosscurrentsError(Exception):
    """Base of all errors; carries what the one JSON error shape of OUTPUT.md needs.

    Args:
        message: one line that names the fault.
        file: the file or record concerned, where there is one.
        hint: what the user can do about it.
    """

    kind = "error"
    exit_status = 1

    def __init__(self, message: str, *, file: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.hint = hint

    def as_dict(self) -> dict[str, dict[str, str | None]]:
        """The error as the JSON object that every verb prints on standard error."""
        return {"error": {"kind": self.kind, "message": self.message, "file": self.file, "hint": self.hint}}

    def __str__(self) -> str:
        parts = [f"{self.file}: {self.message}" if self.file else self.message]
        return " ".join([*parts, f"({self.hint})"] if self.hint else parts)


class UsageError(CrosscurrentsError):
    """A verb, option or function was used wrongly."""

    kind = "usage"
    exit_status = 2


class InputError(CrosscurrentsError):
    """A file or text cannot be read as a whole."""

    kind = "input"


class FormatError(InputError):
    """A file is not in the format that its name or its first bytes promise."""

    kind = "format"


class CaseError(CrosscurrentsError):
    """A case file cannot be opened, written or understood."""

    kind = "case"


class NotFoundError(CaseError):
    """The case holds no record under the id that was asked for."""

    kind = "not_found"


class VersionError(CaseError):
    """The case was written by a newer version of Crosscurrents."""

    kind = "version"


class ReaderError(CrosscurrentsError):
    """The reader's weights or its parser are missing or damaged."""

    kind = "reader"
