"""All keys of a vendor share its connections."""

from providers import pool
from tests.support.asking import KEYED, use


async def test_all_keys_of_a_vendor_share_its_connections_and_they_live_on_between_turns(vendors, make):
    for service, name in KEYED:
        one, two = make(service, name), make(service, name, "sk-another-0123456789")
        await one.warm()
        vendors.peers.clear()
        for _ in range(2):
            await use(one)
            await use(two)
        assert len(set(vendors.peers)) == 1, (service, name, vendors.peers)


async def test_the_last_who_leaves_closes_the_connections(make):
    one, two = make("llm", "openai"), make("tts", "openai")
    await one.client(), await two.client()
    http = pool.held("openai")
    await one.close()
    assert not http.is_closed
    await two.close()
    assert http.is_closed and pool._shared == {}
