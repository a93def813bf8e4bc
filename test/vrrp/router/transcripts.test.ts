import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {testTranscripts} from '../../transcripts.js';
import {RouterScene} from './router-scene.js';

const folder = 'test/vrrp/router/transcripts';

testTranscripts(folder, () => new RouterScene());

test('every transcript says which rule it is about', () => {
  for (const name of readdirSync(folder))
    assert.match(readFileSync(join(folder, name), 'utf8'), /^# .*(RFC (9568|3768) §|keepalived|Not in the RFC)/m, name);
});
