import type { Listed } from './turn.js';

/** Refs of parked runs; the run's id follows. */
export const INBOX = 'refs/lineage/inbox/';

/** What to push to park commits, by run id. */
export function parkingRefs(commits: ReadonlyMap<string, string>): string[] {
  return [...commits].map(([id, commit]) => `${commit}:${INBOX}${id}`);
}

/** @param lines `<id>\t<ref>` each */
export function listedIn(lines: string, branch: string): Listed {
  const refs = lines.split('\n').map((line) => line.split('\t'));
  const ids = refs.flatMap(([, ref = '']) => (ref.startsWith(INBOX) ? [ref.slice(INBOX.length)] : []));
  return { tip: refs.find(([, ref]) => ref === branch)?.[0] ?? null, ids };
}
