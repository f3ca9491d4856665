"""Keys are cut out of whatever is logged: the last line of defence, for no code of ours logs one."""

import logging
import re

SECRET = re.compile(
    r"(?i:(?:bearer|xi-api-key|api[_-]?key|authorization|token)['\"]?\s*[:=]?\s+['\"]?|(?:api_key|token)=)[\w\-.+/=]{8,}"
    r"|\b(?:sk|hf|xi|gsk)[_-][\w\-]{8,}"  # how OpenAI's, Hugging Face's and ElevenLabs' keys begin
    r"|\bgAAAA[\w\-]{20,}=*"  # a Fernet token
)
INSTEAD = "[key]"


class Redaction(logging.Filter):
    """For handlers, so that it sees the lines of every library; never drops one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
        return True


def redacted(text: str) -> str:
    return SECRET.sub(INSTEAD, text)
