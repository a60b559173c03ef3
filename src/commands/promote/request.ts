import { Faults } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { STAGES, stageNamed } from '../../core/registry/registry.js';

/** Characters of a reason, as its record takes them. */
const LONGEST_REASON = 2000;

export interface PromoteRequest {
  model: string;
  /** A number, `latest`, `@alias` or a stage. */
  version: string;
  stage: string;
  reason: string | null;
  /** Null: as is usual for the stage. */
  archive_existing: boolean | null;
  /** Whether the version is the one that the stage held before. */
  rollback: boolean;
  /** Whether to move it without the approvals that the stage needs. */
  override: boolean;
  dry_run: boolean;
}

export interface PromoteTexts {
  model: string;
  version: string;
  stage: string;
  reason: string;
  /** Null: as is usual for the stage. */
  archiveExisting: boolean | null;
  rollback: boolean;
  override: boolean;
  dryRun: boolean;
}

/** A request from texts, of the workflow or the command line. @throws UserError with every fault */
export function promoteRequestOf(texts: PromoteTexts): PromoteRequest {
  const faults = new Faults();
  const stage = stageNamed(texts.stage);
  const reason = texts.reason.trim();
  if (texts.model === '') faults.add(missing('model', 'Name the registered model'));
  if (texts.stage === '') faults.add(missing('stage', `Name one of ${STAGES.join(', ')}`));
  else if (stage === undefined) {
    const meant = nearest(texts.stage, STAGES);
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `There is no stage ${shown(texts.stage)}`,
      where: 'input stage',
      mend: meant === undefined ? `Use one of ${STAGES.join(', ')}` : `Did you mean \`${meant}\`?`,
    });
  }
  if ((stage === 'Production' || texts.rollback || texts.override) && reason === '')
    faults.add(missing('reason', 'Say why: it is what an auditor reads'));
  if (texts.rollback && texts.version !== '') {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`version\` is ${shown(texts.version)}, and a rollback finds its version itself`,
      where: 'input version',
      mend: 'Leave `version` away, or `rollback`',
    });
  }
  if (reason.length > LONGEST_REASON) {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`reason\` has ${reason.length} characters, and there is room for ${LONGEST_REASON}`,
      where: 'input reason',
      mend: 'Shorten it, and link to what says more',
    });
  }
  faults.throwIfAny();
  return {
    model: texts.model,
    version: texts.version || 'latest',
    stage: stage ?? '',
    reason: reason === '' ? null : reason,
    archive_existing: texts.archiveExisting,
    rollback: texts.rollback,
    override: texts.override,
    dry_run: texts.dryRun,
  };
}

function missing(name: string, mend: string) {
  return {
    code: 'E_INPUT_MISSING',
    what: `\`${name}\` is empty`,
    where: `input ${name}`,
    mend,
  } as const;
}
