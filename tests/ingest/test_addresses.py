"""Addresses have one normal form, and every network that is not the public one is known for what it is."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.errors import InputError
from crosscurrents.ingest.addresses import address_of, is_address, network_of


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HTTP://News.Example.ORG", "http://news.example.org/"),
        ("https://example.org:443/a?b=c#part", "https://example.org/a?b=c"),
        ("http://example.org:8080/a%20b", "http://example.org:8080/a%20b"),
        ("https://example.org/zwei Wörter", "https://example.org/zwei%20W%C3%B6rter"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://example.org./x", "https://example.org/x"),
        ("http://[0:0:0:0:0:0:0:1]:81/", "http://[::1]:81/"),
    ],
)
def test_normal_form(written: str, normal: str) -> None:
    assert is_address(written)
    assert str(address_of(written)) == normal
    assert str(address_of(normal)) == normal


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/hosts", "only http and https"),
        ("https://ann:secret@example.org/", "name or a password"),
        ("https://@example.org/", "name or a password"),
        ("https:///a", "no complete address"),
        ("https://example.org:99999/", "no complete address"),
        ("https://exa mple.org/", "no complete address"),
        ("http://good.example\\@bad.example/", "name or a password"),
        ("http://good.example\\.bad.example/", "no complete address"),
        ("http://example.org/a\nHost: b", "no complete address"),
        ("http://[fe80::1%25eth0]/", "no complete address"),
        ("https://example.org/" + "a" * 5_000, "no complete address"),
    ],
)
def test_what_is_no_address_says_so_in_one_line(written: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        address_of(written)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value.message)


def test_relative_addresses_are_taken_from_their_base() -> None:
    base = address_of("https://example.org/a/b?c")
    assert str(address_of("../d", base=base)) == "https://example.org/d"
    assert str(address_of("//other.example/x", base=base)) == "https://other.example/x"


def test_a_path_is_no_address() -> None:
    assert not any(map(is_address, ("articles/", "C:\\texts", "-", "http:/example.org", "a b://c")))


@pytest.mark.parametrize(
    ("ip", "kind"),
    [
        ("93.184.216.34", "public"),
        ("2606:4700::6810:84e5", "public"),
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.31.0.1", "private"),
        ("192.168.0.1", "private"),
        ("fd00::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("100.64.0.1", "shared (carrier NAT)"),
        ("224.0.0.1", "multicast"),
        ("ff0e::1", "multicast"),
        ("::ffff:93.184.216.34", "IPv4-mapped"),
        ("64:ff9b::a00:1", "NAT64"),
        ("64:ff9b:1::a00:1", "NAT64"),
        ("2002:a00:1::", "tunnelled"),
        ("::10.0.0.1", "tunnelled"),
        ("0.0.0.0", "reserved"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("192.0.2.1", "reserved"),
        ("198.18.0.1", "reserved"),
        ("2001:db8::1", "reserved"),
    ],
)
def test_networks(ip: str, kind: str) -> None:
    assert network_of(ipaddress.ip_address(ip)) == kind


@given(st.integers(0, 2**128 - 1))
def test_no_address_of_an_inner_network_is_public(number: int) -> None:
    for ip in (ipaddress.IPv6Address(number), ipaddress.IPv4Address(number % 2**32)):
        if network_of(ip) == "public":
            assert ip.is_global and not (ip.is_private or ip.is_loopback or ip.is_multicast or ip.is_link_local)
            assert getattr(ip, "ipv4_mapped", None) is None


@given(st.text())
def test_any_text_is_an_address_or_an_error(written: str) -> None:
    try:
        address = address_of("http://" + written)
    except InputError:
        return
    assert str(address_of(str(address))) == str(address)
    assert str(address).isascii()
