// Intentionally empty: the target exists for its pkg-config flags; CZstd is the face Swift sees.
