//! Lists the calls of a Stuut account: a host of the caller's own, pages counted from zero.
//!
//! Run it with `cargo run -p callspec --example stuut`.

mod fixture;

use std::error::Error;

use callspec::stuut::{ListCalls, security};
use callspec::support::{Config, DateTime, Printable};

fn main() -> Result<(), Box<dyn Error>> {
    let request = ListCalls::builder()
        .page(0)
        .limit(50)
        .after(DateTime::parse("2023-11-01T00:00:00Z")?)
        .build()?;

    // The public documentation names no host.
    let config = Config::new().credential(security::BEARER_AUTH, "an auth token");
    if let Err(error) = request.to_http(&config) {
        println!("{error}\n");
    }
    let config = config.base_url("https://stuut.example.com/api");
    println!("{}\n", Printable(&request.to_http(&config)?));

    // A sample of placeholders, all of them in the places of plain texts: they decode like any other text.
    let page = request.decode(fixture::answer(
        "stuut/listCalls/200/documentation-sample.json",
    )?)?;
    for call in &page.data {
        println!("{call:?}\n");
    }

    let next = request.next_page(&page).ok_or("the page has a next one")?;
    println!("{}", Printable(&next.to_http(&config)?));
    Ok(())
}
