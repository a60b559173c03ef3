import type { Finding, RunRecord } from '../../generated/types.js';
import { quoted } from '../../printable.js';
import type { Judged } from '../judged.js';
import type { RunRule } from '../policy.js';

const SHOWN = 5;
/** Runs that are read for what is told of them. */
const MOST_MAKERS = 20;

/**
 * What another run made says nothing of this one's code and data, unless it is known which run and that it had the same. Of the code only
 * people can tell whether it matters, as where a build tool found nothing to do.
 */
export const runFresh: RunRule = ({ run: { fresh = 'known' } }, judged) => {
  if (fresh === false) return [];
  return judged.runs.flatMap((run) => {
    const stale = reusedOf(run).filter(({ made_by }) => fresh === true || made_by === null);
    if (stale.length === 0) return otherCode(run, judged);
    return [
      {
        rule: 'run.fresh',
        severity: 'error' as const,
        subject: run.run_id,
        message:
          fresh === true
            ? `Run ${run.run_id} did not write ${listed(stale)}, and the policy takes only what a run wrote itself`
            : `Run ${run.run_id} did not write ${listed(stale)}, and no run is known that did`,
        mend: 'Let the run write its outputs: remove what an earlier one left before the training starts',
      },
    ];
  });
};

function otherCode(run: RunRecord, { makers = new Map(), baseline }: Judged): Finding[] {
  const ids = new Set(reusedOf(run).flatMap(({ made_by }) => made_by ?? []));
  return [...ids].flatMap((id): Finding[] => {
    const maker = makers.get(id);
    if (maker === undefined || hasCodeOf(maker, run)) return [];
    const of = quoted(maker.inputs.code?.commit?.slice(0, 7) ?? '');
    const isBaseline = baseline?.runs.some(({ run_id }) => run_id === id) === true;
    const made = reusedOf(run).filter(({ made_by }) => made_by === id);
    return [
      {
        rule: 'run.fresh',
        severity: 'warning',
        subject: run.run_id,
        message: `Run ${run.run_id} did not write ${listed(made)}: run ${id} of commit ${of}${isBaseline ? ', which it is compared with,' : ''} made it with other code`,
        mend: 'Train with this code where it matters; `run: { fresh: true }` of the policy takes only what a run wrote itself',
      },
    ];
  });
}

/** By the files that were checked out where both records have them: one content may have several commits. */
function hasCodeOf(maker: RunRecord, run: RunRecord): boolean {
  const [theirs, own] = [maker.inputs.code, run.inputs.code];
  if (theirs == null || own == null) return true;
  const [tree, ownTree] = [theirs.tree ?? null, own.tree ?? null];
  return tree !== null && ownTree !== null ? tree === ownTree : theirs.commit === own.commit;
}

/** Ids of the runs that made what some reused. */
export function makersOf(runs: readonly RunRecord[]): string[] {
  return [...new Set(runs.flatMap(reusedOf).flatMap(({ made_by }) => made_by ?? []))].slice(0, MOST_MAKERS);
}

function listed(outputs: readonly { name: string }[]): string {
  const names = outputs.slice(0, SHOWN).map(({ name }) => name);
  const more = outputs.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

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
