//! The command line.

fn main() {
    let path = std::env::args().nth(1).expect("a page");
    let mut file = std::fs::File::open(&path).expect("readable");
    let origin = onrecord::Origin::named(&path);
    for record in onrecord::read(&mut file, &origin) {
        println!("{}", serde_json::to_string_pretty(&record.expect("readable")).unwrap());
    }
}
