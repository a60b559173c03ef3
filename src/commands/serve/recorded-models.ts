import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { Change } from '../../mlflow/state/changes.js';

/** The registered model that changes are about, where it is one of these. */
export function modelIn(changes: readonly Change[], models: ReadonlySet<string>): string | undefined {
  return changes
    .flatMap((change) => ('model' in change ? [change.model] : []))
    .find((name) => models.has(name));
}

/** Versions and stages of a ledger come with what a policy says of them, which this server does not ask. @throws ProtocolError */
export function refuseRecorded(changes: readonly Change[], recorded: ReadonlySet<string>): void {
  const model = modelIn(changes, recorded);
  if (model === undefined) return;
  throw new ProtocolError(
    'PERMISSION_DENIED',
    `${model} is a registered model of the ledger. Its versions come by \`lineage-gate register\`, its stages by ` +
      '`lineage-gate promote`, its aliases and descriptions by `lineage-gate models`.',
  );
}
