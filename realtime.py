"""The door to the folder websockets/.

That name is also the installed library's, which always wins it as long as the folder has no `__init__.py`. A module
with a `__path__` is a package, so `realtime.conversation` is websockets/conversation.py.
"""

from pathlib import Path

__path__ = [str(Path(__file__).parent / "websockets")]
