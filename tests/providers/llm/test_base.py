"""What a model is told, in the usual chat format."""

from providers.llm.base import Prompt


def test_instructions_come_first_then_examples_then_the_conversation():
    prompt = Prompt(
        "Be kind.", [("student", "Hi."), ("partner", "Hello!")], examples=[("student", "A"), ("partner", "B")]
    )
    assert prompt.messages() == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "A"},
        {"role": "assistant", "content": "B"},
        {"role": "user", "content": "Hi."},
        {"role": "assistant", "content": "Hello!"},
    ]


def test_utterances_of_one_side_that_follow_each_other_are_one_message():
    prompt = Prompt(
        "Be kind.", [("partner", "Hello!"), ("student", "I"), ("student", "like cats."), ("partner", "Oh?")]
    )
    assert [(message["role"], message["content"]) for message in prompt.messages()[1:]] == [
        ("assistant", "Hello!"),
        ("user", "I like cats."),
        ("assistant", "Oh?"),
    ]


def test_making_messages_changes_nothing():
    prompt = Prompt("Be kind.", [("student", "I"), ("student", "like cats.")])
    assert prompt.messages() == prompt.messages()
    assert prompt.turns == [("student", "I"), ("student", "like cats.")]
