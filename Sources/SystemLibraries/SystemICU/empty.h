// Intentionally empty: the target exists for its pkg-config flags; CICU is the face Swift sees.
