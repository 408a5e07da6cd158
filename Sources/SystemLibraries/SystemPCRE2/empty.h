// Intentionally empty: the target exists for its pkg-config flags; CPCRE2 is the face Swift sees.
