import type { ErrorCode } from './error-codes.js';
import type { Fault } from './errors.js';
import type { Problem, RunRecord } from './generated/types.js';

/** Problems of a record, as many as its schema takes. */
export const PROBLEMS_LIMIT = 200;

/**
 * What of a finished run could not be collected, for its record. Says how many more there were than a record takes.
 * @param redact takes out what looks like a credential
 */
export function problemsOf(faults: readonly Fault[], redact: (text: string) => string): Problem[] {
  const problems = faults.slice(0, PROBLEMS_LIMIT).map((fault) => problemOf(fault, redact));
  const more = faults.length - problems.length;
  const last = problems.at(-1);
  if (more > 0 && last !== undefined) last.what = cut(`${last.what} (and ${more} more problems)`, 2000);
  return problems;
}

/** One problem more, in the place of the last one where a record takes no more. */
export function withProblem(problems: readonly Problem[] = [], fault: Fault): Problem[] {
  return [...problems.slice(0, PROBLEMS_LIMIT - 1), problemOf(fault, (text) => text)];
}

export function hasProblem({ problems = [] }: Pick<RunRecord, 'problems'>, code: ErrorCode): boolean {
  return problems.some((problem) => problem.code === code);
}

function problemOf({ code, what, where, mend }: Fault, redact: (text: string) => string): Problem {
  return {
    code,
    what: cut(redact(what), 2000),
    where: where === undefined ? null : cut(redact(where), 1200),
    mend: cut(mend, 1000),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
