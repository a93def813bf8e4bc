import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, sep} from 'node:path';
import {describe, test} from 'node:test';

/** The composition root: what puts everything together. */
const root = [
  'main.ts',
  'entry.ts',
  'executable-entry.ts',
  'checks-process.ts',
  'connect-director.ts',
  'fork-process.ts',
  'open-doctor.ts',
  'open-doctor-network.ts',
  'gather-firewall.ts',
  'gather-managers.ts',
  'gather-paths.ts',
  'gather-programs.ts',
  'invocation.ts',
  'named-commands.ts',
  'open-checks-here.ts',
  'open-director.ts',
  'open-probes.ts',
  'open-rpc.ts',
  'open-remote.ts',
  'open-report-world.ts',
  'open-router-world.ts',
  'open-simulated-clients.ts',
  'open-maintenance.ts',
  'open-settings.ts',
  'process-terminal.ts',
  'standard-streams.ts',
  'this-machine.ts',
  'vrrp-process.ts',
];

/** Which folder may import which, besides itself. `*` is every folder; `kernel` stands in no list: only the root imports it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  net: [],
  ipvs: ['net'],
  ipvsadm: ['ipvs', 'net'],
  vrrp: ['net'],
  checks: ['net'],
  kernel: ['ipvs', 'net', 'vrrp', 'checks'],
  config: ['checks', 'ipvs', 'ipvsadm', 'net', 'vrrp'],
  maintenance: ['ipvs', 'ipvsadm', 'net'],
  'director/protocol': ['ipvs', 'net', 'vrrp', 'checks'],
  managers: ['config', 'director/protocol', 'ipvs', 'maintenance', 'net', 'vrrp'],
  director: ['checks', 'config', 'director/protocol', 'ipvs', 'maintenance', 'net', 'vrrp'],
  lint: ['checks', 'config', 'ipvs', 'ipvsadm', 'net', 'vrrp'],
  doctor: ['ipvs', 'net', 'vrrp'],
  settings: ['ipvs', 'net'],
  executable: [],
  remote: ['checks', 'director/protocol', 'ipvs', 'maintenance', 'managers', 'net', 'vrrp'],
  tui: [
    'checks',
    'director/protocol',
    'ipvs',
    'ipvsadm',
    'maintenance',
    'managers',
    'net',
    'remote',
    'settings',
    'vrrp',
  ],
  commands: [
    'checks',
    'config',
    'director',
    'director/protocol',
    'doctor',
    'ipvs',
    'ipvsadm',
    'lint',
    'maintenance',
    'managers',
    'net',
    'remote',
    'settings',
    'tui',
    'vrrp',
  ],
};

/** Imports that may only be of types, or only happen when needed. */
const restrictions: readonly {
  readonly from: string;
  readonly to: readonly string[];
  readonly only: 'types' | 'dynamic';
}[] = [
  {from: 'kernel', to: ['vrrp', 'checks'], only: 'types'}, // the ports they declare
  {from: 'director/protocol', to: ['checks'], only: 'types'},
  {from: 'commands', to: ['tui'], only: 'dynamic'},
];

/** What touches the world, beyond the root: the reason of each file that has a clock, a timer, chance or the process. */
const drivers: Readonly<Record<string, string>> = {
  'kernel/netlink/conversation.ts': 'a kernel that is silent for 30 s while it owes an answer',
  'kernel/packet/receiver-thread.ts': 'its thread waits in poll(2): the end of the process has to wake it',
  'kernel/embedded/embedded-socket.ts': 'its answers come in a later turn of the loop, as a kernel answers',
};

/** Tables beyond net and ipvs that definitions of commands take words from: they are loaded whatever command is meant. */
const tablesOfDefinitions = ['config/table/file-table.ts', 'vrrp/announce/schedule.ts'];

/** Files longer than 250 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {};

const files = readdirSync('src', {recursive: true, encoding: 'utf8'})
  .map(path => path.split(sep).join('/'))
  .filter(path => /\.tsx?$/.test(path))
  .sort();
const sources = new Map(files.map(path => [path, readFileSync(join('src', path), 'utf8')]));
/** The code without comments and texts, for words that mean something only as code. */
const codeOf = (path: string) => withoutTexts(sources.get(path) as string);

test('there is something to check', () => assert.ok(files.length > 50));

describe('folders import what the table of folders allows', () => {
  for (const path of files) {
    test(path, () => {
      const from = folderOf(path);
      for (const {target, kind} of importsOf(path)) {
        const to = folderOf(target);
        if (isRoot(path)) continue;
        assert.ok(!isRoot(target), `only the root imports ${target}`);
        assert.ok(to === from || mayImport[from]?.includes(to), `${from} may not import ${target}`);
        const restriction = restrictions.find(rule => rule.from === from && rule.to.includes(to));
        if (restriction?.only === 'types') assert.equal(kind, 'type', `${from} may import only types of ${target}`);
        if (restriction?.only === 'dynamic')
          assert.notEqual(kind, 'static', `${from} may import ${target} only when it is needed`);
      }
    });
  }
});

test('every folder has its place in the table', () => {
  for (const path of files) if (!isRoot(path)) assert.ok(folderOf(path) in mayImport, path);
});

test('imports point to files that are there', () => {
  for (const path of files)
    for (const {target} of importsOf(path)) assert.ok(sources.has(target), `${path} imports ${target}`);
});

describe('a command loads what it runs when it runs', () => {
  const definitions = importsOf('commands/all.ts').flatMap(({target, kind}) => (kind === 'static' ? [target] : []));
  for (const path of definitions) {
    test(path, () => {
      assert.match(sources.get(path) as string, /await import\('/, 'its run has to import what it does');
      const found = [...loadedBy(path)].filter(
        one => !['commands', 'net', 'ipvs'].includes(folderOf(one)) && !tablesOfDefinitions.includes(one),
      );
      assert.deepEqual(found, [], 'what it runs is loaded with its definition');
    });
  }
  test('and what it runs is a file of its own', () => {
    const found = definitions.flatMap(path => [...loadedBy(path)].filter(one => one.endsWith('-run.ts')));
    assert.deepEqual(found, []);
  });
});

test('React and Ink appear only under tui', () => {
  for (const [path, source] of sources) {
    if (folderOf(path) !== 'tui') assert.ok(!/from '(react|ink)['/]/.test(source), path);
  }
});

describe('clocks, timers, chance and the process appear only in the root and in drivers', () => {
  for (const [word, pattern] of [
    ['Date.now', /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bhrtime\b/],
    ['Math.random', /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b/],
    ['timers', /\bset(Timeout|Interval|Immediate)\(|node:timers/],
    ['process', /\bprocess\.|node:process/],
  ] as const) {
    test(word, () => {
      const found = files.filter(path => !isRoot(path) && !(path in drivers) && pattern.test(codeOf(path)));
      assert.deepEqual(found, []);
    });
  }
  test('every driver is there', () => {
    for (const path of Object.keys(drivers)) assert.ok(sources.has(path), path);
  });
});

test('folders are named for what they are about', () => {
  for (const path of files)
    assert.ok(!/(^|\/)(utils?|helpers?|common|types|misc|shared|lib)(\/|\.tsx?$)/.test(path), path);
});

test('files and folders are kebab-case, and components PascalCase', () => {
  for (const path of files)
    assert.match(path, /^([a-z0-9]+(-[a-z0-9]+)*\/)*([a-z0-9]+(-[a-z0-9]+)*\.ts|[A-Z][A-Za-z0-9]*\.tsx)$/);
});

test('nothing is exported as default, and no file only passes on what others export', () => {
  for (const path of files) {
    assert.ok(!/\bexport default\b/.test(codeOf(path)), path);
    assert.ok(!/^export (type )?(\*|\{[^}]*\}) from/m.test(sources.get(path) as string), path);
  }
});

test('there are no enums', () => {
  for (const path of files) assert.ok(!/^(export )?(const )?enum\b/m.test(codeOf(path)), path);
});

test('files are short, or there is a reason', () => {
  const long = files.filter(path => (sources.get(path) as string).split('\n').length - 1 > 250);
  assert.deepEqual(long, Object.keys(longFiles).sort());
});

interface Import {
  /** Relative to src. */
  readonly target: string;
  readonly kind: 'static' | 'type' | 'dynamic';
}

/** The imports of our own files. */
function importsOf(path: string): Import[] {
  const source = sources.get(path) as string;
  const resolve = (specifier: string) => {
    const target = relative('src', join('src', dirname(path), specifier))
      .split(sep)
      .join('/');
    return sources.has(target.replace(/\.js$/, '.tsx'))
      ? target.replace(/\.js$/, '.tsx')
      : target.replace(/\.js$/, '.ts');
  };
  const found: Import[] = [];
  for (const [, isType, names, specifier] of source.matchAll(
    /^(?:import|export)\s+(?:(type\s+)?([\w*{}\s,]+?)\s+from\s+)?'(\.[^']*)'/gm,
  )) {
    const isAllTypes = isType !== undefined || /^\{(\s*type\s+\w+(\s+as\s+\w+)?\s*,?)+\s*\}$/.test(names ?? '');
    found.push({target: resolve(specifier as string), kind: isAllTypes ? 'type' : 'static'});
  }
  for (const [, before, specifier] of source.matchAll(/(typeof\s+)?\bimport\(\s*'(\.[^']*)'\s*\)/g)) {
    found.push({target: resolve(specifier as string), kind: before === undefined ? 'dynamic' : 'type'});
  }
  return found;
}

/** All that is loaded with a file, itself too. */
function loadedBy(path: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(path)) return loaded;
  loaded.add(path);
  for (const {target, kind} of importsOf(path)) if (kind === 'static') loadedBy(target, loaded);
  return loaded;
}

function isRoot(path: string): boolean {
  return root.includes(path);
}

/** `director/protocol` is a folder of its own. */
function folderOf(path: string): string {
  return path.startsWith('director/protocol/') ? 'director/protocol' : (path.split('/')[0] as string);
}

/** Comments and the insides of quotes made empty; expressions within templates stay. */
function withoutTexts(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/(^|[^:])\/\/.*$/gm, '$1');
}
