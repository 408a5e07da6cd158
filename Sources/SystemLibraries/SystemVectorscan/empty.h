// Intentionally empty: the target exists for its pkg-config flags; CVectorscan is the face Swift sees.
