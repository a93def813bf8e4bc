import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {Refusal} from '../../src/ipvs/refusal.js';
import {decodeValue, encodeValue} from '../../src/remote/values.js';

const names = fc.oneof(
  fc.string({maxLength: 6}),
  fc.constantFrom('$', '$map', '$bigint', '__proto__', 'constructor', 'toString'),
);
const leaf = fc.oneof(
  fc.constantFrom(undefined, null, true, false, Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({unit: 'binary'}),
  fc.uint8Array({maxLength: 20}),
);
const {value} = fc.letrec(tie => ({
  value: fc.oneof(
    {depthSize: 'small'},
    leaf,
    fc.array(tie('value'), {maxLength: 4}),
    fc.array(fc.tuple(names, tie('value')), {maxLength: 4}).map(entries => Object.fromEntries(entries)),
    fc.array(fc.tuple(tie('value'), tie('value')), {maxLength: 3}).map(entries => new Map(entries)),
    fc.array(tie('value'), {maxLength: 3}).map(items => new Set(items)),
  ),
}));

const overTheWire = (given: unknown) => decodeValue(JSON.parse(JSON.stringify(encodeValue(given))));

describe('values that JSON has not', () => {
  test('arrive as they were', () => {
    fc.assert(
      fc.property(value, given => assert.deepStrictEqual(overTheWire(given), given)),
      {numRuns: 2000},
    );
  });

  test('an error arrives with what it knows, and not with its stack', () => {
    const error = overTheWire(new Refusal('edit-server', 2)) as Refusal;
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, error.operation, error.errno], ['Refusal', 'edit-server', 2]);
    assert.equal(error.message, new Refusal('edit-server', 2).message);
    assert.ok(!JSON.stringify(encodeValue(new Error('x'))).includes('values.test'));
  });

  test('functions and symbols are none', () => {
    for (const given of [() => 1, Symbol('x'), {a: [() => 1]}]) assert.throws(() => encodeValue(given), TypeError);
  });

  test('whatever JSON comes is read or refused, and no prototype is touched', () => {
    fc.assert(
      fc.property(fc.jsonValue({maxDepth: 6}), given => {
        try {
          decodeValue(given);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      }),
      {numRuns: 2000},
    );
    const hostile = JSON.parse('{"$object":[["__proto__",{"isRoot":true}]]}');
    assert.equal((decodeValue(hostile) as {isRoot?: boolean}).isRoot, undefined);
    assert.equal(({} as {isRoot?: boolean}).isRoot, undefined);
  });

  for (const text of [
    '{"$bigint":"1e9"}',
    '{"$bigint":1}',
    '{"$number":"5"}',
    '{"$bytes":"%%"}',
    '{"$map":[[1]]}',
    '{"$map":{}}',
    '{"$set":1}',
    '{"$nothing":1}',
    '{"$set":[],"b":1}',
    '{"$object":[[1,2]]}',
    '{"$error":["a"]}',
    '{"$toString":1}',
  ])
    test(`${text} is refused`, () => assert.throws(() => decodeValue(JSON.parse(text)), /is no value$|is wrong$/));
});
