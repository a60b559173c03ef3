import { type Clause, clauseOf } from './clause.js';
import type { Grammar } from './grammar.js';
import { identify } from './identifier.js';
import { withoutPrompts } from './prompts.js';
import { clip, QueryError } from './query-error.js';
import { type Operand, Scanner } from './scanner.js';
import type { DatasetCondition, Subject } from './subject.js';
import { checkPattern, operandValue } from './value.js';

export type { Clause } from './clause.js';

const LONGEST_FILTER = 65_536;
const MOST_CLAUSES = 1_000;
const LISTS: ReadonlySet<string> = new Set(['IN', 'NOT IN']);

/**
 * @param datasets logged models only: conditions on metrics are about metrics on one of these, and without such conditions the
 * model must have any metric on one. None: no matter which.
 * @returns conditions that must all be true, those included that the search adds by itself; of an empty text it can be none
 * @throws QueryError for the first fault of the text
 */
export function parseFilter(
  text: string,
  grammar: Grammar,
  datasets: readonly DatasetCondition[] = [],
): Clause[] {
  const on = datasets.length === 0 ? undefined : datasets;
  const clauses = new FilterParser(text, grammar, on).parse();
  if (grammar.prompts) return withoutPrompts(clauses);
  if (on === undefined || clauses.some(({ entity }) => entity === 'metric')) return clauses;
  const measured = (subject: Subject) => {
    const names = subject.get('dataset', 'name', on);
    return Array.isArray(names) ? names.length > 0 : typeof names === 'string';
  };
  const position = text.length;
  return [
    ...clauses,
    { entity: 'dataset', key: 'name', operator: 'IS NOT NULL', value: null, position, isTrueOf: measured },
  ];
}

/** Whether all conditions are true of a subject. */
export function matches(clauses: readonly Clause[], subject: Subject): boolean {
  for (const clause of clauses) if (!clause.isTrueOf(subject)) return false;
  return true;
}

class FilterParser {
  readonly #scanner: Scanner;
  readonly #text: string;
  readonly #grammar: Grammar;
  readonly #on: readonly DatasetCondition[] | undefined;

  constructor(text: string, grammar: Grammar, on: readonly DatasetCondition[] | undefined) {
    this.#text = text;
    this.#grammar = grammar;
    this.#on = on;
    this.#scanner = new Scanner(text, grammar.dashes);
  }

  parse(): Clause[] {
    const [scanner, grammar] = [this.#scanner, this.#grammar];
    const clauses: Clause[] = [];
    if (this.#text.length > LONGEST_FILTER) this.#refuseWhole(`Keep it within ${LONGEST_FILTER} characters`);
    if (this.#text !== '' && this.#text.trim() === '')
      throw new QueryError(grammar.refusals.blank(this.#text), 'Leave the filter out to find everything', 0);
    for (scanner.skipSpace(); !scanner.isAtEnd; scanner.skipSpace()) {
      // As in MLflow: any number of ANDs before, between and behind the clauses, none as well.
      if (scanner.takeAnd()) continue;
      if (clauses.length === MOST_CLAUSES) this.#refuseWhole(`Keep it within ${MOST_CLAUSES} conditions`);
      clauses.push(this.#clause());
    }
    return clauses;
  }

  #clause(): Clause {
    const scanner = this.#scanner;
    const position = scanner.at;
    const left = scanner.takeOperand();
    if (left === undefined || left.type === 'list') return this.#refuseStart(position, left);
    scanner.skipSpace();
    const operator = scanner.takeOperator();
    if (operator === undefined) return this.#refuseName(left);
    if (left.type !== 'name') return this.#refuseLeft(left.raw, left.position);
    const isNull = operator === 'IS NULL' || operator === 'IS NOT NULL';
    const right = isNull ? undefined : this.#right(left, operator);
    const { refusals } = this.#grammar;
    const asked = identify(left, this.#grammar);
    const { entity, key, kind, operators } = asked;
    const value = right === undefined ? null : operandValue(right, { asked, refusals });
    const known = operators.find((other) => other === operator);
    if (known === undefined || Array.isArray(value) !== LISTS.has(known)) {
      const about = { entity, key, numeric: kind === 'number' };
      const clause = this.#text.slice(position, scanner.at);
      throw new QueryError(
        isNull ? refusals.nulls(about, clause) : refusals.operator(about, clip(operator), operators),
        `Use one of ${operators.join(', ')} here`,
        left.position,
      );
    }
    if (known === 'LIKE' || known === 'ILIKE') checkPattern(String(value), right?.position ?? position);
    const on = entity === 'metric' ? this.#on : undefined;
    return clauseOf({ entity, key, kind, operator: known, value, position, on });
  }

  /** What stands behind the operator. */
  #right(left: Operand, operator: string): Operand {
    const scanner = this.#scanner;
    scanner.skipSpace();
    const position = scanner.at;
    // A bare word is a value in some searches; AND never is.
    const right = scanner.takeAnd() ? undefined : scanner.takeOperand();
    const isIn = LISTS.has(operator);
    const isKeyword = this.#grammar.words !== true && /^(?:true|false|null)$/i.test(right?.raw ?? '');
    if (right !== undefined && !isKeyword && (!isIn || right.type === 'list')) return right;
    const piece = right?.raw ?? (scanner.at > position ? '' : scanner.takePiece());
    const mend = isIn
      ? "Write a list of quoted values, such as ('a', 'b')"
      : 'Write a value behind the operator';
    return this.#refuse([left.raw, operator, piece], {
      position,
      mend: (right === undefined ? unclosed(piece) : undefined) ?? mend,
    });
  }

  #refuseStart(position: number, list: Operand | undefined): never {
    const piece = list?.raw ?? this.#scanner.takePiece();
    if (piece === ';' && this.#text.slice(this.#scanner.at).trim() !== '')
      throw new QueryError(
        this.#grammar.refusals.statements(this.#text),
        'Join the conditions with AND',
        position,
      );
    const mend =
      unclosed(piece) ??
      (piece === '(' || list !== undefined
        ? 'Leave out the parentheses'
        : 'Begin a condition with a name, such as metrics.loss');
    return this.#refuse([piece], { position, mend });
  }

  /** A name without an operator. */
  #refuseName(left: Operand): never {
    const scanner = this.#scanner;
    const position = scanner.at;
    const piece = scanner.takePiece();
    const isJoined =
      left.type === 'name' && position === left.position + left.raw.length && /[-+*/%&|^@#$:]/.test(piece);
    if (isJoined) {
      const mend = 'Put the key in backticks, such as metrics.`f1-score`';
      if (/[:$]/.test(piece)) return this.#refuse([left.raw, piece], { position: left.position, mend });
      const whole = /^\S+/.exec(this.#text.slice(left.position))?.[0] ?? left.raw;
      return this.#refuseLeft(whole, left.position, mend);
    }
    const isOr = /^or$/i.test(left.raw);
    const mend = isOr
      ? 'Join conditions with AND, there is no OR'
      : 'Write NAME OPERATOR VALUE, and a key with blanks in backticks';
    const shown = isOr || piece === '' ? [left.raw] : [left.raw, piece];
    return this.#refuse(shown, { position: left.position, mend });
  }

  #refuseLeft(
    text: string,
    position: number,
    mend = 'Write the name first, then the operator, then the value',
  ): never {
    throw new QueryError(this.#grammar.refusals.left(text, this.#text), mend, position);
  }

  #refuse(pieces: readonly string[], { position, mend }: { position: number; mend: string }): never {
    const said = this.#grammar.refusals.structure(
      pieces.filter((piece) => piece !== ''),
      this.#text,
    );
    throw new QueryError(said, mend, position);
  }

  #refuseWhole(mend: string): never {
    throw new QueryError(`Error on parsing filter '${clip(this.#text)}'`, mend);
  }
}

function unclosed(piece: string): string | undefined {
  return `'"\``.includes(piece.charAt(0)) && piece !== '' ? `Close the ${piece.charAt(0)}` : undefined;
}
