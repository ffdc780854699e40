"""One page of the web, named by a person: asked for once, with every hop checked, within limits of time and size.

The name of a server is resolved once in a reading, and the connection goes to the very address that was checked. What a
person names may lie in his own network; where a redirect or a link leads must be public, or the server that it stands
on. Nothing is sent but the question and who asks: no cookie, no password, no referrer. Proxies are not used, robots.txt
is not asked: it speaks to programs that follow links by themselves, and this is one page that a person named.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from queue import Empty, Queue

import httpcore

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.addresses import IP, LOOPBACK, PRIVATE, PUBLIC, Address, address_of, network_of
from crosscurrents.ingest.decoding import storable
from crosscurrents.ingest.media import is_served, served_as
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.records.custody import Retrieval

SAVE = "open it in a browser, save the page and read the file"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOOD = frozenset({200, 203})
_STATUS = {
    401: "the page wants a password",
    402: "the page must be paid for",
    403: "the server refuses the page",
    404: "there is no such page",
    410: "the page is gone",
    429: "the server has been asked too often",
    451: "the page is withheld for legal reasons",
}
_KEPT_HEADERS = ("content-type", "last-modified", "etag", "date")
_LONGEST_HEADER = 300  # characters of a header that are kept
_LONGEST_NAME = 100  # characters of an address that name a document
_HEADERS = (
    ("User-Agent", f"crosscurrents/{version('crosscurrents')}"),
    ("Accept", "text/html, application/xhtml+xml, application/pdf, text/plain, application/xml;q=0.9, */*;q=0.5"),
    ("Accept-Encoding", "gzip, deflate"),
)


def fetch(address: str, *, config: Config = DEFAULT) -> Incoming | InputError:
    """Fetch one page that a person names.

    Args:
        address: an http or https address.
        config: its limits of time, size and redirects.

    Returns:
        The page, or in one line why there is none. The page's locator is the address in its normal form.
    """
    return Fetcher(config).named(address)


class Fetcher:
    """Fetches the pages of one reading, in which a name is resolved once and at most `max_follow` links are asked."""

    def __init__(self, config: Config = DEFAULT) -> None:
        self._config = config
        self._checked: dict[tuple[str, int], tuple[IP, ...]] = {}
        self._followed: set[Address] = set()

    def named(self, address: str) -> Incoming | InputError:
        """The page at an address that a person names, which may lie in his own network."""
        try:
            return self._fetch(address_of(address), before=None, is_named=True)
        except InputError as error:
            return error

    def linked(self, address: str, feed: Incoming) -> Incoming | InputError | None:
        """The page behind a link of `feed`, which must be public or on the feed's own server; None over the limit.

        A link that was followed already in this reading gives its page again.
        """
        try:
            here = address_of(address)
            if here not in self._followed and len(self._followed) >= self._config.max_follow:
                return None
            self._followed.add(here)
            before = address_of(feed.retrieval.final) if feed.retrieval else None
            return self._fetch(here, before=before, is_named=False)
        except InputError as error:
            return error

    def _fetch(self, named: Address, *, before: Address | None, is_named: bool) -> Incoming:
        """Ask hop by hop until an answer is no redirect.

        Raises:
            InputError: there is no page, or no hop may go on.
        """
        here, hops, shown = named, list[Address](), str(named)
        deadline = _Deadline(self._config.fetch_seconds, shown)
        while True:
            ips = self._addresses(here, before, deadline, is_named)
            with _answer(here, ips, deadline, shown) as response:
                if response.status not in _REDIRECTS:
                    _check(response, shown, self._config)
                    data = _body(response, shown, self._config)
                    break
                target = _header(response, "location")
            if len(hops) == self._config.fetch_redirects:
                raise InputError(f"the page redirects more than {len(hops)} times", file=shown, hint=SAVE)
            before, here, is_named = here, _next(target, here, shown), False
            hops.append(here)
        return _incoming(named, here, hops[:-1], response, data)

    def _addresses(self, here: Address, before: Address | None, deadline: _Deadline, is_named: bool) -> tuple[IP, ...]:
        """The IP addresses to which a connection for `here` may go, each checked.

        Raises:
            InputError: the name is unknown, or none of its addresses may be asked.
        """
        known = self._checked.get(here.server)
        if known and (is_named or (before and here.server == before.server)):
            return known
        found = known or _resolved(here, deadline)
        allowed = (PUBLIC, PRIVATE, LOOPBACK) if is_named else (PUBLIC,)
        kinds = {ip: network_of(ip) for ip in found}
        good = tuple(ip for ip in found if kinds[ip] in allowed)
        if not good:
            what = "lies" if is_named else "is reached by a redirect or link, but lies"
            hint = SAVE if is_named else "name that address itself, if you trust it"
            raise InputError(f"{here.host} {what} in a {kinds[found[0]]} network", file=str(here), hint=hint)
        self._checked[here.server] = good
        return good


class _Deadline:
    """The moment by which all must be done for the address `shown`, by the machine's monotonic clock."""

    def __init__(self, seconds: float, shown: str) -> None:
        self._seconds, self._shown = seconds, shown
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            InputError: none is.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left

    def missed(self) -> InputError:
        """What to say when the time is over."""
        message = f"the server has not answered in full within {self._seconds:g} seconds"
        return InputError(message, file=self._shown, hint=f"try again later, or {SAVE}")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline, also where a byte comes now and then."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the checked IP addresses, whatever the name; the certificate is still checked against the name."""

    def __init__(self, ips: tuple[IP, ...], deadline: _Deadline) -> None:
        self._ips, self._deadline = ips, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = self._ips
        for ip in others:
            try:
                return self._connected(ip, port, self._deadline.left() / 2)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(last, port, self._deadline.left())

    def _connected(self, ip: IP, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Stream(httpcore.SyncBackend().connect_tcp(str(ip), port, timeout=seconds), self._deadline)


def _resolved(here: Address, deadline: _Deadline) -> tuple[IP, ...]:
    """The IP addresses of a host; in a thread, because the system's resolver knows no limit of time.

    Raises:
        InputError: the name is unknown, or nobody answers in time.
    """
    answers: Queue[tuple[IP, ...]] = Queue()
    threading.Thread(target=lambda: answers.put(_ips(here)), daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except Empty:
        raise deadline.missed() from None
    if not found:
        raise InputError(f"the name {here.host} is unknown", file=str(here), hint="check the address and the network")
    return found


def _ips(here: Address) -> tuple[IP, ...]:
    try:
        rows = socket.getaddrinfo(here.host, here.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows))


@contextmanager
def _answer(here: Address, ips: tuple[IP, ...], deadline: _Deadline, shown: str) -> Iterator[httpcore.Response]:
    """The server's answer, its body still to be read.

    Raises:
        InputError: there is none, in time, that is HTTP.
    """
    backend = _Pinned(ips, deadline)
    try:
        with (
            httpcore.ConnectionPool(_tls(), max_connections=1, network_backend=backend) as pool,
            pool.stream("GET", str(here), headers=list(_HEADERS)) as response,
        ):
            yield response
    except httpcore.TimeoutException:
        raise deadline.missed() from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise InputError(_fault(error), file=shown, hint=f"try again later, or {SAVE}") from None


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _fault(error: Exception) -> str:
    """What went wrong with a connection, in words."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the server's certificate is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return (
                f"there is no secure connection to the server: {(cause.reason or 'broken').lower().replace('_', ' ')}"
            )
        if isinstance(cause, ConnectionRefusedError):
            return "the server refuses the connection"
        cause = cause.__cause__ or cause.__context__
    reached = not isinstance(error, httpcore.ConnectError)
    return "the answer breaks off or is no HTTP" if reached else "the server cannot be reached"


def _next(target: str, here: Address, shown: str) -> Address:
    """Where a redirect leads.

    Raises:
        InputError: nowhere, or not to an address that is read.
    """
    if not target:
        raise InputError("the page redirects to nowhere", file=shown, hint=SAVE)
    try:
        return address_of(target, base=here)
    except InputError as error:
        raise InputError(f"the page redirects to {error.file}: {error.message}", file=shown, hint=SAVE) from None


def _check(response: httpcore.Response, shown: str, config: Config) -> None:
    """Refuse an answer that is no page before its body is read.

    Raises:
        InputError: by its status, its length, or its media type.
    """
    status, kind = response.status, _header(response, "content-type")
    if status not in _GOOD:
        fault = _STATUS.get(status) or ("the server is out of order" if status >= 500 else "the server gives no page")
        raise InputError(f"{fault} (status {status})", file=shown, hint=SAVE if status != 404 else "check the address")
    length = _header(response, "content-length")
    if length.isdecimal() and int(length) > config.max_file_bytes:
        raise _too_large(shown, config)
    if not is_served(kind):
        raise FormatError(f"the address gives {kind[:80]}, which is not read", file=shown, hint=SAVE)


def _body(response: httpcore.Response, shown: str, config: Config) -> bytes:
    """The unpacked body; what was sent and what it unpacks to are counted as they come.

    Raises:
        InputError: it is too large, packed in a way that is not read, or breaks off.
    """
    coding = _header(response, "content-encoding").lower()
    unpacker = _Unpacker(coding, shown, config)
    received, parts = 0, []
    for chunk in response.iter_stream():
        received += len(chunk)
        if received > config.max_file_bytes:
            raise _too_large(shown, config)
        parts.append(unpacker.feed(chunk))
    unpacker.finish()
    return b"".join(parts)


class _Unpacker:
    """Undoes a content coding while counting what comes out."""

    def __init__(self, coding: str, shown: str, config: Config) -> None:
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise InputError(f"the page is packed as {coding[:40]}, which is not read", file=shown, hint=SAVE)
        self._coding, self._shown, self._config = coding, shown, config
        self._room = config.max_file_bytes
        self._inflate: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> bytes:
        """What a part of the body unpacks to."""
        if self._coding in ("", "identity"):
            return chunk
        if self._inflate is None:
            self._inflate = zlib.decompressobj(self._window(chunk))
        if self._inflate.eof:
            return b""
        try:
            out = self._inflate.decompress(chunk, self._room + 1)
        except zlib.error:
            raise self._broken() from None
        self._room -= len(out)
        if self._room < 0:
            raise _too_large(self._shown, self._config)
        if self._inflate.unused_data[:2] == b"\x1f\x8b":  # a second member, which no server needs
            raise self._broken()
        return out

    def finish(self) -> None:
        """Say so where the packed body breaks off."""
        if self._inflate and not self._inflate.eof:
            raise self._broken()

    def _window(self, first: bytes) -> int:
        """zlib's code for gzip, zlib or bare deflate; servers mean either of the last two by "deflate"."""
        if self._coding != "deflate":
            return 16 + zlib.MAX_WBITS
        has_header = len(first) > 1 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0
        return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS

    def _broken(self) -> InputError:
        return InputError("the page is packed in a broken way", file=self._shown, hint=f"try again, or {SAVE}")


def _incoming(
    named: Address, final: Address, between: list[Address], response: httpcore.Response, data: bytes
) -> Incoming:
    """The page with how it was fetched."""
    headers = {name: value for name in _KEPT_HEADERS if (value := _header(response, name))}
    # Custody needs the hour by the clock. It stands in no text, id or stamp: a case does not depend on it.
    at = datetime.now(UTC).isoformat(timespec="seconds")
    media = served_as(headers.get("content-type", ""), final.target.partition("?")[0], data)
    retrieval = Retrieval(str(named), str(final), tuple(map(str, between)), response.status, at, headers)
    return Incoming(str(named), _name(named), data, media, retrieval=retrieval)


def _name(address: Address) -> str:
    name = str(address).partition("://")[2].rstrip("/")
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _header(response: httpcore.Response, name: str) -> str:
    """The first header of a name as text, empty where there is none."""
    wanted = name.encode()
    value = next((v for k, v in response.headers if k.lower() == wanted), b"")
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return storable(text.strip()) if name == "location" else storable(text.strip())[:_LONGEST_HEADER]


def _too_large(shown: str, config: Config) -> InputError:
    return InputError("the page is too large", file=shown, hint=f"the limit is {config.max_file_bytes:,} bytes")
