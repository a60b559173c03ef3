import type {
  Composer,
  Document,
  DocumentOptions,
  LineCounter,
  ParseOptions,
  SchemaOptions,
  ToJSOptions,
  YAMLParseError,
} from 'yaml';

type Yaml = typeof import('yaml');

/** Levels of a file that are read: far more than any that people write. */
const DEEPEST = 200;
/** Errors of a text that are kept: where every character is one, all of them take gigabytes. */
const MOST_ERRORS = 100;

/** That a file nests deeper than is read. */
export class YamlTooDeep extends Error {
  override readonly name = 'YamlTooDeep';

  /** @param line where it does, counted from 1 */
  constructor(readonly line: number) {
    super(`more than ${DEEPEST} levels`);
  }
}

type Options = Omit<ParseOptions, 'uniqueKeys'> & DocumentOptions & SchemaOptions & { uniqueKeys?: boolean };

/**
 * The documents of a text, at least one, which is empty where the text is. What is wrong with one lies in its `errors`.
 * @param lines gets where the lines begin
 * @throws YamlTooDeep
 */
export function yamlDocuments(
  yaml: Yaml,
  text: string,
  { lines, uniqueKeys = true, ...options }: Options & { lines: LineCounter },
): [Document.Parsed, ...Document.Parsed[]] {
  const parser = shallowParser(yaml, lines);
  const composer = new yaml.Composer({ ...options, uniqueKeys: false, prettyErrors: false });
  keepFewErrors(composer);
  const [first, ...more] = composer.compose(parser.parse(text), true, text.length);
  if (first === undefined) throw new Error('even an empty text is a document');
  if (uniqueKeys)
    for (const document of [first, ...more]) document.errors.push(...repeatedKeys(yaml, document));
  return [first, ...more];
}

/** The library holds each key against all before it, which takes minutes for a map of some 100,000. */
function repeatedKeys(yaml: Yaml, document: Document): YAMLParseError[] {
  const errors: YAMLParseError[] = [];
  yaml.visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!yaml.isScalar(key)) continue;
        const [start] = key.range ?? [0];
        if (seen.has(key.value) && errors.length < MOST_ERRORS)
          errors.push(
            new yaml.YAMLParseError([start, start + 1], 'DUPLICATE_KEY', 'Map keys must be unique'),
          );
        seen.add(key.value);
      }
    },
  });
  return errors;
}

type OnError = (source: unknown, code: string, message: string, isWarning?: boolean) => void;

/** Nothing but this member, which the library's types keep to themselves, sees them before they are made. */
function keepFewErrors(composer: Composer): void {
  const onError: OnError = Reflect.get(composer, 'onError');
  const left = { errors: MOST_ERRORS, warnings: MOST_ERRORS };
  const few: OnError = (source, code, message, isWarning) => {
    if (left[isWarning ? 'warnings' : 'errors']-- > 0) onError(source, code, message, isWarning);
  };
  Reflect.set(composer, 'onError', few);
}

/**
 * The value of a text that is one document.
 * @throws YamlTooDeep; YAMLParseError; ReferenceError for aliases that are used more often than `maxAliasCount`
 */
export function yamlValue(yaml: Yaml, text: string, options: Options & ToJSOptions = {}): unknown {
  const [document, another] = yamlDocuments(yaml, text, { ...options, lines: new yaml.LineCounter() });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  if (another !== undefined) throw new Error('there is more than one document');
  return document.toJS(options);
}

/**
 * The parser keeps what is open on a stack of its own. What makes documents of that recurses, and at the end of the stack V8 may end
 * the whole process where it compiles a regular expression, which nothing catches.
 */
function shallowParser(yaml: Yaml, lines: LineCounter) {
  let errors = 0;
  class ShallowParser extends yaml.Parser {
    override *next(source: string) {
      for (const token of super.next(source))
        if (token.type !== 'error' || errors++ < MOST_ERRORS) yield token;
      if (this.stack.length > DEEPEST) throw new YamlTooDeep(lines.linePos(this.offset).line);
    }
  }
  return new ShallowParser(lines.addNewLine);
}
