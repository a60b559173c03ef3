/** What GitHub puts behind the number of a workflow run: an attempt, a job, a line of its log. */
const BEHIND = /^\d{1,20}(?:\/attempts\/\d{1,10})?(?:\/job\/\d{1,20})?(?:#step:\d{1,10}:\d{1,10})?$/;

/**
 * Whether an address that a record may have brought is the page of a workflow run of a repository, or of a part of it.
 * @param repository its address: `https://github.com/octo/models`
 */
export function isRunPage(url: string, repository: string): boolean {
  const runs = `${repository}/actions/runs/`;
  const start = url.slice(0, runs.length);
  return start.toLowerCase() === runs.toLowerCase() && BEHIND.test(url.slice(runs.length));
}
