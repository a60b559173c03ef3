import { asWord } from '../../core/shell-word.js';
import type { RegistryChange } from '../state/changes.js';

/** What somebody types who changes what a ledger has, as a sentence. */
export function toType(change: RegistryChange): string {
  return `Type \`lineage-gate ${wordsOf(change).map(asWord).join(' ')}\` when the run has ended.`;
}

function wordsOf(change: RegistryChange): string[] {
  const { model } = change;
  switch (change.type) {
    case 'alias-set':
      return ['models', 'alias', model, change.alias, String(change.version)];
    case 'alias-deleted':
      return ['models', 'unalias', model, change.alias];
    case 'tag-set':
      return ['models', 'tag', model, `${change.key}=${change.value}`, ...of(change)];
    case 'tag-deleted':
      return ['models', 'untag', model, change.key, ...of(change)];
    case 'description-set': {
      const isRemoved = change.description === '';
      return ['models', 'describe', model, ...of(change), ...(isRemoved ? ['--remove'] : ['--text', 'TEXT'])];
    }
    case 'stage-changed':
      return ['promote', model, String(change.version), change.to, '--reason', 'WHY'];
    case 'version-deleted':
      return ['models', 'delete', `${model}/${change.version}`];
    case 'model-renamed':
      return ['models', 'rename', model, change.to];
    case 'model-deleted':
      return ['models', 'delete', model];
    case 'model-created':
    case 'version-created':
      return ['register', model];
  }
}

function of({ version }: { version: number | null }): string[] {
  return version === null ? [] : ['--of', String(version)];
}
