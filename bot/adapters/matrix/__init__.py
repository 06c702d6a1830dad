"""Matrix: the rooms of a homeserver, through matrix-nio."""
