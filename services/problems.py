"""Things a person can be told in one sentence: what happened and what to do."""


class Problem(Exception):
    """`str()` of it is shown as it stands."""


class FieldProblem(Problem):
    """A form field that will not do; `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class TooMany(Problem):
    """A limit was reached; the message says when to try again, `seconds` how long that is where it is known."""

    def __init__(self, message: str, seconds: int | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class MailNotSent(Problem):
    """The mail server did not take the mail."""
