import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {errorCodes, type MethodName, methods} from '../../../src/director/protocol/methods.js';
import {isProtocolError} from '../../../src/director/protocol/protocol-error.js';
import {formatRequest, isRequestId, parseRequest} from '../../../src/director/protocol/request.js';
import {mutated} from './mutated.js';

const parse = (text: string) => parseRequest(Buffer.from(text));

describe('a request', () => {
  test('comes back as it was written', () => {
    const method = fc.constantFrom(...(Object.keys(methods) as MethodName[]));
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.string({maxLength: 128})),
        method,
        fc.dictionary(fc.string(), fc.string()),
        (id, method, params) => {
          const request = parse(formatRequest(id, method, params));
          assert.ok(!('problem' in request));
          assert.deepEqual([request.id, request.method], [id, method]);
          assert.deepEqual(
            Object.entries(request.params as object),
            Object.entries(JSON.parse(JSON.stringify(params))),
          );
        },
      ),
    );
  });

  test('may have members that nobody knows', () => {
    assert.deepEqual(parse('{"jsonrpc":"2.0","id":1,"method":"state","trace":7,"__proto__":{"params":{"x":1}}}'), {
      id: 1,
      method: 'state',
      params: undefined,
    });
  });

  for (const [text, id, code, words] of [
    ['{', null, errorCodes.parse, 'the line is no JSON'],
    ['{"jsonrpc":"2.0","id":1,"method":"state"} x', null, errorCodes.parse, 'the line is no JSON'],
    [`${'['.repeat(60_000)}${']'.repeat(60_000)}`, null, errorCodes.parse, 'the line is nested deeper than 16'],
    [`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`, null, errorCodes.parse, 'the line is nested deeper than 16'],
    ['[]', null, errorCodes.request, 'batches are not taken: one request a line'],
    ['null', null, errorCodes.request, 'a request is an object'],
    ['"state"', null, errorCodes.request, 'a request is an object'],
    ['{"jsonrpc":"2.0","method":"stop"}', null, errorCodes.request, /^id must be/],
    ['{"jsonrpc":"2.0","id":null,"method":"stop"}', null, errorCodes.request, /^id must be/],
    ['{"jsonrpc":"2.0","id":1.5,"method":"stop"}', null, errorCodes.request, /^id must be/],
    ['{"jsonrpc":"2.0","id":1e400,"method":"stop"}', null, errorCodes.request, /^id must be/],
    [`{"jsonrpc":"2.0","id":"${'x'.repeat(129)}","method":"stop"}`, null, errorCodes.request, /^id must be/],
    ['{"id":7,"method":"stop"}', 7, errorCodes.request, 'jsonrpc must be "2.0"'],
    ['{"jsonrpc":2.0,"id":7,"method":"stop"}', 7, errorCodes.request, 'jsonrpc must be "2.0"'],
    ['{"__proto__":{"jsonrpc":"2.0","method":"stop"},"id":7}', 7, errorCodes.request, 'jsonrpc must be "2.0"'],
    ['{"jsonrpc":"2.0","id":7}', 7, errorCodes.request, 'method must be a text'],
    ['{"jsonrpc":"2.0","id":7,"result":{}}', 7, errorCodes.request, 'method must be a text'],
    [
      '{"jsonrpc":"2.0","id":"a","method":"constructor"}',
      'a',
      errorCodes.method,
      /^there is no method "constructor": there are state, /,
    ],
    ['{"jsonrpc":"2.0","id":"a","method":"__proto__"}', 'a', errorCodes.method, /^there is no method/],
    [
      '{"jsonrpc":"2.0","id":"a","method":"\\u001b[2J\\u009b"}',
      'a',
      errorCodes.method,
      /^there is no method "\\u001b\[2J\\x9b": /,
    ],
  ] as const) {
    test(`${text.slice(0, 60)} is none`, () => {
      const request = parse(text);
      assert.ok('problem' in request);
      assert.deepEqual([request.id, request.problem.code], [id, code]);
      if (typeof words === 'string') assert.equal(request.problem.message, words);
      else assert.match(request.problem.message, words);
    });
  }

  test('is UTF-8', () => {
    const request = parseRequest(Buffer.from([0x22, 0xff, 0x22]));
    assert.equal('problem' in request && request.problem.message, 'the line is no UTF-8');
  });

  test('that was damaged is a request or has its problem, and never anything else', () => {
    const line = formatRequest(12, 'hand-over', {target: 'VI_1', to: '10.0.1.2', hold: {reason: 'ä'}});
    fc.assert(
      fc.property(mutated(line), bytes => {
        const request = parseRequest(bytes);
        if ('problem' in request) {
          assert.ok(isProtocolError(request.problem));
          assert.ok(request.id === null || isRequestId(request.id));
        } else assert.ok(Object.hasOwn(methods, request.method) && isRequestId(request.id));
      }),
      {numRuns: 5000},
    );
  });
});
