"""Where a request comes from, as far as accounts need to know."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Visit:
    """`address` is the network that limits count for, `device` what the browser calls itself.

    `known` is the mark that a browser got at an earlier sign-in, `token` the secret of its sign-in now.
    """

    address: str = ""
    device: str = ""
    known: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
