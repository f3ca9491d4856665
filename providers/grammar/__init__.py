"""Rule checkers: grammar without a model, on this computer."""
