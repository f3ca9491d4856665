"""The card that offers the local language model: what it is, how large, under which licence, how far it has come."""

from fasthtml.common import *

from services.downloads import Download

from . import access

ar = APIRouter()


@ar.post("/model/download")
async def download(req: Request):
    require_host(req)
    access.services(req).download.start()
    if "hx-request" in req.headers:
        return DownloadCard(access.services(req).download)
    return access.go_to(req, "/dashboard")


@ar.get("/model/card")
async def card(req: Request):
    require_host(req)
    return DownloadCard(access.services(req).download)


def require_host(req: Request) -> None:
    if not access.is_host(req):
        raise HTTPException(404)


def DownloadCard(download: Download):
    """Asks for itself again while the download runs."""
    polls = {"hx_get": "/model/card", "hx_trigger": "every 1s", "hx_swap": "outerHTML"} if download.is_running else {}
    return Article(*parts(download), id="model-card", cls="progress-card", **polls)


def parts(download: Download) -> list:
    model = download.model
    if download.is_here:
        return [P(f"Your partner's language model is on this computer: {model.label}.")]
    if download.is_running:
        progress = download.progress
        return [
            P(f"Downloading {model.label}: {megabytes(progress.done)} of {megabytes(progress.total)}"),
            Progress(value=str(progress.percent), max="100", aria_label="Download"),
        ]
    size = f"{megabytes(model.size)}, " if model.size else ""
    return [
        H2("Give your partner a language model"),
        P("Now your partner asks prepared questions. With a model on this computer it understands what you say. "
          f"{model.label}, {size}licence {model.licence}. It is downloaded once and stays on this computer."),
        P(str(download.problem), role="alert", cls="field-error") if download.problem else None,
        Form(
            Button("Download", hx_post="/model/download", hx_target="#model-card", hx_swap="outerHTML"),
            method="post", action="/model/download",
        ),
    ]  # fmt: skip


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size < 1e9 else f"{size / 1e9:.2f} GB"
