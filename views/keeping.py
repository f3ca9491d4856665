"""Taking a conversation away as a file, and deleting it."""

from fasthtml.common import *

from models import scenario as scenarios
from models import turn as turns
from models.session import Session
from services.report import export
from texts import _

from . import access

ar = APIRouter()


@ar.get("/history/{session_id:int}/export.{kind}")
async def exported(req: Request):
    """Transcript and report as a file: md, json or vtt."""
    session, services, kind = access.own_session(req), access.services(req), req.path_params["kind"]
    scenario = scenarios.get(services.db, session.scenario_id)
    if kind not in export.TYPES or session.is_active or scenario is None:
        raise HTTPException(404)
    said, found = turns.of_session(services.db, session.id), services.reports.of(session.id)
    match kind:
        case "md":
            text = export.markdown(session, scenario.name, scenario.partner, said, found)
        case "json":
            text = export.as_json(session, scenario.name, said, found)
        case _:
            text = export.captions(session, scenario.partner, said)
    headers = {"Content-Disposition": f'attachment; filename="talkbuddy-{session.id}.{kind}"'}
    return Response(text, media_type=export.TYPES[kind], headers=headers)


@ar.post("/history/{session_id:int}/delete")
async def delete(req: Request):
    """The conversation, its report and its recordings are gone for good."""
    session = access.own_session(req)
    await access.services(req).sessions.delete(session.id)
    return access.go_to(req, "/history")


def Exports(session: Session):
    names = {"md": _("to read (Markdown)"), "json": _("as data (JSON)"), "vtt": _("as captions (WebVTT)")}
    links = [Li(A(name, href=f"/history/{session.id}/export.{kind}")) for kind, name in names.items()]
    return Details(Summary(_("Take it with you")), Ul(*links), cls="off-paper")


def Delete(session: Session):
    """Folded away, so that nobody deletes by one wrong press."""
    return Details(
        Summary(_("Delete this conversation")),
        P(_("This deletes the words, the report and your recordings. It cannot be taken back.")),
        Form(
            Button(_("Delete for good"), cls="secondary"),
            method="post", action=f"/history/{session.id}/delete",
        ),
        cls="off-paper",
    )  # fmt: skip
