"""What vendors are asked beside a session's turns, or for one that came to nothing, is written down as it is spent."""

import asyncio

from config.prices import Spent
from models import expense
from models.database import Database, not_in_the_way
from providers.base import Provider
from providers.llm.base import LLM, Usage

from .clock import Share


class Expenses:
    def __init__(self, db: Database, session_id: int) -> None:
        self._db = db
        self._session_id = session_id

    def read(self, provider: LLM, usage: Usage, _: bool) -> None:
        """A model was asked; it is a chain's `used`."""
        self.add(Share(provider, Spent(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)))

    def spoke(self, provider: Provider, text: str) -> None:
        self.add(Share(provider, Spent(characters=len(text))))

    def heard(self, provider: Provider, seconds: asyncio.Future[float | None]) -> None:
        """A recording was heard, and no turn is made of it. Nobody waits until its length is known."""
        seconds.add_done_callback(
            lambda known: self.add(Share(provider, Spent(seconds=None if known.cancelled() else known.result())))
        )

    def add(self, share: Share) -> None:
        """What costs nothing is left out. A disk that does not take it is no reason to lose what was paid for."""
        if share.cost == 0:
            return
        with not_in_the_way():
            expense.add(
                self._db, self._session_id, share.provider.service, share.provider.name, share.model, share.cost
            )
