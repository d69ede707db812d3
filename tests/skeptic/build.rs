//! Hands the chapters, README.md and CONTRIBUTING.md to skeptic.
//!
//! Skeptic looks for the template of a text beside it. The chapters' folder holds only what
//! readers read, so skeptic is given copies, each with the one template beside it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What is put around a fragment tagged `skt-main`. (Braces are doubled, as for `format!`.)
/// Skeptic knows no edition after 2021, and `Future` is in the prelude of the next.
const TEMPLATE: &str = "\
```rust,skt-main
#[allow(unused_imports)]
use std::future::Future;
#[tokio::main(flavor = \"current_thread\")]
async fn main() {{
{}
}}
```
";

fn main() -> io::Result<()> {
    let root = Path::new("../..");
    let copies = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?).join("texts");
    if copies.exists() {
        fs::remove_dir_all(&copies)?;
    }
    println!("cargo:rerun-if-changed={}", root.join("src").display());
    let mut texts = skeptic::markdown_files_of_directory("../../src");
    texts.extend(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)));
    let mut prepared = Vec::new();
    for text in texts {
        println!("cargo:rerun-if-changed={}", text.display());
        let path = text.strip_prefix(root).unwrap_or(&text);
        let name: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let copy = copies.join(name.join("_"));
        fs::create_dir_all(&copies)?;
        match fs::read_to_string(&text) {
            Ok(content) => fs::write(&copy, content)?,
            Err(error) => {
                // Skeptic would panic, and name no file.
                println!("cargo::error={}: {error} (`cargo run -- build` names the line)", path.display());
                continue;
            }
        }
        fs::write(format!("{}.skt.md", copy.display()), TEMPLATE)?;
        prepared.push(copy);
    }
    skeptic::generate_doc_tests(&prepared);
    Ok(())
}
