import { UserError } from '../../core/errors.js';
import type { WorkflowRun } from '../../github/workflow-runs.js';
import type { RemoteDeps, StartedRun } from './request.js';

/** Milliseconds until a run that nobody sees is not looked for any more. */
const LOOKED_FOR = 60_000;
/** Looks after which a single run is taken for ours though its title does not say so: a second one may show up late. */
const LOOKS = 3;

/** The dispatched runs of the workflow on this branch, by this person, newest first. */
export type ListRuns = () => Promise<WorkflowRun[]>;

/**
 * The run that was started, where the server did not say which one it is: the only one that is newer than all before the start; of
 * several the only one whose title says what it was to do.
 * @param newest id of the newest run before the start
 * @throws UserError E_WORKFLOW_RUN when there is none, or it cannot be told which one it is
 */
export async function findStarted(
  list: ListRuns,
  { newest, isTitle, page }: { newest: number; isTitle(title: string): boolean; page: string },
  deps: Pick<RemoteDeps, 'elapsed' | 'sleep' | 'left'>,
): Promise<StartedRun> {
  const until = deps.elapsed() + LOOKED_FOR;
  for (let looks = 1; ; looks += 1) {
    const runs = (await list()).filter(({ id }) => id > newest);
    const titled = runs.filter(({ title }) => isTitle(title));
    const [only] = titled.length === 1 ? titled : runs.length === 1 && looks >= LOOKS ? runs : [];
    if (only !== undefined) return only;
    if (runs.length > 1 && looks >= LOOKS) throw ambiguous(runs.length, page);
    if (deps.elapsed() >= until || deps.left()) throw unseen(page);
    await deps.sleep(Math.min(1_000 * looks, 5_000));
  }
}

function ambiguous(count: number, page: string): UserError {
  return new UserError({
    code: 'E_WORKFLOW_RUN',
    what: `The workflow was started, and the server did not say which run that is: ${count} have begun meanwhile`,
    where: page,
    mend: 'Look for it there. A `run-name` that says what it does, as in examples/workflows/promote.yml, tells them apart',
  });
}

function unseen(page: string): UserError {
  return new UserError({
    code: 'E_WORKFLOW_RUN',
    what: 'The workflow was started, or may have been, and no run of it can be seen',
    where: page,
    mend: 'Look there before you start it again',
  });
}
