import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { bareEnvironment, execOk } from '../../support/exec.js';

/** What becomes of one git command. */
export type Order =
  | { do: 'run' }
  /** Runs it with one setting more. */
  | { do: 'with'; setting: string }
  /** The writer is dead: nothing runs. */
  | { do: 'die' }
  /** The writer dies when the command has ended. */
  | { do: 'run-die' }
  /** The command is killed in the middle, and its writer with it. */
  | { do: 'cut-die'; seconds: number }
  /** Git is killed, for want of memory say, and the writer lives. */
  | { do: 'crash' }
  /** Every write to a file fails. */
  | { do: 'limit' }
  /** Nothing runs, and git says this. */
  | { do: 'fail'; code: number; said: string }
  /** It runs, and its answer is lost. */
  | { do: 'run-fail'; code: number; said: string };

/** Stands in front of git in the PATH of writers. `close` of a killed command comes once what it started has ended, too. */
const WRAPPER = `#!/bin/sh
printf '%s %s\\n' "$FAULT_SLOT" "$*" >"$FAULT_GATE/ask"
read -r verb word words <"$FAULT_GATE/answer-$FAULT_SLOT"
PATH=$FAULT_PATH
# It changes nothing and waits for questions as long as its input is open: run without being heard it would never end.
case "$verb $*" in
  'run-fail cat-file --batch' | 'run-fail cat-file --batch-check') verb=fail ;;
  'run-die cat-file --batch' | 'run-die cat-file --batch-check') verb=die ;;
esac
case $verb in
  run) exec git "$@" ;;
  with) exec git -c "$word" "$@" ;;
  limit) trap '' XFSZ; ulimit -f 0; exec git "$@" ;;
  fail) printf '%b\\n' "$words" >&2; exit "$word" ;;
  run-fail) git "$@" >/dev/null 2>&1; printf '%b\\n' "$words" >&2; exit "$word" ;;
  run-die) git "$@" >/dev/null 2>&1 ;;
  cut-die) exec 3<&0; git "$@" <&3 >/dev/null & sleep "$word"; kill -9 $! 2>/dev/null; wait $! 2>/dev/null ;;
esac
exit 137
`;

export type Ask = (args: readonly string[]) => void;

/** Where the git commands of writers wait for an order. */
export class Gate {
  readonly #asks = new Map<number, Ask>();
  readonly #free: number[];
  #rest = '';

  private constructor(
    readonly folder: string,
    private readonly socket: Socket,
    private readonly answers: readonly number[],
  ) {
    this.#free = answers.map((_, slot) => slot);
    socket.on('data', (chunk) => this.#take(chunk.toString('utf8')));
  }

  /** @param folder an empty folder @param slots most writers at a time */
  static async open(folder: string, slots = 64): Promise<Gate> {
    await mkdir(join(folder, 'bin'), { recursive: true });
    const wrapper = join(folder, 'bin', 'git');
    await writeFile(wrapper, WRAPPER);
    await chmod(wrapper, 0o755);
    const names = Array.from({ length: slots }, (_, slot) => join(folder, `answer-${slot}`));
    const ask = join(folder, 'ask');
    await execOk('mkfifo', [ask, ...names]);
    // Open for both, or opening would wait for the other side and the end of one command would look like the end of all.
    const open = (path: string) => openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    return new Gate(folder, new Socket({ fd: open(ask), readable: true, writable: false }), names.map(open));
  }

  /** @param onAsk called with the arguments of each git command before it runs; it must be answered */
  enter(onAsk: Ask): number {
    const slot = this.#free.pop();
    if (slot === undefined) throw new Error('too many writers at a time');
    this.#asks.set(slot, onAsk);
    return slot;
  }

  leave(slot: number): void {
    this.#asks.delete(slot);
    this.#free.push(slot);
  }

  environment(slot: number, home: string): Record<string, string> {
    const bare = bareEnvironment(home);
    const path = bare['PATH'] ?? '';
    return {
      ...bare,
      PATH: `${join(this.folder, 'bin')}:${path}`,
      FAULT_PATH: path,
      FAULT_GATE: this.folder,
      FAULT_SLOT: String(slot),
    };
  }

  answer(slot: number, order: Order): void {
    writeSync(this.answers[slot] ?? -1, `${orderLine(order)}\n`);
  }

  close(): void {
    this.socket.destroy();
    this.answers.forEach(closeSync);
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [slot, ...args] = line.split(' ');
      const onAsk = this.#asks.get(Number(slot));
      if (onAsk === undefined) throw new Error(`a git command of a writer that is gone: ${line}`);
      onAsk(args);
    }
  }
}

function orderLine(order: Order): string {
  switch (order.do) {
    case 'with':
      return `with ${order.setting}`;
    case 'cut-die':
      return `cut-die ${order.seconds}`;
    case 'fail':
    case 'run-fail':
      return `${order.do} ${order.code} ${order.said.replaceAll('\n', '\\n')}`;
    default:
      return order.do;
  }
}
