import { sha256 } from '../core/digest.js';
import { withoutTrailing } from '../core/without-trailing.js';

const LABEL_BYTES = 100;

/**
 * Name of an upload, at most 200 bytes: `<prefix>-<label>-<run id>`. Characters that GitHub's artifacts or file systems
 * refuse become `-`; a label that this or shortening changes gets a part of its digest, so that two labels never share a name.
 * @param prefix what is uploaded: `model`, `artifacts`
 * @param label for people: the model or experiment
 * @param runId makes the name unique among jobs, attempts and matrix legs
 */
export function uploadName(prefix: string, label: string, runId: string): string {
  const known = label.replace(/[^\p{L}\p{N}._ -]/gu, '-').replace(/^[. ]+/, '-');
  const ended = withoutTrailing(known, '. ');
  const clean = ended === known ? known : `${ended}-`;
  let short = '';
  for (const character of clean) {
    if (Buffer.byteLength(short + character) > LABEL_BYTES) break;
    short += character;
  }
  const unique = short === label ? short : `${short}-${sha256(label).slice(7, 15)}`;
  return [prefix, unique, runId].filter((part) => part !== '').join('-');
}
