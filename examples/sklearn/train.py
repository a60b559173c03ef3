"""Predicts the species of a penguin from its measurements, its island and its sex: a random forest.

    python train.py data/penguins.csv [--set seed=2] [--set max_depth=3]

Reads params.yaml; `--set` overrides one parameter for this run. Writes metrics.json, params_used.json (what the
run really used), confusion.png, and model/ (model.joblib and the requirements.txt that loads it again).
"""

import argparse
import csv
import json
from importlib.metadata import version
from pathlib import Path

import joblib
import matplotlib
import numpy as np
import yaml
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, f1_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 (the backend has to be chosen first)

NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
CATEGORIES = ["island", "sex"]


def read_birds(path):
    """Rows with every measurement taken: (array of features, one bird a row; list of species)."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if all(row[name] != "NA" for name in NUMBERS)]
    features = [[float(row[name]) for name in NUMBERS] + [row[name] for name in CATEGORIES] for row in rows]
    return np.array(features, dtype=object), [row["species"] for row in rows]


def read_params(overrides):
    """params.yaml with the `key=value` overrides applied."""
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))
    for override in overrides:
        key, _, value = override.partition("=")
        if key not in params:
            raise SystemExit(f"--set {override}: params.yaml has no parameter {key!r}")
        params[key] = yaml.safe_load(value)
    return params


def build(params):
    """The untrained pipeline."""
    categories = slice(len(NUMBERS), len(NUMBERS) + len(CATEGORIES))
    return make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), categories), remainder="passthrough"),
        RandomForestClassifier(
            n_estimators=params["n_estimators"],
            max_depth=params["max_depth"],
            min_samples_leaf=params["min_samples_leaf"],
            random_state=params["seed"],
        ),
    )


def save(model, params, metrics):
    """Everything the run leaves behind, except the picture."""
    folder = Path("model")
    folder.mkdir(exist_ok=True)
    joblib.dump(model, folder / "model.joblib")
    pins = [f"{name}=={version(name)}\n" for name in ("joblib", "numpy", "scikit-learn")]
    (folder / "requirements.txt").write_text("".join(pins), encoding="utf-8")
    for name, values in (("metrics.json", metrics), ("params_used.json", params)):
        Path(name).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Trains the penguin species classifier.")
    parser.add_argument("data", help="the penguins.csv to train on")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="overrides one parameter")
    arguments = parser.parse_args()
    params = read_params(arguments.set)

    features, species = read_birds(arguments.data)
    x_train, x_test, y_train, y_test = train_test_split(
        features, species, test_size=params["test_share"], random_state=params["seed"], stratify=species
    )
    model = build(params).fit(x_train, y_train)
    predicted = model.predict(x_test)
    metrics = {
        "accuracy": accuracy_score(y_test, predicted),
        "f1_macro": f1_score(y_test, predicted, average="macro"),
        "log_loss": log_loss(y_test, model.predict_proba(x_test)),
    }
    save(model, params, metrics)
    ConfusionMatrixDisplay.from_predictions(y_test, predicted)
    plt.savefig("confusion.png", dpi=100)
    print(f"{len(x_train)} training birds, {len(x_test)} test birds:", json.dumps(metrics))


if __name__ == "__main__":
    main()
