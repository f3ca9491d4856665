"""What can go wrong with a provider. Vendor SDK errors become one of these at the provider's own file.

    ProviderError
    ├── InvalidKey      the vendor does not accept the key
    ├── OutOfQuota      the key is good, its credit is used up
    ├── RateLimited     too many requests just now
    ├── Timeout         no answer in time
    ├── Unavailable     no connection, a server error, an answer that makes no sense
    ├── Refused         the vendor's rules forbid an answer
    ├── BadAudio        the recording cannot be read
    └── NoSpeech        the recording holds no words

`switches` tells the chain whether another provider may do better: nobody hears words in silence. `again` tells it that
the same provider may well answer a second time, since the failure was an accident that came fast.
"""

from typing import ClassVar

from texts import N_, _


class ProviderError(Exception):
    """Base of all. `str()` of it is a plain sentence that a student may read; it never holds a key.

    It is in the language of whoever it is made for, so it is made in a task of theirs and not in an executor's thread.
    """

    code: ClassVar[str] = "provider_error"
    switches: ClassVar[bool] = True
    reason: ClassVar[str] = N_("it did not work")
    again: bool = False

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _(self.reason))


class InvalidKey(ProviderError):
    code = "provider_auth"
    reason = N_("the key was rejected. Enter a good one in Settings")


class OutOfQuota(ProviderError):
    code = "provider_quota"
    reason = N_("the credit of this key is used up. Add credit at the vendor, or choose another provider in Settings")


class RateLimited(ProviderError):
    """`retry_after` is in seconds, None when the vendor did not say."""

    code = "provider_busy"
    reason = N_("it is too busy just now. It will be asked again later")

    def __init__(self, message: str = "", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Timeout(ProviderError):
    code = "provider_timeout"
    reason = N_("it took too long")


class Unavailable(ProviderError):
    reason = N_("it is not available")

    def __init__(self, message: str = "", again: bool = False) -> None:
        super().__init__(message)
        self.again = again


class Refused(ProviderError):
    reason = N_("its rules do not allow an answer to this. Say it in another way")


class BadAudio(ProviderError):
    code = "bad_audio"
    switches = False
    reason = N_("We could not read this recording. Please say it again, or type your answer.")


class NoSpeech(ProviderError):
    code = "no_speech"
    switches = False
    reason = N_("We heard nothing. Check your microphone and say it again, or type your answer.")


class NobodyLeft(ProviderError):
    """Every provider of a chain was given up; `last` is why the last one was."""

    def __init__(self, service: str, last: ProviderError | None) -> None:
        super().__init__(_(SERVICE_IS_DOWN[service]))
        self.service = service
        self.last = last

    @property
    def error_code(self) -> str:
        return self.last.code if self.last else self.code


SERVICE_IS_DOWN = {
    "stt": N_("Nobody could write down what you said. Please say it again, or type your answer."),
    "llm": N_("Your partner cannot answer just now. What you said is saved. Please try again."),
    "tts": N_("There is no voice just now. Please read the answer."),
}


NO_SUCH_MODEL = N_("it does not know the chosen model or voice. Choose another one in Settings")
KEY_IS_MISSING = N_("it does not answer without a key. Enter yours in Settings")


def from_status(status: int, code: str = "", retry_after: str | None = None) -> ProviderError:
    """The error for an HTTP status and the vendor's own error code."""
    if status == 402 or "quota" in code:
        return OutOfQuota()
    if status in (401, 403):
        return InvalidKey()
    if status == 429:
        return RateLimited(retry_after=float(retry_after) if retry_after and retry_after.isdecimal() else None)
    if status in (408, 504):
        return Timeout()
    if "content" in code and ("filter" in code or "policy" in code):
        return Refused()
    return _unavailable(status)


def _unavailable(status: int) -> Unavailable:
    if status == 404:
        return Unavailable(_(NO_SUCH_MODEL))
    if status in (400, 413, 415, 422):
        return Unavailable(_("it could not work with what we sent ({status})", status=status))
    return Unavailable(_("it answered with an error ({status})", status=status), again=status >= 500)
