import { UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import type { Workflow } from '../../github/workflows.js';

/** Where the workflow of the documentation is. */
const USUAL = ['promote.yml', 'promote.yaml'];
const FOLDER = '.github/workflows/';
const SHOWN = 20;

/**
 * The workflow that promotes, by its file.
 * @param wanted its name or path, as the user gave it; null: the usual one
 * @throws UserError E_WORKFLOW_NOT_FOUND with those that there are, or where it is switched off
 */
export function chooseWorkflow(
  all: readonly Workflow[],
  wanted: string | null,
  repository: string,
): Workflow {
  const paths = (wanted === null ? USUAL : [wanted]).map((name) =>
    name.includes('/') ? name.replace(/^\.?\/+/, '') : FOLDER + name,
  );
  const found = paths.flatMap((path) => all.filter((workflow) => workflow.path === path))[0];
  if (found === undefined) throw missing(all, paths[0] ?? '', repository);
  if (found.state === 'active') return found;
  throw new UserError({
    code: 'E_WORKFLOW_NOT_FOUND',
    what: `The workflow ${quoted(found.path)} takes no runs (${quoted(found.state)})`,
    where: repository,
    mend: 'Enable it: on the page Actions of the repository, or with `gh workflow enable`',
  });
}

function missing(all: readonly Workflow[], path: string, repository: string): UserError {
  const names = all.map((workflow) => quoted(workflow.path.replace(FOLDER, ''))).sort();
  const more = names.length > SHOWN ? ', …' : '';
  return new UserError({
    code: 'E_WORKFLOW_NOT_FOUND',
    what: `The default branch has no workflow ${quoted(path)}`,
    where: repository,
    mend:
      names.length === 0
        ? 'The repository has no workflow at all: take examples/workflows/promote.yml of Lineage Gate'
        : `Name the one that promotes with \`--workflow\`: there are ${names.slice(0, SHOWN).join(', ')}${more}`,
  });
}
