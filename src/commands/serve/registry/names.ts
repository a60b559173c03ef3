import { UserError } from '../../../core/errors.js';
import { encodeName, isName } from '../../../core/names.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { invalid } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';

/** Characters of the name of a model or an alias, as the ledger has them. */
const LONGEST = 200;

/** Whether the ledger has a place for a model of this name. */
export function isHeldByLedgers(name: string): boolean {
  return name.length <= LONGEST && isName(name);
}

/** Of the models that a change is about. */
export function namesOf(change: RegistryChange): string[] {
  return change.type === 'model-renamed' ? [change.model, change.to] : [change.model];
}

/** @throws ProtocolError for a name that the ledger cannot hold, or that it must not */
export function checkLedgerNames(change: RegistryChange, redactor: Redactor): void {
  for (const name of namesOf(change)) {
    if (!isHeldByLedgers(name)) throw invalid(`The ledger cannot hold a model of this name: ${why(name)}`);
    checkSecret(name, redactor);
  }
  if (change.type !== 'alias-set') return;
  if (change.alias.length > LONGEST)
    throw invalid(
      `The ledger cannot hold this alias: it has ${change.alias.length} characters, and ${LONGEST} are the most.`,
    );
  checkSecret(change.alias, redactor);
}

function why(name: string): string {
  try {
    encodeName(name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.faults.map(({ what, mend }) => `${what}. ${mend}.`).join(' ');
  }
  return `it has ${name.length} characters, and ${LONGEST} are the most. Choose a shorter name.`;
}

/** Names are for good, and are never rewritten. */
function checkSecret(name: string, redactor: Redactor): void {
  const reason = redactor.secretIn(name);
  if (reason !== undefined)
    throw invalid(
      `The name looks like a credential (${reason}), and the ledger would keep it for good. Choose another one.`,
    );
}
