// Measures `lvsctl top` beside a bare Ink screen and htop: npm run bench:top -- [--on embedded|lab]… [--only NAME]… [--quick] [--write]
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
const common = {
  outdir: 'build/bench-top',
  outExtension: {'.js': '.mjs'},
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  logLevel: 'warning',
};
await build({...common, entryPoints: ['bench/top/host.ts', 'bench/top/guest.ts'], packages: 'external'});
// as scripts/build.mjs bundles the dashboard
await build({
  ...common,
  entryPoints: ['bench/top/bare-ink.tsx'],
  jsx: 'automatic',
  minifySyntax: true,
  minifyWhitespace: true,
  banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  define: {'process.env.NODE_ENV': '"production"'},
  plugins: [
    {
      name: 'no-developer-tools',
      setup(build) {
        build.onResolve({filter: /^\.\/devtools\.js$/}, () => ({path: 'devtools', namespace: 'nothing'}));
        build.onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: 'export {};'}));
      },
    },
  ],
});
const {benchTop} = await import(pathToFileURL('build/bench-top/host.mjs').href);
process.exitCode = await benchTop(process.argv.slice(2));

function newest(folder) {
  return Math.max(...readdirSync(folder, {recursive: true}).map(name => statSync(join(folder, name)).mtimeMs));
}
