"""A language model on the self-hoster's own server, such as Ollama, llama.cpp, LM Studio or vLLM."""

from providers.factory import register
from providers.server_client import ServerProvider

from .openai_gpt import OpenAIGPT


@register
class ServerLLM(ServerProvider, OpenAIGPT):
    ends_with_a_reason = False
