"""/healthz: whether the program and its database answer."""

from apsw import Error
from fasthtml.common import *

from . import access

ar = APIRouter()


@ar.get("/healthz")
async def healthz(req: Request):
    try:
        access.services(req).db.value("SELECT count(*) FROM scenarios")
    except Error:
        return JSONResponse({"status": "database does not answer"}, status_code=503)
    return JSONResponse({"status": "ok"})
