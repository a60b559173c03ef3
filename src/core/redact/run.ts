import type { Fault } from '../errors.js';
import type { Redaction, RunRecord } from '../generated/types.js';
import { REDACTED } from './harmless.js';
import { noLonger, type Redactor, type Replaced } from './redactor.js';
import { NAMED_BY_KEY, NOUNS, RUN_PLACES, WHOLE } from './run-places.js';
import { secretFault } from './secret-names.js';

/** A run as it may be told. */
export interface RedactedRun {
  /** With `redacted` filled in, where anything was replaced. */
  value: RunRecord;
  /** What was replaced in this pass, none of it a secret. */
  redacted: readonly Redaction[];
  /** Items that could not be told, since their names hold a secret. One fault for all of a kind. */
  leftOut: readonly Fault[];
  /** Variables whose values stand in names and are like any word, so that the names were let be. */
  weak: readonly string[];
}

/** As many as a record holds. */
const MOST = 200;
const LONGEST_WHERE = 600;

/**
 * A copy of a run without credentials. Values and texts have them replaced; names, keys, paths and digested lists are never
 * rewritten: what has a strong secret in its name is left out.
 */
export function redactRun(record: RunRecord, redactor: Redactor): RedactedRun {
  const walk = new Walk(redactor);
  const told = withoutSecretLists(record, redactor);
  const value = withoutModelFiles(walk.visit(told, { place: '', where: '', key: '' }) as RunRecord, told);
  const redacted = [...(value.redacted ?? []), ...walk.redacted];
  return {
    value: redacted.length === 0 ? value : { ...value, redacted: capped(redacted) },
    redacted: walk.redacted,
    leftOut: walk.faults(),
    weak: [...walk.weak].sort(),
  };
}

/** A name that cannot be told, on its way up to the item that it belongs to. */
class Secret {
  constructor(
    readonly why: string,
    readonly shown: string,
  ) {}
}

type Fields = Readonly<Record<string, unknown>>;

/** Where a value stands. */
interface At {
  /** As in {@link RUN_PLACES}. */
  place: string;
  /** The same with its indexes and keys, for people. */
  where: string;
  /** The `name` of the item that it belongs to, and then the keys above it. */
  key: string;
}

class Walk {
  readonly redacted: Redaction[] = [];
  readonly weak = new Set<string>();
  readonly #left = new Map<string, { secret: Secret; place: string; count: number }>();
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  visit(value: unknown, at: At): unknown {
    const treatment = RUN_PLACES.get(at.place);
    if (treatment === 'fixed' || value === null) return value;
    if (treatment === 'values') return this.#values(value, { ...at, key: '' });
    if (treatment === 'value of name') return this.#values(value, at);
    if (treatment === 'lines') return this.#lines(value as string[], at.where);
    if (typeof value === 'string') {
      if (treatment === 'name') return this.#name(value);
      if (treatment === 'name or null') return this.#orNull(this.#name(value), at.where);
      if (treatment === 'needed name') return this.#needed(value, at.where);
      return this.#told(this.#redactor.replace(value), at.where);
    }
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return this.#items(value, at);
    if (NAMED_BY_KEY.has(at.place)) return this.#entries(value as Fields, at);
    const fields = this.#fields(value as Fields, at);
    return treatment === 'name or null' ? this.#orNull(fields, at.where) : fields;
  }

  #fields(value: Fields, { place, where }: At): unknown {
    const result: Record<string, unknown> = {};
    const name = String(value['name']);
    for (const [field, item] of Object.entries(value)) {
      const below =
        place === ''
          ? { place: field, where: field }
          : { place: `${place}.${field}`, where: `${where}.${field}` };
      const next = this.visit(item, { ...below, key: name });
      if (next instanceof Secret) return next;
      result[field] = next;
    }
    return result;
  }

  #items(list: readonly unknown[], { place, where, key }: At): unknown {
    const kept: unknown[] = [];
    for (const [index, item] of list.entries()) {
      const next = this.visit(item, { place: `${place}[]`, where: `${where}[${index}]`, key });
      if (!(next instanceof Secret)) kept.push(next);
      else if (WHOLE.has(place)) return next;
      else this.#leave(next, place);
    }
    return kept;
  }

  #entries(map: Fields, { place, where, key }: At): unknown {
    const kept: Record<string, unknown> = Object.create(null);
    for (const [name, item] of Object.entries(map)) {
      const checked = this.#name(name);
      const isSecret = checked instanceof Secret;
      const next = isSecret
        ? checked
        : this.visit(item, { place: `${place}{}`, where: `${where}.${name}`, key });
      if (next instanceof Secret) this.#leave(next, place);
      else kept[name] = next;
    }
    return kept;
  }

  #values(value: unknown, at: At): unknown {
    const { key, where } = at;
    if (typeof value === 'string') return this.#told(this.#redactor.replaceUnder(key, value), where);
    if (typeof value === 'number') {
      const replaced = this.#redactor.replaceUnder(key, value);
      return replaced.why.length === 0 ? value : this.#told(replaced, where);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.#values(item, { ...at, where: `${where}[${index}]` }));
    }
    if (value === null || typeof value !== 'object') return value;
    const kept: Record<string, unknown> = Object.create(null);
    for (const [name, item] of Object.entries(value)) {
      const checked = this.#name(name);
      if (checked instanceof Secret) this.#leave(checked, at.place);
      else
        kept[name] = this.#values(item, {
          ...at,
          where: `${where}.${name}`,
          key: key === '' ? name : `${key}.${name}`,
        });
    }
    return kept;
  }

  #lines(lines: readonly string[], where: string): string[] {
    // As one text: a private key goes over many lines.
    const all = lines.join('\n');
    const told = this.#redactor.replace(all);
    if (told.why.length === 0) return [...lines];
    this.#told(told, where);
    const room = Math.max(...lines.map((line) => [...line].length));
    const split = this.#redactor.text(all).split('\n');
    return split.map((line) => noLonger(line, room));
  }

  #told({ text, why }: Replaced, where: string): string {
    for (const reason of why) this.redacted.push({ where: where.slice(0, LONGEST_WHERE), why: reason });
    return text;
  }

  #name(name: string): string | Secret {
    const why = this.#redactor.secretIn(name);
    if (why !== undefined) return new Secret(why, this.#redactor.replace(name).text);
    const weak = this.#redactor.weakIn(name);
    if (weak !== undefined) this.weak.add(weak);
    return name;
  }

  #orNull(value: unknown, where: string): unknown {
    if (!(value instanceof Secret)) return value;
    this.#leave(value, where);
    return null;
  }

  #needed(value: string, where: string): string {
    const name = this.#name(value);
    if (!(name instanceof Secret)) return name;
    this.redacted.push({ where, why: name.why });
    return name.shown.includes(REDACTED) ? name.shown : REDACTED;
  }

  #leave(secret: Secret, place: string): void {
    const key = `${place}\n${secret.why}`;
    const earlier = this.#left.get(key);
    this.#left.set(key, { secret: earlier?.secret ?? secret, place, count: (earlier?.count ?? 0) + 1 });
  }

  faults(): Fault[] {
    return [...this.#left.values()].map(({ secret, place, count }) => {
      const noun = NOUNS.get(place) ?? `field \`${place}\``;
      const one = `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun} is left out: its name`;
      const subject = count === 1 ? one : `${count} ${pluralOf(noun)} are left out: each name`;
      return secretFault({ subject, why: secret.why, where: secret.shown });
    });
  }
}

/** A dataset is known by its digest: a list of its files that cannot be told as a whole is not told at all. */
function withoutSecretLists(record: RunRecord, redactor: Redactor): RunRecord {
  const datasets = record.inputs.datasets.map((dataset) => {
    const { files = [], ...others } = dataset;
    return files.some(({ path }) => redactor.secretIn(path) !== undefined) ? others : dataset;
  });
  return { ...record, inputs: { ...record.inputs, datasets } };
}

/** The files of a model that is left out are left out too. */
function withoutModelFiles(redacted: RunRecord, record: RunRecord): RunRecord {
  const kept = new Set(redacted.outputs.models.map(({ path }) => path));
  const left = new Set(record.outputs.models.map(({ path }) => path).filter((path) => !kept.has(path)));
  if (left.size === 0) return redacted;
  const artifacts = redacted.outputs.artifacts.filter(
    ({ kind, path }) => kind !== 'model' || !left.has(path),
  );
  return { ...redacted, outputs: { ...redacted.outputs, artifacts } };
}

function capped(all: readonly Redaction[]): Redaction[] {
  const each = [...new Map(all.map((one) => [`${one.where}\n${one.why}`, one])).values()];
  if (each.length <= MOST) return each;
  const more = each.length - MOST + 1;
  return [...each.slice(0, MOST - 1), { where: `${more} more places`, why: 'as those above' }];
}

function pluralOf(noun: string): string {
  if (noun.endsWith('y')) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
