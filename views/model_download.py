"""The card that offers the local language model: what it is, how large, under which licence, how far it has come."""

from fasthtml.common import *

from config.local_model import LocalModel
from services.downloads import Download
from texts import _, around

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
        return [P(*around(_("Your partner's language model is on this computer: {model}."), model=Name(model.label)))]
    if download.is_running:
        return under_way(download)
    return [
        H2(_("Give your partner a language model")),
        P(
            _("Now your partner asks prepared questions. With a model on this computer it understands what you say."),
            " ", *what_it_is(model), " ", _("It is downloaded once and stays on this computer."),
        ),
        P(str(download.problem), role="alert", cls="field-error") if download.problem else None,
        Form(
            Button(_("Download"), hx_post="/model/download", hx_target="#model-card", hx_swap="outerHTML"),
            method="post", action="/model/download",
        ),
    ]  # fmt: skip


def under_way(download: Download) -> list:
    model, progress = Name(download.model.label), download.progress
    done, total = megabytes(progress.done), megabytes(progress.total)
    words = around(_("Downloading {model}: {done} of {total}"), model=model, done=done, total=total)
    return [P(*words), Progress(value=str(progress.percent), max="100", aria_label=_("Download"))]


def what_it_is(model: LocalModel) -> list:
    """Name and licence, and the size where it is known."""
    about = {"model": Name(model.label), "licence": _(str(model.licence))}
    if not model.size:
        return around(_("{model}, licence {licence}."), **about)
    return around(_("{model}, {size}, licence {licence}."), **about, size=megabytes(model.size))


def Name(label: str):
    return Span(str(label), translate="no")


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size < 1e9 else f"{size / 1e9:.2f} GB"
