// Removes declarations that no entry point leads to: nobody can import them, and they mention libraries that are ours alone.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /(?:from|import\()\s*['"](\.[^'"]+)['"]/g;

/** The declarations that the entries lead to, themselves included. */
const reachable = (entries) => {
  const found = new Set();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || !existsSync(path)) continue;
    found.add(path);
    for (const [, target] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
      waiting.push(join(dirname(path), target.replace(/\.js$/, '.d.ts')));
    }
  }
  return found;
};

/** Keeps of the declarations in a directory those that the entries, paths within it, lead to. */
export const pruneTypes = (directory, entries) => {
  const kept = reachable(entries.map((entry) => join(directory, entry)));
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.d.ts') && !kept.has(join(directory, path))) rmSync(join(directory, path));
  }
};
