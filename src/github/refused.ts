import { type Fault, UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import type { Purpose } from './client.js';
import { type ApiAnswer, isApiAnswer } from './faults.js';

/** Something that is good to have was not done. It changes no verdict: the caller says it elsewhere, and why. */
export interface Refused {
  done: 'refused';
  /** Permission of the job that is missing, as in a workflow: `statuses: write`. null where it is not that. */
  permission: string | null;
  fault: Fault;
}

/** What the work gives, or why GitHub did not let it be done. Defects of ours are thrown all the same. */
export async function orRefused<T>(purpose: Purpose, work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    const fault = faultOf(error, purpose);
    if (fault === null) throw error;
    const { permission } = purpose;
    if (!lacksPermission(error)) return { done: 'refused', permission: null, fault };
    // GitHub names `issues` first where comments are concerned, which is more than a pull request takes.
    return {
      done: 'refused',
      permission,
      fault: { ...fault, mend: `Give the job the permission \`${permission}\`` },
    };
  }
}

function faultOf(error: unknown, { what }: Purpose): Fault | null {
  if (error instanceof UserError) return error.has('E_GITHUB_API') ? (error.faults[0] ?? null) : null;
  // What is refused here is about the text or the commit, and the text is partly that of users.
  if (!isApiAnswer(error) || error.status !== 422) return null;
  return {
    code: 'E_GITHUB_API',
    what: `The GitHub API did not let us ${what}: ${printable(error.message).slice(0, 300)} (422)`,
    mend: 'Read the summary of the job instead, which says the same',
  };
}

function lacksPermission(error: unknown): boolean {
  const cause = error instanceof UserError ? error.cause : null;
  return isApiAnswer(cause) && cause.status === 403 && saysSo(cause);
}

/** GitHub says 403 also of a locked conversation, an archived repository and a rate limit. */
function saysSo(answer: ApiAnswer): boolean {
  return /Resource not accessible by/i.test(answer.message);
}
