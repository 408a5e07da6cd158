// Intentionally empty: the target exists for its pkg-config flags; CXML2 is the face Swift sees.
