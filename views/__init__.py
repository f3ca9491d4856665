"""The pages: one module each, with its router, its handlers and its components."""
