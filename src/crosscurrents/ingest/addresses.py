"""Addresses of the web: how they are written, and into which networks they lead."""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from crosscurrents.errors import InputError

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
PUBLIC, PRIVATE, LOOPBACK, RESERVED = "public", "private", "loopback", "reserved"
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000  # characters; servers refuse longer ones
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_CREDENTIALS = re.compile(r"//[^/?#]*@")
_KEPT = "/%:=&?~+!$,;'@()*[]|"  # characters of a path or query that are not percent-encoded
_NETWORKS = tuple(
    (kind, ipaddress.ip_network(network))
    for kind, networks in (
        (LOOPBACK, "127.0.0.0/8 ::1/128"),
        (PRIVATE, "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7"),
        ("link-local", "169.254.0.0/16 fe80::/10"),
        ("shared (carrier NAT)", "100.64.0.0/10"),
        ("multicast", "224.0.0.0/4 ff00::/8"),
        ("IPv4-mapped", "::ffff:0:0/96"),
        ("NAT64", "64:ff9b::/96 64:ff9b:1::/48"),
        ("tunnelled", "2002::/16 2001::/32 ::/96"),  # 6to4, Teredo, IPv4-compatible: an IPv4 address stands inside
    )
    for network in networks.split()
)


class Address(NamedTuple):
    """An http or https address in its normal form: without fragment, credentials and the scheme's own port."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"

    @property
    def server(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port


def is_address(path: str) -> bool:
    """Whether what a user names is an address (of any scheme) and no path."""
    return bool(_SCHEME.match(path))


def address_of(written: str, *, base: Address | None = None) -> Address:
    """The normal form of an address as written; relative ones are taken from `base`.

    Raises:
        InputError: it is no http or https address, is broken or too long, or holds a name and password.
    """
    shown = _CREDENTIALS.sub("//", written.strip())[:200]
    try:
        parts = urlsplit(urljoin(str(base), written.strip()) if base else written.strip())
        host, port = parts.hostname or "", parts.port
        if parts.scheme not in _PORTS:
            hint = "save the page and read the file"
            raise InputError("only http and https addresses are read", file=shown, hint=hint)
        if "@" in parts.netloc:
            hint = "save the page and read the file"
            raise InputError("the address holds a name or a password", file=shown, hint=hint)
        if len(written) > _LONGEST or not written.isprintable():
            raise ValueError
        target = quote(parts.path or "/", _KEPT) + (f"?{quote(parts.query, _KEPT)}" if parts.query else "")
        return Address(parts.scheme, _host(host), port or _PORTS[parts.scheme], target)
    except ValueError:
        raise InputError("this is no complete address", file=shown, hint="copy it again from the browser") from None


def _host(name: str) -> str:
    """A host's name in ASCII and lower case, or an IPv6 address in its short form.

    Raises:
        ValueError: it is neither.
    """
    if ":" in name:
        if "%" in name:
            raise ValueError
        return str(ipaddress.IPv6Address(name))
    plain = name.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _HOST.fullmatch(plain):
        raise ValueError
    return plain


def network_of(ip: IP) -> str:
    """The kind of network that an IP address lies in: "public", "private", "loopback", "link-local" and so on."""
    kind = next((k for k, network in _NETWORKS if ip.version == network.version and ip in network), None)
    return kind or (PUBLIC if ip.is_global and not ip.is_reserved else RESERVED)
