//! Makes what runs the programs in the pages, in the background. The pages change by themselves
//! when it is there, since what is made is watched like all that the book is made from.

use crate::listing::Listings;
use crate::listing::recordings::to_record;
use crate::problem::Problems;
use crate::programs;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is missing on this machine, a line for each; or what is wrong.
type Made = Result<Vec<String>, Problems>;

/// Asks for it to be made again.
#[derive(Debug)]
pub struct Maker(Sender<()>);

impl Maker {
    /// Begins with what there is now. What comes of it is told, until nobody hears it.
    pub fn begin(project: Project, told: impl Fn(Made) -> bool + Send + 'static) -> Self {
        let (sender, asked) = channel();
        std::thread::spawn(move || make(&project, &asked, told));
        let _ = sender.send(());
        Self(sender)
    }

    /// Paths changed: it is made again if it may depend on one of them.
    pub fn changed(&self, paths: &BTreeSet<PathBuf>) {
        if paths.iter().any(|path| programs::MADE_FROM.iter().any(|folder| path.starts_with(folder))) {
            let _ = self.0.send(());
        }
    }
}

fn make(project: &Project, asked: &Receiver<()>, told: impl Fn(Made) -> bool) {
    while asked.recv().is_ok() {
        while asked.try_recv().is_ok() {}
        if is_recorded(project) && !told(programs::prepare(project)) {
            return;
        }
    }
}

/// What is being written is compiled for the pages when it is recorded, not at every save.
fn is_recorded(project: &Project) -> bool {
    let wanted = |listings| to_record(project, &listings).map_err(Problems::from);
    Listings::read(project).and_then(wanted).is_ok_and(|wanted| wanted.is_empty())
}
