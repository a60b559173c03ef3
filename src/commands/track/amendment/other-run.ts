import type { Amendment } from '../../../core/generated/types.js';
import { firstAmendmentId } from '../../../core/ids.js';
import { canonicalJson } from '../../../core/json.js';

/** A run's first amendment when the run has got another id. */
export function ofOtherRun(amendment: Amendment, from: string, to: string): Amendment {
  const other = JSON.parse(JSON.stringify(amendment).replaceAll(from, to)) as Amendment;
  return { ...other, event_id: firstAmendmentId(to) };
}

/** The same as the bytes of its file. */
export function bytesOfOtherRun(bytes: Buffer, from: string, to: string): Buffer {
  const amendment = JSON.parse(bytes.toString('utf8')) as Amendment;
  return Buffer.from(canonicalJson(ofOtherRun(amendment, from, to)));
}
