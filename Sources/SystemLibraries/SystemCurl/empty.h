// Intentionally empty: the target exists for its pkg-config flags; CCurl is the face Swift sees.
