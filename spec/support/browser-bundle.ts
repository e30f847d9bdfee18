import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles a source of `lib` as a browser would get it, with the browser's side of every dependency, and loads it. */
export const browserBundle = <T>(path: string, isLoaded: (exports: object) => exports is T & object): T => {
  const root = join(__dirname, '..', '..');
  const options = {
    entryPoints: [join(root, 'lib', path)],
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    write: false,
  };
  // In a process of its own: esbuild refuses to run in jest's realm.
  const script = `process.stdout.write(require('esbuild').buildSync(${JSON.stringify(options)}).outputFiles[0].text)`;
  const code = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- it is our own code
  new Function('module', 'exports', code)(module, module.exports);
  if (!isLoaded(module.exports)) throw new Error(`${path} does not export what is asked`);
  return module.exports;
};
