"""TalkBuddy: wiring only.

`python main.py` serves it, `python main.py download-models` fetches the local model, and `python main.py rotate-key`
makes a new encryption key.
"""

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from fasthtml.common import Beforeware, FastHTML, Middleware, Mount, StaticFiles
from realtime.conversation import conversation_socket  # pyright: ignore[reportMissingImports]
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import WebSocketRoute

from config import logs
from config.keys import put_new_key_first
from config.settings import Settings, SettingsError
from models.database import DatabaseError
from providers import factory
from services.collector import spare_imports
from services.container import Services, open_services
from services.downloads import Download
from services.problems import Problem
from services.watchdog import watching
from texts.catalogues import translations
from views import (
    access,
    account,
    auth,
    conversation,
    dashboard,
    errors,
    export,
    health,
    history,
    keeping,
    landing,
    language,
    model_download,
    outbox,
    password,
    practice,
    progress,
    provider_choice,
    provider_order,
    provider_trial,
    report,
    theme,
)
from views import settings as settings_view
from views.assets import STATIC
from views.guard import OriginGuard, SecurityHeaders, TrustedHost
from views.requestlog import RequestLog

MAX_FORM_BYTES = 64 * 1024
PAGES = (
    landing,
    auth,
    password,
    account,
    export,
    outbox,
    dashboard,
    conversation,
    history,
    progress,
    report,
    keeping,
    settings_view,
    practice,
    provider_order,
    provider_trial,
    provider_choice,
    model_download,
    theme,
    language,
    health,
)


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastHTML:
    """The application. Nothing is read or opened before it starts."""

    async def lifespan(app: FastHTML) -> AsyncIterator[None]:
        opened = services or open_services(settings or Settings.load())
        app.state.services = opened
        translations()
        sweeping = asyncio.create_task(opened.sessions.sweep())
        spare_imports()
        async with watching(opened.settings.log_slow_callbacks_ms):
            yield
        sweeping.cancel()
        await opened.download.stop()
        await opened.rooms.close_all()
        await opened.reports.stop()
        await opened.mailer.stop()
        opened.db.close()

    app = FastHTML(
        default_hdrs=False,
        sess_cls=None,  # pyright: ignore[reportArgumentType]
        secret_key="unused: sign-ins are rows",  # noqa: S106
        canonical=False,
        before=Beforeware(access.require_sign_in),
        exception_handlers=errors.HANDLERS,
        lifespan=lifespan,
        middleware=[
            Middleware(RequestLog),
            Middleware(SecurityHeaders),
            Middleware(language.Language),
            Middleware(errors.Errors),
            Middleware(TrustedHost),
            Middleware(errors.FormLimit, max_body_size=MAX_FORM_BYTES),
            Middleware(OriginGuard),
        ],
        routes=[
            WebSocketRoute("/ws/conversation/{session_id:int}", conversation_socket),
            Mount("/static", GZipMiddleware(StaticFiles(directory=STATIC), compresslevel=6)),
        ],
    )
    app.state.cookie = access.COOKIE
    for page in PAGES:
        page.ar.to_app(app)
    return app


def serve(settings: Settings) -> None:
    """Run until the process is told to stop."""
    services = open_services(settings)
    print(f"TalkBuddy is at {settings.base_url}")
    if settings.is_nameless:
        print("Other computers cannot use it yet: set BASE_URL to the address that they open.")
    if not settings.has_mail_server:
        print(f"No mail server is set: confirm the first account at {settings.base_url}/outbox")
    for words in factory.missing(settings):
        print(words)
    uvicorn.run(
        create_app(services=services),
        host=settings.host,
        port=settings.port,
        log_config=None,  # its lines go where ours go
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=10,
        ws_max_size=4 * settings.max_audio_bytes,
        ws_per_message_deflate=False,
    )


async def download_models(settings: Settings) -> None:
    """Fetch the local language model, with progress on the console. Raises Problem."""
    download = Download(settings)
    if download.is_here:
        print(f"{download.path} is there already.")
        return
    size = f"{download.model.size / 1e9:.2f} GB, " if download.model.size else ""
    print(f"{download.model.label}, {size}licence {download.model.licence}\nfrom {download.url}")
    async for so_far in download.fetch():
        print(f"\r{so_far.percent:3} %  {so_far.done / 1e6:,.0f} MB", end="", flush=True)
    print(f"\nVerified. It is at {download.path}; a running TalkBuddy uses it from the next conversation on.")


def rotate_key(settings: Settings) -> None:
    """Make a new encryption key, which the next start uses. Raises SettingsError when the old one is not ours."""
    put_new_key_first(settings)
    print("A new encryption key was made. Restart TalkBuddy: it encrypts the stored keys anew and forgets the old key.")


def main(arguments: list[str]) -> int:
    logs.set_up()
    try:
        settings = Settings.load()
        if arguments == ["download-models"]:
            asyncio.run(download_models(settings))
        elif arguments == ["rotate-key"]:
            rotate_key(settings)
        elif arguments:
            raise SettingsError(
                "Use it as: python main.py, python main.py download-models or python main.py rotate-key"
            )
        else:
            serve(settings)
    except (SettingsError, DatabaseError, Problem) as error:
        print(f"TalkBuddy: {error}", file=sys.stderr)
        return 1
    return 0


app = create_app()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
