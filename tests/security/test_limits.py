"""Limits are exact, however many ask at once and whichever process they ask."""

import asyncio
from collections import Counter

import httpx
import pytest

from tests.conftest import Server
from tests.support.student import PASSWORD


@pytest.fixture
def three_processes(start_server):
    first = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=3, TRUSTED_PROXIES="127.0.0.1")
    more = [Server(first.data_dir, **first.settings).start() for _ in range(2)]
    yield [first, *more]
    for server in more:
        server.stop()


async def all_post(servers: list[Server], times: int, path: str, fields, **client) -> Counter[int]:
    """Every server gets so many requests at the same moment; how often each status came back."""
    limits = httpx.Limits(max_connections=times)
    clients = [
        httpx.AsyncClient(base_url=s.url, headers={"Origin": s.url}, limits=limits, trust_env=False, timeout=60,
                          **client)
        for s in servers
    ]  # fmt: skip
    requests = [c.post(path, data=fields(n * times + i)) for n, c in enumerate(clients) for i in range(times)]
    statuses = Counter(answer.status_code for answer in await asyncio.gather(*requests))
    await asyncio.gather(*(c.aclose() for c in clients))
    return statuses


async def test_of_150_starts_in_three_processes_at_once_one_succeeds(three_processes):
    student = three_processes[0].student()
    statuses = await all_post(
        three_processes, 50, "/conversation", lambda _: {"scenario_id": "1"}, cookies=dict(student.http.cookies)
    )
    assert statuses == {303: 1, 429: 149}


async def test_of_many_registrations_in_three_processes_at_once_three_succeed(three_processes):
    statuses = await all_post(
        three_processes, 6, "/register", lambda n: {"email": f"student{n}@example.org", "password": PASSWORD}
    )
    assert statuses == {200: 3, 429: 15}


def register(server: Server, number: int, forwarded: str = "") -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    fields = {"email": f"student{number}@example.org", "password": PASSWORD}
    return httpx.post(f"{server.url}/register", data=fields, headers=headers, trust_env=False).status_code


def test_a_forwarded_address_does_not_count_without_a_trusted_proxy(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=2)
    assert [register(server, n, f"203.0.113.{n}") for n in range(3)] == [200, 200, 429]


def test_behind_a_trusted_proxy_the_last_forwarded_address_counts(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=1, TRUSTED_PROXIES="127.0.0.1")
    assert register(server, 1, "203.0.113.1") == 200
    assert register(server, 2, "198.51.100.9, 203.0.113.1") == 429, "what the client itself wrote does not count"
    assert register(server, 3, "203.0.113.2") == 200


def test_one_ipv6_network_counts_as_one(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=1, TRUSTED_PROXIES="127.0.0.1")
    assert register(server, 1, "2001:db8:1:2::5") == 200
    assert register(server, 2, "2001:db8:1:2:ffff::9") == 429
    assert register(server, 3, "2001:db8:1:3::5") == 200


def test_a_classroom_can_turn_the_limit_off(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=0)
    assert [register(server, n) for n in range(5)] == [200] * 5
