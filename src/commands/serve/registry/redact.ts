import { isAnyRunId } from '../../../core/ids.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { secretsIn } from '../../../core/redact/secret-names.js';
import { invalid } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { KeyValue } from '../../../mlflow/state/entities.js';

/** A change without credentials in its texts, as the ledger keeps it and as it is shown. @throws ProtocolError for a tag whose key holds one */
export function redactRegistry(change: RegistryChange, redactor: Redactor): RegistryChange {
  const free = (text: string) => redactor.replace(text).text;
  const tag = ({ key, value }: KeyValue): KeyValue => {
    const [fault] = secretsIn([{ where: 'tag', name: key }], redactor);
    if (fault !== undefined) throw invalid(`${fault.what}. ${fault.mend}.`);
    return { key, value: redactor.replaceUnder(key, value).text };
  };
  switch (change.type) {
    case 'model-created':
      return { ...change, description: free(change.description), tags: change.tags.map(tag) };
    case 'version-created': {
      const { description, run_link, source, storage, tags } = change;
      const texts = { description: free(description), run_link: free(run_link) };
      const ids = { run_id: ofRun(change.run_id, free), model_id: ofModel(change.model_id, free) };
      return {
        ...change,
        ...texts,
        ...ids,
        source: free(source),
        storage: free(storage),
        tags: tags.map(tag),
      };
    }
    case 'description-set':
      return { ...change, description: free(change.description) };
    case 'tag-set':
      return { ...change, ...tag(change) };
    default:
      return change;
  }
}

/** Characters of an id that is none of MLflow's. */
const LONGEST_ID = 256;

function ofRun(id: string, free: (text: string) => string): string {
  return isAnyRunId(id) ? id : free(id).slice(0, LONGEST_ID);
}

function ofModel(id: string, free: (text: string) => string): string {
  return id.startsWith('m-') && isAnyRunId(id.slice(2)) ? id : free(id).slice(0, LONGEST_ID);
}
