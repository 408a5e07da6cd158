// Intentionally empty: the target exists for its pkg-config flags; CXLSXWriter is the face Swift sees.
