import { UserError } from '../core/errors.js';
import { foldModel } from '../core/registry/registry.js';
import { listModels, readModel, readRunsOf } from '../ledger/read/records.js';
import { formatBytes } from '../report/units.js';
import { type CommonOptions, openCliHost } from './host.js';
import { cut, fields, minute, shortIds, textTable } from './tables.js';

type Options = CommonOptions & { json?: boolean };

/** `lineage-gate models ls` */
export async function modelsList(options: Options): Promise<number> {
  const { ledger } = await openCliHost(options);
  const view = await ledger.view();
  const models = await Promise.all(
    (await listModels(view)).map(async (name) => {
      const { versions, events } = await readModel(view, name);
      const latest = versions.at(-1);
      return {
        model: name,
        versions: versions.length,
        latest: latest?.version ?? null,
        registered_at: latest?.registered_at ?? null,
        aliases: Object.fromEntries(foldModel({ versions, events }).aliases),
      };
    }),
  );
  if (options.json) process.stdout.write(`${JSON.stringify(models, undefined, 2)}\n`);
  else if (models.length === 0)
    process.stdout.write('No models yet. Register one: lineage-gate register MODEL\n');
  else {
    const rows = models.map((model) => [
      model.model,
      String(model.latest ?? '–'),
      minute(model.registered_at ?? ''),
      Object.entries(model.aliases)
        .map(([alias, version]) => `@${alias}=${version}`)
        .join(' '),
    ]);
    process.stdout.write(textTable(['MODEL', 'LATEST', 'REGISTERED', 'ALIASES'], rows));
  }
  return 0;
}

/** `lineage-gate models show MODEL` */
export async function modelsShow(name: string, options: Options): Promise<number> {
  const { ledger } = await openCliHost(options);
  const view = await ledger.view();
  const { versions, events } = await readModel(view, name);
  if (versions.length === 0) {
    const known = await listModels(view);
    throw new UserError({
      code: 'E_MODEL_NOT_FOUND',
      what: `There is no registered model \`${name}\``,
      where: 'ledger',
      mend:
        known.length === 0 ? 'Register one: lineage-gate register MODEL' : `Use one of ${known.join(', ')}`,
    });
  }
  // What is shown of a version is held against the run that it names.
  await readRunsOf(view, versions);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ model: name, versions, events }, undefined, 2)}\n`);
    return 0;
  }
  const aliases = [...foldModel({ versions, events }).aliases];
  const ids = shortIds(versions.map((version) => version.run_id));
  const rows = versions.map((version, index) => [
    String(version.version),
    minute(version.registered_at),
    cut((version.registered_by ?? '').replace(/ <[^<>]*>$/, ''), 30),
    ids[index] ?? version.run_id,
    formatBytes(version.manifest.size_bytes),
    aliases.flatMap(([alias, at]) => (at === version.version ? [`@${alias}`] : [])).join(' '),
  ]);
  const latest = versions.at(-1);
  const tags: [string, string][] = Object.entries(latest?.tags ?? {}).map(([key, value]) => [
    `  ${key}`,
    value,
  ]);
  process.stdout.write(textTable(['VERSION', 'REGISTERED', 'BY', 'RUN', 'SIZE', 'ALIASES'], rows));
  if (tags.length > 0) process.stdout.write(`\nTags of version ${latest?.version}\n${fields(tags)}`);
  return 0;
}
