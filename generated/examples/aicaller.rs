//! Lists the phone calls of an AICaller team: a key in a header field of its own, and no pages.
//!
//! Run it with `cargo run -p callspec --example aicaller`.

mod fixture;

use std::error::Error;

use callspec::aicaller::{ListCalls, security};
use callspec::support::{Config, DateTime, Printable};

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new().credential(security::API_KEY, "a key");

    let request = ListCalls::builder()
        .status("completed")
        .to_phone_number("+1234567890")
        .from_date(DateTime::parse("2023-10-01T00:00:00Z")?)
        .build()?;
    println!("{}\n", Printable(&request.to_http(&config)?));

    // The documentation's site has mangled the address in its own sample.
    let sample = fixture::answer("aicaller/listCalls/200/documentation-sample.json")?;
    let error = match request.decode(sample.clone()) {
        Ok(_) => return Err("a mangled address was taken for a valid one".into()),
        Err(error) => error,
    };
    println!("the sample: {error}\n");

    // The error keeps the body, so that whoever knows better can mend it.
    let mended = String::from_utf8(sample.into_body().to_vec())?
        .replace("[email\u{a0}protected]", "john@example.com");
    let page = request.decode(fixture::answer_with(mended)?)?;
    for call in &page.data {
        println!("{call:#?}");
    }
    // There is no `next_page`: the provider documents no paging.
    Ok(())
}
