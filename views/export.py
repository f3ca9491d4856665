"""Everything about oneself as a file to take along."""

from fasthtml.common import *
from starlette.responses import StreamingResponse

from services import export

from . import access

ar = APIRouter()
CHUNK_BYTES = 256 * 1024


@ar.get("/account/export")
async def export_json(req: Request):
    content = export.as_json(access.services(req).db, access.signed_in(req).id)
    return Response(content, media_type="application/json", headers=as_file("json"))


@ar.get("/account/export.zip")
async def export_zip(req: Request):
    services = access.services(req)
    file = await export.as_zip(services.db, services.recordings, access.signed_in(req).id)

    def chunks():
        with file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk

    return StreamingResponse(chunks(), media_type="application/zip", headers=as_file("zip"))


def as_file(extension: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="talkbuddy.{extension}"'}
