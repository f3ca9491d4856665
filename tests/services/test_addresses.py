"""One address, written in whatever way, is one account; what is none is refused."""

import pytest

from services.addresses import normalised
from services.problems import FieldProblem

BAD_ADDRESSES = [
    "",
    "maria",
    "maria@localhost",
    "@example.org",
    "maria@example.org, eve@example.com",
    "maria@example.org;eve@example.com",
    "maria@example.org eve@example.com",
    "maria@example.org\nBcc: eve@example.com",
    "Maria <maria@example.org>",
    '"a b"@example.org',
    "maria@@example.org",
    "m" * 250 + "@example.org",
    "maria@example.org\0",
]


@pytest.mark.parametrize("email", BAD_ADDRESSES)
def test_what_is_not_one_address_is_refused(email):
    with pytest.raises(FieldProblem) as refused:
        normalised(email)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("email", "same"),
    [("Maria@Example.org", "maria@example.org"), (" a.b+c@x-y.co.uk ", "a.b+c@x-y.co.uk"), ("ａ@b.org", "a@b.org")],
)
def test_ways_to_write_one_address_are_the_same_account(email, same):
    assert normalised(email) == same
