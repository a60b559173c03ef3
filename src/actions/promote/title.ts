/** Inputs of the action that say what is asked for, and what was not done when it fails. */
const ASKED = [
  ['ALIASES', 'No alias was changed'],
  ['REMOVE-ALIASES', 'No alias was changed'],
  ['APPROVE', 'Nothing was approved'],
  ['REJECT', 'Nothing was rejected'],
  ['CANCEL', 'Nothing was cancelled'],
  ['REPAIR', 'Nothing was repaired'],
  ['RECORDS', 'Nothing was repaired'],
  ['ROLLBACK', 'Nothing was rolled back'],
] as const;

/** What did not happen when the action ends with an error, whatever its inputs are. */
export function promoteTitle(env: NodeJS.ProcessEnv): string {
  const isGiven = (name: string) => !['', 'false'].includes((env[`INPUT_${name}`] ?? '').trim());
  const asked = ASKED.find(([name]) => isGiven(name));
  if (asked !== undefined) return asked[1];
  const isComment = env['GITHUB_EVENT_NAME'] === 'issue_comment' && !isGiven('MODEL');
  return isComment ? 'Nothing was decided' : 'Nothing was promoted';
}
