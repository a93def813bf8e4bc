import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {findPage} from '../../src/commands/help/find-page.js';
import {overview} from '../../src/commands/help/overview.js';
import {shortOverview} from '../../src/commands/help/short-overview.js';
import {textPage} from '../../src/commands/help/text-page.js';
import {topics} from '../../src/commands/help/topics.js';

/** What `lvsctl help …` prints, a file each; LVSCTL_UPDATE=1 writes it anew. */
const folder = 'test/help/pages';
const isUpdate = process.env.LVSCTL_UPDATE === '1';

const pages = new Map([
  ['help', textPage(overview(commands))],
  ['-h', shortOverview(commands)],
]);
for (const {name} of [...commands.filter(({isHidden}) => !isHidden), ...topics]) {
  if (name === 'help') continue;
  const found = findPage(name.split(' '), commands);
  pages.set(name, 'page' in found ? textPage(found.page) : '');
}

describe('pages of help are as they were read and found good', () => {
  if (isUpdate) {
    rmSync(folder, {recursive: true, force: true});
    mkdirSync(folder, {recursive: true});
  }
  for (const [name, text] of pages) {
    test(name, () => {
      const file = join(folder, `${name.replaceAll(' ', '-')}.txt`);
      if (isUpdate) writeFileSync(file, text);
      assert.ok(existsSync(file), `LVSCTL_UPDATE=1 writes ${file}`);
      assert.equal(text, readFileSync(file, 'utf8'));
    });
  }
  test('and there are no others', () => {
    const names = [...pages.keys()].map(name => `${name.replaceAll(' ', '-')}.txt`);
    assert.deepEqual(readdirSync(folder).sort(), names.sort());
  });
});

describe('pages of help fit into 80 columns', () => {
  for (const [name, text] of pages) {
    test(name, () => {
      const long = text.split('\n').filter(line => line.length > 80 && !/^ {2}(lvsctl|ssh|source) /.test(line));
      assert.deepEqual(long, [], 'only command lines may be longer');
    });
  }
});
