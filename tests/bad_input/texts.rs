//! What Markdown, links, files beside the chapters and SUMMARY.md can have wrong. Each is one
//! problem, at its line, with the fix.

use super::{BUILD, CHAPTER, Case};
use crate::support::scratch::Scratch;

const SUMMARY: &str = "src/SUMMARY.md";
const ONE: &str = "1 problem found.";

/// Adds a paragraph to the chapter; its first line is line 11.
fn add(it: &Scratch, text: &str) {
    it.append(CHAPTER, &format!("\n{text}\n"));
}

/// A chapter that is in the folder and not in SUMMARY.md yet.
fn more(it: &Scratch, entry: &str) {
    it.write("src/more.md", "# More\n");
    it.append(SUMMARY, entry);
}

const fn case(name: &'static str, break_it: fn(&Scratch), says: &'static [&'static str]) -> Case {
    Case { name, break_it, command: BUILD, says }
}

pub const CASES: &[Case] = &[
    // SUMMARY.md is what mdBook makes of it.
    case(
        "entry_four_spaces_below_an_item",
        |it| more(it, "\n      - [More](more.md)\n"),
        &["src/SUMMARY.md:7:9", "mdBook makes no entry of this link", ONE],
    ),
    case(
        "entry_behind_another",
        |it| it.append(SUMMARY, "- [More](more.md) [Other](other.md)\n"),
        &["src/SUMMARY.md:6:19", "mdBook makes no entry of this link"],
    ),
    case(
        "entry_in_a_heading",
        |it| more(it, "\n# [More](more.md)\n"),
        &["src/SUMMARY.md:7:3", "mdBook makes no entry of this link"],
    ),
    case(
        "entry_in_a_second_nested_list",
        |it| {
            it.write("src/one.md", "# One\n");
            it.append(SUMMARY, "  - [One](one.md)\n\n  * [More](more.md)\n");
            it.write("src/more.md", "# More\n");
        },
        &["src/SUMMARY.md:6:5", "mdBook makes no entry of this link", ONE],
    ),
    case(
        "entry_without_a_link",
        |it| it.append(SUMMARY, "- More\n"),
        &["src/SUMMARY.md:6:", "mdBook cannot read this"],
    ),
    case(
        "entry_of_a_draft",
        |it| it.append(SUMMARY, "- [Later]()\n"),
        &["src/SUMMARY.md:6:3", "`Later` is a draft: it has no page", ONE],
    ),
    case(
        "entry_that_is_there_twice",
        |it| it.append(SUMMARY, "- [Again](list.md)\n"),
        &["src/SUMMARY.md:6:3", "src/list.md is in this file twice", ONE],
    ),
    case(
        "entry_that_is_there_twice_otherwise_spelt",
        |it| it.append(SUMMARY, "- [Again](./list.md)\n"),
        &["src/SUMMARY.md:6:3", "`./list.md` is not the path of a chapter", ONE],
    ),
    case(
        "entry_without_a_title",
        |it| more(it, "- [](more.md)\n"),
        &["src/SUMMARY.md:6:3", "the entry of more.md has no title"],
    ),
    case(
        "entry_in_the_wrong_case",
        |it| it.change(SUMMARY, "patterns/gather.md", "Patterns/gather.md"),
        &[
            "src/SUMMARY.md:5:3",
            "there is no chapter Patterns/gather.md",
            "did you mean `patterns/gather.md`?",
        ],
    ),
    case(
        "suffix_chapter_followed_by_a_list",
        |it| more(it, "\n[Last](last.md)\n\n- [More](more.md)\n"),
        &["src/SUMMARY.md:9:", "mdBook cannot read this"],
    ),
    case(
        "part_title_of_another_level",
        |it| it.append(SUMMARY, "\n## Part\n"),
        &["src/SUMMARY.md:7:1", "mdBook ignores this line", "`# Part title`", ONE],
    ),
    // Links.
    case(
        "link_from_the_root",
        |it| add(it, "See [it](/nothing.html)."),
        &["src/patterns/gather.md:11:5", "begins at the root of the host: /nothing.html", ONE],
    ),
    case(
        "link_that_leaves_the_book",
        |it| add(it, "See [it](../../up.html)."),
        &["src/patterns/gather.md:11:5", "this link leaves the book: ../../up.html", ONE],
    ),
    case(
        "link_in_the_wrong_case",
        |it| add(it, "See [it](../List.md)."),
        &["src/patterns/gather.md:11:5", "leads nowhere: ../List.md", "did you mean `src/list.md`?", ONE],
    ),
    case(
        "link_with_a_query",
        |it| add(it, "See [it](../list.md?x=1)."),
        &["src/patterns/gather.md:11:5", "no query", ONE],
    ),
    case(
        "link_to_a_built_page",
        |it| add(it, "See [it](../list.html)."),
        &["src/patterns/gather.md:11:5", "it ends with `.md`", ONE],
    ),
    case(
        "link_to_a_folder",
        |it| add(it, "See [it](../patterns/)."),
        &["src/patterns/gather.md:11:5", "leads to a folder: ../patterns/", ONE],
    ),
    case(
        "link_with_an_encoded_end",
        |it| add(it, "See [it](../list%2emd)."),
        &["src/patterns/gather.md:11:5", "leads nowhere: ../list%2emd", ONE],
    ),
    case(
        "link_with_an_unknown_scheme",
        |it| add(it, "See [it](gopher://example.org/)."),
        &["src/patterns/gather.md:11:5", "links with `gopher:` are not supported", ONE],
    ),
    case(
        "link_to_the_same_missing_place_twice",
        |it| add(it, "See [it](#one).\n\nAnd [it](#one)."),
        &["src/patterns/gather.md:11:5", "src/patterns/gather.md:13:5", "no such place", "2 problems found."],
    ),
    case(
        "link_without_words",
        |it| add(it, "See [](../list.md)."),
        &["src/patterns/gather.md:11:5", "this link has no words", ONE],
    ),
    // References.
    case(
        "reference_without_a_definition",
        |it| add(it, "See [the list][lst]."),
        &["src/patterns/gather.md:11:5", "nothing defines the reference `lst`", ONE],
    ),
    case(
        "short_reference_without_a_definition",
        |it| add(it, "See [the list]."),
        &["src/patterns/gather.md:11:5", "nothing defines the reference `the list`", ONE],
    ),
    case(
        "definition_that_nothing_uses",
        |it| add(it, "[lst]: ../list.md"),
        &["src/patterns/gather.md:11:1", "nothing uses the definition of `lst`", ONE],
    ),
    case(
        "definition_that_is_there_twice",
        |it| add(it, "See [it][lst].\n\n[lst]: ../list.md\n[lst]: gather.md"),
        &["src/patterns/gather.md:14:1", "`lst` is defined twice", ONE],
    ),
    case(
        "footnote_without_a_definition",
        |it| add(it, "It is so.[^note]"),
        &["src/patterns/gather.md:11:10", "nothing defines the footnote [^note]", ONE],
    ),
    case(
        "footnote_that_nothing_refers_to",
        |it| add(it, "[^1]: It is so."),
        &["src/patterns/gather.md:11:1", "nothing refers to the footnote `1`", ONE],
    ),
    // HTML.
    case(
        "type_without_backticks",
        |it| add(it, "It returns Vec<T>, that is all."),
        &["src/patterns/gather.md:11:15", "`<T>` is read as an HTML tag", "backticks", ONE],
    ),
    case(
        "type_at_the_beginning_of_a_line",
        |it| add(it, "<T> is a type."),
        &["src/patterns/gather.md:11:1", "`<T>` is read as an HTML tag", ONE],
    ),
    case(
        "html_that_closes_nothing",
        |it| add(it, "<details>\n\nText.\n\n</div>\n</details>"),
        &["src/patterns/gather.md:15:1", "</div> closes no <div> here", "close <details> first", ONE],
    ),
    case(
        "comment_that_is_not_closed",
        |it| add(it, "<!-- later\n\nText."),
        &["src/patterns/gather.md:11:1", "this comment is not closed", ONE],
    ),
    case(
        "output_typed_in_html",
        |it| add(it, "<pre>[ 300ms] main: page</pre>"),
        &["src/patterns/gather.md:11:1", "a chapter has no <pre>", "{{#excerpt", ONE],
    ),
    case(
        "listing_that_is_hidden",
        |it| {
            it.change(
                CHAPTER,
                "{{#listing scratch_page}}",
                "<div hidden>\n\n{{#listing scratch_page}}\n\n</div>",
            );
        },
        &["src/patterns/gather.md:5:1", "`hidden` could hide what readers have to see", ONE],
    ),
    case(
        "listing_that_is_not_displayed",
        |it| {
            let hidden = "<div style=display:none>\n\n{{#listing scratch_page}}\n\n</div>";
            it.change(CHAPTER, "{{#listing scratch_page}}", hidden);
        },
        &["src/patterns/gather.md:5:1", "`style=display:none` could hide", ONE],
    ),
    case(
        "listing_in_a_template",
        |it| {
            let hidden = "<template>\n\n{{#listing scratch_page}}\n\n</template>";
            it.change(CHAPTER, "{{#listing scratch_page}}", hidden);
        },
        &["src/patterns/gather.md:5:1", "a chapter has no <template>"],
    ),
    case(
        "listing_in_a_comment",
        |it| it.change(CHAPTER, "{{#listing scratch_page}}", "<!--\n{{#listing scratch_page}}\n-->"),
        &["listings/src/bin/scratch_page", "no chapter shows this listing", ONE],
    ),
    case(
        "heading_with_a_class",
        |it| add(it, "## Hidden {.visually-hidden}"),
        &["src/patterns/gather.md:11:1", "a heading has no class", ONE],
    ),
    case(
        "heading_with_the_id_of_a_listing",
        |it| add(it, "## Again {#listing-scratch_page}"),
        &["src/patterns/gather.md:11:1", "the id `listing-scratch_page` is there twice", ONE],
    ),
    // Tables.
    case(
        "pipe_in_code_in_a_table",
        |it| add(it, "| a | b |\n|---|---|\n| c | `d | e` |"),
        &["src/patterns/gather.md:13:1", "this row has 3 cells and the table 2 columns", "write \\|", ONE],
    ),
    case(
        "pipe_in_code_in_a_row_with_room",
        |it| add(it, "| a | b |\n|---|---|\n| `d | e` |"),
        &["src/patterns/gather.md:13:1", "ends the cell inside code", ONE],
    ),
    case(
        "row_with_too_few_cells",
        |it| add(it, "| a | b |\n|---|---|\n| c |"),
        &["src/patterns/gather.md:13:1", "this row has 1 cells and the table 2 columns", ONE],
    ),
    case(
        "table_that_is_none",
        |it| add(it, "| a | b |\n|---|\n| c | d |"),
        &["src/patterns/gather.md:11:1", "looks like a table, and is none", ONE],
    ),
    // Times.
    case(
        "time_of_another_event",
        |it| add(it, "## When\n\n{{#excerpt scratch_page 0 300}}\n\nThe page is there at 200 ms."),
        &[
            "src/patterns/gather.md:15:22",
            "no run in this section has an event of this sentence at 200 ms",
            ONE,
        ],
    ),
    case(
        "time_of_a_line_that_is_not_printed",
        |it| add(it, "The page is there at {{#at scratch_page main: paeg}} ms."),
        &["src/patterns/gather.md:11:22", "no line of `scratch_page` begins with `main: paeg`", ONE],
    ),
    case(
        "time_of_several_lines",
        |it| add(it, "The user is there at {{#at scratch_page user:}} ms."),
        &["src/patterns/gather.md:11:22", "at several times begin with `user:`", ONE],
    ),
    case(
        "version_that_a_lock_file_has",
        |it| {
            it.write("listings/requirements.txt", "trio==0.35.0 \\\n    --hash=sha256:00\n");
            add(it, "This [holds](https://trio.readthedocs.io) in trio 0.35, and since Python 3.12.");
        },
        &[
            "src/patterns/gather.md:11:51",
            "this version of trio is typed, and a lock file has it",
            "{{#version python trio}}",
            ONE,
        ],
    ),
    case(
        "version_in_other_words",
        |it| {
            it.write("listings/requirements.txt", "trio==0.35.0 \\\n    --hash=sha256:00\n");
            // The first two say from when on something holds.
            add(it, "[So](https://trio.readthedocs.io) since trio 0.35, with trio 0.35 or newer, trio@0.35,");
            it.append(
                CHAPTER,
                "**trio** (0.35), `trio==0.35.0`, [trio](https://a.org) version 0.35, 0.35 of trio.\n",
            );
        },
        &["gather.md:11:82", "gather.md:12:11", "gather.md:12:25", "gather.md:12:64", "5 problems found."],
    ),
    case(
        "line_of_a_run_that_is_typed",
        |it| add(it, "It ends with `[ 999ms] page: done`, as one sees."),
        &["src/patterns/gather.md:11:15", "no run in this section prints this line", ONE],
    ),
    case(
        "line_of_a_run_that_is_typed_in_a_quotation",
        |it| add(it, ">[ 999ms] page: done"),
        &["src/patterns/gather.md:11:2", "no run in this section prints this line"],
    ),
    // Figures.
    case(
        "figure_in_a_heading",
        |it| add(it, "## What 4711 ms are\n\n{{#excerpt scratch_page 0 300}}"),
        &["src/patterns/gather.md:11:9", "nothing in this section shows where 4711 comes from", ONE],
    ),
    case(
        "figure_in_code",
        |it| add(it, "It sleeps with `sleep(4711)`."),
        &["src/patterns/gather.md:11:23", "nothing in this section shows where 4711 comes from", ONE],
    ),
    case(
        "figure_beside_a_source_of_another_sentence",
        |it| add(it, "This [holds](https://docs.python.org). It takes 4711 ms."),
        &["src/patterns/gather.md:11:49", "nothing in this section shows where 4711 comes from", ONE],
    ),
    case(
        "figure_of_another_unit",
        |it| add(it, "It takes {{#figure 3 scratch_page}} ms, and {{#figure 0.3 scratch_page}} s."),
        &["src/patterns/gather.md:11:20", "neither program nor run of `scratch_page` has 3 as a time", ONE],
    ),
    case(
        "figure_at_another_moment",
        |it| {
            add(
                it,
                "## When\n\n{{#excerpt scratch_page 0 300}}\n\nThe page is there at {{#figure 200 scratch_page}} ms.",
            )
        },
        &[
            "src/patterns/gather.md:15:32",
            "no run in this section has an event of this sentence at 200 ms",
            ONE,
        ],
    ),
    case(
        "figure_of_a_title",
        |it| {
            it.change("listings/src/bin/scratch_page/listing.toml", "title = \"", "title = \"4711 ways, or ")
        },
        &["scratch_page/listing.toml:1:", "shows where 4711 comes from"],
    ),
    case(
        "figure_of_a_prediction",
        |it| {
            let words = "listing = \"scratch_page\"\nquestion = \"After 4711 ms?\"\nwrong = [\"5 ms\"]\n\
                 answer = { count = \" done\" }\nbecause = \"It takes 4712 ms.\"";
            add(it, &format!("```predict\n{words}\n```"));
        },
        &["src/patterns/gather.md:13:1", "where 4711 comes", "src/patterns/gather.md:16:1", "4712"],
    ),
    case(
        "knob_that_was_not_tried",
        |it| add(it, "Try `NO_MS=40`."),
        &["src/patterns/gather.md:11:5", "no listing of this section has a knob `NO_MS`", ONE],
    ),
    case(
        "copy_of_the_catalogue_that_differs",
        |it| add(it, "```python\nasked = [75]\nassert asked\n```"),
        &[
            "src/patterns/gather.md:12:1",
            "not what catalogue/patterns.toml has under `asked`",
            "write [70]",
            ONE,
        ],
    ),
    // Images and other files.
    #[cfg(unix)]
    case(
        "folder_that_leads_back",
        |it| std::os::unix::fs::symlink("..", it.path("src/patterns/loop")).expect("a link"),
        &["src/patterns/loop", "leads back to a folder in which it lies", ONE],
    ),
    case(
        "image_that_is_missing",
        |it| add(it, "![A diagram](diagram.svg)"),
        &["src/patterns/gather.md:11:1", "there is no such image: diagram.svg", ONE],
    ),
    case(
        "image_without_alternative_text",
        |it| {
            it.write("src/patterns/diagram.svg", SVG);
            add(it, "![](diagram.svg)");
        },
        &["src/patterns/gather.md:11:1", "no alternative text", ONE],
    ),
    case(
        "image_that_no_chapter_uses",
        |it| it.write("src/patterns/diagram.svg", SVG),
        &["src/patterns/diagram.svg", "no chapter uses this file", "![what it shows](diagram.svg)", ONE],
    ),
    case(
        "image_that_is_too_large",
        |it| {
            it.write("src/patterns/diagram.svg", format!("{SVG}{}", " ".repeat(600_000)));
            add(it, "![A diagram](diagram.svg)");
        },
        &["src/patterns/diagram.svg", "600050 bytes, and the limit is 524288 bytes", ONE],
    ),
    case(
        "image_that_is_something_else",
        |it| {
            it.write("src/patterns/diagram.png", SVG);
            add(it, "![A diagram](diagram.png)");
        },
        &["src/patterns/diagram.png", "the content of this file is not PNG", ONE],
    ),
    case(
        "drawing_with_a_script",
        |it| {
            it.write("src/patterns/diagram.svg", SVG.replace("<g/>", "<script>a()</script>"));
            add(it, "![A diagram](diagram.svg)");
        },
        &["src/patterns/diagram.svg", "this drawing contains a script", ONE],
    ),
    case(
        "file_of_an_unknown_type",
        |it| it.write("src/patterns/notes.docx", "PK"),
        &["src/patterns/notes.docx", "do not belong beside the chapters", "svg", ONE],
    ),
    case(
        "file_for_hosts_that_is_not_at_the_root",
        |it| it.write("src/patterns/CNAME", "example.org"),
        &["src/patterns/CNAME", "move it to src/CNAME", ONE],
    ),
];

/// A drawing.
pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>";
