"""Help beside the conversation: corrections, translation, hints, saying it again. It never delays a turn."""
