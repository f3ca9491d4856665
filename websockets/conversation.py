"""The socket of a conversation: who may open it, and until when it is open."""

import asyncio
import contextlib

from starlette.websockets import WebSocket, WebSocketDisconnect

from models import session as sessions
from models.database import StorageError
from models.session import Session
from services.container import Services
from services.events import Failed
from texts import _

from .line import SIGNED_OUT, UNVERIFIED, Line
from .reader import Reader

CHECK_SECONDS = 2  # so long after a sign-out, here or in another process, its sockets are closed


async def conversation_socket(ws: WebSocket) -> None:
    """Refused before `accept` without a sign-in or for somebody else's session; then open until one side ends it."""
    services: Services = ws.app.state.services
    token = ws.cookies.get(ws.app.state.cookie)
    user = services.auth.who(token)
    session = sessions.owned(services.db, ws.path_params["session_id"], user.id) if user else None
    if user is None or session is None:
        await ws.close()
        return
    await ws.accept()
    line = Line(ws)
    if not user.email_verified:
        await line.hear(Failed("unverified", _("Please confirm your e-mail address first.")))
        await line.close(UNVERIFIED)
    elif not session.is_active:
        await line.hear(Failed("session_over", _("This conversation has ended. You find it in your history.")))
        await line.close(1000)
    else:
        await _talk(services, session, line, token)


async def _talk(services: Services, session: Session, line: Line, token: str | None) -> None:
    room = await services.rooms.enter(session, line)
    watching = asyncio.create_task(_watch(services, line, token))
    try:
        await Reader(services, room, line).run()
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        watching.cancel()
        await services.rooms.leave(room, line)


async def _watch(services: Services, line: Line, token: str | None) -> None:
    """The socket lives no longer than the sign-in that opened it, whichever process ended that."""
    is_signed_in = True
    while is_signed_in:
        await asyncio.sleep(CHECK_SECONDS)
        with contextlib.suppress(StorageError):  # asked again
            is_signed_in = services.auth.who(token) is not None
    await line.end(Failed("signed_out", _("You are signed out. Please sign in again.")), SIGNED_OUT)
