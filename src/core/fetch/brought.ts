import { isId } from '../ids.js';

/** File of a job's temp folder that has the ids of the runs whose files its steps have brought, a line each. */
export const BROUGHT_FILE = 'lineage-gate/brought';

/** The newest count: a job brings few. */
const MOST = 100;

/** Steps of the job can write anything into it: what is no id is left out. */
export function parseBrought(text: string): Set<string> {
  return new Set(text.split('\n').filter(isId).slice(-MOST));
}
