// Bundles what a browser would load of the built package, everything included, for its size to be measured.
import { buildSync } from 'esbuild';

buildSync({
  entryPoints: ['dist/esm/index.browser.js'],
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  outfile: 'node_modules/.cache/rx-connect-chat/browser.js',
});
