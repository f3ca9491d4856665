"""What vendors are asked beside a session's turns is written down as it is spent."""

import logging

from config.prices import Spent
from models import expense
from models.database import Database, StorageError
from providers.base import Provider
from providers.llm.base import LLM, Usage

from .clock import Share

log = logging.getLogger(__name__)


class Expenses:
    def __init__(self, db: Database, session_id: int) -> None:
        self._db = db
        self._session_id = session_id

    def read(self, provider: LLM, usage: Usage, _: bool) -> None:
        """A model was asked; it is a chain's `used`."""
        self.add(Share(provider, Spent(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)))

    def spoke(self, provider: Provider, text: str) -> None:
        self.add(Share(provider, Spent(characters=len(text))))

    def add(self, share: Share) -> None:
        """What costs nothing is left out. A disk that does not take it is no reason to lose what was paid for."""
        if share.cost == 0:
            return
        try:
            expense.add(
                self._db, self._session_id, share.provider.service, share.provider.name, share.model, share.cost
            )
        except StorageError as error:
            log.warning("an expense was not written down: %s", type(error).__name__)
