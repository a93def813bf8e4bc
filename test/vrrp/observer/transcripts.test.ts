import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {findingCodes} from '../../../src/vrrp/findings/finding-codes.js';
import {testTranscripts} from '../../transcripts.js';
import {Scene} from './scene.js';

const folder = 'test/vrrp/observer/transcripts';

testTranscripts(folder, () => new Scene());

test('every finding is in a transcript', () => {
  const all = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
  for (const code of Object.keys(findingCodes)) {
    if (code === 'too-many-speakers') continue; // it takes thousands of lines: bounds.test.ts
    assert.ok(
      all.some(text => text.includes(`\n  ${code} `)),
      code,
    );
  }
});
