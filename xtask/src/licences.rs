//! What onrecord depends on, held against `deny.toml`: licences, banned crates, sources.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, LicenseItem, Licensee};

/// The keys of `deny.toml` that are checked; `cargo deny` reads them all.
#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// What `cargo metadata` says.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for our own.
    source: Option<String>,
}

/// Checks every package of the lock file.
///
/// # Errors
/// Where a package's licence is not allowed or its source unknown, or where it is banned.
pub fn check() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in no repository")?;
    let deny: Deny = toml::from_str(&fs::read_to_string(root.join("deny.toml"))?)?;
    let arguments = ["metadata", "--format-version", "1", "--all-features", "--locked"];
    let output = Command::new("cargo").args(arguments).current_dir(root).output()?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let faults: Vec<String> = metadata.packages.iter().flat_map(|package| deny.faults(package)).collect();
    faults.iter().for_each(|fault| println!("{fault}"));
    println!("{} packages: {} faults", metadata.packages.len(), faults.len());
    match faults.is_empty() {
        true => Ok(()),
        false => Err("drop these dependencies, or say in deny.toml why they may stay".into()),
    }
}

impl Deny {
    /// What is wrong with a package.
    fn faults(&self, package: &Package) -> Vec<String> {
        let Package { name, version, license, source } = package;
        let mut out = Vec::new();
        match license.as_deref().map(|license| self.is_allowed(license)) {
            None => out.push(format!("{name} {version} states no licence")),
            Some(Err(error)) => out.push(format!("{name} {version}: {error}")),
            Some(Ok(false)) => {
                let license = license.as_deref().unwrap_or_default();
                out.push(format!("{name} {version}: {license} is not allowed"));
            }
            Some(Ok(true)) => {}
        }
        if let Some(ban) = self.bans.deny.iter().find(|ban| ban.name == *name) {
            out.push(format!("{name} {version} is banned: {}", ban.reason));
        }
        let is_known = |source: &String| {
            let address = source.strip_prefix("registry+");
            address.is_some_and(|address| self.sources.allow_registry.iter().any(|known| known == address))
        };
        if let Some(source) = source.as_ref().filter(|source| !is_known(source)) {
            out.push(format!("{name} {version} comes from {source}"));
        }
        out
    }

    /// Whether a licence expression can be met with what is allowed. An exception ("WITH") only gives more rights.
    fn is_allowed(&self, license: &str) -> Result<bool, String> {
        // Crates of old write "MIT/Apache-2.0" for "MIT OR Apache-2.0".
        let expression =
            Expression::parse(&license.replace('/', " OR ")).map_err(|error| error.to_string())?;
        let allowed: Result<Vec<Licensee>, _> =
            self.licenses.allow.iter().map(|id| Licensee::parse(id)).collect();
        let allowed = allowed.map_err(|error| format!("deny.toml: {error}"))?;
        Ok(expression.evaluate(|wanted| {
            let id = |item: &LicenseItem| item.id();
            allowed.iter().any(|allowed| id(&allowed.clone().into_req().license) == id(&wanted.license))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, license: Option<&str>, source: Option<&str>) -> Vec<String> {
        let deny = Deny {
            licenses: Licenses { allow: vec!["MIT".into(), "Apache-2.0".into(), "Zlib".into()] },
            bans: Bans { deny: vec![Ban { name: "mud".into(), reason: "sticks".into() }] },
            sources: Sources { allow_registry: vec!["https://index.example".into()] },
        };
        let [license, source] = [license, source].map(|text| text.map(str::to_string));
        deny.faults(&Package { name: name.into(), version: "1.0.0".into(), license, source })
    }

    #[test]
    fn a_licence_must_be_met_with_what_is_allowed() {
        for license in
            ["MIT", "MIT/GPL-3.0-only", "GPL-3.0-only OR (MIT AND Zlib)", "Apache-2.0 WITH LLVM-exception"]
        {
            assert!(faults("dam", Some(license), None).is_empty(), "{license}");
        }
        for license in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "no licence at all"] {
            assert_eq!(faults("dam", Some(license), None).len(), 1, "{license}");
        }
        assert_eq!(faults("dam", None, None), ["dam 1.0.0 states no licence"]);
    }

    #[test]
    fn banned_crates_and_unknown_sources_are_named() {
        assert_eq!(faults("mud", Some("MIT"), None), ["mud 1.0.0 is banned: sticks"]);
        assert!(faults("dam", Some("MIT"), Some("registry+https://index.example")).is_empty());
        let other = faults("dam", Some("MIT"), Some("git+https://forge.example/dam"));
        assert_eq!(other, ["dam 1.0.0 comes from git+https://forge.example/dam"]);
    }
}
