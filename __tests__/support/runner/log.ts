import { StringDecoder } from 'node:string_decoder';

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  /** `title`, `file`, `line`, … */
  properties: Record<string, string>;
}

interface Command {
  name: string;
  properties: Record<string, string>;
  data: string;
}

const SHOWN = new Set(['error', 'warning', 'notice', 'group', 'endgroup']);
const COMMANDS = new Set([
  ...SHOWN,
  'add-mask',
  'debug',
  'echo',
  'stop-commands',
  'set-output',
  'save-state',
]);

/** One step's output, line by line, with workflow commands taken out as the runner takes them. */
export class StepLog {
  readonly annotations: Annotation[] = [];
  /** Of the deprecated `::set-output` and `::save-state`. */
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  /** As written, in the order it arrived. */
  readonly lines: string[] = [];
  /** As a person sees it: masked, commands rendered or hidden. */
  readonly displayLines: string[] = [];
  private stopToken: string | undefined;
  private readonly partial = { stdout: '', stderr: '' };
  private readonly decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };

  /** @param masks the job's, shared by its steps; `::add-mask::` adds to it */
  constructor(
    private readonly masks: Set<string>,
    private readonly onLine: (line: string) => void = () => {},
  ) {}

  write(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    const parts = (this.partial[stream] + this.decoders[stream].write(chunk)).split('\n');
    this.partial[stream] = parts.pop() ?? '';
    for (const part of parts) this.line(part);
  }

  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.partial[stream] + this.decoders[stream].end();
      this.partial[stream] = '';
      if (rest !== '') this.line(rest);
    }
  }

  /** A line of the runner itself. */
  say(level: Annotation['level'], message: string): void {
    this.annotations.push({ level, message, properties: {} });
    this.displayLines.push(mask(`##[${level}]${message}`, this.masks));
  }

  private line(raw: string): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    this.lines.push(line);
    const command = this.stopToken === undefined ? parseCommand(line) : undefined;
    if (this.stopToken !== undefined && line.trim() === `::${this.stopToken}::`) this.stopToken = undefined;
    else if (command === undefined) this.displayLines.push(mask(line, this.masks));
    else this.obey(command);
    this.onLine(line);
  }

  private obey({ name, properties, data }: Command): void {
    if (name === 'add-mask') addMask(this.masks, data);
    else if (name === 'stop-commands') this.stopToken = data;
    else if (name === 'set-output') this.outputs.set(properties.name ?? '', data);
    else if (name === 'save-state') this.state.set(properties.name ?? '', data);
    else if (name === 'error' || name === 'warning' || name === 'notice') {
      this.annotations.push({ level: name, message: mask(data, this.masks), properties });
    }
    if (SHOWN.has(name)) this.displayLines.push(mask(`##[${name}]${data}`, this.masks));
  }
}

/** The runner masks the value, and each line of it. */
export function addMask(masks: Set<string>, value: string): void {
  for (const part of [value, ...value.split(/\r?\n/)]) if (part.trim() !== '') masks.add(part);
}

function mask(text: string, masks: ReadonlySet<string>): string {
  // Longest first, or a mask inside another would leave the rest of the longer one in the open.
  const sorted = [...masks].sort((a, b) => b.length - a.length);
  return sorted.reduce((masked, value) => masked.replaceAll(value, '***'), text);
}

/**
 * The runner's two forms, both read from stdout and stderr: `::name key=value::data` after any white space at the start
 * of a line (so indenting foreign text does not disarm it), and the old `##[name key=value;]data` anywhere in a line.
 */
function parseCommand(line: string): Command | undefined {
  const current = /^::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line.trimStart());
  if (current && COMMANDS.has(current[1] ?? '')) {
    return command(current, { separator: ',', unescape: (text) => decode(text, ['%3A', ':', '%2C', ',']) });
  }
  const old = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/.exec(line);
  if (old && COMMANDS.has(old[1] ?? '')) {
    return command(old, { separator: ';', unescape: (text) => decode(text, ['%3B', ';', '%5D', ']']) });
  }
  return undefined;
}

function command(
  [, name = '', list = '', data = '']: RegExpExecArray,
  form: { separator: string; unescape: (text: string) => string },
): Command {
  const properties: Record<string, string> = {};
  for (const pair of list.split(form.separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties[pair.slice(0, equals).trim()] = form.unescape(pair.slice(equals + 1));
  }
  return { name, properties, data: decode(data, []) };
}

function decode(text: string, extra: string[]): string {
  let out = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  for (let i = 0; i < extra.length; i += 2) out = out.replaceAll(extra[i] ?? '', extra[i + 1] ?? '');
  return out.replaceAll('%25', '%');
}
