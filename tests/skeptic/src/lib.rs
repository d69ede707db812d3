//! Nothing: the package exists for its test, so that no one who only builds the book compiles it.
