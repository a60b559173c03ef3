import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CACHE } from '../cache.js';
import { Description, type Json } from './description.js';
import { Validators } from './validators.js';

export interface ExchangeRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  /** `undefined` when the request had no body. */
  body: unknown;
}

export interface ExchangeResponse {
  status: number;
  contentType: string | undefined;
  /** Parsed JSON; `undefined` for no body or for one that is not JSON. */
  body: unknown;
}

/** Statuses that GitHub may answer to anything; the description lists them for some operations only. */
const ANYWHERE = new Set([401, 403, 404, 422, 429, 500, 502, 503]);

let loaded: Promise<OpenApi> | undefined;

/** GitHub's published description of its REST API, and checks of exchanges against it. */
export class OpenApi {
  private constructor(
    private readonly description: Description,
    private readonly validators: Validators,
  ) {}

  /** Read once per process. */
  static load(): Promise<OpenApi> {
    loaded ??= (async () => {
      const folder = `openapi-${await version()}`;
      return new OpenApi(await Description.load(folder), new Validators(join(CACHE, folder, 'validators')));
    })();
    return loaded;
  }

  /** Whether GitHub has this operation at all. */
  has(method: string, template: string): boolean {
    return this.operation(method, template) !== undefined;
  }

  /** The template of the operation a concrete path belongs to, fewest parameters first. */
  findTemplate(method: string, path: string): string | undefined {
    const fits = this.description.templates.filter(
      (template) => templatePattern(template).test(path) && this.has(method, template),
    );
    return fits.sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  /** @returns what the description says against the request; empty when nothing */
  checkRequest(method: string, template: string, request: ExchangeRequest): string[] {
    const operation = this.operation(method, template);
    if (operation === undefined) return [`${method} ${template} is no operation of GitHub's API`];
    const faults = [
      ...this.checkParameters(operation, 'path', { key: `${method} ${template}`, values: request.params }),
      ...this.checkParameters(operation, 'query', {
        key: `${method} ${template}`,
        values: Object.fromEntries(request.query),
      }),
      ...this.checkBody(operation, `${method} ${template}`, request.body),
    ];
    return faults.map((fault) => `${method} ${template}: ${fault}`);
  }

  /** @returns what the description says against the answer; empty when nothing */
  checkResponse(method: string, template: string, response: ExchangeResponse): string[] {
    const key = `${method} ${template}: answer ${response.status}`;
    const operation = this.operation(method, template);
    if (operation === undefined) return [`${method} ${template} is no operation of GitHub's API`];
    const described = object(operation.responses)[String(response.status)];
    if (described === undefined) {
      if (!ANYWHERE.has(response.status)) return [`${key}: the description has no such status`];
      return this.validate(
        { key: 'basic-error', schema: { $ref: '#/components/schemas/basic-error' }, label: key },
        response.body,
      );
    }
    const content = object(this.resolve(described).content);
    const schema = pickContent(content, response.contentType);
    if (schema === undefined) {
      if (response.body === undefined) return [];
      if (Object.keys(content).length > 0) return [`${key}: ${response.contentType} is not described`];
      return ANYWHERE.has(response.status) || response.status === 304 ? [] : [`${key}: no body is described`];
    }
    return this.validate({ key: `${key} ${response.contentType}`, schema, label: key }, response.body);
  }

  private operation(method: string, template: string): Json | undefined {
    const operation = this.description.path(template)?.[method.toLowerCase()];
    return operation === undefined ? undefined : object(operation);
  }

  private checkParameters(
    operation: Json,
    place: 'path' | 'query',
    given: { key: string; values: Record<string, string> },
  ): string[] {
    const parameters = (Array.isArray(operation.parameters) ? operation.parameters : [])
      .map((one) => this.resolve(one))
      .filter((one) => one.in === place);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(parameters.map((one) => [String(one.name), one.schema])),
      required: parameters.filter((one) => one.required === true).map((one) => one.name),
      additionalProperties: false,
    };
    const check = { key: `${given.key} ${place}`, schema, label: `${place} parameters`, coerce: true };
    return this.validate(check, { ...given.values });
  }

  private checkBody(operation: Json, key: string, body: unknown): string[] {
    if (operation.requestBody === undefined) return body === undefined ? [] : ['no body is described'];
    const requestBody = this.resolve(operation.requestBody);
    if (body === undefined) return requestBody.required === true ? ['a body is required'] : [];
    const json = object(requestBody.content)['application/json'];
    if (json === undefined) return ['a JSON body is not described'];
    const schema = this.resolve(object(json).schema);
    // GitHub ignores fields it does not know, so a misspelt one would go unnoticed.
    const unknown = schema.properties
      ? Object.keys(object(body)).filter((name) => !Object.hasOwn(object(schema.properties), name))
      : [];
    return [
      ...unknown.map((name) => `body has the unknown field ${name}`),
      ...this.validate({ key: `${key} body`, schema, label: 'body' }, body),
    ];
  }

  /** @param check `key` names the compiled schema, `label` what is said to be wrong */
  private validate(
    { key, schema, label, coerce }: { key: string; schema: unknown; label: string; coerce?: boolean },
    value: unknown,
  ): string[] {
    const validator = this.validators.get(key, coerce ?? false, () => this.standalone(schema));
    if (validator(value)) return [];
    return (validator.errors ?? []).map((error) => {
      const detail = error.params.additionalProperty ? ` (${error.params.additionalProperty})` : '';
      return `${label}: ${error.instancePath || 'it'} ${error.message}${detail}`;
    });
  }

  /** The schema as JSON Schema, with the components it needs and no others. */
  private standalone(schema: unknown): Json {
    const wanted = new Set<string>();
    const root = toJsonSchema(schema, wanted);
    const $defs: Json = {};
    for (const name of wanted)
      $defs[name] = toJsonSchema(this.description.component('schemas', name), wanted);
    return { ...object(root), $defs };
  }

  private resolve(node: unknown): Json {
    const reference = object(node).$ref;
    if (typeof reference !== 'string') return object(node);
    const [, , kind = '', name = ''] = reference.split('/');
    return this.resolve(this.description.component(kind, name));
  }
}

/** A pattern with one named-by-position group per `{parameter}`; `{path}` may hold slashes or be missing. */
export function templatePattern(template: string): RegExp {
  const source = template
    .split(/(\/\{path\}|\{\w+\})/)
    .map((part) => {
      if (part === '/{path}') return '(?:/(.*))?';
      return part.startsWith('{') ? '([^/]+)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

const CHILDREN = new Set(['items', 'additionalProperties', 'not']);
const LISTS = new Set(['anyOf', 'oneOf', 'allOf']);
const IGNORED = new Set(['nullable', 'example', 'examples', 'description', 'title', 'default', 'deprecated']);

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, references point into `$defs` and are noted in `wanted`. */
function toJsonSchema(node: unknown, wanted: Set<string>): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const schema = object(node);
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice('#/components/schemas/'.length);
    wanted.add(name);
    return { $ref: `#/$defs/${name}` };
  }
  const out: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (IGNORED.has(key) || key.startsWith('x-')) continue;
    if (key === 'properties' || key === 'patternProperties') {
      out[key] = Object.fromEntries(
        Object.entries(object(value)).map(([name, child]) => [name, toJsonSchema(child, wanted)]),
      );
    } else if (CHILDREN.has(key)) out[key] = toJsonSchema(value, wanted);
    else if (LISTS.has(key) && Array.isArray(value))
      out[key] = value.map((child) => toJsonSchema(child, wanted));
    else out[key] = value;
  }
  return schema.nullable === true ? { anyOf: [{ type: 'null' }, out] } : out;
}

function pickContent(content: Json, contentType: string | undefined): unknown {
  const media = (contentType ?? '').split(';')[0]?.trim() ?? '';
  const found = content[media];
  return found === undefined ? undefined : object(found).schema;
}

/** Changes with everything that the cached parts and validators are made from. */
async function version(): Promise<string> {
  const hash = createHash('sha256');
  const require = createRequire(import.meta.url);
  const manifests = ['@octokit/openapi', 'ajv'].map((name) => require.resolve(`${name}/package.json`));
  const sources = ['description.ts', 'validators.ts', 'openapi.ts'].map((name) =>
    join(import.meta.dirname, name),
  );
  for (const file of [...manifests, ...sources]) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
