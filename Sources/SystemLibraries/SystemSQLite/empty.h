// Intentionally empty: the target exists for its pkg-config flags; CSQLite is the face Swift sees.
