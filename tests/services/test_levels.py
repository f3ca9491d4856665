"""Levels: each says something else to the model, and a lower one is spoken more slowly."""

from config.settings import Settings
from providers.tts.local import LocalTTS
from services import levels, lineup, prompts


def test_every_level_has_its_name_and_its_short_instruction():
    assert set(levels.NAMES) == set(levels.SPEAK) == set(levels.LEVELS)
    assert len(set(levels.SPEAK.values())) == 5 and max(map(len, levels.SPEAK.values())) < 200
    assert "C2" in levels.speak("C2")


def test_the_chosen_level_stands_in_the_instructions_and_an_unknown_one_changes_nothing(small_talk):
    for level in levels.LEVELS:
        scenario = prompts.at_level(small_talk, level)
        instructions = prompts.conversation(scenario, []).instructions
        assert [levels.SPEAK[each] in instructions for each in levels.LEVELS].count(True) == 1
        assert levels.SPEAK[level] in instructions
    assert prompts.at_level(small_talk, None) == prompts.at_level(small_talk, "Z9") == small_talk


def test_lower_levels_are_spoken_more_slowly():
    paces = [levels.pace(level) for level in levels.LEVELS]
    assert paces == sorted(paces) and paces[0] < paces[1] < 1 and paces[-1] == 1


def test_the_pace_reaches_every_voice_of_the_lineup(db, settings, user_keys, maria):
    served = lineup.for_user(db, settings, user_keys, maria, lineup.quietly)
    served.pace(0.85)
    assert {voice.speed for voice in served.tts.providers} == {0.85}


async def test_the_voice_on_this_computer_can_speak_slower():
    voice = LocalTTS(Settings())
    usual = await voice.speak("I like to cook dinner for my family.")
    voice.speed = 0.7
    slow = await voice.speak("I like to cook dinner for my family.")
    assert len(slow.data) > 1.2 * len(usual.data)
