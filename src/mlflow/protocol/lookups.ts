import type { Experiment, LoggedModel, Run } from '../state/entities.js';
import { DEFAULT_EXPERIMENT } from '../state/experiments.js';
import type { State } from '../state/state.js';
import { invalid, missing } from './errors.js';

/** @throws ProtocolError */
export function checkExperimentId(id: string): void {
  if (!/^\s*[+-]?\d+\s*$/.test(id))
    throw invalid(`Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`);
}

/** @throws ProtocolError */
export function experimentOf(state: State, id: string | undefined): Experiment {
  const asked = id === undefined || id === '' ? DEFAULT_EXPERIMENT : id;
  checkExperimentId(asked);
  const experiment = state.experiments.get(asked.trim());
  if (experiment === undefined) throw missing(`No Experiment with id=${asked.trim()} exists`);
  return experiment;
}

/** @throws ProtocolError also for a deleted one */
export function activeExperiment(state: State, id: string | undefined): Experiment {
  const experiment = experimentOf(state, id);
  if (experiment.lifecycle === 'active') return experiment;
  throw invalid(
    `The experiment ${experiment.experiment_id} must be in the 'active' state. Current state is ${experiment.lifecycle}.`,
  );
}

/** @throws ProtocolError */
export function runOf(state: State, id: string | undefined): Run {
  const run = state.runs.get(id ?? '');
  if (run === undefined) throw missing(`Run with id=${id ?? ''} not found`);
  return run;
}

/** @throws ProtocolError also for a deleted one */
export function activeRun(state: State, id: string | undefined): Run {
  const run = runOf(state, id);
  if (run.lifecycle === 'active') return run;
  throw invalid(`The run ${run.run_id} must be in the 'active' state. Current state is ${run.lifecycle}.`);
}

/** Deleted or not. @throws ProtocolError */
export function anyLoggedModel(state: State, id: string): LoggedModel {
  const model = state.loggedModels.get(id);
  if (model === undefined) throw missing(`Logged model with ID '${id}' not found.`);
  return model;
}

/** @throws ProtocolError also for a deleted one */
export function loggedModelOf(state: State, id: string | undefined): LoggedModel {
  const model = anyLoggedModel(state, id ?? '');
  if (model.lifecycle === 'active') return model;
  throw missing(`Logged model with ID '${model.model_id}' not found. It is deleted.`);
}
