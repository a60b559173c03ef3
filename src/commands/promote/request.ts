import { type Fault, Faults, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { reasonFaults } from '../../core/reason.js';
import { ARCHIVED, FIRST_STAGE, STAGES, stageNamed } from '../../core/registry/registry.js';
import { endpointFaults } from '../endpoints/request.js';
import { choiceOf } from './resolve.js';

export interface PromoteRequest {
  model: string;
  /** A number, `latest`, `@alias` or a stage. */
  version: string;
  stage: string;
  reason: string | null;
  /** Null: as is usual for the stage. */
  archive_existing: boolean | null;
  /** Where the version serves from now on; null: that is not said. */
  endpoint: string | null;
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
  /** Default: none. */
  endpoint?: string;
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
  if (texts.rollback && stage === FIRST_STAGE) faults.add(noWayBack());
  if (!texts.rollback && texts.version !== '') for (const fault of versionFaults(texts)) faults.add(fault);
  // What a workflow's input is by default says nothing.
  if (texts.rollback && texts.version !== '' && texts.version !== 'latest') {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`version\` is ${shown(texts.version)}, and a rollback finds its version itself`,
      where: 'input version',
      mend: 'Leave `version` away, or `rollback`',
    });
  }
  const endpoint = texts.endpoint ?? '';
  if (endpoint !== '') {
    for (const fault of endpointFaults(endpoint, 'input endpoint')) faults.add(fault);
    if (stage === ARCHIVED || stage === FIRST_STAGE) faults.add(servesNothing(stage));
  }
  for (const fault of reasonFaults(reason, 'input reason')) faults.add(fault);
  faults.throwIfAny();
  return {
    model: texts.model,
    version: texts.version || 'latest',
    stage: stage ?? '',
    reason: reason === '' ? null : reason,
    archive_existing: texts.archiveExisting,
    endpoint: endpoint === '' ? null : endpoint,
    rollback: texts.rollback,
    override: texts.override,
    dry_run: texts.dryRun,
  };
}

/** Also where they are said in another order than the command line has them. */
function versionFaults({ model, version }: PromoteTexts): readonly Fault[] {
  try {
    choiceOf(version);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!/^\d+$/.test(model)) return error.faults;
    const mend =
      'The model comes first, then the version, then the stage: `lineage-gate promote MODEL VERSION STAGE`';
    return error.faults.map((fault) => ({
      ...fault,
      what: `${fault.what}, and \`model\` is ${shown(model)}`,
      mend,
    }));
  }
}

function noWayBack(): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `\`stage\` is ${FIRST_STAGE}, where every version begins: it cannot be rolled back`,
    where: 'input stage',
    mend: 'Roll back Production, Staging or Archived; a version is taken out of a stage with `lineage-gate promote MODEL VERSION None`',
  };
}

function servesNothing(stage: string) {
  return {
    code: 'E_INPUT_INVALID',
    what: `\`endpoint\` is given, and a version in ${stage} serves nowhere`,
    where: 'input endpoint',
    mend: 'Leave it away; where the version served, record that it does no more: lineage-gate withdrawn ENDPOINT',
  } as const;
}

function missing(name: string, mend: string) {
  return {
    code: 'E_INPUT_MISSING',
    what: `\`${name}\` is empty`,
    where: `input ${name}`,
    mend,
  } as const;
}
