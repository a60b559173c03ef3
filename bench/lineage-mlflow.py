"""
Asks MLflow which model versions were trained on a version of a dataset, and in which stage they are: the runs that have it as an input,
joined with the versions of these runs. Usage: lineage-mlflow.py FILE.db NAME DIGEST [TIMES]
Prints, as JSON, what was found and the seconds of each asking, imports left out.
"""

import json
import sys
import time

from mlflow import MlflowClient

IDS_AT_ONCE = 100


def all_pages(search):
    token, found = None, []
    while True:
        page = search(token)
        found += page
        token = page.token
        if not token:
            return found


def versions_of(client, experiments, name, digest):
    runs = all_pages(
        lambda token: client.search_runs(
            experiments,
            filter_string=f"datasets.name = '{name}' AND datasets.digest = '{digest}'",
            max_results=1000,
            page_token=token,
        )
    )
    ids = [run.info.run_id for run in runs]
    versions = []
    for first in range(0, len(ids), IDS_AT_ONCE):
        listed = ", ".join(f"'{one}'" for one in ids[first : first + IDS_AT_ONCE])
        versions += all_pages(
            lambda token: client.search_model_versions(f"run_id IN ({listed})", max_results=1000, page_token=token)
        )
    return runs, sorted((one.name, int(one.version), one.current_stage) for one in versions)


path, name, digest = sys.argv[1:4]
seconds = []
for _ in range(int(sys.argv[4]) if len(sys.argv) > 4 else 1):
    began = time.perf_counter()
    client = MlflowClient(f"sqlite:///{path}")
    experiments = [one.experiment_id for one in client.search_experiments()]
    runs, versions = versions_of(client, experiments, name, digest)
    seconds.append(time.perf_counter() - began)
print(json.dumps({"runs": len(runs), "versions": versions, "seconds": seconds}))
