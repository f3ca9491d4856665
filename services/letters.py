"""The mails that TalkBuddy writes."""

from .mail import Mail
from .tokens import MINUTES


class Letters:
    """`base_url` is where their links lead; the Host header of a request never decides that."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def verification(self, email: str, token: str) -> Mail:
        return Mail(
            email,
            "Please confirm your e-mail address",
            "Welcome to TalkBuddy!\n\nOpen this link and press the button to confirm your e-mail address:\n\n"
            f"{self._base_url}/verify?token={token}\n\n"
            f"The link works for {MINUTES['verify'] // 60} hours. If you did not register, ignore this mail.\n",
        )

    def already_registered(self, email: str) -> Mail:
        return Mail(
            email,
            "You have a TalkBuddy account already",
            "Somebody, probably you, wanted to use this address for an account. There is an account already.\n\n"
            f"Sign in here: {self._base_url}/login\n\n"
            f"If you do not know your password, choose a new one here: {self._base_url}/forgot\n",
        )

    def reset(self, email: str, token: str) -> Mail:
        return Mail(
            email,
            "Choose a new password",
            "Open this link to choose a new password for TalkBuddy:\n\n"
            f"{self._base_url}/reset?token={token}\n\n"
            f"The link works for {MINUTES['reset']} minutes. If you did not ask for it, ignore this mail: "
            "your password stays as it is.\n",
        )

    def password_changed(self, email: str) -> Mail:
        return Mail(
            email,
            "Your password was changed",
            "The password of your TalkBuddy account was changed, and every other browser was signed out.\n\n"
            f"If that was not you, choose a new password here: {self._base_url}/forgot\n",
        )

    def new_address(self, email: str, token: str) -> Mail:
        return Mail(
            email,
            "Please confirm your new e-mail address",
            "Open this link and press the button to use this address for your TalkBuddy account:\n\n"
            f"{self._base_url}/account/email/confirm?token={token}\n\n"
            f"The link works for {MINUTES['address'] // 60} hours. If you did not ask for it, ignore this mail.\n",
        )

    def address_changed(self, email: str) -> Mail:
        return Mail(
            email,
            "Your e-mail address was changed",
            "Your TalkBuddy account has a new e-mail address. This one is no longer used.\n\n"
            "If that was not you, tell who runs TalkBuddy.\n",
        )
