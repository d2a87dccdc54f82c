//! The same members as the generated types, written by hand with serde's derives, the way a careful engineer would: one kind
//! of text for ids, times and amounts, none of them checked; enums with a catch-all; `Option` for what may be missing or null.
//!
//! `CallPage<String>` owns its texts. `CallPage<Borrowed>` leaves them in the page, which only a program that keeps the page
//! around can do.
#![expect(
    dead_code,
    reason = "the members are there to be decoded, not to be read"
)]

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserialize as Decode, Deserializer, Error, Visitor};
use serde_json::{Map, Value};

/// A text that is copied only where it holds an escape.
pub(crate) struct Borrowed<'page>(Cow<'page, str>);

impl<'page> Decode<'page> for Borrowed<'page> {
    fn deserialize<D: Deserializer<'page>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'page> Visitor<'page> for Text {
            type Value = Borrowed<'page>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'page str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

pub(crate) mod famulor {
    use super::*;

    #[derive(Deserialize)]
    pub(crate) struct CallPage<Text> {
        pub(crate) data: Vec<Call<Text>>,
        pub(crate) current_page: i64,
        pub(crate) first_page_url: Text,
        pub(crate) from: Option<i64>,
        pub(crate) last_page: i64,
        pub(crate) last_page_url: Text,
        pub(crate) links: Option<Vec<PageLink<Text>>>,
        pub(crate) next_page_url: Option<Text>,
        pub(crate) path: Text,
        pub(crate) per_page: i64,
        pub(crate) prev_page_url: Option<Text>,
        pub(crate) to: Option<i64>,
        pub(crate) total: i64,
    }

    #[derive(Deserialize)]
    pub(crate) struct PageLink<Text> {
        pub(crate) url: Option<Text>,
        pub(crate) label: Text,
        pub(crate) active: bool,
    }

    #[derive(Deserialize)]
    pub(crate) struct Call<Text> {
        pub(crate) id: i64,
        pub(crate) assistant_name: Text,
        pub(crate) campaign_name: Option<Text>,
        #[serde(rename = "type")]
        pub(crate) kind: CallType,
        pub(crate) duration: i64,
        pub(crate) assistant_phone_number: Text,
        pub(crate) client_phone_number: Text,
        pub(crate) status: CallStatus,
        pub(crate) transcript: Vec<Turn<Text>>,
        pub(crate) variables: Map<String, Value>,
        pub(crate) evaluation: Vec<Evaluation<Text>>,
        pub(crate) webhook_response: Option<Map<String, Value>>,
        pub(crate) carrier_cost: Text,
        pub(crate) total_cost: Text,
        pub(crate) answered_by: AnsweredBy,
        pub(crate) recording_url: Option<Text>,
        pub(crate) created_at: Text,
        pub(crate) updated_at: Text,
    }

    #[derive(Deserialize)]
    pub(crate) struct Turn<Text> {
        pub(crate) text: Text,
        #[serde(rename = "type")]
        pub(crate) kind: Text,
        pub(crate) sender: Text,
        pub(crate) timestamp: f64,
    }

    #[derive(Deserialize)]
    pub(crate) struct Evaluation<Text> {
        pub(crate) name: Text,
        #[serde(rename = "type")]
        pub(crate) kind: Text,
        pub(crate) value: EvaluationValue<Text>,
        pub(crate) description: Text,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(crate) enum CallType {
        Inbound,
        Outbound,
        Web,
        #[serde(other)]
        Unknown,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(crate) enum CallStatus {
        Initiated,
        Ringing,
        Busy,
        #[serde(rename = "in-progress")]
        InProgress,
        Ended,
        Completed,
        EndedByCustomer,
        EndedByAssistant,
        #[serde(rename = "no-answer")]
        NoAnswer,
        Failed,
        #[serde(other)]
        Unknown,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(crate) enum AnsweredBy {
        Human,
        Machine,
        Unknown,
        #[serde(other)]
        Other,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    pub(crate) enum EvaluationValue<Text> {
        Boolean(bool),
        Integer(i64),
        String(Text),
    }
}

pub(crate) mod bird {
    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct CallPage<Text> {
        pub(crate) results: Vec<Call<Text>>,
        pub(crate) next_page_token: Option<Text>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Call<Text> {
        pub(crate) id: Text,
        pub(crate) channel_id: Text,
        pub(crate) originator: Option<Party<Text>>,
        pub(crate) receiver: Option<Party<Text>>,
        pub(crate) from: Option<Text>,
        pub(crate) to: Option<Text>,
        pub(crate) parent_id: Option<Text>,
        pub(crate) direction: CallDirection,
        pub(crate) status: CallStatus,
        pub(crate) reason: Option<Text>,
        #[serde(rename = "type")]
        pub(crate) kind: CallType,
        pub(crate) duration: Option<i64>,
        pub(crate) hangup_cause_code: Option<i64>,
        pub(crate) hangup_source: Option<Text>,
        pub(crate) hangup_sip_code: Option<Text>,
        pub(crate) call_flow: Option<CallFlow<Text>>,
        pub(crate) notification: Option<Notification<Text>>,
        pub(crate) sip_insights: Option<SipInsights<Text>>,
        pub(crate) quality_insights: Option<QualityInsights<Text>>,
        pub(crate) amd_result: Option<AmdResult<Text>>,
        pub(crate) sip_type: Option<Text>,
        pub(crate) created_at: Text,
        pub(crate) updated_at: Text,
        pub(crate) ringing_at: Option<Text>,
        pub(crate) answered_at: Option<Text>,
        pub(crate) ended_at: Option<Text>,
        pub(crate) scheduled_for: Option<Text>,
        pub(crate) tags: Option<Vec<Text>>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Party<Text> {
        pub(crate) contact: Option<Contact<Text>>,
        pub(crate) number: Option<Number<Text>>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Contact<Text> {
        pub(crate) id: Option<Text>,
        pub(crate) identifier_key: Option<Text>,
        pub(crate) identifier_value: Option<Text>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Number<Text> {
        #[serde(rename = "type")]
        pub(crate) kind: Option<Text>,
        pub(crate) number: Option<Text>,
        pub(crate) anonymous: Option<bool>,
        pub(crate) caller_id_name: Option<Text>,
        pub(crate) identity: Option<Text>,
        pub(crate) country_iso_code: Option<Text>,
        pub(crate) pstn_number_type: Option<Text>,
    }

    #[derive(Deserialize)]
    pub(crate) struct CallFlow<Text> {
        pub(crate) id: Option<Text>,
        pub(crate) commands: Option<Vec<Command<Text>>>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Command<Text> {
        pub(crate) id: Option<Text>,
        pub(crate) call_id: Option<Text>,
        pub(crate) call_flow_id: Option<Text>,
        pub(crate) command: Option<Text>,
        pub(crate) status: Option<Text>,
        pub(crate) conditions: Option<Vec<Condition<Text>>>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Condition<Text> {
        pub(crate) variable: Option<Text>,
        pub(crate) operator: Option<Text>,
        pub(crate) value: Option<Text>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Notification<Text> {
        pub(crate) url: Option<Text>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct SipInsights<Text> {
        pub(crate) hangup_sip_code: Option<Text>,
        pub(crate) edge_region: Option<Text>,
        pub(crate) provider_name: Option<Text>,
        pub(crate) user_agent: Option<Text>,
        pub(crate) remote_signalling_ip: Option<Text>,
        pub(crate) remote_media_ip: Option<Text>,
    }

    #[derive(Deserialize)]
    pub(crate) struct QualityInsights<Text> {
        pub(crate) mos: Option<Text>,
        pub(crate) pdd: Option<Text>,
    }

    #[derive(Deserialize)]
    pub(crate) struct AmdResult<Text> {
        pub(crate) result: Option<Text>,
        pub(crate) speech: Option<Text>,
        pub(crate) locale: Option<Text>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(crate) enum CallType {
        Pstn,
        Webrtc,
        #[serde(other)]
        Unknown,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub(crate) enum CallStatus {
        Accepted,
        Completed,
        NoAnswer,
        #[serde(other)]
        Unknown,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(crate) enum CallDirection {
        Incoming,
        Outgoing,
        #[serde(other)]
        Unknown,
    }
}
