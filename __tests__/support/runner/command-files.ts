import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KINDS = ['output', 'env', 'state', 'path', 'step_summary'] as const;
type Kind = (typeof KINDS)[number];

const SUMMARY_LIMIT_BYTES = 1024 * 1024;

export interface CommandFileResult {
  outputs: Record<string, string>;
  env: Record<string, string>;
  state: Record<string, string>;
  paths: string[];
  summary: string;
  /** What the runner would annotate as an error. */
  errors: string[];
  /** Such a file also fails the step. */
  failed: boolean;
}

/** The files behind GITHUB_OUTPUT, GITHUB_ENV, GITHUB_STATE, GITHUB_PATH and GITHUB_STEP_SUMMARY: new ones for each step. */
export class CommandFiles {
  private constructor(private readonly files: Record<Kind, string>) {}

  static async create(runnerTemp: string): Promise<CommandFiles> {
    const folder = join(runnerTemp, '_runner_file_commands');
    await mkdir(folder, { recursive: true });
    const suffix = randomUUID();
    const file = (kind: string) => join(folder, `${kind}_${suffix}`);
    const files: Record<Kind, string> = {
      output: file('set_output'),
      env: file('set_env'),
      state: file('save_state'),
      path: file('add_path'),
      step_summary: file('step_summary'),
    };
    await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
    return new CommandFiles(files);
  }

  get env(): Record<string, string> {
    return Object.fromEntries(KINDS.map((kind) => [`GITHUB_${kind.toUpperCase()}`, this.files[kind]]));
  }

  async read(): Promise<CommandFileResult> {
    const errors: string[] = [];
    let failed = false;
    const pairs = async (kind: Kind): Promise<Record<string, string>> => {
      try {
        return parsePairs(await readFile(this.files[kind], 'utf8'));
      } catch (error) {
        errors.push(`Unable to process file command '${kind}' successfully.`, (error as Error).message);
        failed = true;
        return {};
      }
    };
    const env = await pairs('env');
    if (Object.hasOwn(env, 'NODE_OPTIONS')) {
      errors.push("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
      delete env.NODE_OPTIONS;
    }
    const outputs = await pairs('output');
    const state = await pairs('state');
    const paths = (await readFile(this.files.path, 'utf8')).split(/\r?\n/).filter(Boolean);
    const { size } = await stat(this.files.step_summary);
    if (size > SUMMARY_LIMIT_BYTES) {
      errors.push(
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size >> 10}k.`,
      );
    }
    const summary = size > SUMMARY_LIMIT_BYTES ? '' : await readFile(this.files.step_summary, 'utf8');
    return { outputs, env, state, paths, summary, errors, failed };
  }
}

/** `NAME=value` lines and heredocs. Throws in the runner's words for anything else. */
function parsePairs(text: string): Record<string, string> {
  const pairs = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    const delimiter = line.slice(heredoc + 2);
    if (heredoc <= 0 || delimiter === '') throw new Error(`Invalid format '${line}'`);
    const end = lines.indexOf(delimiter, i + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    pairs.set(line.slice(0, heredoc), lines.slice(i + 1, end).join('\n'));
    i = end;
  }
  return Object.fromEntries(pairs);
}
