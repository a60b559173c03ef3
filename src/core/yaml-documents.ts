import type { Document, DocumentOptions, LineCounter, ParseOptions, SchemaOptions, ToJSOptions } from 'yaml';

type Yaml = typeof import('yaml');

/** Levels of a file that are read: far more than any that people write. */
const DEEPEST = 200;

/** That a file nests deeper than is read. */
export class YamlTooDeep extends Error {
  override readonly name = 'YamlTooDeep';

  /** @param line where it does, counted from 1 */
  constructor(readonly line: number) {
    super(`more than ${DEEPEST} levels`);
  }
}

type Options = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * The documents of a text, at least one, which is empty where the text is. What is wrong with one lies in its `errors`.
 * @param lines gets where the lines begin
 * @throws YamlTooDeep
 */
export function yamlDocuments(
  yaml: Yaml,
  text: string,
  { lines, ...options }: Options & { lines: LineCounter },
): [Document.Parsed, ...Document.Parsed[]] {
  const parser = shallowParser(yaml, lines);
  const composer = new yaml.Composer({ ...options, prettyErrors: false });
  const [first, ...more] = composer.compose(parser.parse(text), true, text.length);
  if (first === undefined) throw new Error('even an empty text is a document');
  return [first, ...more];
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
  class ShallowParser extends yaml.Parser {
    override *next(source: string) {
      yield* super.next(source);
      if (this.stack.length > DEEPEST) throw new YamlTooDeep(lines.linePos(this.offset).line);
    }
  }
  return new ShallowParser(lines.addNewLine);
}
