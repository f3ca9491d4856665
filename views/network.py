"""Where a request comes from. Behind a trusted proxy the server has put the forwarded address in its place already."""

import ipaddress

from starlette.requests import HTTPConnection

IPV6_SITE = 64  # what one household or school gets
SHORT = {4: 24, 6: 48}


def client_network(request: HTTPConnection) -> str:
    """The network address that limits count for: IPv4 whole, IPv6 by its /64."""
    return _network(_host(request), {4: 32, 6: IPV6_SITE})


def shortened(request: HTTPConnection) -> str:
    """The network address as it may stand in a log: no longer one household's."""
    return _network(_host(request), SHORT)


def is_loopback(request: HTTPConnection) -> bool:
    """True for a client on this machine, also one behind no proxy that could speak for others."""
    try:
        local = ipaddress.ip_address(_host(request)).is_loopback
    except ValueError:
        local = False
    return local and "x-forwarded-for" not in request.headers and "forwarded" not in request.headers


def _host(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""


def _network(host: str, bits: dict[int, int]) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network(f"{address}/{bits[address.version]}", strict=False))
