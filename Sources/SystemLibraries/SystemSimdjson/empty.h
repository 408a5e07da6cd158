// Intentionally empty: the target exists for its pkg-config flags; CSimdjson is the face Swift sees.
