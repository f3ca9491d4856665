"""Who looks at the pages without being signed in."""

import httpx
import pytest


@pytest.fixture
def stranger(server):
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False) as client:
        yield client
