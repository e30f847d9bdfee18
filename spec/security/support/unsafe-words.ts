import ts from 'typescript';
import type { Source } from '../../support/layers.js';

/** What turns text into code. */
const CODE = new Set(['eval', 'Function']);

/** What would change whom the platform trusts, or how it reads what comes. Ours to leave alone. */
const TRUST = new Set(
  (
    'rejectUnauthorized checkServerIdentity NODE_TLS_REJECT_UNAUTHORIZED NODE_EXTRA_CA_CERTS ca pfx ciphers minVersion ' +
    'maxVersion secureOptions secureProtocol secureContext insecureHTTPParser skipUTF8Validation'
  ).split(' '),
);

/** What writes a key that may be anybody's, and so may be `__proto__`. */
const WRITES =
  /^(Object\.(assign|setPrototypeOf|defineProperty|defineProperties)|Reflect\.(set|setPrototypeOf|defineProperty))$/;

/** The one place that gives a bearer to a request. */
const BEARER_PLACE = 'engine/participant/call.ts';

/** What a source does that no check at run time could make good. Comments and types say nothing. */
export const unsafeWords = (source: Source): ReadonlyArray<string> => {
  const found: string[] = [];
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const lists = listsOf(file);
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    const what = unsafe(node, source.path, lists);
    if (what !== undefined) {
      found.push(`${source.path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** The names of what is declared as a list: its keys are numbers. */
const listsOf = (file: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.type !== undefined && ts.isArrayTypeNode(node.type))
      names.add(node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
};

const unsafe = (node: ts.Node, path: string, lists: ReadonlySet<string>): string | undefined => {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) return unsafeName(node, path);
  if (ts.isCallExpression(node)) return unsafeCall(node);
  if (ts.isForInStatement(node)) return 'for in';
  if (ts.isElementAccessExpression(node) && isWritten(node) && !lists.has(node.expression.getText()))
    return 'writes a computed key';
  return undefined;
};

const unsafeName = (node: ts.Identifier | ts.StringLiteralLike, path: string): string | undefined => {
  const { text } = node;
  if (text === '__proto__') return text;
  if (ts.isIdentifier(node) && CODE.has(text) && !isPropertyName(node)) return text;
  if (TRUST.has(text)) return text;
  if (ts.isIdentifier(node) && text === 'console' && !path.startsWith('cli/') && !isPropertyName(node)) return text;
  return text.toLowerCase() === 'x-amz-bearer' && isPropertyName(node) && path !== BEARER_PLACE ? text : undefined;
};

const unsafeCall = ({ expression, arguments: [argument] }: ts.CallExpression): string | undefined => {
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword || expression.getText() === 'require';
  if (isImport && (argument === undefined || !ts.isStringLiteral(argument))) return 'imports what is not written down';
  return WRITES.test(expression.getText()) ? expression.getText() : undefined;
};

/** `a.console`, `{ console: 1 }`: a name of ours. */
const isPropertyName = (node: ts.Node): boolean => 'name' in node.parent && node.parent.name === node;

/** `a[b] = c`, `a[b] += c`, `a[b]++`; a literal index is nobody else's. Deleting adds nothing. */
const isWritten = (node: ts.ElementAccessExpression): boolean => {
  if (ts.isStringLiteralLike(node.argumentExpression) || ts.isNumericLiteral(node.argumentExpression)) return false;
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  return (
    (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) &&
    (parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken)
  );
};

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
