"""The mails that TalkBuddy writes, in the language of who asked for them."""

from texts import _, _n

from .mail import Mail
from .tokens import MINUTES


class Letters:
    """`base_url` is where their links lead; the Host header of a request never decides that."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def verification(self, email: str, token: str) -> Mail:
        return _mail(
            email,
            _("Please confirm your e-mail address"),
            _("Welcome to TalkBuddy!"),
            _("Open this link and press the button to confirm your e-mail address:"),
            f"{self._base_url}/verify?token={token}",
            _n(
                "The link works for {count} hour. If you did not register, ignore this mail.",
                "The link works for {count} hours. If you did not register, ignore this mail.",
                MINUTES["verify"] // 60,
            ),
        )

    def already_registered(self, email: str) -> Mail:
        sign_in, forgot = f"{self._base_url}/login", f"{self._base_url}/forgot"
        return _mail(
            email,
            _("You have a TalkBuddy account already"),
            _("Somebody, probably you, wanted to use this address for an account. There is an account already."),
            _("Sign in here: {link}", link=sign_in),
            _("If you do not know your password, choose a new one here: {link}", link=forgot),
        )

    def reset(self, email: str, token: str) -> Mail:
        return _mail(
            email,
            _("Choose a new password"),
            _("Open this link to choose a new password for TalkBuddy:"),
            f"{self._base_url}/reset?token={token}",
            _n(
                "The link works for {count} minute. If you did not ask for it, ignore this mail: "
                "your password stays as it is.",
                "The link works for {count} minutes. If you did not ask for it, ignore this mail: "
                "your password stays as it is.",
                MINUTES["reset"],
            ),
        )

    def password_changed(self, email: str) -> Mail:
        forgot = f"{self._base_url}/forgot"
        return _mail(
            email,
            _("Your password was changed"),
            _("The password of your TalkBuddy account was changed, and every other browser was signed out."),
            _("If that was not you, choose a new password here: {link}", link=forgot),
        )

    def new_address(self, email: str, token: str) -> Mail:
        return _mail(
            email,
            _("Please confirm your new e-mail address"),
            _("Open this link and press the button to use this address for your TalkBuddy account:"),
            f"{self._base_url}/account/email/confirm?token={token}",
            _n(
                "The link works for {count} hour. If you did not ask for it, ignore this mail.",
                "The link works for {count} hours. If you did not ask for it, ignore this mail.",
                MINUTES["address"] // 60,
            ),
        )

    def address_changed(self, email: str) -> Mail:
        return _mail(
            email,
            _("Your e-mail address was changed"),
            _("Your TalkBuddy account has a new e-mail address. This one is no longer used."),
            _("If that was not you, tell who runs TalkBuddy."),
        )


def _mail(email: str, subject: str, *paragraphs: str) -> Mail:
    return Mail(email, subject, "\n\n".join(paragraphs) + "\n")
