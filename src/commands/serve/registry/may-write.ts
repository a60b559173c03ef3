import { asWord } from '../../../core/shell-word.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';

/** Why changes of a ledger's registry are not written by this server. @throws ProtocolError */
export type MayWrite = (changes: readonly RegistryChange[]) => void;

/** On a ledger of this machine a client changes what a person can change with the command line: the events are unverified, as theirs are. */
export const mayWriteLocally: MayWrite = () => undefined;

/**
 * On a ledger with a GitHub server an event counts by the workflow run that GitHub confirms for it, and this server is none: what moves,
 * names, renames or deletes would be shown to nobody.
 * @param server the options that have a command look at the server
 */
export function mayWriteBesideGitHub(server: readonly string[]): MayWrite {
  return (changes) => {
    for (const change of changes) {
      const how = howOnGitHub(change, server);
      if (how !== undefined) throw new ProtocolError('PERMISSION_DENIED', how);
    }
  };
}

/** @returns undefined for what is nobody's to confirm */
function howOnGitHub(change: RegistryChange, server: readonly string[]): string | undefined {
  const { model } = change;
  switch (change.type) {
    case 'stage-changed': {
      const { version, to } = change;
      return onServer('Stages', model, ['promote', model, String(version), to, '--reason', 'why', ...server]);
    }
    case 'alias-set':
      return onServer('Aliases', model, [
        'models',
        'alias',
        model,
        change.alias,
        String(change.version),
        ...server,
      ]);
    case 'alias-deleted':
      return onServer('Aliases', model, ['models', 'unalias', model, change.alias, ...server]);
    case 'model-renamed':
    case 'model-deleted':
    case 'version-deleted':
      return `Renames and deletions of ${model} count where GitHub confirms who made them, which it cannot of this server.`;
    default:
      return undefined;
  }
}

function onServer(what: string, model: string, words: readonly string[]): string {
  return (
    `${what} of ${model} are decided on GitHub, and this server does not write them. Type \`lineage-gate ${words.map(asWord).join(' ')}\`, ` +
    'or start the server with --dispatch, which lets the promote workflow do it.'
  );
}
