"""Fills the store of `mlflow server` (SQLite) with runs, one JSON a line of standard input. Usage: mlflow-recorded.py FILE.db"""

import json
import sqlite3
import sys

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


runs = [json.loads(line) for line in sys.stdin]
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
database.commit()
print(experiment)
