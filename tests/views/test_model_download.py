"""The card on the dashboard: it offers, shows how far it is, and the chain switches over without a restart."""

import hashlib
import time

from tests.support.hub import Hub


def test_downloading_on_the_dashboard_switches_the_chain_over(start_server, hub: type[Hub], small_model):
    hub.content = small_model.read_bytes()
    server = start_server(
        MODEL_HUB_URL=hub.url,
        LOCAL_MODEL="someone/small/small.gguf",
        LOCAL_MODEL_SHA256=hashlib.sha256(hub.content).hexdigest(),
    )
    host, other = server.student(), server.student()
    assert 'data-service="llm">Guided practice</span>' in host.page("/dashboard")
    assert "licence see the model" in host.page("/dashboard")
    host.post("/model/download")
    deadline = time.monotonic() + 30
    while "is on this computer" not in host.page("/model/card") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert 'data-service="llm">TalkBuddy</span>' in host.page("/dashboard")
    with other.socket(other.start()) as ws:
        ws.opening()
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        assert ws.until("ai_response")["provider"] == "local"


def test_it_says_size_and_licence_and_is_offered_to_the_host_only(start_server):
    server = start_server()
    host, other = server.student(), server.student()
    offer = host.page("/dashboard")
    assert "1.12 GB" in offer and "Apache-2.0" in offer
    assert "Apache-2.0" not in other.page("/dashboard")
    assert other.post("/model/download").status_code == 404
    assert other.http.get("/model/card").status_code == 404


def test_a_hub_that_is_down_is_said_on_the_card(start_server):
    host = start_server(MODEL_HUB_URL="http://127.0.0.1:9").student()
    host.post("/model/download")
    deadline = time.monotonic() + 10
    while "The download stopped" not in host.page("/model/card") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "start it again" in host.page("/model/card")
