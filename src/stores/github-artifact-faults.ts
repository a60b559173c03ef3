import type { Fault } from '../core/errors.js';

const CONFLICT = /\(409\)|already exists/i;

/** Whether the client says that the workflow run has an artifact of this name, finished or not. */
export function isConflict(error: unknown): boolean {
  return CONFLICT.test((error as Error).message);
}

/** The client tells its failures apart only by the text of their messages. */
const KNOWN: readonly [RegExp, Pick<Fault, 'code' | 'what' | 'mend'>][] = [
  [
    /ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'There is no artifact service: ACTIONS_RUNTIME_TOKEN or ACTIONS_RESULTS_URL is not set',
      mend: 'Run inside a GitHub Actions job, as an action; elsewhere use the local store',
    },
  ],
  [
    /not currently supported on GHES/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'GitHub Enterprise Server has no artifact service that this client can use',
      mend: 'Leave artifacts and model out on this server, or use the local store with a folder that you keep',
    },
  ],
  [
    CONFLICT,
    {
      code: 'E_STORE_CONFLICT',
      what: 'The workflow run has an artifact of this name',
      mend: 'Start a new run: what was stored for a run is never changed',
    },
  ],
  [
    /storage quota/i,
    {
      code: 'E_STORE_UPLOAD',
      what: 'The storage quota for artifacts is used up',
      mend: 'Delete old artifacts, shorten their retention, or raise the spending limit for GitHub Actions storage',
    },
  ],
  [
    /zip creation/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'A file could not be read while it was packed',
      mend: 'Let no other process change or delete the files of a run before the run has ended',
    },
  ],
  [
    /\((?:401|403)\)/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'The artifact service refused the token of the job',
      mend: 'Run the job again: the token ends with the job, and after six hours at the latest',
    },
  ],
];

/** The fault of an upload that the client gave up. */
export function uploadFault(name: string, error: Error): Fault {
  const where = `upload ${name}`;
  const known = KNOWN.find(([pattern]) => pattern.test(error.message));
  if (known !== undefined) return { ...known[1], where };
  const [first = ''] = error.message.split('\n');
  return {
    code: 'E_STORE_UPLOAD',
    what: `The upload failed: ${first.slice(0, 300)}`,
    where,
    mend: 'Run the job again; if it keeps failing, check that the runner reaches GitHub and its blob storage',
  };
}
