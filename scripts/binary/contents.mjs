// What goes into the executable: the bundles of dist/, packages that dist/ leaves outside, native addons.
import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from 'esbuild';

const target = {bundle: true, format: 'cjs', platform: 'node', target: 'node24', logLevel: 'warning'};
const minified = {minifySyntax: true, minifyWhitespace: true};
/** Within modules: what build.mjs puts first for CommonJS packages. */
const moduleRequire = "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);";
const importer = "globalThis[Symbol.for('lvsctl.import')]";

/** Writes everything into a folder. @param addons paths of koffi and netlink for the architecture */
export async function writeContents(folder, addons) {
  await mkdir(folder, {recursive: true});
  const names = (await readdir('dist')).filter(name => /\.[cm]js$/.test(name)).sort();
  for (const name of names) await writeText(folder, name, await readFile(`dist/${name}`, 'utf8'));
  for (const [name, text] of Object.entries(await bundledPackages())) await writeText(folder, name, text);
  const hashes = {};
  for (const [stem, path] of Object.entries(addons)) {
    const content = await readFile(path);
    hashes[stem] = createHash('sha256').update(content).digest('hex');
    await writeFile(join(folder, `${stem}.node`), content);
  }
  await writeFile(join(folder, 'loader.cjs'), await bundledLoader(hashes));
  return hashes;
}

/** A bundle as the loader wants it: a function, and import() a parameter of it. */
async function writeText(folder, name, text) {
  if (/[^\0-\x7f]/.test(text)) throw new Error(`${name} is not ASCII`);
  const isModule = name.endsWith('.mjs');
  const own = text.replace(/\bimport\((?="(?:\.\/|node:))/g, isModule ? `${importer}(` : 'importBundle(');
  const ready = isModule
    ? own.replace(moduleRequire, () => "const require=process.getBuiltinModule('module').createRequire('/');")
    : `(function(exports,require,module,__filename,__dirname,importBundle){${own}\n})`;
  await writeFile(join(folder, name), ready);
}

async function bundledLoader(hashes) {
  const {outputFiles} = await build({
    ...target,
    ...minified,
    entryPoints: ['src/executable-entry.ts'],
    define: {LVSCTL_ADDONS: JSON.stringify(hashes)},
    write: false,
  });
  return outputFiles[0].contents;
}

async function bundledPackages() {
  const bundled = async (entry, plugins = []) => {
    const {outputFiles} = await build({
      ...target,
      ...minified,
      entryPoints: [entry],
      external: ['term.js', 'pty.js'], // blessed has them for terminals within terminals
      plugins,
      write: false,
    });
    return outputFiles[0].text;
  };
  return {
    'koffi.cjs': await bundled('koffi', [koffiWithin]),
    'contrib-line.cjs': await bundled('blessed-contrib/lib/widget/charts/line.js', [blessedWidgets]),
    'contrib-canvas.cjs': await bundled('drawille-canvas-blessed-contrib'),
  };
}

/** blessed requires its widgets by computed names without an ending, which files in a bundle have. */
const blessedWidgets = {
  name: 'blessed-widgets',
  setup(build) {
    build.onLoad({filter: /\/blessed\/lib\/widget\.js$/}, async ({path}) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/require\('\.\/widgets\/' \+ (.*)\);/, "require('./widgets/' + $1 + '.js');");
      if (contents === text) throw new Error('blessed loads its widgets in another way than it did');
      return {contents};
    });
  },
};

/** koffi asks a file for what bundlers have found of its addon. */
const koffiWithin = {
  name: 'koffi-within',
  setup(build) {
    build.onResolve({filter: /\/static\.c?js$/}, () => ({path: 'static', namespace: 'koffi'}));
    build.onLoad({filter: /.*/, namespace: 'koffi'}, () => ({
      contents: "const name='koffi.node';exports.loadStatic=()=>require(name);",
    }));
  },
};
