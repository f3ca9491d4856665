"""A measured number as students read it: never without its method and how much it was measured on."""

from dataclasses import dataclass

ENOUGH_SECONDS = 20
ENOUGH_WORDS = 30
TOO_LITTLE = "too little to say"


@dataclass(frozen=True)
class Figure:
    """`value` holds the number and its unit as text; `method` says how it was got, `sample` from how much.

    `number` is what can be compared from session to session, in the unit that `value` names; None where nothing can.
    """

    name: str
    value: str
    method: str
    sample: str
    number: float | None = None

    @property
    def abstains(self) -> bool:
        return self.value == TOO_LITTLE


def abstaining(name: str, method: str, sample: str) -> Figure:
    return Figure(name, TOO_LITTLE, method, sample)
