//! What is written as Parquet is read back as it was, with its types.
#![cfg(feature = "parquet")]

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use onrecord_export::{Cell, CellKind, Column, ParquetTable};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

struct BoatRow {
    name: Option<String>,
    names: Vec<String>,
    day: Option<String>,
    at: Option<String>,
    n: i64,
}

static COLUMNS: [Column<BoatRow>; 8] = [
    Column::new("name", CellKind::Text, |row| Cell::from(&row.name)),
    Column::new("names", CellKind::Texts, |row| Cell::texts(&row.names)),
    Column::new("first", CellKind::FirstDay, |row| Cell::from(&row.day)),
    Column::new("last", CellKind::LastDay, |row| Cell::from(&row.day)),
    Column::new("at", CellKind::Moment, |row| Cell::from(&row.at)),
    Column::new("n", CellKind::Integer, |row| Cell::Integer(row.n)),
    Column::new("places", CellKind::Integers, |row| Cell::Integers(vec![row.n, -row.n])),
    Column::new("even", CellKind::Flag, |row| Cell::Flag(row.n % 2 == 0)),
];

fn written(name: &str, rows: impl Iterator<Item = BoatRow>) -> Vec<RecordBatch> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut table = ParquetTable::start(File::create(&path).unwrap(), &COLUMNS).unwrap();
    rows.for_each(|row| table.put(&row).unwrap());
    drop(table.finish().unwrap());
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap();
    let beside = reader.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(beside.iter().any(|pair| pair.key == "onrecord.schema_version"));
    reader.with_batch_size(1 << 20).build().unwrap().map(Result::unwrap).collect()
}

#[test]
fn lists_days_and_moments_have_their_types() {
    let rows = [
        BoatRow {
            name: Some("Mira Halvorsen".to_string()),
            names: vec!["Mira".to_string(), "Halvorsen".to_string()],
            day: Some("2031-02".to_string()),
            at: Some("2031-03-14T17:20:00Z".to_string()),
            n: 1,
        },
        BoatRow { name: None, names: Vec::new(), day: None, at: None, n: 2 },
    ];
    let batches = written("types.parquet", rows.into_iter());
    let [batch] = batches.as_slice() else { panic!("{} batches", batches.len()) };
    let kinds: Vec<DataType> =
        batch.schema().fields().iter().map(|field| field.data_type().clone()).collect();
    assert_eq!((&kinds[0], &kinds[2], &kinds[7]), (&DataType::Utf8, &DataType::Date32, &DataType::Boolean));
    assert!(matches!(&kinds[1], DataType::List(item) if *item.data_type() == DataType::Utf8));
    assert!(matches!(&kinds[4], DataType::Timestamp(_, Some(zone)) if &**zone == "UTC"));

    assert_eq!(batch.column(0).as_string::<i32>().value(0), "Mira Halvorsen");
    assert!([0, 2, 3, 4].into_iter().all(|idx: usize| batch.column(idx).is_null(1)));
    let names = batch.column(1).as_list::<i32>();
    assert_eq!(names.value(0).as_string::<i32>().iter().flatten().collect::<Vec<_>>(), ["Mira", "Halvorsen"]);
    assert!(names.is_valid(1) && names.value(1).is_empty());
    // 2031-02-01 and 2031-02-28, in days since 1970-01-01.
    let day = |idx: usize| batch.column(idx).as_primitive::<Date32Type>().value(0);
    assert_eq!((day(2), day(3)), (22_311, 22_338));
    let at = batch.column(4).as_primitive::<TimestampMicrosecondType>().value(0);
    assert_eq!(at, 1_931_275_200_000_000);
    let places = batch.column(6).as_list::<i32>().value(1);
    assert_eq!(places.as_primitive::<Int64Type>().values(), &[2, -2]);
}

#[test]
fn many_rows_come_back_in_their_order() {
    let row = |n: i64| BoatRow { name: Some(n.to_string()), names: Vec::new(), day: None, at: None, n };
    let batches = written("many.parquet", (0..10_000).map(row));
    let column = |batch: &RecordBatch| batch.column(5).as_primitive::<Int64Type>().values().to_vec();
    assert!(batches.iter().flat_map(column).eq(0..10_000));
}
