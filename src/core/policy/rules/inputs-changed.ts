import type { RunRule } from '../policy.js';

const SHOWN = 5;
/** Of a params file that changed. */
export const UNREAD = 'could not be read at the end';

/** Which of two readings the training had cannot be known; both are in the record. */
export const inputsChanged: RunRule = ({ run: { inputs_changed = 'warning' } }, { runs }) => {
  if (inputs_changed === 'off') return [];
  return runs.flatMap(({ run_id, inputs: { changed = [] } }) => {
    if (changed.length === 0) return [];
    const told = changed.slice(0, SHOWN).map(({ kind, name, begin, end }) => {
      if (kind === 'params-file') return `\`${name}\` (${UNREAD})`;
      return kind === 'dataset' ? `dataset ${name}` : `param ${name} (${String(begin)} to ${String(end)})`;
    });
    const more = changed.length - told.length;
    return [
      {
        rule: 'run.inputs_changed',
        severity: inputs_changed,
        subject: run_id,
        message: `Inputs of run ${run_id} changed while it went on: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
        mend: 'Train again with inputs that nobody changes meanwhile; see inputs.changed of the record for both readings',
      },
    ];
  });
};
