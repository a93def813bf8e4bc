import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const program = fileURLToPath(new URL('./open-and-exit.js', import.meta.url));

/** Node waits for its threads when it ends, and the receiving one waits in poll(2). */
describe('a program with open packet sockets ends', {skip: process.getuid?.() !== 0 && 'raw sockets need root'}, () => {
  for (const [way, status] of [
    ['at once', 3],
    ['later', 3],
    ['by an error', 1],
    ['when all is closed', 3],
  ] as const) {
    test(way, () => {
      const result = spawnSync(process.execPath, [program, way], {timeout: 20_000, encoding: 'utf8'});
      assert.equal(result.error, undefined);
      assert.equal(result.status, status, result.stderr);
    });
  }
});
