/* A process that asks whether a run descends from what is recalled, as a promotion does. Its argument is what `recall.mjs` says. */
import { openLocal, openOurs, SILENT } from './our-writer.mjs';
import { sourceModule } from './source.mjs';

const { source, url, folder, branch, run_id, kept } = JSON.parse(process.argv[2]);
const { Recalled } = await sourceModule(source, 'commands/recalled/recalled');
const { readRun } = await sourceModule(source, 'ledger/read/records');
const { KeptTexts } = await sourceModule(source, 'ledger/index/kept-texts');
// An older version keeps nothing.
const { keptInMemory } = (await sourceModule(source, 'ledger/index/kept-in-memory')) ?? {};
const unique = () => String(process.pid);
const onDisk = (form) => new KeptTexts({ folder: `${kept}/${form}`, unique, log: SILENT });
const open = url === undefined ? openLocal : openOurs;
const ledger = await open({
  source,
  url,
  folder,
  branch,
  kept: url === undefined ? onDisk : keptInMemory?.(),
});
const view = await ledger.view();
const run = await readRun(view, run_id);
const digest = run.outputs.models[0].manifest.digest;
const findings = await new Recalled(view, { log: SILENT }).findings(run, { subject: 'churn', digest });
const memory = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  JSON.stringify({ refused: findings.some(({ severity }) => severity === 'error'), memory }),
);
