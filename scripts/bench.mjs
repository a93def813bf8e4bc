// Measures lvsctl beside the real ipvsadm in the lab: npm run bench -- [--only NAME]… [--write]
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const bundle = 'dist/lvsctl.cjs';
if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest('src')) {
  execFileSync(process.execPath, ['scripts/build.mjs'], {stdio: 'inherit'});
}
await build({
  entryPoints: ['bench/host.ts', 'bench/guest.ts'],
  outdir: 'build/bench',
  outExtension: {'.js': '.mjs'},
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  logLevel: 'warning',
});
const {bench} = await import(pathToFileURL('build/bench/host.mjs').href);
process.exitCode = await bench(process.argv.slice(2));

function newest(folder) {
  return Math.max(...readdirSync(folder, {recursive: true}).map(name => statSync(join(folder, name)).mtimeMs));
}
