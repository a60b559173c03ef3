import { parse } from 'acorn';

/**
 * Sets the modules of a webpack chunk in parentheses. V8 compiles such a function with the file; one without is only scanned, and
 * compiled by a second reading when the module is first asked for, which is a part of each start that no compile cache can save.
 * The V8 of Node 20 does so for the word `function` alone, so arrow functions are written with it: webpack makes arrows only of
 * modules that ask for no `this`.
 * @param code the chunk, minified: a minifier would take the parentheses away
 */
export function compileModulesWithFile(code) {
  const tables = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
    .body.map((statement) => statement.declaration ?? statement)
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap(({ declarations }) => declarations.map(({ init }) => init))
    .filter((init) => init?.type === 'ObjectExpression' && init.properties.every(isModule));
  let text = '';
  let at = 0;
  for (const { value } of tables.flatMap(({ properties }) => properties)) {
    text += `${code.slice(at, value.start)}(${withoutArrow(value, code)})`;
    at = value.end;
  }
  return text + code.slice(at);
}

/** `1234:(e,t,n)=>{…}` */
function isModule({ key, value, method }) {
  return !method && typeof key?.value === 'number' && /^(Arrow)?FunctionExpression$/.test(value.type);
}

function withoutArrow({ type, async, params, body, start, end }, code) {
  if (type === 'FunctionExpression') return code.slice(start, end);
  const names = params.map((one) => code.slice(one.start, one.end)).join();
  const text = code.slice(body.start, body.end);
  const block = body.type === 'BlockStatement' ? text : `{return ${text}}`;
  return `${async ? 'async ' : ''}function(${names})${block}`;
}
