//! No document brings about a connection: nothing that the command line is built of can open one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{assert_none, root};

/// What a program needs one of to reach a network, or another process by a socket.
const SOCKETS: [&str; 7] = [
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "fn socket(",
];

/// Packages that know sockets and give us none.
const HARMLESS: [(&str, &str); 2] = [
    (
        "libc",
        "it declares what the system has; to call it takes `unsafe`, which is forbidden here",
    ),
    (
        "rustix",
        "its sockets are in its feature `net`, which must be off",
    ),
];

/// The packages that the command line is built of on this machine: where each lies, and its features.
fn packages() -> BTreeMap<String, (PathBuf, Value)> {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let node = |id: &Value| nodes.iter().find(|node| &node["id"] == id).unwrap();
    let all = metadata["packages"].as_array().unwrap();
    let package = |id: &Value| all.iter().find(|package| &package["id"] == id).unwrap();
    let start = all.iter().find(|package| package["name"] == "xtask");
    let mut pending = vec![&start.unwrap()["id"]];
    let (mut seen, mut found) = (BTreeSet::new(), BTreeMap::new());
    while let Some(id) = pending.pop() {
        if !seen.insert(id.as_str().unwrap()) {
            continue;
        }
        let manifest = Path::new(package(id)["manifest_path"].as_str().unwrap());
        let directory = manifest.parent().unwrap().to_owned();
        let name = package(id)["name"].as_str().unwrap().to_owned();
        found.insert(name, (directory, node(id)["features"].clone()));
        for dependency in node(id)["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                pending.push(&dependency["pkg"]);
            }
        }
    }
    found
}

fn metadata() -> Value {
    let output = |program: &std::ffi::OsStr, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let of_rustc = output("rustc".as_ref(), &["-vV"]);
    let host = of_rustc
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let text = output(
        &cargo,
        &[
            "metadata",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
            host,
        ],
    );
    serde_json::from_str(&text).unwrap()
}

#[test]
fn nothing_in_the_command_line_can_open_a_socket() {
    let packages = packages();
    assert!(packages.contains_key("callspec-generator"), "{packages:?}");
    let mut complaints = Vec::new();
    for (name, (directory, features)) in &packages {
        let known = HARMLESS.iter().any(|(harmless, _)| harmless == name);
        let net = features.as_array().unwrap().contains(&Value::from("net"));
        if net {
            complaints.push(format!("{name} is built with its feature `net`"));
        }
        let found = if known {
            BTreeSet::new()
        } else {
            sockets(&directory.join("src"))
        };
        complaints.extend(found.iter().map(|socket| format!("{name} has `{socket}`")));
    }
    assert_none(complaints);
    for (name, reason) in HARMLESS {
        assert!(
            packages.contains_key(name),
            "{name} is not used any more: {reason}"
        );
    }
}

/// Those of the names that the code below a directory has, comments left out.
fn sockets(directory: &Path) -> BTreeSet<&'static str> {
    let (mut found, mut pending) = (BTreeSet::new(), vec![directory.to_owned()]);
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text
                    .lines()
                    .map(str::trim_start)
                    .filter(|line| !line.starts_with("//"));
                for line in code {
                    found.extend(SOCKETS.iter().filter(|socket| line.contains(**socket)));
                }
            }
        }
    }
    found
}

#[test]
fn a_socket_is_seen() {
    let directory = tempfile::tempdir().unwrap();
    let inner = directory.path().join("net");
    fs::create_dir(&inner).unwrap();
    fs::write(
        inner.join("mod.rs"),
        "// UdpSocket\nuse std::net::TcpStream;\n",
    )
    .unwrap();
    assert_eq!(sockets(directory.path()), ["TcpStream"].into());
}
