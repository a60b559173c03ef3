/** What a writer does with git, one command each. */
export const LOCAL_STEPS = ['config', 'version', 'init', 'cat-file', 'unpack-objects'] as const;
export const SERVER_STEPS = [
  /** Branch and parked runs. */
  'fetch',
  /** The branch alone: a writer whose parked runs somebody has taken. */
  'poll',
  /** Names of refs alone: a parked writer that looks whose turn it is. */
  'list',
  /** Objects by id. */
  'bring',
  /** The branch alone. */
  'push',
  /** The branch, and parked refs for the case that it has moved. */
  'push-park',
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

export function isPush(step: Step): boolean {
  return step === 'push' || step === 'push-park' || step === 'fold' || step === 'park';
}

/** @param args of a git command @returns undefined for one that the ledger is not known to use */
export function stepOf(args: readonly string[]): Step | undefined {
  const from = args[0] === '-c' ? 2 : 0;
  const command = args[from] ?? '';
  if (command === '--version') return 'version';
  if (command === 'push') return pushStep(args);
  if (command === 'ls-remote') return 'list';
  if (command === 'fetch') {
    if (args.includes('--stdin')) return 'bring';
    return args.some((arg) => arg.includes('/inbox/')) ? 'fetch' : 'poll';
  }
  return LOCAL_STEPS.find((one) => one === command);
}

function pushStep(args: readonly string[]): Step {
  const parks = args.some((arg) => /^[0-9a-f]+:refs\/lineage\/inbox\//.test(arg));
  if (!args.some((arg) => /^[0-9a-f]+:refs\/heads\//.test(arg))) return 'park';
  if (parks) return 'push-park';
  return args.some((arg) => arg.startsWith(':refs/lineage/')) ? 'fold' : 'push';
}
