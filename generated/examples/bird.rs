//! Lists the calls of a Bird channel: two required parameters, pages by token, and a provider whose documentation shows
//! placeholders.
//!
//! Run it with `cargo run -p callspec --example bird`.

mod fixture;

use std::error::Error;

use callspec::bird::{ListCalls, security};
use callspec::support::{Config, DateTime, Printable, Uuid, http};

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new().credential(security::ACCESS_KEY, "an access key");

    // Without `workspace_id` or `channel_id`, there is no `build` to call.
    let request = ListCalls::builder()
        .workspace_id(Uuid::parse("db53c357-92e3-4f3d-babe-159573940a50")?)
        .channel_id(Uuid::parse("a739d30b-8171-471c-9df4-591d4dd7bee5")?)
        .limit(100)
        .start_at(DateTime::parse("2024-03-01T00:00:00Z")?)
        .tag(["support", "vip"])
        .build()?;
    println!("{}\n", Printable(&request.to_http(&config)?));

    // The page's reference has "text" where a decimal number belongs. The error names the place, and never the value.
    match request.decode(fixture::answer("bird/listCalls/200/reference.json")?) {
        Ok(_) => return Err("a placeholder was taken for a value".into()),
        Err(error) => println!("the reference: {error}\n"),
    }

    let page = request.decode(fixture::answer("bird/listCalls/200/example-2.json")?)?;
    for call in &page.results {
        println!("{call:?}\n");
    }

    let next = request
        .next_page(&page)
        .ok_or("the sample has a next page")?;
    println!("{}\n", Printable(&next.to_http(&config)?));

    // A page without a token is the last one.
    let last = next.decode(fixture::answer("bird/listCalls/200/example-1.json")?)?;
    println!(
        "{} more calls; another page: {}",
        last.results.len(),
        next.next_page(&last).is_some()
    );

    // Errors are told by their status, and keep what helps.
    let refused = http::Response::builder()
        .status(429)
        .header("retry-after", "30")
        .body(Default::default())?;
    if let Err(error) = next.decode(refused) {
        println!("{error}; asked to wait: {:?}", error.retry_after());
    }
    Ok(())
}
