"""Everything a request may need, made once when the program starts."""

import logging
from dataclasses import dataclass

from config.keys import encryption_keys, forget_old_keys, has_own_encryption_key, with_keys
from config.settings import Settings, SettingsError
from models import scenario, user_key
from models.database import Database
from providers import factory

from . import scenarios
from .account import Account
from .auth import Auth
from .captcha import Captcha
from .downloads import Download
from .mail import Mailer
from .offers import Offers
from .recordings import Recordings
from .recovery import Recovery
from .report.reports import Reports
from .rooms import Rooms
from .sessions import Sessions
from .trial import Trials
from .user_keys import UserKeys, forget_canary

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    settings: Settings
    db: Database
    mailer: Mailer
    auth: Auth
    recovery: Recovery
    account: Account
    captcha: Captcha
    user_keys: UserKeys
    offers: Offers
    trials: Trials
    recordings: Recordings
    rooms: Rooms
    sessions: Sessions
    reports: Reports
    download: Download


def open_services(settings: Settings) -> Services:
    """Opens the database, makes missing keys, seeds the scenarios. Raises SettingsError and DatabaseError."""
    factory.load()
    had_key = has_own_encryption_key(settings)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db = Database(settings.database_path)
    if not had_key and user_key.any_encrypted(db):
        raise SettingsError(
            f"The key file in {settings.data_dir} is missing, but the database holds keys that were encrypted with it. "
            "Restore the file from a backup or set ENCRYPTION_KEY."
        )
    settings = with_keys(settings)
    if not had_key:
        forget_canary(db)
    scenario.seed(db, scenarios.read())
    mailer, user_keys = Mailer(settings), _opened_keys(db, settings)
    recordings = Recordings(settings.recordings_dir)
    rooms = Rooms(db, settings, user_keys, recordings)
    auth = Auth(db, settings, mailer)
    reports = Reports(db, settings, user_keys, recordings)
    return Services(
        settings=settings,
        db=db,
        mailer=mailer,
        auth=auth,
        recovery=Recovery(db, settings, mailer),
        account=Account(db, settings, auth, rooms, reports),
        captcha=Captcha(settings),
        user_keys=user_keys,
        offers=Offers(db, settings, user_keys),
        trials=Trials(db, settings, user_keys),
        recordings=recordings,
        rooms=rooms,
        sessions=Sessions(db, settings, rooms, reports),
        reports=reports,
        download=Download(settings),
    )


def _opened_keys(db: Database, settings: Settings) -> UserKeys:
    """A start with more than one encryption key ends the change from the old one to the new one."""
    user_keys = UserKeys(db, settings)
    if len(encryption_keys(settings)) > 1:
        user_keys.rotate()
        if not forget_old_keys(settings):
            log.info("every stored key is encrypted with the first ENCRYPTION_KEY: the others can be removed")
    return user_keys
