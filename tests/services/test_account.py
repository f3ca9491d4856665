"""One's own account: only its owner changes it, and what is deleted is gone."""

import asyncio
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from models import session as sessions
from models import turn as turns
from models import user as users
from providers.base import Audio
from services import export
from services.account import Account
from services.auth import Auth
from services.mail import Mailer
from services.problems import FieldProblem, TooMany
from services.recordings import Recordings
from services.report.reports import Reports
from services.rooms import Rooms
from services.visit import Visit

PASSWORD, NEW = "correct horse battery", "a brand new password"
ADDRESS = "maria@example.org"


@pytest.fixture
async def auth(db, settings, mailer, cheap_hashes) -> Auth:
    auth = Auth(db, replace(settings, max_registrations_per_ip_per_day=0), mailer)
    await auth.register(ADDRESS, PASSWORD, Visit("192.0.2.1"))
    users.mark_verified(db, 1)
    return auth


@pytest.fixture
def recordings(settings) -> Recordings:
    return Recordings(settings.recordings_dir)


@pytest.fixture
def account(db, settings, auth, user_keys, recordings) -> Account:
    rooms, reports = Rooms(db, settings, user_keys, recordings), Reports(db, settings, user_keys, recordings)
    return Account(db, settings, auth, rooms, reports)


@pytest.fixture
async def here(auth) -> Visit:
    signed_in = await auth.sign_in(ADDRESS, PASSWORD, Visit("192.0.2.1", "Firefox"))
    return Visit("192.0.2.1", "Firefox", token=signed_in.token)


@pytest.fixture
async def elsewhere(auth) -> Visit:
    signed_in = await auth.sign_in(ADDRESS, PASSWORD, Visit("192.0.2.2", "Chrome"))
    return Visit("192.0.2.2", "Chrome", token=signed_in.token)


@pytest.fixture
def maria(db, auth):
    return users.get(db, 1)


async def test_a_new_password_ends_every_other_sign_in_and_every_mailed_token(
    account, auth, maria, here, elsewhere, db, mailer
):
    await account.change_password(maria, PASSWORD, NEW, here)
    assert auth.who(here.token) and auth.who(elsewhere.token) is None
    assert db.value("SELECT count(*) FROM mail_tokens") == 0
    assert await auth.sign_in(ADDRESS, PASSWORD, here) is None
    assert await auth.sign_in(ADDRESS, NEW, elsewhere)
    await mailer.stop()
    assert (mailer.outbox[0].to, mailer.outbox[0].subject) == (ADDRESS, "Your password was changed")


async def test_the_current_password_is_asked_for_and_cannot_be_guessed_for_long(account, maria, here):
    for _ in range(10):
        with pytest.raises(FieldProblem) as refused:
            await account.change_password(maria, "a guess", NEW, here)
        assert refused.value.field == "current_password"
    with pytest.raises(TooMany):
        await account.change_password(maria, PASSWORD, NEW, here)


async def test_a_common_new_password_is_refused_beside_its_field(account, maria, here):
    with pytest.raises(FieldProblem) as refused:
        await account.change_password(maria, PASSWORD, "password1", here)
    assert refused.value.field == "new_password"


def mailed_link(mailer: Mailer) -> str:
    return re.findall(r"/account/email/confirm\?token=(\S+)", mailer.outbox[0].body)[0]


async def test_a_new_address_counts_when_its_link_was_opened_and_ends_the_other_sign_ins(
    account, auth, maria, here, elsewhere, db, mailer
):
    await account.change_address(maria, "New@Example.org", PASSWORD, here)
    assert mailer.outbox[0].to == "new@example.org" and users.get(db, 1).email == ADDRESS
    assert account.confirm_address(mailed_link(mailer), here)
    changed = users.get(db, 1)
    assert changed and changed.email == "new@example.org" and changed.email_verified
    assert auth.who(here.token) and auth.who(elsewhere.token) is None
    assert db.value("SELECT count(*) FROM mail_tokens WHERE used_at IS NULL") == 0
    await mailer.stop()
    assert (mailer.outbox[0].to, mailer.outbox[0].subject) == (ADDRESS, "Your e-mail address was changed")


async def test_the_link_of_a_new_address_works_once(account, maria, here, mailer):
    await account.change_address(maria, "new@example.org", PASSWORD, here)
    link = mailed_link(mailer)
    assert account.confirm_address(link, here) and not account.confirm_address(link, here)


async def test_that_an_address_has_an_account_already_is_told_by_mail_only(account, auth, maria, here, mailer):
    await auth.register("ali@example.org", PASSWORD, here)
    answers = [await account.change_address(maria, f"{name}@example.org", PASSWORD, here) for name in ("ali", "nobody")]
    assert answers == [None, None]
    free, taken = mailer.outbox[0], mailer.outbox[1]
    assert "token" in free.body and taken.to == "ali@example.org" and "token" not in taken.body


async def test_an_address_that_was_taken_meanwhile_is_not_taken_twice(account, auth, maria, here, mailer, db):
    await account.change_address(maria, "new@example.org", PASSWORD, here)
    link = mailed_link(mailer)
    await auth.register("new@example.org", PASSWORD, here)
    assert not account.confirm_address(link, here)
    assert users.get(db, 1).email == ADDRESS


async def test_nobody_can_fill_other_mailboxes_by_changing_the_address(account, auth, maria, here, mailer, db):
    mailer.outbox.clear()
    for number in range(5):
        await account.change_address(maria, f"victim{number}@example.org", PASSWORD, here)
    with pytest.raises(TooMany, match="in 24 hours"):
        await account.change_address(maria, "victim5@example.org", PASSWORD, here)
    assert len(mailer.outbox) == 5
    for _ in range(6):
        await auth.register("victim0@example.org", PASSWORD, here)
    assert sum(mail.to == "victim0@example.org" for mail in mailer.outbox) == 5


async def test_devices_are_listed_and_can_be_ended(account, auth, maria, here, elsewhere):
    listed = {signin.device: signin for signin in account.devices(maria)}
    assert account.is_this(listed["Firefox"], here) and not account.is_this(listed["Chrome"], here)
    account.end_device(maria, listed["Chrome"].id)
    assert auth.who(elsewhere.token) is None and auth.who(here.token)


async def test_all_others_can_be_signed_out_at_once(account, auth, maria, here, elsewhere):
    account.end_other_devices(maria, here)
    assert auth.who(elsewhere.token) is None and auth.who(here.token)


@pytest.fixture
async def recorded(db, maria, recordings, small_talk) -> bytes:
    """Maria has said something aloud, and has stored a key."""
    session = sessions.start(db, maria.id, small_talk.id, small_talk.session_type)
    sound = b"RIFF....WAVE and what Maria said"
    kept = await recordings.keep(session, Audio(sound, "audio/wav"))
    turns.add_heard(db, session, "t1", "I like cats.", "local", recording=kept)
    return sound


async def test_everything_can_be_taken_along_without_secrets(db, maria, recorded, small_talk, user_keys, here):
    user_keys.put(maria.id, "openai", "sk-0123456789-secret")
    told = json.loads(export.as_json(db, maria.id))
    assert told["users"][0]["email"] == ADDRESS
    assert told["turns"][0]["text"] == "I like cats." and told["user_api_keys"][0]["last_four"] == "cret"
    assert list(told["scenarios"].values()) == [small_talk.name]
    everything = json.dumps(told)
    assert not any(word in everything for word in ("sk-0123456789", maria.password_hash, here.token, "_encrypted"))


async def test_the_zip_holds_the_same_and_the_recordings(db, maria, recordings, recorded):
    with await export.as_zip(db, recordings, maria.id) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[0] == "account.json" and [archive.read(name) for name in names[1:]] == [recorded]
    assert json.loads(archive.read("account.json"))["turns"][0]["recording"] in names[1]


async def test_a_deleted_account_leaves_no_row_and_no_recording(
    db, account, auth, maria, recordings, recorded, user_keys, settings, here
):
    user_keys.put(maria.id, "openai", "sk-0123456789-secret")
    with pytest.raises(FieldProblem):
        await account.delete(maria, "a guess", here)
    await account.delete(maria, PASSWORD, here)
    assert auth.who(here.token) is None
    for table in ("users", "signins", "mail_tokens", "user_api_keys", "conversation_sessions", "turns"):
        assert db.value(f"SELECT count(*) FROM {table}") == 0, table
    assert not list(settings.recordings_dir.rglob("*.wav"))


async def test_deleting_an_account_leaves_the_others_alone(db, account, auth, maria, recorded, here, small_talk):
    await auth.register("ali@example.org", PASSWORD, here)
    ali = users.by_email(db, "ali@example.org")
    session = sessions.start(db, ali.id, small_talk.id, small_talk.session_type)
    await account.delete(maria, PASSWORD, here)
    await asyncio.sleep(0)
    assert users.by_email(db, "ali@example.org") == ali and sessions.owned(db, session, ali.id)
