/** What did not happen when the action ends with an error, whatever its inputs are. */
export function recallTitle(env: NodeJS.ProcessEnv): string {
  const isGiven = (name: string) => !['', 'false'].includes((env[`INPUT_${name}`] ?? '').trim());
  if (isGiven('CLEAR')) return 'Nothing was cleared';
  return isGiven('REFRESH') ? 'No issue was refreshed' : 'Nothing was recalled';
}
