//! What the catalogue and the answers can have wrong.

use super::{BUILD, CHAPTER, Case};
use crate::support::scratch::Scratch;

const QUESTIONS: &str = "catalogue/questions.toml";
const CLAIMS: &str = "catalogue/claims/list.toml";

/// A section that answers a question, whole.
fn answered(it: &Scratch) {
    it.write(QUESTIONS, "[[question]]\nid = \"Q01\"\nasks = \"What is it?\"\n");
    let spoken = "word ".repeat(60);
    it.append(
        CHAPTER,
        &format!(
            "\n## What is it?\n\n{{{{#question Q01}}}}\n\n> {spoken}\n\n```python\nassert True\n```\n\n\
             ```rust\nfn main() {{}}\n```\n\n**In Rust.** The same.\n\n**Asked next.** “And then?”\n\n\
             > {next}\n",
            next = "word ".repeat(20)
        ),
    );
}

fn answered_but(it: &Scratch, from: &str, to: &str) {
    answered(it);
    it.change(CHAPTER, from, to);
}

fn claimed(it: &Scratch, rest: &str) {
    let claim = "[[claim]]\nid = \"C001\"\nitems = [\"P01\"]\nsays = \"It is so.\"\nbecause = \"It is.\"\n";
    it.write(CLAIMS, format!("{claim}{rest}"));
}

const LIBRARIES: &str = "catalogue/libraries.toml";
const LIBRARY: &str =
    "[[library]]\nid = \"S01\"\nname = \"it\"\nitems = [\"P01\"]\npython = [\"it\"]\nrust = []\n";
const SHOWN: &str = "shown_by = [\"scratch_page\"]\n";

fn listed(it: &Scratch, rest: &str) {
    it.append(CHAPTER, "\n{{#libraries}}\n");
    it.write(LIBRARIES, format!("{LIBRARY}{rest}"));
}

pub const CASES: &[Case] = &[
    Case {
        name: "question_that_nobody_answers",
        break_it: |it| {
            answered(it);
            it.change(CHAPTER, "{{#question Q01}}\n\n", "");
        },
        command: BUILD,
        says: &["catalogue", "Q01 appears nowhere in the book", "answer it, below {{#question Q01}}"],
    },
    Case {
        name: "question_with_a_typo",
        break_it: |it| answered_but(it, "{{#question Q01}}", "{{#question Q10}}"),
        command: BUILD,
        says: &["src/patterns/gather.md:13:13", "`Q10` is no question", "valid are: Q01"],
    },
    Case {
        name: "question_answered_twice",
        break_it: |it| {
            answered(it);
            it.write("src/list.md", it.read(CHAPTER).replace("../list.md", "patterns/gather.md"));
        },
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "Q01 is answered in src/list.md too"],
    },
    Case {
        name: "answer_without_words",
        break_it: |it| answered_but(it, "> word", "word"),
        command: BUILD,
        says: &["src/patterns/gather.md:13:1", "no spoken answer follows"],
    },
    Case {
        name: "answer_that_takes_too_long",
        break_it: |it| answered_but(it, "> word", &format!("> {}", "more ".repeat(60))),
        command: BUILD,
        says: &["src/patterns/gather.md:13:1", "the spoken answer has 119 words", "make it 50 to 105"],
    },
    Case {
        name: "answer_without_a_proof",
        break_it: |it| answered_but(it, "```python\nassert True\n```\n\n", ""),
        command: BUILD,
        says: &["src/patterns/gather.md:13:1", "no program in Python proves the answer"],
    },
    Case {
        name: "answer_without_rust",
        break_it: |it| answered_but(it, "**In Rust.** The same.\n\n", ""),
        command: BUILD,
        says: &["src/patterns/gather.md:13:1", "it does not say how Rust differs"],
    },
    Case {
        name: "answer_that_nobody_asks_further",
        break_it: |it| answered_but(it, "**Asked next.** “And then?”\n\n", ""),
        command: BUILD,
        says: &["src/patterns/gather.md:13:1", "no next question is asked"],
    },
    Case {
        name: "answer_that_leaves_a_false_claim",
        break_it: |it| {
            answered(it);
            claimed(it, "verdict = \"false\"\nsource = \"https://docs.python.org/3/\"\n");
            it.change(CLAIMS, "P01", "Q01");
        },
        command: BUILD,
        says: &["src/patterns/gather.md:11:1", "C001 is false, and this answer leaves it so"],
    },
    Case {
        name: "claim_without_evidence",
        break_it: |it| claimed(it, "verdict = \"true\"\n"),
        command: BUILD,
        says: &["catalogue/claims/list.toml:2:6", "C001: nothing shows that its verdict is right"],
    },
    Case {
        name: "claim_with_another_verdict",
        break_it: |it| claimed(it, "verdict = \"wrong\"\n"),
        command: BUILD,
        says: &["catalogue/claims/list.toml:", "unknown variant `wrong`"],
    },
    Case {
        name: "claim_of_an_item_that_does_not_exist",
        break_it: |it| {
            claimed(it, "verdict = \"unverifiable\"\n");
            it.change(CLAIMS, "P01", "P11");
        },
        command: BUILD,
        says: &["catalogue/claims/list.toml:2:6", "there is no item `P11`", "did you mean `P01`?"],
    },
    Case {
        name: "claim_shown_by_no_listing",
        break_it: |it| claimed(it, "verdict = \"true\"\nshown_by = [\"scratch_pgae\"]\n"),
        command: BUILD,
        says: &["catalogue/claims/list.toml:2:6", "no listing is named `scratch_pgae`", "`scratch_page`"],
    },
    Case {
        name: "claim_shown_by_no_section",
        break_it: |it| {
            answered(it);
            claimed(it, "verdict = \"true\"\nsection = \"patterns/gather.md#what-is-that\"\n");
        },
        command: BUILD,
        says: &["catalogue/claims/list.toml:2:6", "has no section #what-is-that", "`what-is-it`"],
    },
    Case {
        name: "claim_shown_by_a_section_without_a_program",
        break_it: |it| {
            it.append(CHAPTER, "\n## Words\n\nOnly words.\n");
            claimed(it, "verdict = \"true\"\nsection = \"patterns/gather.md#words\"\n");
        },
        command: BUILD,
        says: &["catalogue/claims/list.toml:2:6", "section #words shows no program"],
    },
    Case {
        name: "claim_that_is_there_twice",
        break_it: |it| {
            claimed(it, "verdict = \"unverifiable\"\n");
            it.append(CLAIMS, &it.read(CLAIMS));
        },
        command: BUILD,
        says: &["catalogue/claims/list.toml:", "`C001` is there twice"],
    },
    Case {
        name: "figure_without_a_source",
        break_it: |it| it.append(CHAPTER, "\nIt takes 4711 ms.\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:10", "nothing in this section shows where 4711 comes from"],
    },
    Case {
        name: "figure_that_its_listing_does_not_have",
        break_it: |it| it.append(CHAPTER, "\nIt takes {{#figure 4711 scratch_page}} ms.\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:20", "neither program nor run of `scratch_page` has 4711"],
    },
    Case {
        name: "differences_of_another_language",
        break_it: |it| it.append(CHAPTER, "\n{{#differences ruby}}\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:16", "`ruby` is no language"],
    },
    Case {
        name: "difference_that_no_listing_shows",
        break_it: |it| {
            it.append(CHAPTER, "\n{{#differences python}}\n");
            it.write(
                "catalogue/differences.toml",
                "[[difference]]\nconcept = \"It\"\npython = [\"it\"]\nrust = []\nfrom_python = \"\"\n\
                 from_rust = \"\"\nshown_by = [\"scratch_pgae\"]\n",
            );
        },
        command: BUILD,
        says: &["catalogue/differences.toml:2:11", "It: no listing is named `scratch_pgae`"],
    },
    Case {
        name: "version_of_what_no_program_uses",
        break_it: |it| it.append(CHAPTER, "\nIt is {{#version rust tokoi}}.\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:23", "no program uses `tokoi`"],
    },
    Case {
        name: "version_in_another_language",
        break_it: |it| it.append(CHAPTER, "\nIt is {{#version ruby rails}}.\n"),
        command: BUILD,
        says: &["src/patterns/gather.md:11:18", "`ruby` is no language"],
    },
    Case {
        name: "library_that_the_book_does_not_list",
        break_it: |it| it.write(LIBRARIES, format!("{LIBRARY}{SHOWN}")),
        command: BUILD,
        says: &["catalogue", "S01 appears nowhere in the book", "{{#libraries}}"],
    },
    Case {
        name: "library_of_an_item_that_does_not_exist",
        break_it: |it| it.write(LIBRARIES, LIBRARY.replace("P01", "P11") + SHOWN),
        command: BUILD,
        says: &["catalogue/libraries.toml:2:6", "S01: there is no item `P11`", "did you mean `P01`?"],
    },
    Case {
        name: "library_that_nothing_shows",
        break_it: |it| listed(it, ""),
        command: BUILD,
        says: &["catalogue/libraries.toml:2:6", "S01: no listing shows it"],
    },
    Case {
        name: "library_that_no_listing_shows",
        break_it: |it| listed(it, "shown_by = [\"scratch_pgae\"]\n"),
        command: BUILD,
        says: &["catalogue/libraries.toml:2:6", "S01: no listing is named `scratch_pgae`", "`scratch_page`"],
    },
    Case {
        name: "library_in_a_version_that_is_not_locked",
        break_it: |it| listed(it, &format!("versions.python = [\"httpx\"]\n{SHOWN}")),
        command: BUILD,
        says: &["catalogue/libraries.toml:2:6", "S01: no program uses `httpx`"],
    },
    Case {
        name: "term_that_is_there_twice",
        break_it: |it| {
            let term = "[[term]]\nname = \"task\"\nmeans = \"\"\n";
            it.write(
                "catalogue/glossary.toml",
                format!("{term}{}", term.replace("\"task\"", "\"job\"\nforms = [\"Task\"]")),
            );
        },
        command: BUILD,
        says: &["catalogue/glossary.toml:", "`Task` is there twice"],
    },
];
