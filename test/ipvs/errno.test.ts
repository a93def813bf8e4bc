import assert from 'node:assert/strict';
import {constants} from 'node:os';
import {test} from 'node:test';
import {getSystemErrorMessage} from 'node:util';
import {errnoCode, errnoNumber, errnos, errnoText} from '../../src/ipvs/errno.js';
import {isRefusal, Refusal, UnknownOutcome} from '../../src/ipvs/refusal.js';

test('every error number is the one of this system', () => {
  for (const {number, code} of errnos) {
    const own = (constants.errno as Readonly<Record<string, number>>)[code];
    if (own !== undefined) assert.equal(number, own, code);
    assert.equal(errnoNumber(code), number);
    assert.equal(errnoCode(number), code);
    assert.notEqual(getSystemErrorMessage(-number), undefined);
  }
  assert.equal(new Set(errnos.map(row => row.number)).size, errnos.length);
});

test('a number that is not in the table is told as a number', () => {
  assert.equal(errnoCode(1234), 'errno 1234');
  assert.equal(errnoText(1234), 'Unknown error 1234');
});

test('a refusal tells operation, words and code', () => {
  const refusal = new Refusal('add-service', 17);
  assert.equal(refusal.message, 'add-service: File exists (EEXIST)');
  assert.ok(isRefusal(refusal));
  assert.equal(isRefusal(new UnknownOutcome('flush', 'as asked')), false);
  assert.equal(isRefusal({name: 'Refusal'}), false);
});
