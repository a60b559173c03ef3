import type { RunRecord } from '../generated/types.js';
import { isSameRepository } from '../remote-repository.js';
import { contentsOf, contentsRead } from './contents.js';
import { push } from './sources.js';

export interface ReadDataset {
  name: string;
  version: string;
  isJudge: boolean;
  /** Whether it was another while the run went on: which of the two it read nobody knows. */
  isChanged: boolean;
  /** Set for what the record has among the inputs that changed, and not as the dataset's digest. */
  isOther?: true;
  /** Null where no content was recorded. */
  digest: string | null;
  /** How contents are compared: only those of one scheme are. None for what is empty, which everybody makes. */
  contents: readonly string[];
  made_by: string | null;
  source: { place: string; revision: string | null; run_id: string | null } | null;
}

/** A dataset that changed while the run went on has two contents: which of them it read nobody knows. */
export function datasetsOf({ datasets, changed = [], code }: RunRecord['inputs']): ReadDataset[] {
  const repository = code?.repository ?? null;
  const keyOf = ({ name, path }: { name: string; path: string | null }) => JSON.stringify([name, path]);
  const byKey = new Map<string, unknown[]>();
  for (const one of changed)
    if (one.kind === 'dataset') for (const digest of [one.begin, one.end]) push(byKey, keyOf(one), digest);
  const others =
    byKey.size === 0
      ? []
      : datasets.flatMap((data) =>
          [...new Set(byKey.get(keyOf(data)))].flatMap((digest): ReadDataset[] =>
            !isDigest(digest) || digest === data.digest
              ? []
              : [
                  {
                    ...readDataset(data, repository),
                    digest,
                    contents: contentsOf(digest, data.scheme),
                    isOther: true,
                    // What the record names made the one that it has the digest of.
                    made_by: null,
                  },
                ],
          ),
        );
  return [...datasets.map((data) => readDataset(data, repository)), ...others];
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function readDataset(data: RunRecord['inputs']['datasets'][number], repository: string | null): ReadDataset {
  const { name, version, digest, made_by = null, source } = data;
  return {
    name,
    version,
    digest,
    made_by,
    isJudge: isJudge(data),
    isChanged: data.changed_during_run === true,
    contents: contentsRead(data),
    source: elsewhere(source, repository),
  };
}

/** Whether a run was judged on it, and not trained. */
export function isJudge({ role }: Pick<RunRecord['inputs']['datasets'][number], 'role'>): boolean {
  return role === 'validation' || role === 'test';
}

function elsewhere(
  source: RunRecord['inputs']['datasets'][number]['source'],
  own: string | null,
): ReadDataset['source'] {
  if (source === null || typeof source === 'string' || source.repository == null) return null;
  if (own !== null && isSameRepository(source.repository, own) && source.ledger == null) return null;
  return { place: source.repository, revision: source.revision ?? null, run_id: source.run_id ?? null };
}
