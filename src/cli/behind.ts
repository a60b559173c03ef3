import { runProgram } from '../collect/program.js';
import { gitEnvironment } from '../core/git-environment.js';
import { quoted } from '../core/printable.js';
import { asWord } from '../core/shell-word.js';
import { RECALLS } from '../ledger/layout.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';

const RECALLS_SHOWN = 5;
const LIMITS = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 };

/** As {@link openCliHost}, for what decides by the ledger: it says what of the server's is here and not looked at. */
export async function openDecidingHost(options: CommonOptions): Promise<CliHost> {
  const host = await openCliHost(options);
  await tellBehind(host, options.ledgerBranch);
  return host;
}

/**
 * Warns where the server's ledger, as it was fetched last, has records that the branch lacks, so that decisions know nothing of them.
 * No network is asked, and where nobody can tell nothing is said: whoever writes hears what is wrong with the branch.
 */
export async function tellBehind(
  { root, env, log }: Pick<CliHost, 'root' | 'env' | 'log'>,
  branch: string,
): Promise<void> {
  const [own, theirs] = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];
  const git = async (...args: string[]): Promise<string[] | null> => {
    const { code, stdout } = await runProgram(['git', ...args], {
      ...{ cwd: root, env: gitEnvironment(env, []) },
      ...LIMITS,
    });
    return code === 0 ? stdout.toString('utf8').split('\n') : null;
  };
  const [counts = ''] = (await git('rev-list', '--left-right', '--count', `${own}...${theirs}`, '--')) ?? [];
  const [ahead = 0, behind = 0] = counts.split('\t').map(Number);
  if (!(behind > 0)) return;
  const listed = async (ref: string) => (await git('ls-tree', '--name-only', ref, `${RECALLS}/`)) ?? [];
  const known = new Set(await listed(own));
  const fresh = (await listed(theirs)).filter((path) => !known.has(path)).flatMap(idOf);
  const more = fresh.length > RECALLS_SHOWN ? ` and ${fresh.length - RECALLS_SHOWN} more` : '';
  const recalls =
    fresh.length === 0
      ? ''
      : `, with records of recalls (${fresh.slice(0, RECALLS_SHOWN).join(', ')}${more})`;
  const ref = asWord(branch);
  const mend =
    ahead === 0
      ? `\`git fetch origin ${asWord(`${branch}:${branch}`)}\` takes them`
      : `Put yours behind them, as docs/cli.md says under "When both sides have records"; \`git log ${ref}..origin/${ref}\` shows them`;
  log.warning(
    `${quoted(`origin/${branch}`)} has ${behind === 1 ? '1 commit' : `${behind} commits`} that ${quoted(branch)} lacks${recalls}, and nothing of them is looked at here. ${mend}.`,
  );
}

/** Whoever may push chooses what files are called. */
function idOf(path: string): string[] {
  const [, id] = /^recalls\/([0-9a-f]{32})\.json$/.exec(path) ?? [];
  return id === undefined ? [] : [id];
}
