import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cachedFolder } from '../cache.js';

export type Json = Record<string, unknown>;

/** Name of a part to where it lies in the text, and its bytes. */
type Places = Record<string, [number, number]>;

const SOURCE = '@octokit/openapi/generated/api.github.com.json';

/**
 * The parts of GitHub's description, each parsed when it is asked for. Parsed as a whole (13 MB of text) it is 40 MB in each test
 * process, and the larger a process is, the longer it takes to start another one.
 */
export class Description {
  private readonly parsed = new Map<string, Json>();

  private constructor(
    private readonly text: Buffer,
    private readonly places: Places,
    readonly templates: readonly string[],
  ) {}

  /** @param folder in the repository's cache, made when it is not there */
  static async load(folder: string): Promise<Description> {
    const found = await cachedFolder(folder, divide);
    const places: Places = JSON.parse(readFileSync(join(found, 'places.json'), 'utf8'));
    const templates = Object.keys(places).flatMap((name) =>
      name.startsWith('paths ') ? [name.slice('paths '.length)] : [],
    );
    return new Description(readFileSync(join(found, 'parts.json')), places, templates);
  }

  /** What can be done at a path, by method in lower case. */
  path(template: string): Json | undefined {
    return this.part(`paths ${template}`);
  }

  /** @param kind `schemas`, `parameters` and the like */
  component(kind: string, name: string): Json | undefined {
    return this.part(`${kind} ${name}`);
  }

  private part(name: string): Json | undefined {
    const known = this.parsed.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.places, name)) return undefined;
    const [from, length] = this.places[name] ?? [0, 0];
    const part: Json = JSON.parse(this.text.toString('utf8', from, from + length));
    this.parsed.set(name, part);
    return part;
  }
}

/** Writes each part as a text of its own, one after the other, and where it is. */
async function divide(folder: string): Promise<void> {
  const file = createRequire(import.meta.url).resolve(SOURCE);
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, Json>
  >;
  const texts: Buffer[] = [];
  const places: Places = {};
  let at = 0;
  for (const [kind, parts] of Object.entries({ ...components, paths })) {
    if (kind === 'examples') continue;
    for (const [name, part] of Object.entries(parts ?? {})) {
      const text = Buffer.from(JSON.stringify(part));
      places[`${kind} ${name}`] = [at, text.length];
      at += text.length;
      texts.push(text);
    }
  }
  await writeFile(join(folder, 'parts.json'), Buffer.concat(texts));
  await writeFile(join(folder, 'places.json'), JSON.stringify(places));
}
