import type { RunRule } from '../policy.js';

/** Problems that one finding tells in full. */
const SHOWN = 5;

/** What could not be collected may be the very thing that the verdict needs. */
export const runComplete: RunRule = ({ run: { complete = 'error' } }, { runs }) => {
  if (complete === 'off') return [];
  return runs
    .filter(({ problems = [] }) => problems.length > 0)
    .map(({ run_id, problems = [] }) => {
      const told = problems.slice(0, SHOWN).map(({ code, what, where }) => {
        return `${code}: ${what}${where === null ? '' : ` (${where})`}`;
      });
      const more = problems.length - told.length;
      return {
        rule: 'run.complete',
        severity: complete,
        subject: run_id,
        message: `Run ${run_id} is incomplete: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
        mend: [...new Set(problems.slice(0, SHOWN).map(({ mend }) => mend))].join('. '),
      };
    });
};
