// Intentionally empty: the target exists for its pkg-config flags; CZlib is the face Swift sees.
