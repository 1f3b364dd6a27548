"""Writes the Parquet files that ParquetTableTest reads, into src/test/resources/aprendiz/training/data. Needs pyarrow."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(__file__).parents[1] / "resources/aprendiz/training/data"
COMPRESSIONS = ("snappy", "zstd", "gzip", "none")

rooms = pa.table(
    {
        "text": pa.array(["a clean room", "ruidoso, pero céntrico", None, "good \U0001f600"], pa.string()),
        "label": pa.array([1, 0, 0, 1], pa.int32()),
        "score": pa.array([0.5, 1.0, None, -2.25], pa.float64()),
        "clean": pa.array([True, False, False, True], pa.bool_()),
        "views": pa.array([10_000_000_000, 2, 3, 4], pa.int64()),
    }
)
tagged = pa.table(
    {
        "tokens": pa.array([["Ana", "met", "Luis"], ["Lima", "."]], pa.list_(pa.string())),
        "tags": pa.array([["B-PER", "O", "B-PER"], ["B-LOC", "O"]], pa.list_(pa.string())),
    }
)

FOLDER.mkdir(parents=True, exist_ok=True)
for compression in COMPRESSIONS:
    pq.write_table(rooms, FOLDER / f"rooms-{compression}.parquet", compression=compression)
pq.write_table(tagged, FOLDER / "tagged.parquet", compression="snappy")
