import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import type {LintOptions} from '../../src/commands/lint/lint.js';
import {lint} from './run-lint.js';

/** What is printed of these, in test/lint/golden. LVSCTL_UPDATE=1 writes it anew. */
const runs: Readonly<Record<string, readonly [readonly string[], Partial<LintOptions>]>> = {
  'missing-brace': [['fixtures/lint/wrong/keepalived/block-within-block.conf'], {}],
  'missing-brace-wide': [['fixtures/lint/wrong/keepalived/block-within-block.conf'], {output: 'wide'}],
  'several-files': [
    [
      'fixtures/lint/wrong/ldirectord/lost-override.cf',
      'fixtures/lint/wrong/sysctl/unknown-key.conf',
      'fixtures/lint/wrong/rules/server-before-service.rules',
    ],
    {},
  ],
  pair: [
    [
      'fixtures/lint/wrong/pair/keepalived-pair-addresses/a.conf',
      'fixtures/lint/wrong/pair/keepalived-pair-addresses/b.conf',
    ],
    {pair: true},
  ],
  'roles-never-flip': [
    [
      'fixtures/lint/wrong/pair/keepalived-roles-never-flip/a.conf',
      'fixtures/lint/wrong/pair/keepalived-roles-never-flip/b.conf',
    ],
    {pair: true, output: 'wide'},
  ],
  json: [['fixtures/lint/wrong/ha.cf/directive-order.cf'], {output: 'json'}],
  yaml: [['fixtures/lint/wrong/haresources/broadcast-mismatch.txt'], {output: 'yaml'}],
  explain: [[], {explain: 'weight-zero'}],
};

for (const [name, [words, options]] of Object.entries(runs))
  test(name.replaceAll('-', ' '), async () => {
    const {stdout, stderr, code} = await lint(words, options);
    const said = `${stdout}${stderr === '' ? '' : `stderr: ${stderr}`}exit ${code}\n`;
    const path = join('test/lint/golden', `${name}.txt`);
    if (process.env.LVSCTL_UPDATE === '1') {
      mkdirSync('test/lint/golden', {recursive: true});
      writeFileSync(path, said);
    } else assert.equal(said, readFileSync(path, 'utf8'), `${path} differs (LVSCTL_UPDATE=1 rewrites it)`);
  });
