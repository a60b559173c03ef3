import type { ParkedChecks } from './parked-check.js';
import type { Listed } from './turn.js';

/** Refs of parked runs; the run's id follows. */
export const INBOX = 'refs/lineage/inbox/';

/** What to push to park commits, by run id. */
export function parkingRefs(commits: ReadonlyMap<string, string>): string[] {
  return [...commits].map(([id, commit]) => `${commit}:${INBOX}${id}`);
}

/** @param lines `<id>\t<ref>` each @param checks that know what waits there for nobody */
export function listedIn(lines: string, branch: string, checks: ParkedChecks): Listed {
  const refs = lines.split('\n').map((line) => line.split('\t'));
  const ids = refs.flatMap(([commit = '', ref = '']) => {
    const run = ref.startsWith(INBOX) ? ref.slice(INBOX.length) : '';
    return run !== '' && checks.waits(run, commit) ? [run] : [];
  });
  return { tip: refs.find(([, ref]) => ref === branch)?.[0] ?? null, ids };
}

/**
 * What a fetch has found, as it writes it down by itself.
 * @param text of `FETCH_HEAD`
 * @returns commits of the branch and of what is parked, these by what should be a run's id
 */
export function fetchedIn(text: string, branch: string): { tip?: string; parked: Map<string, string> } {
  const parked = new Map<string, string>();
  let tip: string | undefined;
  for (const line of text.split('\n')) {
    const [, id = '', name = ''] = /^([0-9a-f]{40,64})\t(?:not-for-merge)?\t(.*' of )/.exec(line) ?? [];
    if (name.startsWith(`branch '${branch}' of `)) tip = id;
    const run = /^'refs\/lineage\/inbox\/(.+)' of $/.exec(name)?.[1];
    if (run !== undefined) parked.set(run, id);
  }
  return tip === undefined ? { parked } : { tip, parked };
}
