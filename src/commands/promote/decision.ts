import { Faults } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import { shown } from '../../core/key-values.js';
import { reasonFaults } from '../../core/reason.js';

/** An answer to a request for approvals. */
export interface Decision {
  kind: 'approve' | 'reject' | 'cancel';
  /** Event id of the request. */
  request: string;
  /** What the request must be about, where it was given; null: whatever it is about. */
  model: string | null;
  version: string | null;
  stage: string | null;
  reason: string | null;
  dry_run: boolean;
}

export interface DecisionTexts {
  approve: string;
  reject: string;
  cancel: string;
  model: string;
  version: string;
  stage: string;
  reason: string;
  dryRun: boolean;
}

const KINDS = ['approve', 'reject', 'cancel'] as const;
/** A decision from texts; null when they name no request. @throws UserError with every fault */
export function decisionOf(texts: DecisionTexts): Decision | null {
  const named = KINDS.filter((kind) => texts[kind].trim() !== '');
  const [kind] = named;
  if (kind === undefined) return null;
  const faults = new Faults();
  const request = texts[kind].trim().toLowerCase();
  if (named.length > 1) {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `${named.map((name) => `\`${name}\``).join(' and ')} are given, and a request gets one answer`,
      where: `input ${named[1]}`,
      mend: 'Leave all but one away',
    });
  }
  if (!isId(request)) {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`${kind}\` is ${shown(texts[kind])}, which is no id of a request`,
      where: `input ${kind}`,
      mend: 'Take the 32 digits from the issue of the request, or from `lineage-gate requests ls`',
    });
  }
  const reason = texts.reason.trim();
  if (kind === 'reject' && reason === '') {
    faults.add({
      code: 'E_INPUT_MISSING',
      what: '`reason` is empty, and a rejection needs one',
      where: 'input reason',
      mend: 'Say why: `reason` of the action, `--reason WHY` on the command line, `/reject ID why` in a comment',
    });
  }
  for (const fault of reasonFaults(reason, 'input reason')) faults.add(fault);
  faults.throwIfAny();
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    kind,
    request,
    model: given(texts.model),
    version: given(texts.version),
    stage: given(texts.stage),
    reason: given(reason),
    dry_run: texts.dryRun,
  };
}
