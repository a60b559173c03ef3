import type { RunRecord } from '../../generated/types.js';
import type { RunRule } from '../policy.js';

const SHOWN = 5;

/** What another run made says nothing of this one's code and data, unless it is known which run and that it had the same. */
export const runFresh: RunRule = ({ run: { fresh = 'known' } }, { runs }) => {
  if (fresh === false) return [];
  return runs.flatMap((run) => {
    const stale = reusedOf(run).filter(({ made_by }) => fresh === true || made_by === null);
    if (stale.length === 0) return [];
    const names = stale.slice(0, SHOWN).map(({ name }) => name);
    const more = stale.length - names.length;
    const which = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return [
      {
        rule: 'run.fresh',
        severity: 'error' as const,
        subject: run.run_id,
        message:
          fresh === true
            ? `Run ${run.run_id} did not write ${which}, and the policy takes only what a run wrote itself`
            : `Run ${run.run_id} did not write ${which}, and no run is known that did`,
        mend: 'Let the run write its outputs: remove what an earlier one left before the training starts',
      },
    ];
  });
};

function reusedOf({ outputs }: RunRecord): { name: string; made_by: string | null }[] {
  const metrics = Object.entries(outputs.metrics).map(([key, metric]) => ({
    name: `metric \`${key}\``,
    ...metric,
  }));
  const models = outputs.models.map((model) => ({ name: `model \`${model.path}\``, ...model }));
  return [...models, ...metrics]
    .filter(({ reused }) => reused === true)
    .map(({ name, made_by = null }) => ({ name, made_by }));
}
