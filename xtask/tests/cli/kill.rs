//! A run that is killed at any moment leaves nothing that the next one cannot repair.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::project::{Project, spec};

/// Enough files for a run to take a while.
const SPECS: usize = 8;

fn write_specs(project: &Project, properties: usize) {
    for n in 0..SPECS {
        project.write_spec(&format!("p{n}"), &spec(&format!("p{n}"), properties));
    }
}

fn fresh(properties: usize) -> BTreeMap<String, Vec<u8>> {
    let project = Project::new();
    write_specs(&project, properties);
    assert_eq!(project.run(&["regenerate"]).code, 0);
    project.files()
}

#[test]
fn a_killed_run_leaves_each_file_old_or_new_and_the_next_run_repairs() {
    let (old, new) = (fresh(3), fresh(4));
    let project = Project::new();
    write_specs(&project, 3);
    let started = Instant::now();
    assert_eq!(project.run(&["regenerate"]).code, 0);
    let whole_run = started.elapsed().max(Duration::from_millis(5));

    let mut interrupted = 0;
    // Moments spread over a whole run and a little more; odd rounds go forward, even ones back.
    for round in 1..=16_u32 {
        let (properties, before, after) = if round % 2 == 1 {
            (4, &old, &new)
        } else {
            (3, &new, &old)
        };
        write_specs(&project, properties);
        let mut child = project
            .command(&["regenerate"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(whole_run * round / 13);
        child.kill().unwrap();
        child.wait().unwrap();

        let mut files = project.files();
        let known = files.len();
        files.retain(|path, _| !path.starts_with(".regenerate/"));
        interrupted += u32::from(files.len() < known);
        for (path, text) in &files {
            assert!(
                before.get(path) == Some(text) || after.get(path) == Some(text),
                "round {round}: {path} is half-written"
            );
        }
        assert_eq!(files.len(), after.len(), "round {round}");

        let repair = project.run(&["regenerate"]);
        assert_eq!(repair.code, 0, "round {round}: {}", repair.stderr);
        assert_eq!(&project.files(), after, "round {round}");
        assert_eq!(
            project.run(&["regenerate", "--check"]).code,
            0,
            "round {round}"
        );
    }
    println!("{interrupted} of 16 runs were killed while they wrote");
}

#[test]
fn runs_at_the_same_time_do_not_mix() {
    let project = Project::new();
    write_specs(&project, 3);
    let children: Vec<_> = (0..4)
        .map(|_| {
            project
                .command(&["regenerate"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(project.files(), fresh(3));
}
