//! A real browser, driven through WebDriver, and a real server for it.

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, Locator};
use handbook::site::serve;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program that drives a browser, and the browser where it is not the usual one.
#[derive(Debug, Clone)]
pub struct Tools {
    chromedriver: String,
    chromium: Option<String>,
}

/// Looks for Chromium and its driver: `$CHROMIUM` and `$CHROMEDRIVER`, then the usual names.
///
/// # Errors
/// If one is missing: one line that says so and how to install both.
pub fn find() -> Result<Tools, String> {
    let chromium = std::env::var("CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(String::from);
    let browsers: Vec<_> = chromium.iter().cloned().chain(usual).collect();
    let chromedriver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_string());
    if browsers.iter().any(|browser| runs(browser)) && runs(&chromedriver) {
        return Ok(Tools { chromedriver, chromium });
    }
    Err("Chromium and its driver were not found; install them: apt install chromium chromium-driver".into())
}

fn runs(command: &str) -> bool {
    let mut asked = Command::new(command);
    let status = asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// A browser with one page of a served book.
pub struct Browser {
    /// The WebDriver client.
    pub client: Client,
    driver: Driver,
    origin: String,
    server: Option<(tokio::task::JoinHandle<()>, tokio::sync::watch::Sender<bool>)>,
}

/// The driver's process, which does not outlive the test.
struct Driver(Child);

impl Driver {
    /// Starts it, and returns it with the port on which it listens.
    fn start(tools: &Tools) -> Option<(Self, u16)> {
        let mut command = Command::new(&tools.chromedriver);
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = Self(command.spawn().expect("the driver starts"));
        let lines = BufReader::new(driver.0.stdout.take().expect("a pipe")).lines();
        let mut said = lines.map_while(Result::ok).filter_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        said.next().map(|port| (driver, port))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Colours are read as drawn, since a style may give them in any notation.
const CONTRAST: &str = "
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const light = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
};
const behind = element => {
    const color = getComputedStyle(element).backgroundColor;
    return color === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : color;
};
return Math.min(...ELEMENTS.map(text => {
    const [a, b] = [light(getComputedStyle(text).color), light(behind(text))].sort((a, b) => b - a);
    return (a + .05) / (b + .05);
}))";

impl Browser {
    /// Serves a folder and opens a browser of this width, in pixels.
    pub async fn open(tools: &Tools, folder: &Path, width: u32) -> Self {
        let listener = serve::listen(Some(0)).await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let folder = folder.to_path_buf();
        let (unplug, mut unplugged) = tokio::sync::watch::channel(false);
        let server = tokio::spawn(async move {
            let stop = async move {
                let _ = unplugged.wait_for(|unplugged| *unplugged).await;
            };
            serve::serve(listener, serve::files(&folder), stop).await.expect("the server runs");
        });
        let mut browser = Self::start(tools, width).await;
        browser.origin = origin;
        browser.server = Some((server, unplug));
        browser
    }

    /// Opens a browser of this width, in pixels, without any page.
    pub async fn start(tools: &Tools, width: u32) -> Self {
        // Another one may take the port that it chose: then it ends, and the next one chooses again.
        let started = std::iter::repeat_with(|| Driver::start(tools)).take(5).flatten().next();
        let (driver, port) = started.expect("the driver says its port");
        let address = format!("http://127.0.0.1:{port}");
        let mut options = json!({ "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb",
        ] });
        if let Some(chromium) = &tools.chromium {
            options["binary"] = json!(chromium);
        }
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), options);
        capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL", "performance": "ALL" }));
        let connector = HttpConnector::new();
        let client = Client::with_capabilities_and_connector(&address, &capabilities, connector).await;
        let client = client.expect("a session");
        let browser = Self { client, driver, origin: String::new(), server: None };
        browser.resize(width).await;
        browser
    }

    /// Sets the width of the page, in pixels; less than a window may have, too.
    pub async fn resize(&self, width: u32) {
        self.resize_to(width, 900).await;
    }

    /// Sets width and height of the page, in pixels.
    pub async fn resize_to(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Opens a page of the book.
    pub async fn visit(&self, path: &str) {
        self.go_to(&format!("{}/{path}", self.origin)).await;
    }

    /// Opens a page at its full address.
    pub async fn go_to(&self, address: &str) {
        self.client.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Ends the server: from now on the pages have no network.
    pub async fn unplug(&mut self) {
        if let Some((server, unplug)) = self.server.take() {
            unplug.send_replace(true);
            let _ = server.await;
        }
    }

    /// Runs a script in the page and returns its value.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The least contrast of these elements' text with what is behind it.
    pub async fn contrast(&self, elements: &str) -> f64 {
        let least = self.run(&CONTRAST.replace("ELEMENTS", elements)).await;
        least.as_f64().unwrap_or_else(|| panic!("there is no element in {elements}"))
    }

    /// Waits until an expression holds in the page, which may be loaded again meanwhile.
    pub async fn sees(&self, expression: &str) {
        let script = format!("return {expression}");
        for _ in 0..1200 {
            if self.client.execute(&script, vec![]).await.is_ok_and(|value| value == true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the page never came to this: {expression}");
    }

    /// Clicks the first element that a CSS selector finds.
    pub async fn click(&self, selector: &str) {
        let element = self
            .client
            .find(Locator::Css(selector))
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        element.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Presses keys while the first element that a CSS selector finds has the focus.
    pub async fn press(&self, selector: &str, keys: &str) {
        self.run(&format!("document.querySelector({}).focus()", json!(selector))).await;
        let element = self.client.active_element().await.expect("an element has the focus");
        element.send_keys(keys).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// How many of the elements that a CSS selector finds are shown.
    pub async fn shown(&self, selector: &str) -> usize {
        let mut shown = 0;
        for element in self.client.find_all(Locator::Css(selector)).await.expect("a selector") {
            shown += usize::from(element.is_displayed().await.expect("it is there"));
        }
        shown
    }

    /// Waits until an element that a CSS selector finds is shown; works without scripts in the page.
    pub async fn comes(&self, selector: &str, what: &str) {
        for _ in 0..200 {
            if self.shown(selector).await > 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{what}: {selector}");
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let command = Raw { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": parameters }) };
        self.client.issue_cmd(command).await.expect("the browser understands the command")
    }

    /// What the pages complained of since the last call, the policy's refusals among it. toc.html
    /// is made for a frame: as a page of its own it has no icon.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.log("browser").await;
        entries
            .iter()
            .filter(|entry| entry["level"] != "INFO")
            .filter(|entry| !entry["message"].as_str().is_some_and(|text| text.contains("/favicon.ico")))
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// The origins that were asked for anything since the last call.
    pub async fn origins(&self) -> BTreeSet<String> {
        let mut origins = BTreeSet::new();
        for entry in self.log("performance").await {
            let event: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default()).unwrap_or_default();
            if event["message"]["method"] == "Network.requestWillBeSent"
                && let Some(address) = event["message"]["params"]["request"]["url"].as_str()
                && let Ok(address) = url::Url::parse(address)
                && address.scheme() != "data"
            {
                origins.insert(address.origin().ascii_serialization());
            }
        }
        origins.remove(&self.origin);
        origins
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.client.issue_cmd(Raw { path: "se/log", body: json!({ "type": kind }) }).await;
        entries.expect("the browser keeps a log").as_array().cloned().unwrap_or_default()
    }

    /// Closes the browser and stops the server.
    pub async fn close(self) {
        let _ = self.client.close().await;
        if let Some((server, _)) = self.server {
            server.abort();
        }
        drop(self.driver);
    }
}

/// A command that WebDriver does not know and Chromium does.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
