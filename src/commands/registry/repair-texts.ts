import { Faults } from '../../core/errors.js';
import { reasonFaults } from '../../core/reason.js';
import type { RepairRequest } from './repair-request.js';

/** A repair that a workflow asks for. */
export interface AskedRepair extends RepairRequest {
  kind: 'repair';
  /** Null only where nothing is to be written. */
  reason: string | null;
  dry_run: boolean;
}

export interface RepairTexts {
  /** Whether `repair` is on: `records` without it may be meant for something else. */
  isAsked: boolean;
  model: string;
  /** Paths, which hold no white space, with some between them. */
  records: string;
  reason: string;
  /** Inputs that a repair has no use for, by their names. */
  unused: Record<string, string>;
  dryRun: boolean;
}

/** A repair from texts. @throws UserError with every fault */
export function askedRepairOf({ isAsked, model, records, reason, unused, dryRun }: RepairTexts): AskedRepair {
  const faults = new Faults();
  const missing = (name: string, mend: string) =>
    faults.add({ code: 'E_INPUT_MISSING', what: `\`${name}\` is empty`, where: `input ${name}`, mend });
  if (model === '') missing('model', 'Name the registered model');
  if (reason === '' && !dryRun)
    missing('reason', 'Say why these records do not count: it is what an auditor reads');
  for (const fault of reasonFaults(reason, 'input reason')) faults.add(fault);
  if (!isAsked)
    faults.add({
      code: 'E_INPUT_INVALID',
      what: '`records` is given, and `repair` is not `true`',
      where: 'input records',
      mend: 'Leave it away, or set `repair`',
    });
  for (const [name, text] of Object.entries(unused)) {
    if (text === '' || text === 'false') continue;
    const what = `\`${name}\` is given, and a repair is of records, not of a version or a stage`;
    faults.add({
      code: 'E_INPUT_INVALID',
      what,
      where: `input ${name}`,
      mend: `Leave \`${name}\` away, or \`repair\``,
    });
  }
  faults.throwIfAny();
  return {
    kind: 'repair',
    model,
    records: records.split(/\s+/).filter((path) => path !== ''),
    reason: reason === '' ? null : reason,
    dry_run: dryRun,
  };
}
