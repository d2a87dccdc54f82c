//! Lists the calls of a SpotzyAI account: the same platform as Famulor's, with other types.
//!
//! Run it with `cargo run -p callspec --example spotzyai`.

mod fixture;

use std::error::Error;

use callspec::spotzyai::{ListCalls, security};
use callspec::support::{Config, Printable};

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new().credential(security::BEARER_AUTH, "a token of the dashboard");

    // Everything that is wrong is said at once, before anything is sent.
    if let Err(violations) = ListCalls::builder().per_page(1000).page(1).build() {
        println!("refused: {violations}\n");
    }

    let request = ListCalls::builder().page(1).per_page(15).build()?;
    println!("{}\n", Printable(&request.to_http(&config)?));

    let page = request.decode(fixture::answer(
        "spotzyai/listCalls/200/documentation-sample.json",
    )?)?;
    for call in &page.data {
        // A local time: which clock it was read from, the provider does not say.
        println!(
            "call {}: {} for {} s, {} at {}",
            call.id, call.status, call.duration, call.total_cost, call.created_at
        );
    }
    println!("page {} of {}\n", page.current_page, page.last_page);

    let next = request
        .next_page(&page)
        .ok_or("the sample has more pages")?;
    println!("{}", Printable(&next.to_http(&config)?));
    Ok(())
}
