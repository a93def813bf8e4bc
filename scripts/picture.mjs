// Draws what a program shows in a terminal, or saves its text:
//   node scripts/picture.mjs --size 160x50 --wait TEXT --keys j,j,Enter --wait TEXT --out docs/images/top.png -- bin/lvsctl demo
// The first --wait comes before the keys, all others after; keys have the names of test/terminal/keys.ts. Each key waits
// until the screen was still for --quiet 300 ms. --out: .png (--scale 2 by default), .svg or .txt, several if you like.
import {dirname} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

await build({
  entryPoints: ['test/terminal/picture.ts'],
  outfile: 'build/picture/picture.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  packages: 'external',
  logLevel: 'warning',
});
const {takePicture} = await import(pathToFileURL('build/picture/picture.mjs').href);
process.exitCode = await takePicture(process.argv.slice(2));
