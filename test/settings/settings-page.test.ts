import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {listColumnNames} from '../../src/commands/list-column-names.js';
import {knownCommands} from '../../src/commands/settings/known-commands.js';
import {mergeSettings} from '../../src/settings/merge-settings.js';
import {readSettings} from '../../src/settings/read-settings.js';
import {settingKeys} from '../../src/settings/setting-keys.js';
import {checkTop} from '../../src/tui/preferences/check-top.js';

const page = readFileSync('docs/settings.md', 'utf8');

test('docs/settings.md has every key as the table of keys has it, and no other', () => {
  const rows = page.split('\n').filter(line => /^\| `[a-z]+\.[A-Za-z.-]+` \| .* \| (everywhere|in \/etc)/.test(line));
  const expected = settingKeys.map(
    ({key, takes, absent, meaning, counts, example}) =>
      `| \`${key}\` | ${takes} | ${absent} | ${meaning} | ${counts} | \`${example}\` |`,
  );
  assert.deepEqual(rows, expected);
});

test('the file that it shows is right', () => {
  const [, text = ''] = /```yaml\n([^`]*)```/.exec(page) ?? [];
  const settings = mergeSettings([readSettings('example', text, false, knownCommands(commands))]);
  assert.deepEqual(settings.problems, []);
  assert.deepEqual(settings.top.flatMap(checkTop), []);
  for (const {key} of settingKeys) {
    const section = key.split('.')[0] as string;
    assert.ok(text.includes(`${section}:`), section);
  }
});

test('every key has an example that is right', () => {
  for (const {key, example} of settingKeys) {
    const parents = key
      .split('.')
      .slice(0, -1)
      .filter(part => part !== 'NAME' && part !== 'COMMAND' && part !== 'top');
    const depth = key.startsWith('directors') || key.startsWith('defaults') ? 1 : parents.length;
    const text = `${parents
      .slice(0, depth)
      .map((part, i) => `${'  '.repeat(i)}${part}:\n`)
      .join('')}${'  '.repeat(depth)}${example}\n`;
    const {problems} = readSettings('example', text, false, knownCommands(commands));
    assert.deepEqual(
      problems.filter(({message}) => !message.includes('director')),
      [],
      text,
    );
  }
});

test('it names every column of list', () => {
  for (const name of listColumnNames) assert.ok(page.includes(`\`${name}\``), name);
});

test('what changes something is asked about, in every command that can', () => {
  const changing = commands.filter(({changes}) => changes).map(({name}) => name);
  for (const name of [
    'drain',
    'undrain',
    'maintenance',
    'guard',
    'apply',
    'snapshot restore',
    'undo',
    'vrrp switch',
    'vrrp hold',
    'vrrp release',
    'vrrp prepare',
    'vrrp garp',
    'director run',
    'director reload',
    'director stop',
    'checks enable',
    'checks disable',
    'sync start',
    'sync stop',
    'sync swap',
  ])
    assert.ok(changing.includes(name), name);
  for (const {name, options} of commands)
    if ('dry-run' in options || 'force' in options)
      assert.ok(changing.includes(name), `${name} has to say what it changes`);
});
