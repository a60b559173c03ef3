"""
Fills the store of `mlflow server` (SQLite) with runs and model versions, one JSON a line of standard input; a line with `model` is a
version. Usage: mlflow-recorded.py FILE.db
"""

import json
import sqlite3
import sys
import uuid

from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

path = sys.argv[1]
store = SqlAlchemyStore(f"sqlite:///{path}", f"{path}.artifacts")
experiment = int(store.create_experiment("many"))
database = sqlite3.connect(path)


def columns(table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def insert(table, rows):
    known = columns(table)
    names = [name for name in rows[0] if name in known]
    places = ", ".join(f":{name}" for name in names)
    database.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)


lines = [json.loads(line) for line in sys.stdin]
runs = [line for line in lines if "model" not in line]
versions = [line for line in lines if "model" in line]
insert(
    "runs",
    [
        {
            "run_uuid": run["run_id"],
            "name": run["name"],
            "source_type": "UNKNOWN",
            "source_name": "",
            "entry_point_name": "",
            "user_id": "alice",
            "status": run["status"],
            "start_time": run["start_time"],
            "end_time": run["end_time"],
            "source_version": "",
            "lifecycle_stage": "active",
            "artifact_uri": f"mlflow-artifacts:/{experiment}/{run['run_id']}/artifacts",
            "experiment_id": experiment,
        }
        for run in runs
    ],
)
for table in ("params", "tags"):
    insert(
        table,
        [
            {"run_uuid": run["run_id"], "key": key, "value": value}
            for run in runs
            for key, value in run[table].items()
        ],
    )
points = [
    {"run_uuid": run["run_id"], "key": key, "value": value, "timestamp": run["end_time"], "step": 0, "is_nan": False}
    for run in runs
    for key, value in run["metrics"].items()
]
insert("metrics", points)
insert("latest_metrics", points)

datasets = {}
for run in runs:
    for data in run.get("datasets", []):
        datasets.setdefault((data["name"], data["digest"]), str(uuid.uuid4()))
read = [(run["run_id"], data, str(uuid.uuid4())) for run in runs for data in run.get("datasets", [])]
if read:
    insert(
        "datasets",
        [
            {
                "dataset_uuid": dataset,
                "experiment_id": experiment,
                "name": name,
                "digest": digest,
                "dataset_source_type": "local",
                "dataset_source": json.dumps({"uri": f"data/{name}"}),
            }
            for (name, digest), dataset in datasets.items()
        ],
    )
    insert(
        "inputs",
        [
            {
                "input_uuid": entry,
                "source_type": "DATASET",
                "source_id": datasets[data["name"], data["digest"]],
                "destination_type": "RUN",
                "destination_id": run_id,
            }
            for run_id, data, entry in read
        ],
    )
    insert(
        "input_tags",
        [{"input_uuid": entry, "name": "mlflow.data.context", "value": "training"} for _, _, entry in read],
    )
if versions:
    insert(
        "registered_models",
        [{"name": name, "creation_time": 1, "last_updated_time": 1} for name in {one["model"] for one in versions}],
    )
    insert(
        "model_versions",
        [
            {
                "name": one["model"],
                "version": one["version"],
                "creation_time": one["at"],
                "last_updated_time": one["at"],
                "current_stage": one["stage"],
                "source": f"runs:/{one['run_id']}/model",
                "run_id": one["run_id"],
                "status": "READY",
            }
            for one in versions
        ],
    )
database.commit()
print(experiment)
