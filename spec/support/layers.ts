import { posix } from 'node:path';
import ts from 'typescript';

/** A source of `lib`: its path within, such as `chat/item.ts`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const DOOR = '(door)';
/** Each folder's distance from the core. The door, `index.ts`, stands between what it opens and who comes in by it. */
const RINGS: Readonly<Record<string, number>> = {
  chat: 0,
  protocol: 1,
  engine: 2,
  platform: 3,
  adapters: 3,
  [DOOR]: 4,
  cli: 5,
};
/** The packages a folder may import; whoever is not listed is free. */
const PACKAGES: Readonly<Record<string, ReadonlyArray<string>>> = {
  chat: [],
  protocol: ['io-ts', 'fp-ts'],
  engine: ['rxjs', 'fp-ts'],
};
/** What only the edges may name: time, chance, traffic, and the promises that no virtual time sees resolve. */
const WORLD = new Set(
  (
    'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame performance fetch XMLHttpRequest WebSocket ' +
    'process crypto console window document navigator globalThis localStorage require Promise'
  ).split(' '),
);
const ASYNC: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AsyncKeyword, ts.SyntaxKind.AwaitKeyword]);
const VAGUE = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc']);

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : DOOR);
const isPure = (path: string): boolean => (RINGS[folderOf(path)] ?? 5) <= 2;

const importsOf = ({ text }: Source): ReadonlyArray<string> =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
const targetOf = ({ path }: Source, imported: string): string =>
  posix.join(posix.dirname(path), imported).replace(/\.js$/, '.ts');

/** Imports that point outwards, into or out of the emulator, or to a package of another ring. */
export const strayImports = (source: Source): ReadonlyArray<string> =>
  importsOf(source).flatMap((imported) => {
    const from = folderOf(source.path);
    const tell = `${source.path} imports ${imported}`;
    if (!imported.startsWith('.')) {
      const isKnown = /^(io-ts|fp-ts)(\/|$)/.test(imported) && !['protocol', 'engine'].includes(from);
      return isKnown || PACKAGES[from]?.includes(imported) === false ? [tell] : [];
    }
    const to = folderOf(targetOf(source, imported));
    if (to.startsWith('..')) return [tell];
    if (from === 'emulator' || to === 'emulator') return from === to || from === 'cli' ? [] : [tell];
    return (RINGS[to] ?? 5) > (RINGS[from] ?? 5) ? [tell] : [];
  });

/** Every import that leads back to where it began. */
export const cycles = (sources: ReadonlyArray<Source>): ReadonlyArray<string> => {
  const targets = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((imported) => imported.startsWith('.'))
        .map((imported) => targetOf(source, imported)),
    ]),
  );
  const done = new Set<string>();
  const walk = (path: string, way: ReadonlyArray<string>): ReadonlyArray<string> => {
    if (way.includes(path)) return [[...way.slice(way.indexOf(path)), path].join(' -> ')];
    if (done.has(path)) return [];
    const found = (targets.get(path) ?? []).flatMap((next) => walk(next, [...way, path]));
    done.add(path);
    return found;
  };
  return sources.flatMap(({ path }) => walk(path, []));
};

/** What a source says that its place does not allow. Comments, strings and the names of properties say nothing. */
export const forbiddenWords = (source: Source): ReadonlyArray<string> => {
  const found: string[] = [];
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const tell = (node: ts.Node, what: string): void => {
    found.push(`${source.path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isExportDeclaration(node) && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause)))
      tell(node, 'export *');
    if (ts.isExportAssignment(node)) tell(node, 'export default');
    if (isPure(source.path)) {
      if (ts.isIdentifier(node) && WORLD.has(node.text) && !isName(node)) tell(node, node.text);
      if (ts.isAwaitExpression(node) || ASYNC.has(node.kind)) tell(node, 'async');
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date') tell(node, 'new Date');
      if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText()))
        tell(node, node.getText());
    }
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('.subscribe') && mustNotSubscribe(source.path))
      tell(node, 'subscribe');
    if (ts.isImportDeclaration(node) && folderOf(source.path) === 'engine') {
      const bindings = node.importClause?.namedBindings;
      const isEither =
        bindings !== undefined &&
        ts.isNamedImports(bindings) &&
        bindings.elements.every(({ name, propertyName }) => (propertyName ?? name).text === 'either');
      if (/^.fp-ts/.test(node.moduleSpecifier.getText()) && !isEither) tell(node, 'fp-ts beyond either');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

const mustNotSubscribe = (path: string): boolean => ['chat', 'protocol', DOOR].includes(folderOf(path));
/** Whether it names a property or something of our own: `ports.fetch`, `{ process: 1 }`, `const window = …`. */
const isName = (node: ts.Identifier): boolean => 'name' in node.parent && node.parent.name === node;

/** Names that say nothing about what is inside. */
export const vagueNames = ({ path }: Source): ReadonlyArray<string> =>
  path.split('/').some((part) => VAGUE.has(part.replace(/\.ts$/, ''))) ? [path] : [];
