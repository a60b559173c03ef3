/** What a writer does with git, one command each. */
export const LOCAL_STEPS = ['version', 'init', 'cat-file', 'unpack-objects'] as const;
export const SERVER_STEPS = [
  /** Branch and parked runs. */
  'fetch',
  /** The branch alone: a parked writer that waits for its turn. */
  'poll',
  /** Objects by id. */
  'bring',
  /** The branch alone. */
  'push',
  /** The branch, and parked refs that go with it. */
  'fold',
  /** Parked refs alone. */
  'park',
] as const;

export type LocalStep = (typeof LOCAL_STEPS)[number];
export type ServerStep = (typeof SERVER_STEPS)[number];
export type Step = LocalStep | ServerStep;

export function isServerStep(step: Step): step is ServerStep {
  return SERVER_STEPS.includes(step as ServerStep);
}

/** @param args of a git command */
export function stepOf(args: readonly string[]): Step {
  const from = args[0] === '-c' ? 2 : 0;
  const command = args[from] ?? '';
  if (command === '--version') return 'version';
  if (command === 'push') return pushStep(args);
  if (command === 'fetch') {
    if (args.includes('--stdin')) return 'bring';
    return args.some((arg) => arg.includes('/inbox/')) ? 'fetch' : 'poll';
  }
  const step = LOCAL_STEPS.find((one) => one === command);
  if (step === undefined)
    throw new Error(`a git command that the ledger is not known to use: ${args.join(' ')}`);
  return step;
}

function pushStep(args: readonly string[]): Step {
  if (!args.some((arg) => /^[0-9a-f]+:refs\/heads\//.test(arg))) return 'park';
  return args.some((arg) => arg.startsWith(':refs/lineage/')) ? 'fold' : 'push';
}
