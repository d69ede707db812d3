//! What Markdown and its editors can do to a text: each case is shown right in the built page, or
//! refused with path and line.

mod support;

use support::scratch::Scratch;

const CHAPTER: &str = "src/patterns/gather.md";
const PAGE: &str = "book/patterns/gather.html";
const MAIN_PY: &str = "listings/src/bin/scratch_page/main.py";

/// Builds the copy; its page must hold the pieces, in this order.
fn shows(scratch: &Scratch, pieces: &[&str]) {
    let built = scratch.run(&["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let page = scratch.read(PAGE);
    let mut rest = page.as_str();
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => panic!("`{piece}` is not in its place:\n{page}"),
        }
    }
}

/// The same for a chapter to which this is added.
fn added(text: &str, pieces: &[&str]) {
    let scratch = Scratch::new();
    scratch.append(CHAPTER, text);
    shows(&scratch, pieces);
}

/// Builds the copy; what is said must hold the pieces, and the book must not be there.
fn refuses(scratch: &Scratch, pieces: &[&str]) {
    let built = scratch.run(&["build"]);
    let said = String::from_utf8_lossy(&built.stderr);
    assert_eq!(built.status.code(), Some(1), "{said}");
    for piece in pieces {
        assert!(said.contains(piece), "does not say `{piece}`:\n{said}");
    }
    assert!(said.ends_with("1 problem found.\n"), "{said}");
    assert!(!scratch.path("book").exists());
}

/// The same for a chapter to which this is added.
fn refused(text: &str, pieces: &[&str]) {
    let scratch = Scratch::new();
    scratch.append(CHAPTER, text);
    refuses(&scratch, pieces);
}

#[test]
fn a_chapter_may_end_its_lines_with_crlf() {
    let scratch = Scratch::new();
    scratch.append(CHAPTER, "\n```python\nassert True\n```\n\n```predict\nlisting = \"scratch_page\"\nquestion = \"Which?\"\nanswer = { line = 4 }\nbecause = \"So.\"\n```\n");
    shows(&scratch, &["id=\"P01\"", "id=\"listing-scratch_page\"", "data-answer=\"settings: done\""]);
    let before = scratch.read(PAGE);
    scratch.change(CHAPTER, "\n", "\r\n");
    scratch.change("src/SUMMARY.md", "\n", "\r\n");
    scratch.change("catalogue/patterns.toml", "\n", "\r\n");
    scratch.change("listings/src/bin/scratch_page/listing.toml", "\n", "\r\n");
    shows(&scratch, &[]);
    assert_eq!(scratch.read(PAGE).replace("\r\n", "\n"), before);
}

#[test]
fn a_program_and_a_helper_may_not() {
    let scratch = Scratch::new();
    scratch.change(MAIN_PY, "import asyncio\n", "import asyncio\r\n");
    refuses(&scratch, &["scratch_page/main.py:1:15", "ends with CRLF", "git add --renormalize ."]);
    scratch.change(MAIN_PY, "\r\n", "\n");
    scratch.change("listings/log.py", "\n", "\r\n");
    refuses(&scratch, &["listings/log.py:1:27", "ends with CRLF"]);
}

#[test]
fn git_checks_texts_out_with_lf() {
    let attributes = support::project().read(".gitattributes").expect(".gitattributes");
    assert!(attributes.text.lines().any(|line| line == "* text=auto eol=lf"), "{}", attributes.text);
}

#[test]
fn a_byte_order_mark_is_refused_wherever_it_stands() {
    for path in
        [CHAPTER, "src/SUMMARY.md", MAIN_PY, "listings/src/bin/scratch_page/listing.toml", "book.toml"]
    {
        let scratch = Scratch::new();
        scratch.write(path, "\u{feff}".to_string() + &scratch.read(path));
        refuses(&scratch, &[&format!("{path}:1:1"), "begins with a byte order mark", "UTF-8 without one"]);
    }
}

#[test]
fn a_null_byte_is_refused() {
    refused("\nA null\0byte.\n", &["src/patterns/gather.md:11:7", "a null byte"]);
}

#[test]
fn a_fence_may_hold_shorter_fences() {
    added(
        "\n````python\ntext = '''\n```rust\n{{#nothing}}\n```\n'''\n````\n",
        &["div class=\"fragment\"", "```rust", "{{#nothing}}", "</pre>"],
    );
}

#[test]
fn a_fence_may_be_of_tildes_and_tabs_stay_in_it() {
    added("\n~~~console\n\tcargo run\n~~~\n", &["div class=\"fragment\"", "<code>\tcargo run</code>"]);
}

#[test]
fn a_fence_may_stand_in_a_list_and_in_a_quotation() {
    added(
        "\n- one\n\n  ```console\n  cargo run\n  ```\n\n  two\n\n> said\n>\n> ```console\n> cargo test\n> ```\n>\n> and done\n",
        &[
            "<ul>",
            "one",
            "<code>cargo run</code>",
            "two",
            "</ul>",
            "<blockquote>",
            "<code>cargo test</code>",
            "and done",
            "</blockquote>",
        ],
    );
}

#[test]
fn a_fence_that_is_not_closed_is_refused() {
    let whole =
        "# A chapter\n\n{{#card P01}}\n\n{{#listing scratch_page}}\n\n{{#listing scratch_one_by_one}}\n";
    for (open, place) in [
        ("```python\nassert True\n", "gather.md:9:1"),
        ("````python\nassert True\n```", "gather.md:9:1"),
        ("~~~python", "gather.md:9:1"),
        ("> ```python\n> assert True\n\nText.\n", "gather.md:9:3"),
        ("- ```python\n  assert True\n\nText.\n", "gather.md:9:3"),
    ] {
        let scratch = Scratch::new();
        scratch.write(CHAPTER, format!("{whole}\n{open}"));
        refuses(&scratch, &[place, "this fence is not closed"]);
    }
}

#[test]
fn a_question_stands_at_the_margin() {
    let question = "```predict\nlisting = \"scratch_page\"\nquestion = \"Which?\"\nanswer = { line = 4 }\nbecause = \"So.\"\n```\n";
    let quoted = format!("\n> {}", question.trim_end().replace('\n', "\n> "));
    refused(&(quoted + "\n"), &["gather.md:11:3", "a question stands in no list and no quotation"]);
}

#[test]
fn a_directive_in_code_or_in_a_comment_is_literal() {
    added(
        "\n```console\n{{#nothing}}\n```\n\nAnd `{{#nothing here}}`.\n\n<!-- {{#nothing}} -->\n\n<div>\n<!--\n{{#nothing}}\n-->\n</div>\n",
        &[
            "<code>{{#nothing}}</code>",
            "<code>{{#nothing here}}</code>",
            "<!-- {{#nothing}} -->",
            "<!--\n{{#nothing}}\n-->",
        ],
    );
}

#[test]
fn a_directive_stands_alone() {
    for (text, place) in [
        ("- {{#legend}}\n", "gather.md:11:3"),
        ("- one\n\n  {{#legend}}\n", "gather.md:13:3"),
        ("> {{#legend}}\n", "gather.md:11:3"),
        ("\t{{#legend}}\n", "gather.md:11:2"),
        ("<!-- a comment --> {{#legend}}\n", "gather.md:11:20"),
        ("{{#legend}}{{#legend}}\n", "gather.md:11:"),
        ("| {{#legend}} |\n|---|\n", "gather.md:11:3"),
        ("# {{#legend}}\n", "gather.md:11:3"),
    ] {
        let scratch = Scratch::new();
        scratch.append(CHAPTER, &format!("\n{text}"));
        let built = scratch.run(&["build"]);
        let said = String::from_utf8_lossy(&built.stderr);
        assert_eq!(built.status.code(), Some(1), "{text}: {said}");
        assert!(said.contains(place), "{text}: {said}");
    }
}

#[test]
fn a_directive_right_after_a_paragraph_or_a_list_ends_it() {
    added(
        "\nA paragraph\n{{#legend}}\n\n- item\n{{#helper}}\n",
        &["<p>A paragraph</p>", "legend", "<li>item</li>\n</ul>", "listing part"],
    );
}

#[test]
fn a_directive_may_be_the_last_thing_of_a_file() {
    added("\n{{#legend}}", &["See <a href=\"../list.html\">the list</a>", "class=\"legend"]);
}

#[test]
fn a_very_long_line_is_shown_and_its_errors_are_short() {
    let long = "word ".repeat(40_000);
    added(&format!("\n{long}\n"), &["word word word"]);
    let scratch = Scratch::new();
    scratch.append(CHAPTER, &format!("\n{long}{{{{#nothing}}}} {long}\n"));
    let built = scratch.run(&["build"]);
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(said.contains("gather.md:11:200004") && said.contains("{{#nothing}}"), "{said:.2000}");
    assert!(said.len() < 2000, "{} bytes are said", said.len());
}

#[test]
fn files_beside_the_chapters_are_copied_and_files_for_hosts_are_accepted() {
    let scratch = Scratch::new();
    scratch.write("src/patterns/a diagram.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
    scratch.append(CHAPTER, "\n![Two tasks](a%20diagram.svg) and [the drawing](<a diagram.svg>)\n");
    for name in ["CNAME", "robots.txt", ".nojekyll", "favicon.ico", ".well-known/security.txt"] {
        scratch.write(&format!("src/{name}"), "example.org\n");
    }
    shows(&scratch, &["src=\"a%20diagram.svg\"", "alt=\"Two tasks\""]);
    assert!(scratch.path("book/patterns/a diagram.svg").exists() && scratch.path("book/CNAME").exists());
    assert!(scratch.path("book/.well-known/security.txt").exists());
}

#[test]
fn what_is_right_in_a_link_or_a_reference_is_accepted() {
    added(
        "\nSee [it][lst], [lst], <https://example.org/>, [mail](mailto:a@example.org), [all](../print.html), \
         \\[sic\\], [here](#a-chapter) and [there](../list.md#the-list).[^1]\n\n- [ ] a task\n- [x] done\n\n\
         [lst]: ../list.md\n\n[^1]: A note.\n\n| a | b |\n|---|---|\n| `c \\| d` | e<br>f |\n\n\
         <details><summary>More</summary>\n\nText.\n\n</details>\n",
        &["href=\"../list.html\"", "[sic]", "<code>c | d</code>", "<summary>More</summary>"],
    );
}
