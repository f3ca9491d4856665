"""What the program is told from outside: settings, keys, built-in providers."""
