//! nginx: the table of types that Debian installs, and the real program where it is installed.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where Debian has its table of types.
const TABLE: &str = "/etc/nginx/mime.types";

/// What that table has, as far as a book needs it: no `.mjs`, no `.py`.
const TYPES: [(&str, &str); 9] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "application/javascript"),
    ("json", "application/json"),
    ("txt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("wasm", "application/wasm"),
    ("zip", "application/zip"),
];

/// The type of a file with this ending, by the installed table or by the one above.
pub fn media_type(end: &str) -> String {
    let installed = fs::read_to_string(TABLE).ok();
    let found = match &installed {
        Some(table) => table.lines().find_map(|line| {
            let mut words = line.trim().trim_end_matches(';').split_whitespace();
            let media = words.next()?;
            words.any(|word| word == end).then(|| media.to_string())
        }),
        None => super::table(&TYPES, end).map(ToString::to_string),
    };
    found.unwrap_or_else(|| "application/octet-stream".into())
}

/// The real nginx, on loopback, with Debian's settings for a site. It ends with the test.
pub struct Nginx {
    /// Its origin.
    pub origin: String,
    child: Child,
    _folder: TempDir,
}

impl Nginx {
    /// Looks for the program and its table of types.
    ///
    /// # Errors
    /// If one is missing: one line that says so and how to install both.
    pub fn find() -> Result<PathBuf, String> {
        let usual = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].map(PathBuf::from);
        let program = usual.into_iter().find(|program| program.is_file());
        let table = Path::new(TABLE).is_file();
        program
            .filter(|_| table)
            .ok_or_else(|| "nginx was not found; install it: apt install nginx-light".into())
    }

    /// Serves a folder. The folder may be replaced while it runs.
    pub fn start(program: &Path, folder: &Path) -> Self {
        let own = tempfile::tempdir().expect("a temporary folder");
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|it| it.local_addr()).expect("a free port");
        let (here, root) = (own.path().display(), folder.display());
        // Without a user: it is started by any, and reads what that one may read.
        let user = if fs::metadata("/proc/self").is_ok_and(|it| is_root(&it)) { "user root;" } else { "" };
        let settings = format!(
            "daemon off; master_process off; {user} pid {here}/pid; error_log {here}/error.log;
events {{}}
http {{
    include {TABLE};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    server {{
        listen {free};
        root {root};
        index index.html index.htm;
        error_page 404 /404.html;
        location / {{ try_files $uri $uri/ =404; }}
    }}
}}
"
        );
        let file = own.path().join("nginx.conf");
        fs::write(&file, settings).expect("a file");
        let mut command = Command::new(program);
        command.arg("-c").arg(&file).arg("-p").arg(own.path()).stdin(Stdio::null());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("nginx starts");
        let mut nginx = Self { origin: format!("http://{free}"), child, _folder: own };
        let began = Instant::now();
        while std::net::TcpStream::connect(free).is_err() {
            let ended = nginx.child.try_wait().expect("its status");
            let said = fs::read_to_string(nginx._folder.path().join("error.log")).unwrap_or_default();
            assert!(
                ended.is_none() && began.elapsed() < Duration::from_secs(20),
                "nginx does not listen: {said}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// The full address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.origin)
    }
}

#[cfg(unix)]
fn is_root(own: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(own) == 0
}

#[cfg(not(unix))]
fn is_root(_: &fs::Metadata) -> bool {
    false
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
