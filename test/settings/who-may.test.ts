import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mergeSettings} from '../../src/settings/merge-settings.js';
import {readSettings} from '../../src/settings/read-settings.js';
import {type Asker, type Deed, refusalOf} from '../../src/settings/who-may.js';
import {known} from './known.js';

const asker = (behindSudo: string | undefined, groups: readonly string[] = []): Asker => ({
  isRoot: true,
  behindSudo,
  groups: async () => groups,
});
const asked = (text: string, deed: Deed, who: Asker) =>
  refusalOf(mergeSettings([readSettings('/etc/lvsctl/config.yaml', text, false, known)]), deed, who);

const policies = "policies:\n  may-change: [alice, '%ops']\n  may-force: ['%seniors']\n";

test('who is named may change, by name or by group, and so may root himself', async () => {
  for (const who of [asker('alice'), asker('bob', ['users', 'ops']), asker(undefined)])
    assert.equal(await asked(policies, 'change', who), undefined);
});

test('whoever else may not, and is told which policy, where, and who may', async () => {
  assert.equal(
    await asked(policies, 'change', asker('mallory', ['users'])),
    'mallory may not change anything: policy may-change (/etc/lvsctl/config.yaml:2); these may: alice, the group ops',
  );
  assert.equal(
    await asked(policies, 'force', asker('alice', ['ops'])),
    'alice may not override what speaks against a change: policy may-force (/etc/lvsctl/config.yaml:3); these may: the group seniors',
  );
  assert.equal(await asked(policies, 'force', asker('alice', ['seniors'])), undefined);
  assert.match((await asked(policies, 'force', asker('carol', ['seniors']))) ?? '', /^carol may not change anything/);
  assert.match(
    (await asked('policies: {may-change: []}', 'change', asker('alice'))) ?? '',
    /; nobody but root himself may$/,
  );
});

test('a group may have blanks in its name', async () => {
  const text = "policies: {may-change: ['%domain admins']}";
  assert.equal(await asked(text, 'change', asker('eve', ['domain users', 'domain admins'])), undefined);
  assert.notEqual(await asked(text, 'change', asker('eve', ['domain'])), undefined);
});

test('whose groups cannot be known may not', async () => {
  const unknown = {...asker('bob'), groups: () => Promise.reject(new Error('id: no such user'))};
  assert.match((await asked(policies, 'change', unknown)) ?? '', /^it cannot be known whether .*: id: no such user$/);
  assert.equal(await asked('', 'change', unknown), undefined);
});

test('while nobody knows the policies nothing is changed, but root himself starts daemons', async () => {
  const broken = 'polices: {}';
  assert.match((await asked(broken, 'change', asker(undefined))) ?? '', /^nothing is changed while nobody knows/);
  assert.match((await asked(broken, 'serve', asker('alice'))) ?? '', /config\.yaml:1:1: there is no polices/);
  assert.equal(await asked(broken, 'serve', asker(undefined)), undefined);
  assert.equal(await asked(broken, 'change', {...asker(undefined), isRoot: false}), undefined);
});
