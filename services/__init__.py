"""What TalkBuddy does: accounts, keys, limits, conversations, feedback. No web here."""
