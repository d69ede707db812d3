//! Nothing: the package is there for the programs in `bin`, and for the crates that they use.
