import type { Finding, RunRecord } from '../../generated/types.js';
import { contradicted } from '../../lineage/data-tags.js';
import { quoted } from '../../printable.js';
import type { Rule, Tags } from '../policy.js';

/** The tag `dataset_version` and the datasets of a run that say two things; people and patterns go by the tag, lineage by both. */
export const dataTag: Rule = (_policy, { tags, judged }) => {
  const all = judged?.runs.flatMap((run, index) => dataTagFindings(run, tags[index] ?? tags[0])) ?? [];
  return [...new Map(all.map((finding) => [finding.message, finding])).values()];
};

/** @param tags those that count; default: its own */
export function dataTagFindings({ inputs, tags: own }: RunRecord, tags: Tags = own): Finding[] {
  return contradicted(tags['dataset_version'], inputs.datasets).map(({ said, used: { name, version } }) => ({
    rule: 'tags.dataset_version.datasets',
    severity: 'warning',
    subject: 'dataset_version',
    message: `The tag \`dataset_version\` says ${quoted(said)}, and the run used ${quoted(`${name}@${version}`)}`,
    mend: 'Leave the tag out, and it is made of the datasets; or give both the same version',
  }));
}
