import path from 'node:path';
import { insideWorkspace } from '../collect/paths.js';
import type { RecordMode, TrackRequest } from '../commands/session.js';
import type { Faults } from '../core/errors.js';
import { choice, type Inputs } from './inputs.js';

const RECORD_MODES: readonly RecordMode[] = ['auto', 'ledger', 'none'];

/** What the workflow asks to be tracked. */
export function trackRequest(
  inputs: Inputs<'track'>,
  host: { workspace: string; workflow: string | undefined },
  faults: Faults,
): TrackRequest {
  const { workspace } = host;
  const cwd = path.resolve(workspace, inputs['working-directory']);
  if (!insideWorkspace(workspace, cwd)) {
    faults.add({
      code: 'E_PATH_OUTSIDE',
      what: '`working-directory` lies outside the workspace',
      where: 'input working-directory',
      mend: 'Give a folder within the workspace',
    });
  }
  const experiment = inputs.experiment || host.workflow || 'default';
  return {
    experiment,
    run_name: inputs['run-name'] || null,
    command: inputs.run === '' ? null : { run: inputs.run, shell: inputs.shell || 'bash' },
    workspace,
    cwd,
    tags: inputs.tags,
    datasets: inputs.datasets,
    params: inputs.params,
    metrics: inputs.metrics,
    artifacts: inputs.artifacts,
    model: inputs.model,
    model_name: inputs['model-name'] || experiment,
    flavor: inputs.flavor || null,
    record: choice({ name: 'record', value: inputs.record || 'auto' }, RECORD_MODES, faults),
  };
}
