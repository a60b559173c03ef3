import { type Fault, UserError } from '../core/errors.js';

/** The part of octokit's RequestError that is used. A request that never arrived has status 500 and no response. */
export interface ApiAnswer extends Error {
  status: number;
  response?: { headers: Record<string, string | number | undefined> };
}

/** What a call takes, and what to say where it is not there. */
interface Needs {
  permission: string;
  mend?: string;
}

const LONGEST_WAIT_S = 60;

/** Whether waiting so many seconds for GitHub is worth the time of a job. */
export function mayWait(seconds: number): boolean {
  return seconds <= LONGEST_WAIT_S;
}

export function isApiAnswer(error: unknown): error is ApiAnswer {
  return (
    error instanceof Error && error.name === 'HttpError' && typeof (error as ApiAnswer).status === 'number'
  );
}

/**
 * What a user can mend about a failed call. A request that GitHub calls malformed is a defect of ours and stays what it is.
 * @param purpose what the call was for, and the permission it needs
 */
export function apiFault(error: ApiAnswer, purpose: Needs & { what: string }, apiUrl: string): Error {
  const known = faultOf(error, purpose, apiUrl);
  if (known === null) return error;
  const what = `The GitHub API did not let us ${purpose.what}: ${known.why}`;
  const fault: Fault = { code: 'E_GITHUB_API', what, where: apiUrl, mend: known.mend };
  return new UserError(fault, { cause: error });
}

function faultOf(
  error: ApiAnswer,
  { permission, mend }: Needs,
  apiUrl: string,
): { why: string; mend: string } | null {
  const why = reason(error);
  if (error.response === undefined) {
    return { why, mend: `Check that ${apiUrl} can be reached from here, through a proxy if there is one` };
  }
  if (isLimited(error)) {
    return { why, mend: 'Run the job again later, or make fewer requests with this token' };
  }
  if (mend !== undefined && [401, 403, 404].includes(error.status)) return { why, mend };
  switch (error.status) {
    case 401:
      return {
        why,
        mend: 'Pass a token that is valid and has not expired, such as that of the job (github.token)',
      };
    case 403:
      return { why, mend: `Give the job the permission \`${neededPermission(error) ?? permission}\`` };
    case 404:
      return { why, mend: `Check the name, and that the token has \`${permission}\` for this repository` };
    case 410:
    case 451:
      return { why, mend: 'Use something that GitHub still has' };
    default:
      return error.status >= 500
        ? { why, mend: 'Run the job again later; GitHub says at https://www.githubstatus.com what is broken' }
        : null;
  }
}

/** The message without the link to the documentation, on one line. */
function reason(error: ApiAnswer): string {
  const text = error.message
    .replace(/ - https:\/\/docs\.github\.com\S*$/, '')
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 300);
  return error.response === undefined ? text : `${text} (${error.status})`;
}

function isLimited(error: ApiAnswer): boolean {
  return error.status === 429 || /rate limit/i.test(error.message);
}

/** GitHub names it as `contents=write`; alternatives are separated by semicolons. */
function neededPermission(error: ApiAnswer): string | null {
  const header = String(error.response?.headers['x-accepted-github-permissions'] ?? '');
  const first = header.split(';')[0]?.trim() ?? '';
  if (!/^[a-z_]+=[a-z]+(?:,\s*[a-z_]+=[a-z]+)*$/.test(first)) return null;
  return first.replaceAll('_', '-').replaceAll('=', ': ').replace(/,\s*/g, ', ');
}
