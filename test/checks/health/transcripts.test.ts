import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {testTranscripts} from '../../transcripts.js';
import {HealthScene} from './health-scene.js';

const folder = 'test/checks/health/transcripts';

testTranscripts(folder, () => new HealthScene(), 'health: ');

test('every transcript of health says which rule it is about', () => {
  for (const name of readdirSync(folder)) assert.match(readFileSync(join(folder, name), 'utf8'), /^# \S+/, name);
});
