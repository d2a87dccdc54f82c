//! Pages of calls, varied from the fixtures: the same keys in the same order, other values, and a different choice of
//! optional members per call. The same pages on every machine.

use std::fmt::Write;

/// Pages of 15 calls with transcripts, as Laravel writes them: `/` escaped, and every character past ASCII as `\uXXXX`.
pub(crate) fn famulor(count: u64) -> Vec<String> {
    let mut random = Random(7);
    (1..=count)
        .map(|number| laravel(&famulor_page(number, &mut random)))
        .collect()
}

/// Pages of 10 calls, plain ASCII.
pub(crate) fn bird(count: u64) -> Vec<String> {
    let mut random = Random(11);
    (0..count).map(|_| bird_page(&mut random)).collect()
}

fn famulor_page(number: u64, random: &mut Random) -> String {
    let base = "https://app.famulor.de/api/user/calls";
    let calls = list(15, |index| famulor_call(number * 15 + index, random));
    let links = list(10, |index| {
        let page = index + 1;
        format!(
            r#"{{"url":"{base}?page={page}","label":"{page}","active":{}}}"#,
            page == number
        )
    });
    let previous = if number == 1 {
        "null".to_owned()
    } else {
        format!(r#""{base}?page={}""#, number - 1)
    };
    format!(
        r#"{{"data":{calls},"current_page":{number},"first_page_url":"{base}?page=1","from":{},"last_page":9999,"last_page_url":"{base}?page=9999","links":{links},"next_page_url":"{base}?page={}","path":"{base}","per_page":15,"prev_page_url":{previous},"to":{},"total":149985}}"#,
        number * 15 + 1,
        number + 1,
        number * 15 + 15,
    )
}

fn famulor_call(id: u64, random: &mut Random) -> String {
    let assistant = random.pick(&["Sales Assistant", "Support Assistant", "Termin-Assistent"]);
    let campaign = random.pick(&[
        "null",
        r#""Neukundenakquise Q1 2024""#,
        r#""Rückrufe März""#,
    ]);
    let kind = random.pick(&["inbound", "outbound", "web"]);
    let duration = random.below(900);
    let assistant_phone = 1_000_000_000 + random.below(9_000_000_000);
    let client_phone = 100_000_000 + random.below(900_000_000);
    let status = random.pick(&[
        "initiated",
        "ringing",
        "busy",
        "in-progress",
        "ended",
        "completed",
        "ended_by_customer",
        "ended_by_assistant",
        "no-answer",
        "failed",
    ]);
    let turns = random.below(13);
    let transcript = list(turns, |turn| {
        let text = sentence(random, 3, 24);
        let sender = random.pick(&["bot", "human"]);
        let fraction = random.below(1_000_000);
        format!(
            r#"{{"text":"{text}","type":"transcript","sender":"{sender}","timestamp":{}.{fraction:06}}}"#,
            1_754_055_268 + id * 100 + turn * 4
        )
    });
    let name = random.pick(&["John", "Jürgen Müller", "Anna"]);
    let variables = if random.chance(40) {
        let rating = 1 + random.below(10);
        format!(
            r#"{{"customer_name":"{name}","issue_resolved":{},"satisfaction_rating":{rating}}}"#,
            random.chance(50)
        )
    } else {
        format!(r#"{{"customer_name":"{name}"}}"#)
    };
    let met = random.chance(50);
    let summary = sentence(random, 8, 30);
    let evaluations = [
        format!(
            r#"{{"name":"status","type":"bool","value":{met},"description":"Whether the call objective was achieved or not."}}"#
        ),
        format!(
            r#"{{"name":"summary","type":"string","value":"{summary}","description":"Call summary in a few words."}}"#
        ),
    ];
    let evaluation = evaluations
        .iter()
        .take(random.below(3) as usize)
        .cloned()
        .collect::<Vec<_>>()
        .join(",");
    let webhook = if random.chance(50) {
        format!(
            r#"{{"crm_updated":true,"lead_score":{}}}"#,
            random.below(101)
        )
    } else {
        "null".to_owned()
    };
    let carrier = random.below(100_000_000);
    let total = random.below(100_000_000);
    let answered_by = random.pick(&["human", "machine", "unknown"]);
    let recording = if random.chance(50) {
        format!(r#""https://recordings.famulor.de/call-{id}.mp3""#)
    } else {
        "null".to_owned()
    };
    let created = second(random);
    let updated = second(random);
    format!(
        r#"{{"id":{id},"assistant_name":"{assistant}","campaign_name":{campaign},"type":"{kind}","duration":{duration},"assistant_phone_number":"+49{assistant_phone}","client_phone_number":"+4915{client_phone}","status":"{status}","transcript":{transcript},"variables":{variables},"evaluation":[{evaluation}],"webhook_response":{webhook},"carrier_cost":"0.{carrier:08}","total_cost":"1.{total:08}","answered_by":"{answered_by}","recording_url":{recording},"created_at":"{created}Z","updated_at":"{updated}Z"}}"#
    )
}

fn bird_page(random: &mut Random) -> String {
    let calls = list(10, |_| bird_call(random));
    format!(
        r#"{{"nextPageToken":"WzE3MDkzMTA5MDgyNjksIjcxMTgwYjNlLWI1MDktNDRiNS1iN2IzLTIyNjQwNTI1ZTU4MCJd","results":{calls}}}"#
    )
}

fn bird_call(random: &mut Random) -> String {
    let id = uuid(random);
    let mut call = format!(
        r#"{{"id":"{id}","channelId":"db53c357-92e3-4f3d-babe-159573940a50","originator":{},"receiver":{},"from":"+3519{}","to":"+3197{}""#,
        bird_party(random),
        bird_party(random),
        10_000_000 + random.below(90_000_000),
        10_000_000 + random.below(90_000_000),
    );
    if random.chance(20) {
        append(&mut call, "parentId", &uuid(random));
    }
    append(
        &mut call,
        "direction",
        random.pick(&["incoming", "outgoing"]),
    );
    append(
        &mut call,
        "status",
        random.pick(&["completed", "completed", "no-answer", "accepted"]),
    );
    append(&mut call, "type", random.pick(&["pstn", "webrtc"]));
    append_raw(&mut call, "duration", &random.below(600).to_string());
    append_raw(&mut call, "hangupCauseCode", random.pick(&["16", "19"]));
    append(
        &mut call,
        "hangupSource",
        random.pick(&["caller", "callee", "api", "none"]),
    );
    if random.chance(50) {
        let flow = uuid(random);
        let count = 1 + random.below(5);
        let mut names = ["ringing", "pause", "answer", "say", "hangup"]
            .iter()
            .cycle();
        let commands = list(count, |_| {
            let name = names.next().copied().unwrap_or("hangup");
            format!(
                r#"{{"id":"{}","callId":"{id}","command":"{name}","status":"accepted","callFlowId":"{flow}"}}"#,
                uuid(random)
            )
        });
        append_raw(
            &mut call,
            "callFlow",
            &format!(r#"{{"id":"{flow}","commands":{commands}}}"#),
        );
    }
    let sip_code = random.pick(&["200", "480", "487"]);
    let sip = if random.chance(40) {
        format!(
            r#"{{"hangupSipCode":"{sip_code}","edgeRegion":"eu-west-1","providerName":"Test-MB-VPN"}}"#
        )
    } else {
        format!(r#"{{"hangupSipCode":"{sip_code}"}}"#)
    };
    append_raw(&mut call, "sipInsights", &sip);
    let (mos, pdd) = (random.below(500), random.below(4000));
    let quality = format!(
        r#"{{"mos":"{}.{:02}","pdd":"{}.{:02}"}}"#,
        mos / 100,
        mos % 100,
        pdd / 100,
        pdd % 100
    );
    append_raw(&mut call, "qualityInsights", &quality);
    append(&mut call, "createdAt", &fraction_of_second(random));
    append(&mut call, "updatedAt", &fraction_of_second(random));
    if random.chance(80) {
        append(&mut call, "ringingAt", &fraction_of_second(random));
    }
    if random.chance(60) {
        append(&mut call, "answeredAt", &fraction_of_second(random));
    }
    append(&mut call, "endedAt", &fraction_of_second(random));
    if random.chance(20) {
        append_raw(&mut call, "tags", r#"["vip","retry"]"#);
    }
    call.push('}');
    call
}

fn bird_party(random: &mut Random) -> String {
    let mut number = format!(
        r#"{{"type":"{}","number":"+3519{}""#,
        random.pick(&["pstn", "webrtc", "sip"]),
        10_000_000 + random.below(90_000_000)
    );
    if random.chance(40) {
        append(&mut number, "callerIdName", "Jose G");
    }
    append(
        &mut number,
        "countryIsoCode",
        random.pick(&["PT", "NL", "DE"]),
    );
    if random.chance(40) {
        append(&mut number, "identity", "+3197004499437");
    }
    if random.chance(50) {
        append(&mut number, "pstnNumberType", "mobile");
    }
    number.push('}');
    if random.chance(50) {
        format!(
            r#"{{"contact":{{"id":"{}","identifierKey":"phonenumber","identifierValue":"+35191{}"}},"number":{number}}}"#,
            uuid(random),
            1_000_000 + random.below(9_000_000)
        )
    } else {
        format!(r#"{{"number":{number}}}"#)
    }
}

/// Adds a string member to an object that is not closed yet.
fn append(object: &mut String, key: &str, value: &str) {
    append_raw(object, key, &format!(r#""{value}""#));
}

/// Adds a member of any type to an object that is not closed yet.
fn append_raw(object: &mut String, key: &str, value: &str) {
    object.push_str(r#",""#);
    object.push_str(key);
    object.push_str(r#"":"#);
    object.push_str(value);
}

fn list(count: u64, item: impl FnMut(u64) -> String) -> String {
    format!("[{}]", (0..count).map(item).collect::<Vec<_>>().join(","))
}

fn sentence(random: &mut Random, least: u64, most: u64) -> String {
    const WORDS: [&str; 40] = [
        "Hallo,",
        "mein",
        "Name",
        "ist",
        "Maximilian,",
        "ich",
        "melde",
        "mich",
        "im",
        "Auftrag",
        "eines",
        "IT-Unternehmens.",
        "Können",
        "Sie",
        "mir",
        "kurz",
        "sagen,",
        "wer",
        "bei",
        "Ihnen",
        "für",
        "die",
        "Telefonanlage",
        "zuständig",
        "ist?",
        "Gerne",
        "helfe",
        "ich",
        "Ihnen",
        "dabei.",
        "Was",
        "kann",
        "ich",
        "für",
        "Sie",
        "tun?",
        "Kunde:",
        "eine",
        "Frage",
        "Konto.",
    ];
    let count = least + random.below(most - least + 1);
    (0..count)
        .map(|_| random.pick(&WORDS))
        .collect::<Vec<_>>()
        .join(" ")
}

fn second(random: &mut Random) -> String {
    format!(
        "2024-{:02}-{:02}T{:02}:{:02}:{:02}",
        1 + random.below(12),
        1 + random.below(28),
        random.below(24),
        random.below(60),
        random.below(60)
    )
}

/// One to three digits after the second, as Bird writes them.
fn fraction_of_second(random: &mut Random) -> String {
    format!("{}.{}Z", second(random), 1 + random.below(999))
}

fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.next(), random.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        8 + (low >> 60) % 4,
        low >> 48 & 0xfff,
        low & 0xffff_ffff_ffff
    )
}

/// What PHP's `json_encode` does to a text by default.
fn laravel(page: &str) -> String {
    let mut escaped = String::with_capacity(page.len() + page.len() / 8);
    for character in page.chars() {
        match character {
            '/' => escaped.push_str(r"\/"),
            character if character.is_ascii() => escaped.push(character),
            character => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing into a string cannot fail.
                    let _ = write!(escaped, r"\u{unit:04x}");
                }
            }
        }
    }
    escaped
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'text>(&mut self, choices: &[&'text str]) -> &'text str {
        choices[self.below(choices.len() as u64) as usize]
    }
}
