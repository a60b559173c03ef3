import type { WaivedFinding } from '../judgement.js';
import { RECALLED_RULE } from '../recall/findings.js';

/** What the event of a new alias says. @param waived what a policy let pass of its version: only what is recalled speaks against an alias */
export function aliasSet(alias: string, waived: readonly WaivedFinding[] = []) {
  const passed = waived.filter(({ finding }) => finding.rule === RECALLED_RULE);
  return { type: 'alias-set' as const, alias, ...(passed.length === 0 ? {} : { waived: passed }) };
}
