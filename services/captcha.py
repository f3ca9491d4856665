"""hCaptcha on the register form: asked on the server, and without a clear yes nobody registers."""

import asyncio
import logging

import httpx

from config.settings import Settings
from texts import _

from .problems import FieldProblem

log = logging.getLogger(__name__)
FIELD = "h-captcha-response"
TIMEOUT_SECONDS = 10


class Captcha:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def site_key(self) -> str:
        """'' where none is configured: then nobody is asked."""
        return self._settings.hcaptcha_site_key

    async def check(self, answer: str) -> None:
        """Raises FieldProblem unless hCaptcha says that this answer is a person's."""
        if not self.site_key:
            return
        if not answer:
            raise FieldProblem(FIELD, _("Please tick the box that says you are human."))
        if not await self._is_human(answer):
            raise FieldProblem(FIELD, _("hCaptcha did not take this answer. Please tick the box again."))

    async def _is_human(self, answer: str) -> bool:
        fields = {"secret": self._settings.hcaptcha_secret_key, "response": answer, "sitekey": self.site_key}
        try:
            said = await self._asked(fields)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError) as error:
            log.warning("hCaptcha was not reached: %s", type(error).__name__)
            raise FieldProblem(
                FIELD, _("We cannot reach hCaptcha now, so nobody can register. Please try again later.")
            ) from None
        return isinstance(said, dict) and said.get("success") is True

    async def _asked(self, fields: dict[str, str]) -> object:
        certificates = await asyncio.to_thread(httpx.create_ssl_context)  # reads a large file
        async with asyncio.timeout(TIMEOUT_SECONDS), httpx.AsyncClient(verify=certificates) as client:
            answer = await client.post(self._settings.hcaptcha_verify_url, data=fields)
        return answer.raise_for_status().json()
