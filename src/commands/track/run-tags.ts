import { datasetVersion } from '../../core/dataset-version.js';
import type { Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { parseKeyValues } from '../../core/key-values.js';
import { LOGGED_DATA } from '../../core/lineage/data-tags.js';
import { lineageTags } from '../../core/lineage-tags.js';
import { loggedDataTag } from '../../core/logged-data.js';
import type { Gathered } from './gather.js';
import type { Session } from './session.js';

/**
 * The tags of a run. Where those of the script contradict what was seen, those are kept that are known without it.
 * @param otherwise tag `dataset_version` of a run that names no data
 */
export async function runTags(
  session: Session,
  { scriptTags, inputs: { datasets, given, also_named } }: Pick<Gathered, 'scriptTags' | 'inputs'>,
  { faults, otherwise = null }: { faults: Faults; otherwise?: string | null },
): Promise<RunRecord['tags']> {
  const sources = {
    given: Object.fromEntries(parseKeyValues(session.request.tags, 'tags')),
    datasetVersion: datasetVersion(given.length > 0 ? given : datasets) ?? otherwise,
    commit: session.code?.commit ?? null,
    mergeCommit: session.code?.merge_commit ?? null,
    triggeredBy: session.triggered_by,
  };
  const found = await faults.catch(() => lineageTags({ ...sources, script: scriptTags }));
  const tags = found ?? lineageTags({ ...sources, script: {} });
  const said = { version: tags['dataset_version'], own: tags[LOGGED_DATA] };
  const { tag, problems } = loggedDataTag(also_named, said);
  for (const problem of problems) faults.add(problem);
  return Object.assign(tags, Object.fromEntries(tag));
}
