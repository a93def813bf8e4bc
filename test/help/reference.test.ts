import assert from 'node:assert/strict';
import {readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {commands} from '../../src/commands/all.js';
import {referencePages} from '../../src/commands/help/reference-pages.js';
import {writePages} from '../../src/commands/help/write-pages.js';

const folder = 'docs/reference';

describe('the reference is what the program says of itself; LVSCTL_UPDATE=1 writes it anew', () => {
  const pages = referencePages(commands);
  if (process.env.LVSCTL_UPDATE === '1') {
    rmSync(folder, {recursive: true, force: true});
    writePages(folder, pages);
  }
  for (const [name, text] of pages)
    test(name, () =>
      assert.equal(readFileSync(join(folder, name), 'utf8'), text, 'lvsctl help --markdown docs/reference'),
    );
  test('and no page is left over', () => assert.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort()));
});
