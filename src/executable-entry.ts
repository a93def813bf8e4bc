import {getAssetKeys, getRawAsset} from 'node:sea';
import {setFlagsFromString} from 'node:v8';
import {Bundles} from './executable/bundles.js';
import {forkingItself, processNames, threadsWithin} from './executable/own-processes.js';
import {optionsOfProcess, optionsOfRun, type ToldOption} from './executable/run-options.js';
import {loadAddon, type Places} from './executable/unpacked-addon.js';

/** SHA-256 of each native addon, put in by the build: what is unpacked is named for it. */
declare const LVSCTL_ADDONS: Readonly<Record<string, string>>;
/** Which bundle a thread runs, and where it may unpack; not declared in the main thread. */
declare const LVSCTL_THREAD: {readonly bundle: string; readonly folders: readonly string[]} | undefined;

/** Packages of which the executable has bundles. */
const packages = {
  koffi: 'koffi.cjs',
  'blessed-contrib/lib/widget/charts/line.js': 'contrib-line.cjs',
  'drawille-canvas-blessed-contrib': 'contrib-canvas.cjs',
};

/** What the executable runs: of its bundles the one that the name it was called by, or the thread, stands for. */
function start(): void {
  // while it runs a package may have put another in its place
  process.execPath = process.execPath.replace(/ \(deleted\)$/, '');
  const bundles = openBundles();
  if (typeof LVSCTL_THREAD !== 'undefined') return void bundles.require(`./${LVSCTL_THREAD.bundle}.cjs`);
  const words = process.argv.slice(2);
  const executable = process.execPath;
  const called = process.argv0;
  for (const [file, name] of Object.entries(processNames)) {
    if (called !== name) continue;
    const [nodeOptions = '', ...rest] = words;
    tell(optionsOfProcess(nodeOptions));
    if (nodeOptions.includes('--use-system-ca')) trustWhomTheSystemTrusts();
    process.argv = [executable, executable, ...rest];
    return void bundles.require(`./${file}.cjs`);
  }
  process.argv = [executable, executable, called, ...words];
  tell(optionsOfRun(words));
  bundles.require('./lvsctl.cjs');
}

let told: readonly ToldOption[] = [];

function tell(options: readonly ToldOption[]): void {
  told = options;
  for (const {now} of told) setFlagsFromString(now);
}

/** A cache of code is taken only by a V8 with the options that it was made with. */
function compile<T>(make: () => T): T {
  for (const {usual} of told) setFlagsFromString(usual);
  const made = make();
  for (const {now} of told) setFlagsFromString(now);
  return made;
}

function openBundles(): Bundles {
  const names = new Set(getAssetKeys());
  const read = (name: string) => new Uint8Array(getRawAsset(name));
  const bundles: Bundles = new Bundles({
    read,
    has: name => names.has(name),
    path: name => `${process.execPath}/${name}`, // no file: the executable is no folder
    builtin: name => builtin(name, bundles, () => Buffer.from(read('loader.cjs')).toString('latin1')),
    addon: name => {
      const stem = name.replace(/(-\w+)?\.node$/, '');
      const hash = LVSCTL_ADDONS[stem];
      if (hash === undefined) throw new Error(`there is no ${stem} for ${process.arch} in this executable`);
      return loadAddon({stem, hash, content: read(`${stem}.node`)}, places());
    },
    compile,
    packages,
  });
  return bundles;
}

function builtin(name: string, bundles: Bundles, loader: () => string): unknown {
  const real = process.getBuiltinModule(name) as object;
  switch (name.replace(/^node:/, '')) {
    case 'child_process':
      return forkingItself(real as typeof import('node:child_process'), '/proc/self/exe', inherited());
    case 'worker_threads':
      return threadsWithin(real as typeof import('node:worker_threads'), loader, foldersToUnpack());
    case 'module':
      return {...real, createRequire: () => bundles.require};
    default:
      return real;
  }
}

function places(): Places {
  return {
    installed: '/usr/lib/lvsctl',
    folders: typeof LVSCTL_THREAD === 'undefined' ? foldersToUnpack() : LVSCTL_THREAD.folders,
    user: userOfProcess(),
    unique: `${process.pid}-${process.hrtime.bigint()}`,
    load: <T>(path: string) => {
      const addon = {exports: {} as T};
      process.dlopen(addon, path);
      return addon.exports;
    },
  };
}

function foldersToUnpack(): readonly string[] {
  const {HOME, LVSCTL_NATIVE_DIR, XDG_CACHE_HOME, XDG_RUNTIME_DIR} = process.env;
  const ofUser = [XDG_CACHE_HOME || (HOME && `${HOME}/.cache`), XDG_RUNTIME_DIR].flatMap(folder =>
    folder ? [`${folder}/lvsctl`] : [],
  );
  return [
    ...(LVSCTL_NATIVE_DIR ? [LVSCTL_NATIVE_DIR] : []),
    ...(userOfProcess() === 0 ? ['/var/cache/lvsctl', '/run/lvsctl-native'] : ofUser),
  ];
}

function userOfProcess(): number {
  return process.getuid?.() ?? 0;
}

/** What a process of its own has to know, though its environment is another. */
function inherited(): Readonly<Record<string, string>> {
  const {LVSCTL_NATIVE_DIR} = process.env;
  return LVSCTL_NATIVE_DIR ? {LVSCTL_NATIVE_DIR} : {};
}

/** Node's option for it is not to be had when it runs already. */
function trustWhomTheSystemTrusts(): void {
  const {getCACertificates, setDefaultCACertificates} = process.getBuiltinModule('node:tls');
  setDefaultCACertificates([...getCACertificates('bundled'), ...getCACertificates('system')]);
}

start();
