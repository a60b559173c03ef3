import { UserError } from '../../core/errors.js';
import type { Environment } from '../program.js';
import type { Ci, Context } from './ci.js';
import { githubCi, isGitHubActions, readEvent } from './github.js';
import { type CiInfo, otherCi } from './other.js';

export interface CiSource {
  env: Environment;
  /** Asks the library `ci-info`; not called within GitHub Actions. */
  ciInfo: () => Promise<CiInfo>;
  /** JSON text of the job's matrix leg (`toJSON(matrix)`); empty or `null` when there is none. */
  matrix: string;
  toolVersion: string;
}

const MAX_MATRIX_CHARACTERS = 64 * 1024;

/**
 * Finds out which CI system this is, if any, and what it says about the job.
 * @throws UserError when the event payload cannot be read or the matrix is no JSON object
 */
export async function detectCi({ env, ciInfo, matrix, toolVersion }: CiSource): Promise<Ci> {
  if (!isGitHubActions(env)) return otherCi(await ciInfo(), env, toolVersion);
  const event = await readEvent(env['GITHUB_EVENT_PATH']);
  return githubCi({ env, event, matrix: parseMatrix(matrix), toolVersion });
}

/** @throws UserError E_INPUT_INVALID */
export function parseMatrix(text: string): Context['matrix'] {
  const fault = (what: string) =>
    new UserError({
      code: 'E_INPUT_INVALID',
      what,
      where: 'matrix',
      mend: 'Leave the input away, since its default is the matrix of the job, or give the value of toJSON(matrix)',
    });
  if (text.trim() === '') return null;
  if (text.length > MAX_MATRIX_CHARACTERS) throw fault('The matrix is longer than 65,536 characters');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault('The matrix is not JSON');
  }
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw fault('The matrix is no JSON object');
  const count = Object.keys(value).length;
  // act gives every job a matrix.
  if (count === 0) return null;
  if (count > 100) throw fault('The matrix has more than 100 keys');
  return value;
}
