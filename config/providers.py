"""Which provider modules are built in, in which order they are tried, and what they use by default."""

from typing import Literal

from texts import N_

Service = Literal["stt", "llm", "tts"]
SERVICES: tuple[Service, ...] = ("stt", "llm", "tts")

SERVICE_LABELS: dict[Service, str] = {
    "stt": N_("Speech recognition"),
    "llm": N_("Language model"),
    "tts": N_("Voice"),
}

BUILT_IN = (
    "providers.asr.browser",
    "providers.asr.openai_whisper",
    "providers.asr.elevenlabs",
    "providers.asr.huggingface",
    "providers.asr.server",
    "providers.asr.local",
    "providers.llm.openai_gpt",
    "providers.llm.huggingface",
    "providers.llm.server",
    "providers.llm.local",
    "providers.llm.guided",
    "providers.tts.browser",
    "providers.tts.openai_tts",
    "providers.tts.elevenlabs",
    "providers.tts.server",
    "providers.tts.local",
)

# A student's own key comes first: who brings one wants it used. Then the server that the self-hoster named on purpose,
# then what costs nothing. Browser recognition shows words while one speaks, so it precedes the host's; the host's voice
# sounds the same in every browser, plays without gaps and can be replayed, so it precedes the browser's.
DEFAULT_ORDER: dict[Service, tuple[str, ...]] = {
    "stt": ("openai", "elevenlabs", "huggingface", "server", "browser", "local"),
    "llm": ("openai", "huggingface", "server", "local", "guided"),
    "tts": ("elevenlabs", "openai", "server", "local", "browser"),
}

# Seconds a stage may take before its provider is given up, and a whole turn.
STAGE_TIMEOUT: dict[Service, float] = {"stt": 15.0, "llm": 20.0, "tts": 15.0}
TURN_TIMEOUT = 45.0
LIVE_TIMEOUT = 6.0  # for what was heard while the student spoke, on release; then the whole recording is sent
CHECK_TIMEOUT = 10.0  # trying a key, listing models or voices

# Vendors whose key a student may enter, with the services that one key serves.
KEY_VENDORS: dict[str, tuple[str, tuple[Service, ...]]] = {
    "openai": ("OpenAI", ("stt", "llm", "tts")),
    "elevenlabs": ("ElevenLabs", ("stt", "tts")),
    "huggingface": ("Hugging Face", ("stt", "llm")),
}

OPENAI_STT_MODEL = "gpt-4o-mini-transcribe"
OPENAI_LLM_MODEL = "gpt-4o-mini"
OPENAI_TTS_MODEL = "gpt-4o-mini-tts"
OPENAI_VOICE = "coral"
OPENAI_VOICES = (
    "alloy",
    "ash",
    "ballad",
    "cedar",
    "coral",
    "echo",
    "fable",
    "marin",
    "nova",
    "onyx",
    "sage",
    "shimmer",
    "verse",
)
ELEVENLABS_STT_MODEL = "scribe_v2"
ELEVENLABS_STT_MODELS = ("scribe_v1", "scribe_v2")
ELEVENLABS_LIVE_MODEL = "scribe_v2_realtime"
ELEVENLABS_TTS_MODEL = "eleven_flash_v2_5"
ELEVENLABS_VOICE = "21m00Tcm4TlvDq8ikWAM"
HF_STT_MODEL = "openai/whisper-large-v3-turbo"
HF_STT_MODELS = ("openai/whisper-large-v3", "openai/whisper-large-v3-turbo")
HF_LLM_MODEL = "Qwen/Qwen2.5-7B-Instruct"
SERVER_VOICE = "alloy"  # what OpenAI-compatible servers take, or map to a voice of theirs
