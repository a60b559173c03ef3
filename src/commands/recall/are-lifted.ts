import { type Fault, UserError } from '../../core/errors.js';
import { mendUnreadable } from '../../core/recall/findings.js';
import type { OpenRecalls } from '../recalled/open-recalls.js';

/**
 * Whether the recalls that are named are lifted; else all of them are open.
 * @throws UserError E_RECALL_NOT_FOUND with each that is not there, or cannot be lifted
 */
export function areLifted(
  ids: readonly string[],
  { open, state, unreadable, uncounted }: OpenRecalls,
): boolean {
  if (ids.every((id) => state.cleared.has(id))) return true;
  const faults: Fault[] = [];
  for (const id of ids) {
    if (open.some(({ event_id }) => event_id === id)) continue;
    const broken = unreadable.find((one) => one.id === id);
    const out = uncounted.find(({ path }) => path.endsWith(`/${id}.json`));
    if (broken !== undefined)
      faults.push(fault(`The recall ${id} cannot be read: ${broken.path} ${broken.why}`, mendUnreadable(id)));
    else if (out !== undefined)
      faults.push(
        fault(`The recall ${id} does not count: it ${out.why}`, 'Leave it away: it refuses nothing'),
      );
    else if (state.cleared.has(id)) faults.push(fault(`The recall ${id} is lifted already`, 'Leave it away'));
    else
      faults.push(
        fault(
          `There is no recall ${id}`,
          'Take the id from `lineage-gate recalls ls`; fetch the ledger if it is not up to date',
        ),
      );
  }
  if (faults.length > 0) throw new UserError(faults);
  return false;
}

function fault(what: string, mend: string): Fault {
  return { code: 'E_RECALL_NOT_FOUND', what, where: 'input clear', mend };
}
