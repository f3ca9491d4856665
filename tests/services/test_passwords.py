"""Passwords: no rules of composition, but the most common ones are refused."""

import pytest

from services import passwords
from services.problems import FieldProblem


@pytest.mark.parametrize("password", ["password", "12345678", "Password1", "iloveyou", "QWERTYUIOP", "trustno1"])
async def test_a_common_password_is_refused_however_it_is_written(password):
    with pytest.raises(FieldProblem, match="easy to guess") as refused:
        await passwords.check(password)
    assert refused.value.field == "password"


def test_some_thousands_are_known():
    assert 3_000 < len(passwords.common()) < 30_000


@pytest.mark.parametrize("password", ["correct horse battery", "aaaaaaaa", "ünïcödé!", "        ", "x" * 72])
async def test_nothing_else_is_asked_of_a_password(password):
    await passwords.check(password)


async def test_the_form_names_its_own_field():
    with pytest.raises(FieldProblem) as refused:
        await passwords.check("short", "new_password")
    assert refused.value.field == "new_password"


async def test_nobodys_hash_matches_nothing_and_costs_as_much_as_a_real_one():
    assert passwords.NOBODY.startswith("$2b$12$")
    assert not await passwords.matches("nobody has this password")
