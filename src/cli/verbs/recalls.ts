import { Command, Option } from 'commander';
import { command, type Exit, json, reading } from './verb.js';

export function recall(exit: Exit): Command {
  return command('recall', 'mark data, code, a run or packages as bad: what descends from it is refused', [
    'recall dataset:orders@v2.1 --dry-run',
    "recall commit:4f2a9c01..8be03d17 --reason 'wrong normalisation' --severity high",
    "recall 'package:numpy==1.26.0' --reason 'wrong sums'",
    "recall --clear 019ab4c0e5f27d3a8b1c2d3e4f5a6b7c --reason 'it was a false alarm'",
  ])
    .argument(
      '[ref]',
      'dataset:NAME@VERSION, dataset:OWNER/REPO:NAME@VERSION, commit:SHA (all code that has it), commit:=SHA (that commit alone), commit:BAD..FIX, run:ID, package:NAME==VERSION',
    )
    .option('--reason <text>', 'why: it is what whoever is refused reads')
    .addOption(new Option('--severity <how>', 'how bad it is').choices(['low', 'medium', 'high', 'critical']))
    .option('--incident <url>', 'address of the incident')
    .option('--contact <text>', 'whom to ask')
    .option('--discovered-at <time>', 'when it was found out (2026-11-21 or 2026-11-21T09:30Z)')
    .option('--name <name>', 'name of the dataset, where its reference may mean several')
    .option(
      '--only-name',
      'the name alone, also before any run has read it: not the same data under other names',
    )
    .option(
      '--only-digest <digest>',
      'of several contents that were read under the name, one that is recalled under any name, and no other; may be repeated (sha256:…, at least twelve digits)',
      (one: string, all: string[] = []) => [...all, one],
    )
    .option('--repository <owner/name>', 'repository whose dataset is meant, where several use the name')
    .option('--all-repositories', 'the dataset of that name of every repository of the ledger')
    .option(
      '--clear <ids>',
      'lift recalls (ids or their first digits), with commas between them; where others have to approve, they run the same',
    )
    .option('--rollback', 'begin the rollback of every stage that holds what comes from it, Production first')
    .option('--dry-run', 'only say what would be recalled, and what comes from it; needs no reason')
    .addOption(json())
    .action(async (ref: string | undefined, options) =>
      exit(await (await import('../recall.js')).recallCommand(ref, options)),
    );
}

const verifyEvents = () =>
  new Option(
    '--verify-events',
    'ask GitHub about the events, as whatever refuses does; else they are told as recorded',
  );

export function recalls(exit: Exit): Command {
  const ls = reading('ls', 'list what is recalled, waits to be cleared or is cleared', [
    'recalls ls',
    'recalls ls --json',
    'recalls ls --verify-events',
  ])
    .addOption(verifyEvents())
    .addOption(json())
    .action(async (options) => exit(await (await import('../recalls.js')).recallsList(options)));
  const show = reading('show', 'all of a recall: what it hits, what was done, what is open', [
    'recalls show 019ab4c0e5f2',
    'recalls show 019ab4c0e5f2 --out incident-7',
  ])
    .argument('<id>', 'id of the recall, or its first digits')
    .addOption(verifyEvents())
    .option('--out <folder>', 'write the report there as Markdown and JSON')
    .addOption(json())
    .action(async (id: string, options) =>
      exit(await (await import('../recalls-show.js')).recallsShow(id, options)),
    );
  const refresh = command('refresh', "bring the recalls' issues on the server to what its ledger says", [
    'recalls refresh',
  ])
    .argument('[ids...]', 'recalls that are meant (default: all)')
    .option('--repository <name>', '[HOST/]owner/name (default: of the remote `origin`)')
    .action(async (ids: string[], options) =>
      exit(await (await import('../recalls-refresh.js')).recallsRefresh(ids, options)),
    );
  return new Command('recalls')
    .description('look at recalls')
    .addCommand(ls)
    .addCommand(show)
    .addCommand(refresh);
}
