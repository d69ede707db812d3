//! The tests of the hosts.

use super::{Host, Nginx, Profile, Rules};
use axum::http::{HeaderMap, Method, StatusCode};
use std::path::Path;

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(future)
}

/// Writes a small site.
fn site(folder: &Path, text: &str) {
    let files = [
        ("index.html", "first"),
        ("list.html", "list"),
        ("patterns/gather.html", text),
        ("both.html", "page"),
        ("both/index.html", "folder"),
        ("run/a.mjs", "0"),
        ("run/a.wasm", "0"),
        ("404.html", "not here"),
        ("_headers", "/*\n  cache-control: no-cache\n  x-one: 1\n/run/*\n  x-one: 2\n"),
    ];
    for (name, text) in files {
        std::fs::create_dir_all(folder.join(name).parent().expect("a folder")).expect("a folder");
        std::fs::write(folder.join(name), text).expect("a file");
    }
}

/// What a host does with a path: its status, and where it leads or what is read there.
async fn read(host: &Host, path: &str) -> String {
    let response = host.answer(Method::GET, path, &[]);
    let status = response.status().as_u16();
    if let Some(to) = header(response.headers(), "location") {
        return format!("{status} {to}");
    }
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    format!("{status} {}", text.split(['<', '\n']).next().unwrap_or_default())
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| value.to_str().expect("text").to_string())
}

pub fn each_host_answers_as_it_does() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "gather");
    use Profile::{CloudflarePages, GithubPages, Netlify, Nginx, PlainFiles, S3};
    block_on(async {
        for (profile, path, expected) in [
            (GithubPages, "/handbook", "301 /handbook/"),
            (GithubPages, "/handbook/", "200 first"),
            (GithubPages, "/handbook/list", "200 list"),
            (GithubPages, "/handbook/list.html", "200 list"),
            (GithubPages, "/handbook/both", "200 page"),
            (GithubPages, "/handbook/both/", "200 folder"),
            (GithubPages, "/handbook/run", "301 /handbook/run/"),
            (GithubPages, "/handbook/run/", "404 not here"),
            (GithubPages, "/handbook/a/b/c", "404 not here"),
            (GithubPages, "/handbook/_headers", "200 /*"),
            (GithubPages, "/list.html", "404 "),
            (CloudflarePages, "/", "200 first"),
            (CloudflarePages, "/index.html", "308 /"),
            (CloudflarePages, "/list.html?a=b", "308 /list?a=b"),
            (CloudflarePages, "/list", "200 list"),
            (CloudflarePages, "/list/", "308 /list"),
            (CloudflarePages, "/both/index.html", "308 /both/"),
            (CloudflarePages, "/patterns/gather.html", "308 /patterns/gather"),
            (CloudflarePages, "/patterns", "308 /patterns/"),
            (CloudflarePages, "/patterns/", "404 not here"),
            (CloudflarePages, "/_headers", "404 not here"),
            (Netlify, "/index.html", "301 /"),
            (Netlify, "/list.html", "301 /list"),
            (Netlify, "/list", "200 list"),
            (Netlify, "/nothing", "404 not here"),
            (Nginx, "/", "200 first"),
            (Nginx, "/list", "404 "),
            (Nginx, "/list.html", "200 list"),
            (Nginx, "/run", "301 /run/"),
            (Nginx, "/nothing", "404 "),
            (S3, "/bucket", "403 "),
            (S3, "/bucket/", "403 "),
            (S3, "/bucket/index.html", "200 first"),
            (S3, "/bucket/both/", "403 "),
            (S3, "/bucket/nothing", "403 "),
            (PlainFiles, "/", "200 first"),
            (PlainFiles, "/list", "404 "),
            (PlainFiles, "/both", "301 /both/"),
        ] {
            let host = Host::start(profile, folder.path()).await;
            assert_eq!(read(&host, path).await, expected, "{profile:?} {path}");
        }
        for (profile, mjs, html) in [
            (GithubPages, "application/javascript; charset=utf-8", "text/html; charset=utf-8"),
            (Nginx, "application/octet-stream", "text/html"),
            (S3, "text/javascript", "text/html"),
        ] {
            let host = Host::start(profile, folder.path()).await;
            for (path, media) in [("run/a.mjs", mjs), ("list.html", html), ("run/a.wasm", "application/wasm")]
            {
                let answer = host.answer(Method::GET, &host.address(path), &[]);
                assert_eq!(header(answer.headers(), "content-type").as_deref(), Some(media), "{profile:?}");
            }
        }
    });
}

pub fn a_deploy_changes_what_is_served() {
    let [a, b] = ["a", "b"].map(|text| {
        let folder = tempfile::tempdir().expect("a folder");
        site(folder.path(), text);
        folder
    });
    block_on(async {
        for profile in Profile::ALL {
            let host = Host::start(profile, a.path()).await;
            let end = if profile.reads_headers_file() { "" } else { ".html" };
            let [changed, same] =
                ["patterns/gather", "list"].map(|page| host.address(&format!("{page}{end}")));
            let validator = |address: &str| {
                let headers = host.answer(Method::GET, address, &[]).headers().clone();
                let tag = header(&headers, "etag").map(|tag| ("if-none-match", tag));
                tag.or_else(|| header(&headers, "last-modified").map(|at| ("if-modified-since", at)))
                    .expect("a validator")
            };
            let status = |address: &str, (name, value): &(&str, String)| {
                host.answer(Method::GET, address, &[(name, value)]).status()
            };
            let before = [validator(&changed), validator(&same)];
            assert_eq!(status(&changed, &before[0]), StatusCode::NOT_MODIFIED, "{profile:?}");
            host.deploy(b.path());
            assert_eq!(read(&host, &changed).await, "200 b", "{profile:?}");
            assert_eq!(status(&changed, &before[0]), StatusCode::OK, "{profile:?}");
            // GitHub Pages gives every file of a deploy a new time.
            let again =
                if profile == Profile::GithubPages { StatusCode::OK } else { StatusCode::NOT_MODIFIED };
            assert_eq!(status(&same, &before[1]), again, "{profile:?}");
        }
    });
}

pub fn a_header_file_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "gather");
    block_on(async {
        for profile in Profile::ALL {
            let host = Host::start(profile, folder.path()).await;
            let control = |path: &str, name: &str| {
                header(host.answer(Method::GET, &host.address(path), &[]).headers(), name)
            };
            let read = profile.reads_headers_file();
            assert_eq!(
                control("run/a.wasm", "cache-control").as_deref() == Some("no-cache"),
                read,
                "{profile:?}"
            );
            assert_eq!(control("run/a.wasm", "x-one").as_deref(), read.then_some("1, 2"), "{profile:?}");
            assert_eq!(control("nothing", "x-one").as_deref(), read.then_some("1"), "{profile:?}");
        }
    });
    let fits = |pattern: &str, path: &str| {
        let mut headers = HeaderMap::new();
        Rules::parse(&format!("{pattern}\n  x: y\n")).apply(path, &mut headers);
        !headers.is_empty()
    };
    for (pattern, path, expected) in [
        ("/*", "/", true),
        ("/a", "/a", true),
        ("/a", "/ab", false),
        ("/*.js", "/run/a.js", true),
        ("/*.js", "/run/a.json", false),
        ("/run/*", "/run", false),
    ] {
        assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
    }
}

pub fn a_host_is_unplugged() {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "gather");
    block_on(async {
        let mut host = Host::start(Profile::GithubPages, folder.path()).await;
        let address = host.origin.strip_prefix("http://").expect("an origin").to_string();
        let ask = || {
            let address = address.clone();
            tokio::task::spawn_blocking(move || {
                use std::io::{Read, Write};
                let mut stream = std::net::TcpStream::connect(address).ok()?;
                stream
                    .write_all(b"GET /handbook/list?a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .ok()?;
                let mut answer = String::new();
                stream.read_to_string(&mut answer).ok()?;
                Some(answer)
            })
        };
        assert!(ask().await.expect("a thread").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")));
        let asked = host.asked();
        assert_eq!((asked.len(), asked[0].path.as_str(), asked[0].status), (1, "/handbook/list?a", 200));
        host.unplug().await;
        assert_eq!(ask().await.expect("a thread"), None);
        host.plug().await;
        assert!(ask().await.expect("a thread").is_some());
    });
}

pub fn the_readme_names_each_host() {
    let readme = crate::support::project().read("README.md").expect("the README").text;
    let (_, section) = readme.split_once("## Put it online").expect("a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows =
        section.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | ")).map(|(host, _)| host);
    let named: std::collections::BTreeSet<_> = rows.filter(|row| *row != "Host").collect();
    let tried = Profile::ALL.iter().map(|profile| profile.row()).chain(["No server"]).collect();
    assert_eq!(named, tried, "each row is a host that is tried");
}

/// The real nginx answers as [`Profile::Nginx`] does.
pub fn nginx_answers_as_its_profile(program: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    site(folder.path(), "gather");
    let nginx = Nginx::start(program, folder.path());
    block_on(async {
        let host = Host::start(Profile::Nginx, folder.path()).await;
        for path in [
            "",
            "list",
            "list.html",
            "run",
            "run/",
            "both",
            "both/",
            "run/a.mjs",
            "run/a.wasm",
            "nothing",
            "_headers",
        ] {
            let (status, headers) = head(&nginx.address(path)).await;
            let ours = host.answer(Method::GET, &host.address(path), &[]);
            let listed = path == "run/";
            assert!(listed || status == ours.status(), "{path}: {status}");
            for name in ["content-type", "cache-control"] {
                let is_error = !status.is_success();
                assert!(
                    is_error || header(&headers, name) == header(ours.headers(), name),
                    "{path}: {headers:?}"
                );
            }
            // What an error's page brings depends on the site's configuration.
            for name in ["etag", "last-modified"].into_iter().filter(|_| status.is_success()) {
                assert_eq!(
                    headers.contains_key(name),
                    ours.headers().contains_key(name),
                    "{path}: {headers:?}"
                );
            }
        }
    });
}

/// The status and the headers of an answer over the network.
async fn head(address: &str) -> (StatusCode, HeaderMap) {
    use hyper_util::client::legacy::{Client, connect::HttpConnector};
    let client: Client<HttpConnector, axum::body::Body> =
        Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    let answer = client.get(address.parse().expect("an address")).await.expect("an answer");
    (answer.status(), answer.headers().clone())
}
