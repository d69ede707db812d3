//! Programs whose output depends on chance: they are neither recorded nor accepted.

use super::{CHECK, Case, LOG, MAIN_PY, MAIN_RS};
use crate::support::scratch::Scratch;

const RECORD: &[&str] = &["record", "scratch_page"];

/// Lets the Python program print the value of an expression.
fn python(it: &Scratch, module: &str, value: &str) {
    it.change(MAIN_PY, LOG, &format!("import {module}\n    log(f'main: {{{value}}}')\n    {LOG}"));
}

/// Lets the Rust program do something before its last line.
fn rust(it: &Scratch, statement: &str) {
    it.change(MAIN_RS, "    log!(\"main: page", &format!("    {statement}\n    log!(\"main: page"));
}

pub const CASES: &[Case] = &[
    Case {
        name: "the_order_of_a_set",
        break_it: |it| python(it, "sys", "\" \".join({\"tea\", \"milk\", \"jam\", \"rice\"})"),
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.py",
            "what this program prints depends on chance: line 7 is `[ 300ms] main: ",
            "when it runs again, with another seed for hashes",
            "sort a set before it is printed",
        ],
    },
    Case {
        name: "the_number_of_a_process",
        break_it: |it| python(it, "os", "os.getpid()"),
        command: RECORD,
        says: &["depends on chance: line 7 is", "when it runs again", "print no process id"],
    },
    Case {
        name: "a_random_number",
        break_it: |it| python(it, "random", "random.random()"),
        command: RECORD,
        says: &["depends on chance: line 7 is", "seed random numbers"],
    },
    Case {
        name: "the_date_of_today",
        break_it: |it| python(it, "datetime", "datetime.date.today()"),
        command: RECORD,
        says: &["depends on chance: line 7 is", "when it runs again, on another date", "print no date"],
    },
    Case {
        name: "the_year_of_today",
        break_it: |it| python(it, "time", "time.strftime(\"%Y\")"),
        command: RECORD,
        says: &["depends on chance: line 7 is", "on another date"],
    },
    Case {
        name: "a_select_without_an_order",
        break_it: |it| {
            let branches = ["left", "right"].map(|it| format!("_ = async {{}} => log!(\"main: {it}\")"));
            rust(it, &format!("tokio::select! {{\n        {}\n    }}", branches.join(",\n        ")));
        },
        command: CHECK,
        says: &[
            "listings/src/bin/scratch_page/main.rs",
            "depends on chance: line 7 is `[ 300ms] main: ",
            "write `biased;` in `select!`",
        ],
    },
    Case {
        name: "the_order_of_a_hash_map",
        break_it: |it| {
            let set = "let stock = std::collections::HashSet::from([1, 2, 3, 4, 5]);";
            rust(it, &format!("{set}\n    for it in stock {{\n        log!(\"main: {{it}}\");\n    }}"));
        },
        command: RECORD,
        says: &["depends on chance: line ", "iterate over a BTreeMap"],
    },
];
