import { type Fault, UserError } from '../../core/errors.js';
import { type DocumentObject, type DocumentValue, flattenParams, isObject } from '../../core/flatten.js';
import { originOf } from '../../core/key-prefix.js';
import { shown } from '../../core/key-values.js';
import type { SourceFile } from '../files/paths.js';
import type { ParamsOfOrigin } from './combine-params.js';
import { endsWithOne } from './text-file.js';

export interface ParamsOfFile {
  /** One for the file, or one for each params file of each stage of a `dvc.lock`. */
  origins: ParamsOfOrigin[];
  faults: Fault[];
  notes: string[];
}

/** @throws UserError E_FILE_FORMAT for a document that holds no params */
export function paramsOfDocument(file: SourceFile, document: DocumentValue): Omit<ParamsOfFile, 'notes'> {
  const where = file.shown;
  if (!endsWithOne(file.absolute, ['dvc.lock'])) {
    const { params, faults } = flattenParams(document, where);
    return { origins: [{ params, where, origin: originOf(where), isWritten: false }], faults };
  }
  const read = lockedParams(document, where).map(({ stage, name, value }) => {
    const place = `${where}, stage ${shown(stage)}`;
    const { params, faults } = flattenParams(value, place);
    return {
      origin: { params, where: place, origin: originOf(where, stage, name), isWritten: true },
      faults,
    };
  });
  return { origins: read.map(({ origin }) => origin), faults: read.flatMap(({ faults }) => faults) };
}

/** The params that DVC noted per stage and params file: `<stage>.params.<file>.<key>`. */
function lockedParams(document: DocumentValue, where: string) {
  return Object.entries(stagesOf(document, where)).flatMap(([stage, body]) => {
    const files = isObject(body) ? body.params : undefined;
    return isObject(files) ? Object.entries(files).map(([name, value]) => ({ stage, name, value })) : [];
  });
}

/** Schema 2.0 has the stages under a key of their own, 1.0 at the top. */
function stagesOf(document: DocumentValue, where: string): DocumentObject {
  if (isObject(document)) {
    if (isObject(document.stages) && !('cmd' in document.stages)) return document.stages;
    const bodies = Object.values(document);
    if (bodies.length > 0 && bodies.every((body) => isObject(body) && ('cmd' in body || 'outs' in body)))
      return document;
  }
  const mend = 'Write it with dvc repro, or name a params file instead';
  throw new UserError({ code: 'E_FILE_FORMAT', what: 'The lock file has no stages', where, mend });
}
