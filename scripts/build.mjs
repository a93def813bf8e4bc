// Bundles the program into dist/: the hot path as one CommonJS file, everything it only sometimes needs beside it.
import {cp, mkdir, readFile, rm} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {basename, relative, resolve} from 'node:path';
import {build} from 'esbuild';

const {version} = JSON.parse(await readFile('package.json', 'utf8'));
// yargs asks where it is; in a CommonJS bundle that is the bundle
const banner = {js: '"use strict";var moduleUrl=require("node:url").pathToFileURL(__filename).href;'};
const hotBanner = {js: '"use strict";'};
// CommonJS packages within a module ask for what Node has
const moduleBanner = {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"};
/** What cannot be bundled: native, or computed imports. */
const external = ['koffi', 'blessed', 'blessed-contrib', 'blessed-contrib/*', 'drawille-canvas-blessed-contrib'];
/** The dashboard is a module, as Ink is. */
const isModule = source => relative('src', source).startsWith('tui/');

/** Dynamic imports of our own files become bundles of their own, loaded when first needed. */
const entries = new Map([
  ['lvsctl', 'src/entry.ts'],
  ['demo', 'src/kernel/embedded/demo.ts'],
  ['packet-worker', 'src/kernel/packet/packet-worker.ts'], // a thread's own file
  ['pattern-worker', 'src/checks/pattern/pattern-worker.ts'], // another
  ['vrrp-process', 'src/vrrp-process.ts'], // processes of the director
  ['checks-process', 'src/checks-process.ts'],
]);
const splitDynamicImports = {
  name: 'split-dynamic-imports',
  setup(build) {
    build.onResolve({filter: /^\.\.?\//}, async ({path, resolveDir, kind, pluginData}) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolved' || !resolveDir.startsWith(resolve('src')))
        return undefined;
      const script = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
      const source = existsSync(script) ? script : `${script}x`;
      if (basename(source) === 'linux-kernel.ts') return undefined; // part of the hot path, but not of every run
      const name = basename(source).replace(/\.tsx?$/, '');
      if (resolve(entries.get(name) ?? source) !== source) throw new Error(`two bundles are named ${name}: ${source}`);
      entries.set(name, source);
      return {path: `./${name}.${isModule(source) ? 'mjs' : 'cjs'}`, external: true};
    });
  },
};

/** The netlink package finds its addon by node-gyp-build; a bundle finds it beside itself. */
const nativeAddon = {
  name: 'native-addon',
  setup(build) {
    build.onResolve({filter: /^node-gyp-build$/}, () => ({path: 'native-addon', namespace: 'native'}));
    build.onLoad({filter: /.*/, namespace: 'native'}, () => ({
      // NB: not a literal in require(), which esbuild would look for
      contents: `
        module.exports = () => {
          const addon = './native/netlink-' + process.arch + '.node';
          return require(addon);
        };`,
    }));
  },
};

/** yargs lays help out by the width of any character, whose tables take 15 ms to set up; each of ours takes one column. */
const oneColumnEach = {
  name: 'one-column-each',
  setup(build) {
    build.onResolve({filter: /^string-width$/}, ({importer}) =>
      /\/node_modules\/(yargs|cliui|wrap-ansi)\//.test(importer) ? {path: 'length', namespace: 'width'} : undefined,
    );
    build.onLoad({filter: /.*/, namespace: 'width'}, () => ({contents: 'export default text => text.length;'}));
  },
};

/** Ink's own developers' tools, which are only loaded with DEV=true, want a package that is not here. */
const noDeveloperTools = {
  name: 'no-developer-tools',
  setup(build) {
    build.onResolve({filter: /^\.\/devtools\.js$/}, () => ({path: 'devtools', namespace: 'nothing'}));
    build.onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: 'export {};'}));
  },
};

await rm('dist', {recursive: true, force: true});
await mkdir('dist/native', {recursive: true});
for (const arch of ['x64', 'arm64', 'arm', 'ia32']) {
  await cp(`node_modules/netlink/prebuilds/linux-${arch}/node.napi.node`, `dist/native/netlink-${arch}.node`);
}
const built = new Set();
for (let pending = [...entries]; pending.length > 0; pending = [...entries].filter(([name]) => !built.has(name))) {
  for (const [name, source] of pending) {
    built.add(name);
    await build({
      entryPoints: [source],
      outfile: `dist/${name}.${isModule(source) ? 'mjs' : 'cjs'}`,
      bundle: true,
      format: isModule(source) ? 'esm' : 'cjs',
      jsx: 'automatic',
      platform: 'node',
      target: 'node22.12',
      minifySyntax: true,
      minifyWhitespace: true,
      banner: isModule(source) ? moduleBanner : name === 'lvsctl' ? hotBanner : banner,
      external,
      define: {
        LVSCTL_VERSION: JSON.stringify(version),
        'process.env.NODE_ENV': '"production"',
        ...(isModule(source) ? {} : {'import.meta.url': 'moduleUrl'}),
      },
      plugins: [splitDynamicImports, nativeAddon, ...(isModule(source) ? [noDeveloperTools] : [oneColumnEach])],
      logLevel: 'warning',
    });
  }
}
