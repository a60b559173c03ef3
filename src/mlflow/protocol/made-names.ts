/** Words that MLflow's own made names begin with too: by them a made name is told from a given one. */
const KINDS = (
  'able adaptable agreeable bold bright calm capable casual clean delicate efficient fearless fortunate gentle gifted honorable ' +
  'industrious inquisitive nimble orderly peaceful placid polite rare resilient sincere skillful stately thoughtful unique useful wise'
).split(' ');
const THINGS = [
  ...['ash', 'badger', 'beech', 'birch', 'crane', 'deer', 'falcon', 'fern', 'finch', 'fox', 'hare', 'hawk'],
  ...['heron', 'ibex', 'jay', 'kite', 'lark', 'lynx', 'maple', 'marten', 'moth', 'oak', 'otter', 'owl'],
  ...['pine', 'raven', 'robin', 'rowan', 'seal', 'stork', 'swan', 'wren'],
];

/** A name for a run or model whose client gave none, e.g. `calm-otter-417`. @param id 32 hex digits, the last of them random */
export function madeName(id: string): string {
  const random = Number.parseInt(id.slice(-10), 16);
  const kind = KINDS[random % KINDS.length];
  const thing = THINGS[Math.floor(random / 64) % THINGS.length];
  return `${kind}-${thing}-${Math.floor(random / 4096) % 1000}`;
}
