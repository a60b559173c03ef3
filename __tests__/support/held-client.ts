/** What MLflow's client sends for a run that logs a model and registers it. */
export const HELD_CLIENT = `
const api = process.env.MLFLOW_TRACKING_URI + '/api/2.0/';
const call = async (route, body) => {
  const answer = await fetch(api + 'mlflow/' + route, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  return answer.json();
};
const { run } = await call('runs/create', { experiment_id: '0', start_time: Date.now() });
const { run_id, artifact_uri } = run.info;
const place = artifact_uri.replace('mlflow-artifacts:/', 'mlflow-artifacts/artifacts/') + '/model/MLmodel';
await fetch(api + place, { method: 'PUT', body: 'flavors:\\n  python_function:\\n    loader_module: x\\n' });
await call('registered-models/create', { name: 'clf' });
await call('model-versions/create', { name: 'clf', run_id, source: artifact_uri + '/model' });
await call('registered-models/alias', { name: 'clf', version: '1', alias: 'champion' });
await call('runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
`;
