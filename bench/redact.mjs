/*
 * That redaction reads a text once, whatever it is made of: 16 MiB of each single byte, and of pieces that nearly are credentials.
 * Usage: node bench/redact.mjs [--mib N]
 */
import { table } from './lib.mjs';
import { compileSource, sourceModule } from './source.mjs';

const GOAL = 1_000;
const mib = Number(process.argv[process.argv.indexOf('--mib') + 1]) || 16;
const source = compileSource();
const { createRedactor } = await sourceModule(source, 'core/redact/redactor');
const { nearMatches, SECRETS } = await import('./lib-redact.mjs');

/** Milliseconds of processor time. */
function measure(text) {
  const redactor = createRedactor(SECRETS);
  const before = process.cpuUsage().user;
  redactor.replace(text);
  return (process.cpuUsage().user - before) / 1_000;
}

const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
const pieces = [...bytes, ...nearMatches()];
const times = pieces.map((piece) => ({
  piece,
  ms: measure(piece.repeat(Math.ceil((mib * 1024 * 1024) / piece.length))),
}));
times.sort((one, other) => other.ms - one.ms);
console.log(`${pieces.length} texts of ${mib} MiB; the slowest:\n`);
console.log(
  table(
    ['of many', 'ms'],
    times.slice(0, 10).map(({ piece, ms }) => [JSON.stringify(piece), ms.toFixed(0)]),
  ),
);
if ((times[0]?.ms ?? 0) > GOAL) {
  console.error(`more than ${GOAL} ms`);
  process.exitCode = 1;
}
