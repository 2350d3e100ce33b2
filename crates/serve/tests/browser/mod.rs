//! Chromium, driven through the pipe of its debugging protocol: nothing is installed for it but the browser itself.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A browser with one page open; it ends with the test.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: String,
    n_sent: u64,
    /// What scripts of pages complained of.
    pub complaints: Vec<String>,
    _profile: TempDir,
}

/// How long a page may take: machines that test are busy.
const PATIENCE: Duration = Duration::from_secs(60);

const BROWSERS: &str =
    "for b in chromium chromium-browser google-chrome; do command -v $b && exit; done; exit 1";

impl Browser {
    /// A browser, where one is installed and `ONRECORD_BROWSER` is not `none`; a word to whoever runs the test where not.
    pub fn start() -> Option<Browser> {
        let is_declined = std::env::var_os("ONRECORD_BROWSER").is_some_and(|value| value == "none");
        let found =
            Command::new("sh").args(["-c", BROWSERS]).output().ok().filter(|found| found.status.success());
        let Some(found) = found.filter(|_| !is_declined) else {
            eprintln!("no Chromium here, or none is wanted: what needs one was not tested");
            return None;
        };
        let path = String::from_utf8_lossy(&found.stdout).trim().to_string();
        let profile = tempfile::tempdir().unwrap();
        // The protocol is spoken on descriptors 3 and 4, which the shell makes of its own input and output.
        let run = "exec \"$0\" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
                   --disable-background-networking --disable-component-update --disable-dev-shm-usage \
                   --remote-debugging-pipe --user-data-dir=\"$1\" about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let mut child = Command::new("sh")
            .args(["-c", run, &path])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Browser {
            child,
            to,
            from,
            session: String::new(),
            n_sent: 0,
            complaints: Vec::new(),
            _profile: profile,
        };
        let target = browser.send("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.send("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_string();
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            browser.send(domain, json!({}));
        }
        browser.size(1280, 900);
        Some(browser)
    }

    /// Makes the window so large.
    pub fn size(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.send("Emulation.setDeviceMetricsOverride", size);
    }

    /// Goes to an address and waits until it is there.
    pub fn go(&mut self, address: &str) {
        // What is left of the page before must not be taken for this one.
        self.eval("window.left = true");
        self.send("Page.navigate", json!({"url": address}));
        self.wait("!window.left && document.readyState === 'complete'");
    }

    /// The value of an expression in the page.
    pub fn eval(&mut self, script: &str) -> Value {
        let asked = json!({"expression": script, "returnByValue": true, "awaitPromise": true});
        let answer = self.send("Runtime.evaluate", asked);
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, script: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            // A page that is being left has no scripts for a moment.
            let asked = json!({"expression": format!("Boolean({script})"), "returnByValue": true});
            let answer = self.answer("Runtime.evaluate", asked);
            if answer.is_ok_and(|answer| answer["result"]["value"] == true) {
                return;
            }
            assert!(
                Instant::now() < until,
                "it never came to be: {script}, at {}",
                self.eval("location.href")
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Types into what has the focus, a letter at a time.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.send("Input.insertText", json!({"text": letter.to_string()}));
        }
    }

    /// Presses a key: a letter or a name such as `Enter`.
    pub fn press(&mut self, key: &str) {
        let text = match key {
            "Enter" => "\r",
            key if key.len() == 1 => key,
            _ => "",
        };
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            _ => 0,
        };
        let down = json!({"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code});
        self.send("Input.dispatchKeyEvent", down);
        self.send("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key}));
    }

    /// Moves the mouse through these points of the window; held down from the first to the last where `is_held`.
    pub fn mouse(&mut self, points: &[(f64, f64)], is_held: bool) {
        let held = if is_held { "left" } else { "none" };
        let mut send = |kind: &str, (x, y): (f64, f64)| {
            let event = json!({"type": kind, "x": x, "y": y, "button": held, "clickCount": 1,
                               "buttons": u8::from(is_held)});
            self.send("Input.dispatchMouseEvent", event);
        };
        send("mouseMoved", points[0]);
        if is_held {
            send("mousePressed", points[0]);
        }
        points.iter().for_each(|point| send("mouseMoved", *point));
        if is_held {
            send("mouseReleased", points[points.len() - 1]);
        }
    }

    /// Sends a command and waits for its answer; what pages complain of meanwhile is kept.
    fn send(&mut self, method: &str, parameters: Value) -> Value {
        self.answer(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same; what the browser refuses, as a page that is just being left, is an error.
    fn answer(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.n_sent += 1;
        let mut command = json!({"id": self.n_sent, "method": method, "params": parameters});
        if !self.session.is_empty() {
            command["sessionId"] = Value::from(self.session.as_str());
        }
        self.to.write_all(format!("{command}\0").as_bytes()).unwrap();
        loop {
            let mut message = Vec::new();
            self.from.read_until(0, &mut message).unwrap();
            assert!(message.pop().is_some(), "the browser ended at {method}");
            let message: Value = serde_json::from_slice(&message).unwrap();
            if message["id"] == self.n_sent {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].clone()),
                };
            }
            let is_complaint = matches!(
                message["method"].as_str(),
                Some("Runtime.exceptionThrown" | "Log.entryAdded" | "Page.javascriptDialogOpening")
            );
            if is_complaint && message["params"]["entry"]["level"] != "verbose" {
                self.complaints.push(message["params"].to_string());
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
