// Bundles the program into dist/: the hot path as one CommonJS file, everything it only sometimes needs beside it.
import {cp, mkdir, readFile, rm} from 'node:fs/promises';
import {basename, resolve} from 'node:path';
import {build} from 'esbuild';

const {version} = JSON.parse(await readFile('package.json', 'utf8'));
// yargs asks where it is; in a CommonJS bundle that is the bundle
const banner = {js: '"use strict";var moduleUrl=require("node:url").pathToFileURL(__filename).href;'};
const hotBanner = {js: '"use strict";'};

/** Dynamic imports of our own files become bundles of their own, loaded when first needed. */
const entries = new Map([
  ['lvsctl', 'src/entry.ts'],
  ['demo', 'src/kernel/embedded/demo.ts'],
]);
const splitDynamicImports = {
  name: 'split-dynamic-imports',
  setup(build) {
    build.onResolve({filter: /^\.\.?\//}, async ({path, resolveDir, kind, pluginData}) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolved') return undefined;
      const source = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
      if (basename(source) === 'linux-kernel.ts') return undefined; // part of the hot path, but not of every run
      const name = basename(source, '.ts');
      entries.set(name, source);
      return {path: `./${name}.cjs`, external: true};
    });
  },
};

/** The netlink package finds its addon by node-gyp-build; a bundle finds it beside itself. */
const nativeAddon = {
  name: 'native-addon',
  setup(build) {
    build.onResolve({filter: /^node-gyp-build$/}, () => ({path: 'native-addon', namespace: 'native'}));
    build.onLoad({filter: /.*/, namespace: 'native'}, () => ({
      contents: `
        module.exports = () => {
          const addon = {exports: {}};
          process.dlopen(addon, __dirname + '/native/netlink-' + process.arch + '.node');
          return addon.exports;
        };`,
    }));
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
      outfile: `dist/${name}.cjs`,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node22.12',
      minifySyntax: true,
      minifyWhitespace: true,
      banner: name === 'lvsctl' ? hotBanner : banner,
      external: ['koffi'],
      define: {
        LVSCTL_VERSION: JSON.stringify(version),
        'process.env.NODE_ENV': '"production"',
        'import.meta.url': 'moduleUrl',
      },
      plugins: [splitDynamicImports, nativeAddon],
      logLevel: 'warning',
    });
  }
}
