"""Which provider modules are built in, in which order they are tried, and what they use by default."""

from typing import Literal

Service = Literal["stt", "llm", "tts"]
SERVICES: tuple[Service, ...] = ("stt", "llm", "tts")

SERVICE_LABELS: dict[Service, str] = {"stt": "Speech recognition", "llm": "Language model", "tts": "Voice"}

BUILT_IN = (
    "providers.asr.browser",
    "providers.asr.openai_whisper",
    "providers.asr.local",
    "providers.llm.openai_gpt",
    "providers.llm.huggingface",
    "providers.llm.local",
    "providers.llm.guided",
    "providers.tts.browser",
    "providers.tts.openai_tts",
    "providers.tts.elevenlabs",
    "providers.tts.local",
)

# A student's own key comes first: who brings one wants it used. Then what costs nothing. Browser recognition shows
# words while one speaks, so it precedes the host's; the host's voice sounds the same in every browser, plays without
# gaps and can be replayed, so it precedes the browser's.
DEFAULT_ORDER: dict[Service, tuple[str, ...]] = {
    "stt": ("openai", "browser", "local"),
    "llm": ("openai", "huggingface", "local", "guided"),
    "tts": ("elevenlabs", "openai", "local", "browser"),
}

# Seconds a stage may take before its provider is given up, and a whole turn.
STAGE_TIMEOUT: dict[Service, float] = {"stt": 15.0, "llm": 20.0, "tts": 15.0}
TURN_TIMEOUT = 45.0

# Vendors whose key a student may enter, with the services that one key serves.
KEY_VENDORS: dict[str, tuple[str, tuple[Service, ...]]] = {
    "openai": ("OpenAI", ("stt", "llm", "tts")),
    "elevenlabs": ("ElevenLabs", ("tts",)),
    "huggingface": ("Hugging Face", ("llm",)),
}

OPENAI_STT_MODEL = "gpt-4o-mini-transcribe"
OPENAI_LLM_MODEL = "gpt-4o-mini"
OPENAI_TTS_MODEL = "gpt-4o-mini-tts"
OPENAI_VOICE = "coral"
ELEVENLABS_MODEL = "eleven_flash_v2_5"
ELEVENLABS_VOICE = "21m00Tcm4TlvDq8ikWAM"
HF_LLM_MODEL = "Qwen/Qwen2.5-7B-Instruct"
