"""`python -m onrecord.spark`: a crawl from web archives to Parquet."""

from __future__ import annotations

import argparse
import sys
import time

EXAMPLES = """\
examples:
  python -m onrecord.spark --warc 'crawl/*.warc.gz' --out record/
  spark-submit --master yarn job.py    # with onrecord.spark.run(spark, [...], out) in job.py
  python -m onrecord.spark --warc @warc.paths --out s3a://bucket/record --kind statements,articles"""


def main() -> int:
    from .. import crawl

    parser = argparse.ArgumentParser(
        prog="python -m onrecord.spark",
        description="Reads web archives in Spark and writes what their pages put on record as Parquet.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--warc", required=True, action="append", metavar="PATHS",
                        help="archives: a path with * or {a,b} on any file system that Spark knows; @FILE lists them")
    parser.add_argument("--out", required=True, metavar="DIR", help="where pages/, errors/ and the tables go")
    parser.add_argument("--kind", default=",".join(crawl.KINDS), metavar="KINDS",
                        help="tables to make beside the pages, between commas (default: %(default)s)")
    parser.add_argument("--keep-all", action="store_true", help="analyse pages that are no articles too")
    parser.add_argument("--at-once", type=int, default=1000, metavar="N",
                        help="archives a job, whose output is put in place together (default: %(default)s)")
    parser.add_argument("--master", metavar="URL", help="where Spark is (default: as it is configured, else local[*])")
    args = parser.parse_args()
    kinds = [kind for kind in args.kind.split(",") if kind]
    unknown = [kind for kind in kinds if kind not in crawl.KINDS]
    if unknown:
        parser.error(f"--kind: there is no table {unknown[0]!r}; tables are {', '.join(crawl.KINDS)}")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        print("error: pyspark is not installed\nhint: pip install 'onrecord[spark]'", file=sys.stderr)
        return 1
    from . import run

    builder = SparkSession.builder.appName("onrecord")
    spark = (builder.master(args.master) if args.master else builder).getOrCreate()
    began = time.monotonic()
    try:
        counts = run(spark, args.warc, args.out, kinds=kinds, keep_all=args.keep_all, at_once=args.at_once)
    except FileNotFoundError as error:
        print(f"error: {error}\nhint: quote the pattern, so that the shell leaves it to Spark", file=sys.stderr)
        return 1
    finally:
        spark.stop()
    told = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in counts.items())
    print(f"{sum(counts.values())} pages: {told}; {time.monotonic() - began:.0f} s", file=sys.stderr)
    # Some inputs failed and the rest was read, as the command line says it.
    return 3 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
