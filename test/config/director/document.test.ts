import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, test} from 'node:test';
import {readDirectorConfiguration} from '../../../src/config/director/read-director-configuration.js';
import {keyTable, shapes} from './key-tables.js';

const document = readFileSync('docs/director-configuration.md', 'utf8');

describe('the document has every key', () => {
  for (const [heading, shape] of Object.entries(shapes))
    test(heading, () => {
      const section = document.split(/^#+ /m).find(each => each.startsWith(`${heading}\n`)) ?? '';
      const lines = section.split('\n').filter(line => line.startsWith('|'));
      assert.equal(lines.join('\n'), keyTable(shape));
    });
});

test('the examples of the document can be used as they stand', () => {
  const examples = [...document.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text as string);
  assert.ok(examples.length >= 2);
  for (const text of examples) assert.deepEqual(readDirectorConfiguration({name: 'example', text}).problems, []);
});
