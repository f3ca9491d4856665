import pytest

from tests.support.foreign import ForeignServer
from tests.support.vendors import Vendors


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """Vendors on loopback serve who has a key."""
    with Vendors() as vendors:
        data, folder = tmp_path_factory.mktemp("foreign") / "data", tmp_path_factory.mktemp("texts")
        running = ForeignServer(data, folder, **vendors.settings).start()
        yield running
        running.stop()
