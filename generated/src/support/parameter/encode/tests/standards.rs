//! The tables of the standards.

use super::*;

/// OpenAPI 3.1.1, section 4.8.12.4, Style Examples, row by row, for every place that knows the style.
#[test]
fn style_examples_of_openapi() {
    let color = text("blue");
    let colors = list(&["blue", "black", "brown"]);
    let rgb = object(&[
        ("R", WireValue::Integer(100)),
        ("G", WireValue::Integer(200)),
        ("B", WireValue::Integer(150)),
    ]);
    let empty = "";
    let refused = "refused: `color` must not be empty: it is a segment of the path";
    let rows = [
        (
            MATRIX,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            MATRIX.explode(true),
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (
            LABEL,
            ".",
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        (
            LABEL.explode(true),
            ".",
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            PATH,
            refused,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            PATH.explode(true),
            refused,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            HEADER,
            empty,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            HEADER.explode(true),
            empty,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            QUERY.explode(false),
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            QUERY,
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            COOKIE.explode(false),
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            COOKIE,
            "color=",
            "color=blue",
            "color=blue; color=black; color=brown",
            "R=100; G=200; B=150",
        ),
        (
            SPACES,
            "color=",
            "color=blue",
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            PIPES,
            "color=",
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            DEEP,
            "color=",
            "color=blue",
            "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ];
    for (parameter, of_empty, of_text, of_list, of_object) in rows {
        let cases = [
            (&text(""), of_empty),
            (&color, of_text),
            (&colors, of_list),
            (&rgb, of_object),
        ];
        for (value, expected) in cases {
            assert_eq!(
                written(parameter, value),
                expected,
                "{parameter:?} {value:?}"
            );
        }
    }
}

/// RFC 6570, sections 3.2.2 to 3.2.8, with the variables of section 3.2.
#[test]
fn expansions_of_rfc_6570() {
    let variable = |name: &str| match name {
        "var" => text("value"),
        "hello" => text("Hello World!"),
        "half" => text("50%"),
        "dub" => text("me/too"),
        "v" => text("6"),
        "x" => text("1024"),
        "who" => text("fred"),
        "empty" => text(""),
        "list" => list(&["red", "green", "blue"]),
        "keys" => object(&[
            ("semi", text(";")),
            ("dot", text(".")),
            ("comma", text(",")),
        ]),
        "empty_keys" => object(&[]),
        "undef" => WireValue::Null,
        _ => WireValue::Absent,
    };
    let path = |name| Parameter::path(name, name);
    let label = |name| Parameter::path(name, name).style(Style::Label);
    let matrix = |name| Parameter::path(name, name).style(Style::Matrix);
    let query = |name| Parameter::query(name, name).explode(false);
    let rows = [
        (path("var"), "value"),
        (path("hello"), "Hello%20World%21"),
        (path("half"), "50%25"),
        (path("list"), "red,green,blue"),
        (path("list").explode(true), "red,green,blue"),
        (path("keys"), "semi,%3B,dot,.,comma,%2C"),
        (path("keys").explode(true), "semi=%3B,dot=.,comma=%2C"),
        (label("who"), ".fred"),
        (label("half"), ".50%25"),
        (label("list"), ".red,green,blue"),
        (label("list").explode(true), ".red.green.blue"),
        (label("keys"), ".semi,%3B,dot,.,comma,%2C"),
        (label("keys").explode(true), ".semi=%3B.dot=..comma=%2C"),
        (matrix("who"), ";who=fred"),
        (matrix("half"), ";half=50%25"),
        (matrix("empty"), ";empty"),
        (matrix("list"), ";list=red,green,blue"),
        (
            matrix("list").explode(true),
            ";list=red;list=green;list=blue",
        ),
        (matrix("keys"), ";keys=semi,%3B,dot,.,comma,%2C"),
        (matrix("keys").explode(true), ";semi=%3B;dot=.;comma=%2C"),
        (query("who"), "who=fred"),
        (query("half"), "half=50%25"),
        (query("empty"), "empty="),
        (query("list"), "list=red,green,blue"),
        (query("list").explode(true), "list=red&list=green&list=blue"),
        (query("keys"), "keys=semi,%3B,dot,.,comma,%2C"),
        (query("keys").explode(true), "semi=%3B&dot=.&comma=%2C"),
        (query("undef"), ""),
        (query("empty_keys"), ""),
        (query("empty_keys").explode(true), ""),
        // `{+dub}` in the value of a form: what a query can hold stays.
        (query("dub").allow_reserved(true), "dub=me/too"),
        (query("hello").allow_reserved(true), "hello=Hello%20World!"),
    ];
    for (parameter, expected) in rows {
        let value = variable(parameter.name);
        assert_eq!(written(parameter, &value), expected, "{parameter:?}");
    }
}
