"""Optional models that turn texts into vectors of their meaning. Nothing of them is imported where none is set."""
