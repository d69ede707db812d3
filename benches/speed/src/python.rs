//! Python programs: forked from one interpreter, beside a fresh one each.

use crate::measure::{self, Cost};
use handbook::harness::interpreter::{Call, Interpreter};
use handbook::harness::python;
use handbook::listing::{Language, Listings, VIRTUAL_TIME};
use handbook::project::Project;
use std::path::Path;

/// Runs every Python program of the book on the virtual clock both ways, one after the other.
pub fn report(root: &Path) {
    let project = Project::at(root);
    let python = match python::find() {
        Ok(python) => python,
        Err(missing) => return println!("\nPython is left out: {missing}"),
    };
    let listings = Listings::read(&project).expect("our listings");
    let programs: Vec<_> = listings
        .all
        .values()
        .filter(|listing| listing.stamped())
        .filter_map(|listing| Some(project.path(&listing.program(Language::Python)?.source.path)))
        .collect();
    let script = project.path(VIRTUAL_TIME);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let all = |run: &dyn Fn(&Call)| {
        for program in &programs {
            let arguments = [program.display().to_string()];
            let call =
                Call { arguments: &arguments, folder: folder.path(), environment: &[], another_date: false };
            run(&call);
        }
    };
    let fresh: Cost = measure::during(|| {
        let interpreter = Interpreter::new(python.clone());
        all(&|call| drop(interpreter.run_fresh(&script, call).expect("it runs")));
    });
    let forked: Cost = measure::during(|| {
        let interpreter = Interpreter::new(python.clone());
        all(&|call| drop(interpreter.run(&script, call).expect("it runs")));
    });
    println!("\n{} Python programs, one after the other", programs.len());
    println!("{:38} {:>16}", "a fresh interpreter for each", fresh.to_string());
    println!("{:38} {:>16}", "forked from one", forked.to_string());
    println!("CPU time as a part: {}", forked.part_of(&fresh));
}
