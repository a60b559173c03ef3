import type { Fault } from './errors.js';
import type { Problem } from './generated/types.js';

/** Problems of a record, as many as its schema takes. */
const PROBLEMS_LIMIT = 200;

/** What of a finished run could not be collected, for its record. Says how many more there were than a record takes. */
export function problemsOf(faults: readonly Fault[]): Problem[] {
  const problems = faults.slice(0, PROBLEMS_LIMIT).map(problemOf);
  const more = faults.length - problems.length;
  const last = problems.at(-1);
  if (more > 0 && last !== undefined) last.what = cut(`${last.what} (and ${more} more problems)`, 2000);
  return problems;
}

function problemOf({ code, what, where, mend }: Fault): Problem {
  return {
    code,
    what: cut(what, 2000),
    where: where === undefined ? null : cut(where, 1200),
    mend: cut(mend, 1000),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
