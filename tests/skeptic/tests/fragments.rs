//! One test for each `rust` fence, made by skeptic from the prepared copies of the texts.

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
