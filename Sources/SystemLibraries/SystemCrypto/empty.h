// Intentionally empty: the target exists for its pkg-config flags; CCrypto is the face Swift sees.
