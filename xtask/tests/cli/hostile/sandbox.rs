//! A directory of its own for each document, and what happens there.

use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A run that stands still costs no time of the processor; this ends it.
const HANG: Duration = Duration::from_secs(120);

/// The name of the output.
const OUT: &str = "out";

/// A document alone in a directory, which is the home and the place of temporary files as well.
pub(super) struct Sandbox {
    directory: TempDir,
    file: String,
    /// What is said and traced, kept out of the directory that is looked at.
    logs: TempDir,
}

/// How a run ended.
pub(super) struct Run {
    /// `None` where a signal ended it.
    pub(super) code: Option<i32>,
    pub(super) stderr: String,
}

/// Whether system calls can be traced here.
pub(super) fn can_trace() -> bool {
    let mut trace = Command::new("strace");
    trace
        .args(["-o", "/dev/null", "true"])
        .stderr(Stdio::null());
    trace.status().is_ok_and(|status| status.success())
}

impl Sandbox {
    pub(super) fn new(folder: &Path, file: &str) -> Self {
        let sandbox = Self {
            directory: tempfile::tempdir().unwrap(),
            file: file.to_owned(),
            logs: tempfile::tempdir().unwrap(),
        };
        let text = fs::read(folder.join(file)).unwrap();
        fs::write(sandbox.directory.path().join(file), text).unwrap();
        sandbox
    }

    pub(super) fn output(&self) -> PathBuf {
        self.directory.path().join(OUT)
    }

    /// Every file in the directory, by name.
    pub(super) fn files(&self) -> Vec<String> {
        let root = self.directory.path();
        let (mut found, mut pending) = (Vec::new(), vec![root.to_owned()]);
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let entry = entry.unwrap();
                let path = entry.path();
                if entry.file_type().unwrap().is_dir() {
                    pending.push(path);
                } else {
                    let name = path.strip_prefix(root).unwrap();
                    found.push(name.to_str().unwrap().to_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// The files that the run says it has written, the list itself among them.
    pub(super) fn record(&self) -> Vec<String> {
        const RECORD: &str = ".callspec-files";
        let record = fs::read_to_string(self.output().join(RECORD)).unwrap_or_default();
        let names = record.lines().filter(|line| !line.starts_with('#'));
        names
            .chain([RECORD])
            .map(|name| format!("{OUT}/{name}"))
            .collect()
    }

    /// Generates; the kernel ends what takes more time of the processor, or more memory. Its limit is one of the address space, which is
    /// never less than what is resident.
    pub(super) fn limited(&self, time: Duration, mebibytes: u64) -> Run {
        let mut command = Command::new("sh");
        command
            .args([
                "-c",
                "ulimit -t $1 && ulimit -v $2 && shift 2 && exec \"$@\"",
                "sh",
            ])
            .args([time.as_secs(), mebibytes * 1024].map(|limit| limit.to_string()))
            .args(self.arguments());
        self.run(command)
    }

    /// Generates, and lists the calls that name files or sockets.
    pub(super) fn traced(&self) -> String {
        let log = self.logs.path().join("trace");
        let mut command = Command::new("strace");
        command
            .args([
                "-f",
                "-qq",
                "-s",
                "4096",
                "-e",
                "trace=%network,%file,%process",
                "-o",
            ])
            .arg(&log)
            .args(self.arguments());
        self.run(command);
        fs::read_to_string(log).unwrap_or_default()
    }

    /// Whether a call, as strace shows it, is one that no document should bring about.
    pub(super) fn forbids(&self, call: &str) -> bool {
        let name = call.split('(').next().unwrap_or_default();
        let name = name.rsplit(' ').next().unwrap_or_default();
        let mut paths = call.split('"').skip(1).step_by(2);
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"];
        match name {
            "socket" | "socketpair" | "connect" | "bind" | "sendto" | "sendmsg" => true,
            "fork" | "vfork" => true,
            // The program itself is started once.
            "execve" | "execveat" => paths.next() != Some(env!("CARGO_BIN_EXE_xtask")),
            "mkdir" | "mkdirat" | "rename" | "renameat" | "renameat2" | "unlink" | "unlinkat"
            | "rmdir" | "link" | "linkat" | "symlink" | "symlinkat" | "truncate" | "chmod"
            | "fchmodat" | "creat" | "mknod" | "mknodat" => !paths.all(|path| self.is_output(path)),
            "open" | "openat" | "openat2" if writes.iter().any(|flag| call.contains(flag)) => {
                !paths.all(|path| self.is_output(path))
            }
            "open" | "openat" | "openat2" => paths.any(|path| !self.is_readable(path)),
            _ => false,
        }
    }

    fn is_output(&self, path: &str) -> bool {
        let path = Path::new(path);
        let path = path.strip_prefix(self.directory.path()).unwrap_or(path);
        path.starts_with(OUT) && !path.components().any(|part| part == Component::ParentDir)
    }

    /// Whether a path is that of the document, of its output, or of what the system gives every program.
    fn is_readable(&self, path: &str) -> bool {
        const SYSTEM: [&str; 7] = [
            "/etc/ld.so.cache",
            "/lib",
            "/lib64",
            "/usr/lib",
            "/proc/self",
            // What the allocator asks the system, at the start.
            "/proc/sys/vm/overcommit_memory",
            "/sys",
        ];
        self.is_output(path)
            || path == self.file
            || SYSTEM
                .iter()
                .any(|system| Path::new(path).starts_with(system))
    }

    fn arguments(&self) -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let program = env!("CARGO_BIN_EXE_xtask");
        let root = root.to_str().unwrap();
        [
            program, "--root", root, "generate", &self.file, "--out", OUT,
        ]
        .map(str::to_owned)
        .to_vec()
    }

    fn run(&self, mut command: Command) -> Run {
        let stderr = self.logs.path().join("stderr");
        let mut child = command
            .current_dir(self.directory.path())
            .env("HOME", self.directory.path())
            .env("TMPDIR", self.directory.path())
            // With cargo's, the loader looks for the system's libraries in many places first.
            .env_remove("LD_LIBRARY_PATH")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&stderr).unwrap())
            .spawn()
            .unwrap();
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if started.elapsed() > HANG {
                child.kill().unwrap();
                break child.wait().unwrap();
            }
            thread::sleep(Duration::from_millis(2));
        };
        Run {
            code: status.code(),
            stderr: fs::read_to_string(stderr).unwrap(),
        }
    }
}
