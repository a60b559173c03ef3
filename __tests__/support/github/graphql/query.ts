/** A field that a query selects, with what it selects of its answer. */
export interface Field {
  kind: 'field';
  alias: string;
  name: string;
  args: Record<string, unknown>;
  /** null for a value. */
  selection: Selection[] | null;
}

/** Fields that are wanted of answers of one type. */
interface Fragment {
  kind: 'fragment';
  type: string;
  selection: Selection[];
}

export type Selection = Field | Fragment;

type Variables = Readonly<Record<string, unknown>>;

const TOKEN = /"(?:[^"\\]|\\.)*"|\.\.\.|[$@]?\w+|[{}()[\]:!]/g;

/** The part of GraphQL's language that our queries are written in. @throws Error for any other */
export function parseQuery(text: string, variables: Variables): Selection[] {
  return new Parser(text.match(TOKEN) ?? [], variables).document();
}

class Parser {
  #at = 0;
  readonly #fragments = new Map<string, Fragment>();

  constructor(
    private readonly tokens: readonly string[],
    private readonly variables: Variables,
  ) {}

  document(): Selection[] {
    // A fragment stands behind what uses it: the text is read twice.
    for (let round = 0; ; round += 1) {
      this.#at = 0;
      const query = this.definitions(round === 1);
      if (round === 1) return query;
    }
  }

  private definitions(isKnown: boolean): Selection[] {
    let query: Selection[] | undefined;
    while (this.#at < this.tokens.length) {
      const word = this.next();
      if (word === 'query') {
        if (this.peek() === '(') this.declarations();
        query = this.selection(isKnown);
      } else if (word === 'fragment') {
        const name = this.next();
        this.expect('on');
        const type = this.next();
        this.#fragments.set(name, { kind: 'fragment', type, selection: this.selection(isKnown) });
      } else throw new Error(`${word} begins nothing that is known`);
    }
    if (query === undefined) throw new Error('there is no query');
    return query;
  }

  private declarations(): void {
    while (this.next() !== ')');
    const declared = this.tokens.slice(0, this.#at).filter((token) => token.startsWith('$'));
    const unknown = Object.keys(this.variables).filter((name) => !declared.includes(`$${name}`));
    if (unknown.length > 0) throw new Error(`the variables ${unknown} are not declared`);
  }

  private selection(isKnown: boolean): Selection[] {
    this.expect('{');
    const all: Selection[] = [];
    while (this.peek() !== '}') {
      const one = this.peek() === '...' ? this.fragment(isKnown) : this.field(isKnown);
      if (one !== null) all.push(one);
    }
    this.expect('}');
    return all;
  }

  private fragment(isKnown: boolean): Selection | null {
    this.expect('...');
    const name = this.next();
    if (name === 'on') return { kind: 'fragment', type: this.next(), selection: this.selection(isKnown) };
    const found = this.#fragments.get(name) ?? null;
    if (isKnown && found === null) throw new Error(`there is no fragment ${name}`);
    return found;
  }

  private field(isKnown: boolean): Field | null {
    const first = this.next();
    const isAlias = this.peek() === ':';
    if (isAlias) this.expect(':');
    const name = isAlias ? this.next() : first;
    const args = this.peek() === '(' ? this.args() : {};
    let isIncluded = true;
    if (this.peek() === '@include') {
      this.next();
      isIncluded = this.args().if === true;
    }
    const selection = this.peek() === '{' ? this.selection(isKnown) : null;
    return isIncluded ? { kind: 'field', alias: first, name, args, selection } : null;
  }

  private args(): Record<string, unknown> {
    this.expect('(');
    const args: Record<string, unknown> = {};
    while (this.peek() !== ')') {
      const name = this.next();
      this.expect(':');
      args[name] = this.value(this.next());
    }
    this.expect(')');
    return args;
  }

  private value(token: string): unknown {
    if (!token.startsWith('$')) return JSON.parse(token);
    const value = this.variables[token.slice(1)];
    return value ?? null;
  }

  private peek(): string | undefined {
    return this.tokens[this.#at];
  }

  private next(): string {
    const token = this.tokens[this.#at];
    if (token === undefined) throw new Error('the query ends too early');
    this.#at += 1;
    return token;
  }

  private expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new Error(`${found} where ${token} is expected`);
  }
}
