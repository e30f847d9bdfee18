// Runs simulated lives: npm run simulate -- --seeds N [--from S] [--json] [--break PART]
//   [--check NAME] [--reports N] [--trace LINES] [--workers N] [--traits A,B,C] [--without A,B]
// Bundles spec/simulation to a temporary folder and runs it on worker threads. With --break one safeguard of the engine
// is replaced in the bundle by spec/simulation/broken/<part>.ts, to see that the checks notice.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SIMULATION = join(ROOT, 'spec/simulation');

/** Which module each part stands in. */
const PARTS = {
  dedupe: 'lib/engine/dedupe.ts',
  backfill: 'lib/engine/sources/backfill.ts',
  order: 'lib/engine/order.ts',
  handover: 'lib/engine/sources/live.ts',
  outbox: 'lib/engine/effects/outbox.ts',
  redaction: 'lib/protocol/to-chat-error.ts',
  backoff: 'lib/engine/participant/backoff.ts',
};

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    reports: { type: 'string', default: '1' },
    trace: { type: 'string', default: '80' },
    break: { type: 'string' },
    check: { type: 'string' },
    traits: { type: 'string' },
    without: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seeds = Number(values.seeds);
const from = Number(values.from);
const broken = values.break;
if (broken !== undefined && !(broken in PARTS))
  throw new Error(`--break takes one of ${Object.keys(PARTS).join(', ')}`);

// Workers read it where plans are drawn.
if (values.traits !== undefined) process.env.TRAITS = values.traits;
if (values.without !== undefined) process.env.WITHOUT = values.without;

const replaceBroken = {
  name: 'replace-broken',
  setup: ({ onResolve }) => {
    if (broken === undefined) return;
    const original = join(ROOT, PARTS[broken]);
    const replacement = join(SIMULATION, 'broken', `${broken}.ts`);
    // The replacement itself may build on what it replaces.
    onResolve({ filter: /\.js$/ }, ({ path, resolveDir, importer }) =>
      resolve(resolveDir, path.replace(/\.js$/, '.ts')) === original && importer !== replacement
        ? { path: replacement }
        : undefined,
    );
  },
};

// The engine's collections are counted, so that a life can tell how large they became.
const countCollections = {
  name: 'count-collections',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]lib[\\/](chat|engine|protocol)[\\/].*\.ts$/ }, ({ path }) => {
      const census = JSON.stringify(join(SIMULATION, 'census.ts'));
      const counted = `import { CountedMap as Map, CountedSet as Set } from ${census};\n`;
      return { contents: counted + readFileSync(path, 'utf8'), loader: 'ts' };
    }),
};

const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
const bundle = join(folder, 'main.cjs');
await build({
  entryPoints: [join(SIMULATION, 'main.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['main'],
  absWorkingDir: ROOT,
  plugins: [replaceBroken, countCollections],
  sourcemap: 'inline',
  // The modern build: what is translated for old platforms takes a good part longer.
  alias: { rxjs: join(ROOT, 'node_modules/rxjs/dist/esm/index.js') },
});
if (!existsSync(bundle)) throw new Error('the bundle was not written');

/** A life makes much that is soon forgotten: with room for it, most is gone before it is looked at. */
const YOUNG_GENERATION_MB = 96;

const CHUNK = Math.max(1, Math.min(200, Math.ceil(seeds / Number(values.workers) / 4)));
const chunks = [];
for (let start = from; start < from + seeds; start += CHUNK) {
  chunks.push({ from: start, count: Math.min(CHUNK, from + seeds - start) });
}
const total = { seeds: 0, virtualMs: 0, events: 0, failed: [], injected: {}, reports: [] };
const began = performance.now();

const work = () =>
  new Promise((done, fail) => {
    const worker = new Worker(bundle, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
    const next = () => {
      const chunk = chunks.shift();
      // A broken engine has been found out as soon as one seed fails.
      const isEnough = broken !== undefined && total.failed.length > 0;
      if (chunk === undefined || isEnough) return void worker.terminate().then(done);
      const reports = broken === undefined ? Math.max(0, Number(values.reports) - total.reports.length) : 0;
      const mostFailures = broken === undefined ? 50 : 1;
      worker.postMessage({ ...chunk, reports, check: values.check, trace: Number(values.trace), mostFailures });
    };
    worker.on('error', fail);
    worker.on('message', (result) => {
      total.seeds += result.seeds;
      total.virtualMs += result.virtualMs;
      total.events += result.events;
      total.failed.push(...result.failed);
      total.reports.push(...result.reports);
      for (const [kind, count] of result.injected) total.injected[kind] = (total.injected[kind] ?? 0) + count;
      next();
    });
    next();
  });

await Promise.all(Array.from({ length: Math.min(Number(values.workers), chunks.length) }, work));
rmSync(folder, { recursive: true });

const seconds = (performance.now() - began) / 1_000;
const virtualHours = total.virtualMs / 3_600_000;
const figures = {
  seeds: total.seeds,
  failedSeeds: total.failed.length,
  virtualHours: Math.round(virtualHours),
  events: total.events,
  seconds: Number(seconds.toFixed(1)),
  seedsPerSecond: Number((total.seeds / seconds).toFixed(1)),
  virtualHoursPerSecond: Number((virtualHours / seconds).toFixed(1)),
};

if (!values.json) {
  for (const report of total.reports.slice(0, Number(values.reports))) console.log(`${report}\n`);
  const byCheck = {};
  for (const { seed, verdicts } of total.failed) {
    for (const check of new Set(verdicts.map((verdict) => verdict.check))) (byCheck[check] ??= []).push(seed);
  }
  for (const [check, failing] of Object.entries(byCheck)) {
    console.log(`${check}: ${failing.length} seeds, such as ${failing.slice(0, 8).join(', ')}`);
  }
  console.table(Object.fromEntries(Object.entries(total.injected).sort()));
}
console.log(
  values.json
    ? JSON.stringify({ ...figures, failed: total.failed.slice(0, 20), injected: total.injected })
    : Object.entries(figures)
        .map(([name, figure]) => `${name} ${figure}`)
        .join('  '),
);
process.exitCode = total.failed.length > 0 ? 1 : 0;
