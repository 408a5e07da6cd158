// Intentionally empty: the target exists for its pkg-config flags; CZip is the face Swift sees.
