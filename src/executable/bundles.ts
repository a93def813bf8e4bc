import {isBuiltin, registerHooks} from 'node:module';
import {constants, Script} from 'node:vm';

/** What the executable holds, and what of Node its bundles get in another shape. */
export interface BundleSource {
  /** @throws {Error} if there is none of this name */
  read(name: string): Uint8Array;
  has(name: string): boolean;
  /** Where a bundle seems to be: no file. */
  path(name: string): string;
  /** A module of Node's; its own bundles get some that know where bundles are. */
  builtin(name: string): unknown;
  addon(name: string): unknown;
  /** Runs what compiles, as it was when the caches of code were made. */
  compile<T>(make: () => T): T;
  /** Packages that are bundles of their own. */
  readonly packages: Readonly<Record<string, string>>;
}

type Importer = (name: string) => Promise<unknown>;
type BundleFunction = (
  exports: unknown,
  require: (name: string) => unknown,
  module: {exports: unknown},
  filename: string,
  folder: string,
  importBundle: Importer,
) => void;

/** Under this name modules find what replaces import(). */
const importerKey = Symbol.for('lvsctl.import');

/** The bundles within the executable, each run once, when it is first asked for. */
export class Bundles {
  readonly #source: BundleSource;
  readonly #modules = new Map<string, {exports: unknown}>();
  #importModule: ((url: string) => Promise<unknown>) | undefined;

  constructor(source: BundleSource) {
    this.#source = source;
  }

  /** @throws {Error} with the code MODULE_NOT_FOUND, as Node's own */
  readonly require = (name: string): unknown => {
    if (isBuiltin(name)) return this.#source.builtin(name);
    if (name.endsWith('.node')) return this.#source.addon(name.slice(name.lastIndexOf('/') + 1));
    const file = this.#source.packages[name] ?? name.replace(/^\.\//, '');
    const known = this.#modules.get(file);
    if (known) return known.exports;
    if (!this.#source.has(file)) throw Object.assign(new Error(`there is no ${name}`), {code: 'MODULE_NOT_FOUND'});
    return this.#run(file);
  };

  /** What import() of a bundle is within bundles. */
  readonly import: Importer = async name => {
    if (name.endsWith('.mjs')) return this.#openModules()(`lvsctl:${name.replace(/^\.\//, '')}`);
    const exports = this.require(name);
    return isBuiltin(name) ? {...(exports as object), default: exports} : exports;
  };

  #run(file: string): unknown {
    const text = textOf(this.#source.read(file));
    const cache = this.#source.has(`${file}.cache`) ? {cachedData: this.#source.read(`${file}.cache`)} : {};
    const script = this.#source.compile(() => new Script(text, {filename: this.#source.path(file), ...cache}));
    const module = {exports: {} as unknown};
    this.#modules.set(file, module);
    const run = script.runInThisContext() as BundleFunction;
    run(module.exports, this.require, module, this.#source.path(file), this.#source.path('.'), this.import);
    return module.exports;
  }

  /** The dashboard is a module, as Ink is: Node's own loader gets its text from here. */
  #openModules(): (url: string) => Promise<unknown> {
    if (this.#importModule) return this.#importModule;
    Object.assign(globalThis, {[importerKey]: this.import});
    const packages = this.#source.packages;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier.startsWith('lvsctl:') || specifier in packages
          ? {url: specifier.replace(/^(?!lvsctl:)/, 'lvsctl:'), format: 'module', shortCircuit: true}
          : next(specifier, context),
      load: (url, context, next) => {
        if (!url.startsWith('lvsctl:')) return next(url, context);
        const name = url.slice('lvsctl:'.length);
        const source = name in packages ? packageModule(name) : textOf(this.#source.read(name));
        return {format: 'module', source, shortCircuit: true};
      },
    });
    this.#importModule = new Script('url => import(url)', {
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as (url: string) => Promise<unknown>;
    return this.#importModule;
  }
}

/** A module that only has a package that is a bundle, under the name by which import() finds what CommonJS exports. */
function packageModule(name: string): string {
  const exported = `await globalThis[Symbol.for('${importerKey.description}')](${JSON.stringify(name)})`;
  return ['export', 'default', `(${exported});`].join(' ');
}

/** Bundles are ASCII, which the build sees to. */
function textOf(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
}
