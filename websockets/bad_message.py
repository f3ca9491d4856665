"""A message that cannot be taken."""

from services.events import Failed


class BadMessage(Exception):
    """Its text says what to do; `code` is the contract's."""

    def __init__(self, message: str, code: str = "bad_message", turn: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.turn = turn

    def failed(self) -> Failed:
        return Failed(self.code, str(self), turn=self.turn)
