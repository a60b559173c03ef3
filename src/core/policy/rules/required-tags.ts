import type { Finding } from '../../generated/types.js';
import { isBlank } from '../../printable.js';
import { isLogged } from '../../trust.js';
import type { PolicyFacts, Rule } from '../policy.js';
import { inSome } from './some-runs.js';

const MENDS: ReadonlyMap<string, string> = new Map([
  [
    'dataset_version',
    "Name the data in the track step: `datasets: NAME=VERSION PATH`, or `tags: dataset_version=VERSION` (command line: `--dataset 'NAME=VERSION PATH'`, or `--tag dataset_version=VERSION`)",
  ],
  [
    'git_commit',
    'Check the repository out before the track step (`uses: actions/checkout`), or train inside a git repository with a commit',
  ],
  [
    'triggered_by',
    'Add `triggered_by=WHO_OR_WHAT` to `tags` of the track step (command line: `--tag triggered_by=WHO_OR_WHAT`)',
  ],
]);

/** A required lineage tag that a run lacks, or that is empty. */
export const requiredTags: Rule = (policy, { tags, judged }) =>
  policy.required_tags.flatMap((key): Finding[] => {
    const lacking = tags.filter((own) => !Object.hasOwn(own, key) || isBlank(own[key] ?? '')).length;
    if (lacking === 0) return [];
    return [
      {
        rule: `required_tags.${key}`,
        severity: 'error',
        subject: key,
        message: `The lineage tag \`${key}\` is missing${inSome(lacking, tags.length)}`,
        mend: mendOf(key, judged),
      },
    ];
  });

function mendOf(key: string, judged: PolicyFacts['judged']): string {
  // No track step has made what clients logged.
  if (judged !== undefined && judged.runs.length > 0 && judged.runs.every(isLogged))
    return `Give it to the version: \`create_model_version(…, tags={"${key}": "VALUE"})\` (command line: \`lineage-gate register MODEL --run RUN_ID --tag ${key}=VALUE\`), or log it to the run before that has ended: \`mlflow.set_tag("${key}", "VALUE")\``;
  return (
    MENDS.get(key) ??
    `Add \`${key}=VALUE\` to \`tags\` of the track step (command line: \`--tag ${key}=VALUE\`)`
  );
}
