//! Lists the calls of a Famulor account: pages are counted, and the page says which one it is.
//!
//! Run it with `cargo run -p callspec --example famulor`.

mod fixture;

use std::error::Error;

use callspec::famulor::{CallStatus, ListCalls, security};
use callspec::support::{Config, Date, Printable};

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new().credential(security::BEARER_AUTH, "a token of the dashboard");

    let request = ListCalls::builder()
        .status(CallStatus::Completed)
        .phone_number("+4915123456789")
        .date_from(Date::parse("2024-01-01")?)
        .per_page(50)
        .build()?;
    println!("{}\n", Printable(&request.to_http(&config)?));

    let page = request.decode(fixture::answer(
        "famulor/listCalls/200/documentation-sample.json",
    )?)?;
    for call in &page.data {
        println!(
            "call {}: {} for {} s, {} at {}",
            call.id, call.status, call.duration, call.total_cost, call.created_at
        );
    }
    // `Debug` shows everything but what is sensitive.
    if let Some(call) = page.data.first() {
        println!("\n{call:#?}\n");
    }

    let next = request
        .next_page(&page)
        .ok_or("the sample has more pages")?;
    println!("{}", Printable(&next.to_http(&config)?));
    Ok(())
}
