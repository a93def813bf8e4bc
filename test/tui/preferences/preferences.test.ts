import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, lstatSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import * as fc from 'fast-check';
import {loadPreferences, savePreferences} from '../../../src/tui/preferences/load-preferences.js';
import {preferencesPath} from '../../../src/tui/preferences/preferences-file.js';
import {readPreferences} from '../../../src/tui/preferences/read-preferences.js';
import {updatePreferences} from '../../../src/tui/preferences/write-preferences.js';

const scopes: Readonly<Record<string, readonly string[]>> = {
  quit: ['everywhere'],
  pause: ['everywhere'],
  down: ['list', 'help'],
  'help.down': ['help'],
  open: ['services'],
  'weight-up': ['services'],
};
const known = {
  bindings: [
    {scope: 'everywhere', intention: 'quit', keys: ['q']},
    {scope: 'help', intention: 'down', keys: ['j']},
  ],
  intentions: Object.keys(scopes),
  screens: {services: ['name', 'weight', 'conn/s'], connections: ['client', 'state']},
  isKey: (name: string) => [...name].length === 1 || ['enter', 'pagedown', 'ctrl+c'].includes(name),
  scopeOf: (intention: string) => scopes[intention] as readonly string[],
};

const good = `# mine
keys:
  quit: [Q, ctrl+c] # not q: too near
  pause: 1

  # a page is more
  down: [j, ~]
  weight-up: []
columns:
  services: [name, conn/s]
sort: {services: conn/s}
interval: 2.5
theme: dark
hide-idle: true
`;

test('preferences are read', () => {
  assert.deepEqual(readPreferences(good, known), {
    preferences: {
      keys: {quit: ['Q', 'ctrl+c'], pause: ['1'], down: ['j', '~'], 'weight-up': []},
      columns: {services: ['name', 'conn/s']},
      sort: {services: 'conn/s'},
      interval: 2.5,
      theme: 'dark',
      hideIdle: true,
    },
    problems: [],
  });
  for (const empty of ['', '# nothing\n', 'keys:\n'])
    assert.deepEqual(readPreferences(empty, known), {preferences: {keys: {}, columns: {}, sort: {}}, problems: []});
});

describe('what is wrong is told with its place, and the rest holds', () => {
  for (const [text, ...problems] of [
    ['intervall: 3', '1:1 there is no intervall; did you mean interval?'],
    ['interval: fast', '1:11 the interval is a number of seconds, 0.1 to 3600'],
    ['theme: drak', '1:8 there is no drak; did you mean dark?'],
    ['hide-idle: yes', '1:12 true or false must stand here'],
    ['keys:\n  piuse: p', '2:3 there is no piuse; did you mean pause?'],
    ['keys:\n  pause: [p, f1x]', '2:14 f1x is no key'],
    ['keys:\n  pause: [[p]]', '2:11 a key or a list of keys must stand here'],
    ['keys: 5', '1:7 names with values must stand here'],
    ['keys: {quit: q, pause: q}', '1:24 q is already the key of quit'],
    ['keys: {down: j, help.down: j}', '1:28 j is already the key of down'],
    ['columns: {servces: [name]}', '1:11 there is no servces; did you mean services?'],
    [
      'columns: {services: [name, colour, name]}',
      '1:28 there is no colour; there are: name, weight, conn/s',
      '1:36 name is there already',
    ],
    ['columns: {services: []}', '1:11 services must have a column'],
    ['sort: {connections: weight}', '1:21 there is no weight; there are: client, state'],
    [
      'theme: dark\n---\ntheme: light',
      '2:1 a second document begins here, and only the first is read: leave the --- before it out',
    ],
    ['- a', '1:1 there must be a map of keys, columns, sort, interval, theme, hide-idle'],
    [
      'keys: {quit: [Q, }\ninterval: 3',
      '1:18 Flow sequence in block collection must be sufficiently indented and end with a ]',
      '1:19 Flow map in block collection must be sufficiently indented and end with a }',
    ],
  ] as const) {
    test(text, () => {
      const {problems: found} = readPreferences(`${text}\n`, known);
      assert.deepEqual(
        found.map(({line, column, message}) => `${line}:${column} ${message}`),
        problems,
      );
    });
  }
  test('keys that are no keys do not leave the intention without one', () => {
    assert.deepEqual(readPreferences('keys: {quit: foo, pause: [p, bar]}\ninterval: 3', known).preferences, {
      keys: {pause: ['p']},
      columns: {},
      sort: {},
      interval: 3,
    });
  });
});

test('any text is read', () => {
  const pieces = fc.constantFrom(
    'keys',
    'columns',
    ':',
    ' ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    'quit',
    'q',
    '#',
    '&a',
    '*a',
    '"',
    '?',
    '!',
    ',',
    '\t',
    '|',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map(parts => parts.join('')),
      ),
      text => {
        for (const {line, column} of readPreferences(text, known).problems) assert.ok(line >= 1 && column >= 1);
      },
    ),
    {numRuns: 1000},
  );
});

test('a change keeps comments and order', () => {
  const change = {
    keys: {quit: ['Q', '?'], open: ['o', 'enter']},
    columns: {services: ['weight'], connections: ['client']},
    sort: {connections: 'state'},
    theme: 'light',
  } as const;
  assert.equal(
    updatePreferences(good, change),
    `# mine
keys:
  quit: [Q, "?"] # not q: too near
  pause: 1

  # a page is more
  down: [j, ~]
  weight-up: []
  open: [o, enter]
columns:
  services: [weight]
  connections: [client]
sort: {services: conn/s, connections: state}
interval: 2.5
theme: light
hide-idle: true
`,
  );
});

test('a file is made where there is none', () => {
  assert.equal(
    updatePreferences('', {columns: {services: ['name', 'weight']}, hideIdle: true}),
    'columns:\n  services: [name, weight]\nhide-idle: true\n',
  );
  assert.equal(updatePreferences('# mine\n', {interval: 1}), '# mine\n\ninterval: 1\n');
  assert.equal(
    updatePreferences('columns: # none yet\n', {columns: {services: ['name']}}),
    'columns:\n  # none yet\n  services: [name]\n',
  );
});

test('columns can be as they come again', () => {
  assert.equal(
    updatePreferences('columns:\n  services: [name]\n  connections: [client]\n', {columns: {services: []}}),
    'columns:\n  connections: [client]\n',
  );
});

test('a file with mistakes is not written over', () => {
  assert.throws(() => updatePreferences('keys: [\n', {interval: 1}), /mistakes/);
  assert.throws(() => updatePreferences('theme: dark\n---\ntheme: light\n', {interval: 1}), /second document/);
  assert.throws(() => updatePreferences('- 1\n', {interval: 1}), /something else/);
});

test('what is written is read', () => {
  const keys = fc.array(fc.string({minLength: 1, maxLength: 1, unit: 'grapheme-ascii'}).filter(key => key !== ' '));
  fc.assert(
    fc.property(
      keys,
      fc.subarray(known.screens.services, {minLength: 1}),
      fc.constantFrom('', good),
      (quit, services, text) => {
        const written = updatePreferences(text, {keys: {quit}, columns: {services}});
        const {preferences, problems} = readPreferences(written, {...known, scopeOf: intention => intention});
        assert.deepEqual(problems, []);
        assert.deepEqual(preferences.keys.quit, [...new Set(quit)]);
        assert.deepEqual(preferences.columns.services, services);
      },
    ),
  );
});

test('the file is where XDG says', () => {
  assert.equal(preferencesPath({XDG_CONFIG_HOME: '/x', HOME: '/root'}), '/x/lvsctl/top.yaml');
  assert.equal(preferencesPath({XDG_CONFIG_HOME: 'x', HOME: '/root'}), '/root/.config/lvsctl/top.yaml');
});

test('the file is replaced at once, and made for its owner only', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'preferences-'));
  t.after(() => rmSync(folder, {recursive: true}));
  const path = join(folder, 'lvsctl', 'top.yaml');
  assert.deepEqual((await loadPreferences(path, known)).preferences, {keys: {}, columns: {}, sort: {}});
  await savePreferences(path, {interval: 5});
  assert.equal((await loadPreferences(path, known)).preferences.interval, 5);
  assert.equal(statSync(join(folder, 'lvsctl')).mode & 0o777, 0o700);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(folder, 'lvsctl')), ['top.yaml']);
});

test('a link to the file stays one', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'preferences-'));
  t.after(() => rmSync(folder, {recursive: true}));
  writeFileSync(join(folder, 'kept.yaml'), '# kept\n', {mode: 0o644});
  symlinkSync('kept.yaml', join(folder, 'top.yaml'));
  await savePreferences(join(folder, 'top.yaml'), {interval: 5});
  assert.ok(lstatSync(join(folder, 'top.yaml')).isSymbolicLink());
  assert.equal(readFileSync(join(folder, 'kept.yaml'), 'utf8'), '# kept\n\ninterval: 5\n');
});

test('a key that was that of another intention is told, and the other has lost it', () => {
  const {preferences, problems} = readPreferences('keys:\n  pause: [q]\n', known);
  assert.deepEqual(preferences.keys, {pause: ['q']});
  assert.deepEqual(problems, [
    {line: 2, column: 11, message: 'q was the key of quit, which has lost it: give it another'},
  ]);
});
