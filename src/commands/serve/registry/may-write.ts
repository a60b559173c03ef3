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
      const words = ['promote', model, String(version), to, '--reason', 'why', ...server].map(asWord);
      return (
        `Stages of ${model} are decided on GitHub, and this server does not write them. Type \`lineage-gate ${words.join(' ')}\`, ` +
        'or start the server with --dispatch, which lets the promote workflow do it.'
      );
    }
    case 'alias-set':
      return (
        `Aliases of ${model} count where a workflow has set them, and the promote workflow moves stages alone: register the run of ` +
        `version ${change.version} in a workflow, once more if need be, with \`run-id\` and the input \`aliases\` of the register action.`
      );
    case 'alias-deleted': {
      const words = ['models', 'unalias', model, change.alias].map(asWord);
      return (
        `Aliases of ${model} count where a workflow has changed them, and no action deletes one: point it at another version, or have a ` +
        `workflow type \`lineage-gate ${words.join(' ')}\` and push the ledger's branch.`
      );
    }
    case 'model-renamed':
    case 'model-deleted':
    case 'version-deleted':
      return `Renames and deletions of ${model} count where GitHub confirms who made them, which it cannot of this server.`;
    default:
      return undefined;
  }
}
