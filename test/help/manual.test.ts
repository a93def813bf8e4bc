import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {manualPages} from '../../src/commands/help/manual-pages.js';
import {manualPage} from '../../src/commands/help/manual-page.js';
import {topics} from '../../src/commands/help/topics.js';
import {writePages} from '../../src/commands/help/write-pages.js';

const pages = manualPages(commands);
const folder = mkdtempSync(join(tmpdir(), 'lvsctl-manual-'));
const paths = [...pages.keys()].map(name => join(folder, name));
const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

suite('manual pages', () => {
  after(() => rmSync(folder, {recursive: true}));
  writePages(folder, pages);

  test('there is one of the program, of each command and of each topic', () => {
    assert.ok(pages.has('lvsctl.8') && pages.has('lvsctl-vrrp-switch.8') && pages.has('lvsctl-config.5'));
    const own = commands.filter(({isHidden}) => !isHidden);
    const topicsOfTheirOwn = topics.filter(({name}) => !own.some(command => command.name === name));
    assert.equal(pages.size, 1 + own.length + topicsOfTheirOwn.length);
  });

  test('groff has nothing to say about them', {skip: !isThere('groff') && 'needs groff'}, () => {
    const {stdout, stderr} = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-z', ...paths], {encoding: 'utf8'});
    assert.deepEqual([stdout, stderr], ['', '']);
  });

  test('man shows them without a warning', {skip: !isThere('man') && 'needs man'}, () => {
    for (const path of paths) {
      const words = ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', path];
      const {status, stderr} = spawnSync('man', words, {encoding: 'utf8', env: {...process.env, MANROFFSEQ: ''}});
      assert.deepEqual([status, stderr], [0, ''], path);
    }
  });

  test('mandoc finds nothing but dates that are left out', {skip: !isThere('mandoc') && 'needs mandoc'}, () => {
    const {stdout} = spawnSync('mandoc', ['-Tlint', '-Wwarning', ...paths], {encoding: 'utf8'});
    const found = stdout.split('\n').filter(line => line !== '' && !line.includes('missing date'));
    assert.deepEqual(found, []);
  });

  test('what roff would take for its own is shown as it is', {skip: !isThere('mandoc') && 'needs mandoc'}, () => {
    const blocks = ['.SH is a dot, \\n a backslash', {lines: ["'quoted' `$(a)`", '.TH', '']}] as const;
    const page = {name: 'x', summary: 'x-y -- z', sections: [{title: "a 'title'", blocks}]};
    const input = manualPage(page, {name: 'x', section: '7'});
    const {stdout} = spawnSync('mandoc', ['-Tascii'], {encoding: 'utf8', input});
    for (const text of ['x - x-y -- z', "A 'TITLE'", '.SH is a dot, \\n a backslash', "'quoted' `$(a)`", '     .TH'])
      assert.ok(stdout.replace(/.\u0008/g, '').includes(text), `${text}\n${stdout}`);
  });
});
