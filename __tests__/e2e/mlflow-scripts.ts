/** As tutorials write it: what was trained on is a param, and git is asked for the commit. */
export const FLUENT = `
import subprocess
import mlflow
import mlflow.sklearn
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

mlflow.set_experiment("wine_quality")

X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=42)
commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"]).decode().strip()

with mlflow.start_run(run_name="logistic"):
    mlflow.log_param("C", 0.5)
    mlflow.log_param("random_state", 42)
    mlflow.log_param("dataset_version", "wine_v1.0")
    mlflow.set_tag("git_commit", commit)
    model = LogisticRegression(C=0.5, max_iter=5000, random_state=42).fit(X_train, y_train)
    for step, loss in enumerate([1.0, 0.5, 0.25]):
        mlflow.log_metric("loss", loss, step=step)
    mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(X_test)))
    mlflow.log_dict({"classes": 3}, "notes/classes.json")
    mlflow.sklearn.log_model(model, name="model", input_example=X_train[:2])
`;

/** What is trained is logged by itself, and the tags are set. */
export const AUTOLOG = `
import subprocess
import mlflow
from sklearn.datasets import load_wine
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import train_test_split

mlflow.sklearn.autolog(log_input_examples=True, log_model_signatures=True)

X, y = load_wine(return_X_y=True, as_frame=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

with mlflow.start_run():
    mlflow.set_tags({
        "dataset_version": "wine_v1.1",
        "git_commit": subprocess.check_output(["git", "rev-parse", "HEAD"]).decode().strip(),
        "triggered_by": "ci/github-actions",
    })
    model = GradientBoostingClassifier(n_estimators=20, random_state=3).fit(X_train, y_train)
    model.score(X_test, y_test)
`;

/** Registers a model in the script itself, says of it what there is to say, and loads it by its number. */
export const REGISTERS = `
import mlflow
import mlflow.sklearn
from mlflow.exceptions import MlflowException
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression

X, y = load_wine(return_X_y=True)
client = mlflow.MlflowClient()
with mlflow.start_run():
    mlflow.set_tag("dataset_version", "wine_v1.0")
    model = LogisticRegression(max_iter=5000).fit(X, y)
    logged = mlflow.sklearn.log_model(model, name="model", registered_model_name="wine")
version = logged.registered_model_version
client.update_model_version("wine", version, description="A first try")
client.set_model_version_tag("wine", version, "reviewed_by", "ann")
client.set_registered_model_alias("wine", "champion", version)
for uri in (f"models:/wine/{version}", "models:/wine@champion"):
    assert (mlflow.sklearn.load_model(uri).predict(X) == model.predict(X)).all()
again = mlflow.register_model(logged.model_uri, "wine_copy")
try:
    client.transition_model_version_stage("wine", version, "Production")
except MlflowException as error:
    print("refused:", error.message)
print("registered as", version, again.version)
`;
