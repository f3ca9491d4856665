"""Speech recognition, language models and voices: one small class in one file each."""
