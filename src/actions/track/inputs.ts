import { stat } from 'node:fs/promises';
import { existingPath } from '../../collect/files/paths.js';
import type { RecordMode, TrackRequest } from '../../commands/track/session.js';
import { type Faults, UserError } from '../../core/errors.js';
import { choice, flag, type Inputs } from '../inputs.js';

const RECORD_MODES: readonly RecordMode[] = ['auto', 'ledger', 'evidence', 'none'];

/** What the workflow asks to be tracked. */
export async function trackRequest(
  inputs: Inputs<'track'>,
  host: { workspace: string; workflow: string | undefined },
  faults: Faults,
): Promise<TrackRequest> {
  const { workspace } = host;
  const wanted = inputs['working-directory'];
  const cwd = wanted === '' ? workspace : await faults.catch(() => workingDirectory(workspace, wanted));
  const experiment = inputs.experiment || host.workflow || 'default';
  return {
    experiment,
    experiment_named: inputs.experiment !== '',
    run_name: inputs['run-name'] || null,
    command: inputs.run === '' ? null : { run: inputs.run, shell: inputs.shell || 'bash' },
    workspace,
    cwd: cwd ?? workspace,
    tags: inputs.tags,
    datasets: inputs.datasets,
    params: inputs.params,
    metrics: inputs.metrics,
    artifacts: inputs.artifacts,
    pictures: inputs.pictures,
    model: inputs.model,
    model_name: inputs['model-name'] || experiment,
    flavor: inputs.flavor || null,
    base_models: inputs['base-models'],
    stale: choice({ name: 'stale', value: inputs.stale || 'refuse' }, ['refuse', 'allow'], faults),
    record: choice({ name: 'record', value: inputs.record || 'auto' }, RECORD_MODES, faults),
    mlflow: choice({ name: 'mlflow', value: inputs.mlflow || 'auto' }, ['auto', 'off'], faults),
    mlflow_registry: choice(
      { name: 'mlflow-registry', value: inputs['mlflow-registry'] || 'refuse' },
      ['refuse', 'hold'],
      faults,
    ),
    main_run: inputs['main-run'] || 'only',
    comment: flag({ name: 'comment', value: inputs.comment || 'false' }, faults),
  };
}

async function workingDirectory(workspace: string, wanted: string): Promise<string> {
  const where = 'input working-directory';
  const { absolute } = await existingPath({ workspace, cwd: workspace }, wanted, where);
  if ((await stat(absolute)).isDirectory()) return absolute;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`${wanted}\` is not a folder`,
    where,
    mend: 'Name the folder that the command is to start in',
  });
}
