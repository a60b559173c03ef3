import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import { tagsFaults } from '../../core/key-values.js';

/** The tags of a version: those of its run, and those that its registration adds. @throws UserError E_TAG_INVALID */
export function versionTags(run: RunRecord, given: Readonly<Record<string, string>>): ModelVersion['tags'] {
  for (const [key, value] of Object.entries(given)) {
    if (Object.hasOwn(run.tags, key) && run.tags[key] !== value) {
      throw new UserError({
        code: 'E_TAG_INVALID',
        what: `The tag \`${key}\` of run ${run.run_id} is \`${run.tags[key]}\` and cannot be made \`${value}\` afterwards`,
        where: 'input tags',
        mend: `Remove \`${key}\` from \`tags\` of the register step`,
      });
    }
  }
  const tags = { ...run.tags, ...given };
  const faults = tagsFaults(Object.entries(tags), 'input tags');
  if (faults.length > 0) throw new UserError(faults);
  return tags;
}
