use crate::{Error, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// What the file beside the weights says of them.
///
/// It also tells data, licences, the command that made the weights, and their scores; those are for people and
/// are not read here.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Manifest {
    /// The model's name, that of its folder.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of the weights file, in lower-case hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// Reads a manifest and holds `weights` against it.
    pub(crate) fn checked(manifest: &str, weights: &[u8]) -> Result<Manifest> {
        let manifest: Manifest =
            toml::from_str(manifest).map_err(|error| Error::malformed(format!("manifest: {error}")))?;
        let found: String = Sha256::digest(weights).iter().map(|byte| format!("{byte:02x}")).collect();
        if found != manifest.sha256 {
            return Err(Error::mismatch(format!(
                "weights of {}: expected SHA-256 {}, found {found}",
                manifest.name, manifest.sha256
            )));
        }
        Ok(manifest)
    }
}
