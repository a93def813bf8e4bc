import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {isJournal, lineLog} from '../../src/director/director-log.js';

describe('the log of a director', () => {
  test('is a line for each, with its severity as its reader wants it', () => {
    const lines: string[] = [];
    for (const isJournal of [false, true]) {
      const log = lineLog(text => lines.push(text), isJournal);
      log('notice', 'one');
      log('error', 'two\n');
    }
    assert.deepEqual(lines, ['one\n', 'error: two\\x0a\n', '<5>one\n', '<3>two\\x0a\n']);
  });

  test('may be lost for a while: nothing fails for that, and how much was lost is told', () => {
    const lines: string[] = [];
    let isLost = false;
    const log = lineLog(text => {
      if (isLost) throw Object.assign(new Error('EPIPE: broken pipe, write'), {code: 'EPIPE'});
      lines.push(text);
    }, false);
    log('notice', 'one');
    isLost = true;
    log('notice', 'two');
    log('notice', 'three');
    isLost = false;
    log('notice', 'four');
    log('notice', 'five');
    assert.deepEqual(lines, [
      'one\n',
      'warning: 2 lines of the log could not be written before this one\n',
      'four\n',
      'five\n',
    ]);
  });

  test('goes to the journal only where standard error is what the variable names', () => {
    assert.ok(isJournal('8:4711', {dev: 8n, ino: 4711n}));
    assert.ok(!isJournal('8:4711', {dev: 8n, ino: 4712n}));
    assert.ok(!isJournal(undefined, {dev: 8n, ino: 4711n}));
  });
});
