import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import { modelNameClash } from '../../core/model-names.js';
import { printable } from '../../core/printable.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { findModels } from '../../ledger/read/records.js';

/**
 * Of a new model only, else whoever may push could stop an old one by a folder that is named like it. Names that differ only in case
 * would be one folder on half of the world's file systems; others are one to the eye.
 * @throws UserError E_NAME_INVALID
 */
export async function requireFreeName(
  view: LedgerView,
  { model, where }: { model: string; where: string },
  log: Log,
): Promise<void> {
  const { names, faults } = await findModels(view);
  for (const { faults: told } of faults)
    for (const { what } of told) log.warning(`${what}; it is passed over.`);
  requireFreeAmong(names, { model, where });
}

/** @param names in use; the model's own may be among them @throws UserError E_NAME_INVALID */
export function requireFreeAmong(
  names: readonly string[],
  { model, where }: { model: string; where: string },
): void {
  const clash = modelNameClash(model, names);
  if (clash === undefined) return;
  const other = printable(clash.name);
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `There is a registered model \`${other}\`, which differs from \`${model}\` ${clash.why}`,
    where,
    mend: `Use the name \`${other}\` as it is registered, or one that differs in more than that`,
  });
}
