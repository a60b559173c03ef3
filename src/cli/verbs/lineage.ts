import { type Command, Option } from 'commander';
import { type Exit, json, reading } from './verb.js';

const AT =
  'the ledger as it was at a commit of it or at a time (2026-11-21T12:00Z; a day alone is its 00:00 UTC)';

/** Exit code of `impact` where it could not be answered: the others are answers. */
const NO_ANSWER = 3;

/** A usage error is no answer either; `--help` ends with 0. */
export function endWithoutAnswer({ exitCode }: { exitCode: number }): never {
  process.exit(exitCode === 0 ? 0 : NO_ANSWER);
}

export function trace(exit: Exit): Command {
  return reading('trace', 'what a model, dataset, run or file comes from, or what comes from it', [
    'trace models:/clf_orders/Production',
    'trace dataset:orders@v2.1 --down',
    'trace model.pkl',
  ])
    .argument(
      '<ref>',
      'models:/NAME/3, models:/NAME/Production, models:/NAME@ALIAS, runs:/ID, dataset:NAME@VERSION, sha256:DIGEST, endpoint:NAME, commit:SHA, package:NAME==VERSION, or a file or folder',
    )
    .option('--down', 'what comes from it, instead of what it comes from')
    .addOption(
      new Option('--format <format>', 'how it is printed')
        .choices(['tree', 'json', 'mermaid', 'dot', 'openlineage'])
        .default('tree'),
    )
    .option('--at <commit|time>', AT)
    .option('--no-index', 'read every record, whatever the look-ups on the branch say')
    .addOption(json())
    .action(async (ref: string, options) =>
      exit(await (await import('../trace.js')).traceCommand(ref, options)),
    );
}

export function impact(exit: Exit): Command {
  return reading('impact', 'every run and model version that comes from something, and what they held', [
    'impact dataset:orders@v2.1',
    "impact 'dataset:orders@>=v2.0 <v2.3'",
    'impact dataset:orders@first-used:2026-03-01.. --format markdown',
    "impact 'package:numpy>=1.26,<2'",
    'impact commit:4f2a9c01..8be03d17',
  ])
    .argument(
      '<ref>',
      'as with `trace`; a dataset or package may be a range of versions, `commit:BAD..FIX` is all code that has the one and not the other',
    )
    .addOption(
      new Option('--format <format>', 'how it is printed')
        .choices(['text', 'json', 'csv', 'markdown'])
        .default('text'),
    )
    .option('--at <commit|time>', AT)
    .option('--no-index', 'read every record, whatever the look-ups on the branch say')
    .addOption(json())
    .action(async (ref: string, options) => {
      exit(NO_ANSWER);
      exit(await (await import('../impact.js')).impactCommand(ref, options));
    });
}
