//! Makes what the store compresses records with.

use std::error::Error;
use std::fs;
use std::path::Path;

use onrecord::Origin;
use onrecord_store::slim_record;
use onrecord_tests::generated::World;

const PATH: &str = "crates/store/src/record.zdict";
const SIZE: usize = 16 << 10;
/// Generated records, and how often each example is among them: examples have every field, but there are few.
const N_GENERATED: usize = 400;
const N_TIMES: usize = 8;

/// Trains a dictionary of zstd on records of the examples and of generated articles. Stores need the one that they
/// were made with: a new one asks for a new format.
pub fn make() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in no repository")?;
    let world = World::new(7);
    let mut samples: Vec<String> =
        (0..N_GENERATED).map(|idx| slim_record(&world.article(idx).record)).collect();
    for folder in ["examples", "examples/aldra"] {
        for entry in fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            if path.is_file() {
                let origin = Origin::named("examples/page.html");
                let bytes = fs::read(&path)?;
                for record in onrecord::read(&mut bytes.as_slice(), &origin, onrecord::model()) {
                    let record = slim_record(&record?);
                    samples.extend(std::iter::repeat_n(record, N_TIMES));
                }
            }
        }
    }
    let dictionary = zstd::dict::from_samples(&samples, SIZE)?;
    fs::write(root.join(PATH), &dictionary)?;
    println!("wrote {PATH}: {} bytes from {} records", dictionary.len(), samples.len());
    Ok(())
}
