import { createModel } from '../commands/registry/create.js';
import { deleteFromRegistry } from '../commands/registry/delete.js';
import { renameModel } from '../commands/registry/rename.js';
import { openCliHost } from './host.js';
import { type ChangeOptions, changeDeps, tell } from './models-change.js';

export type CreateOptions = ChangeOptions & { description?: string; tag?: string[] };
export type ReasonOptions = ChangeOptions & { reason?: string };

/** `lineage-gate models create MODEL` */
export async function modelsCreate(model: string, options: CreateOptions): Promise<number> {
  const host = await openCliHost(options);
  const { description = null, tag: tags = [] } = options;
  return tell(await createModel({ model, description, tags }, await changeDeps(host)), options);
}

/** `lineage-gate models rename MODEL NEW-NAME` */
export async function modelsRename(
  { from, to }: { from: string; to: string },
  options: ReasonOptions,
): Promise<number> {
  const host = await openCliHost(options);
  const asked = { from, to, reason: options.reason ?? null };
  const deps = { ...(await changeDeps(host)), policy: await host.policy() };
  return tell(await renameModel(asked, deps), options);
}

/** `lineage-gate models delete MODEL | MODEL/VERSION` */
export async function modelsDelete(what: string, options: ReasonOptions): Promise<number> {
  const host = await openCliHost(options);
  const [, model = what, number] = /^(.+)\/([1-9]\d{0,8})$/s.exec(what) ?? [];
  const asked = {
    model,
    version: number === undefined ? null : Number(number),
    reason: options.reason ?? null,
    isGated: true,
  };
  return tell(await deleteFromRegistry(asked, await changeDeps(host)), options);
}
