import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {parseAgentLine} from '../../../../src/checks/probe/agent/parse-agent-line.js';

const nothing = {type: 'agent', percent: undefined, admin: undefined, operation: undefined, reason: undefined} as const;

test('the words of an agent mean what HAProxy takes them for', () => {
  for (const [line, advice] of [
    ['75%', {percent: 75}],
    ['up 75%', {operation: 'up', percent: 75}],
    ['drain,UP\t20%', {admin: 'drain', operation: 'up', percent: 20}],
    ['maint # going home ', {admin: 'maint', reason: 'going home '}],
    ['down #   no database', {operation: 'down', reason: 'no database'}],
    ['#only this', {reason: 'only this'}],
    ['stopped#not a reason', {}],
    ['fail', {operation: 'fail'}],
    ['ready drain', {admin: 'drain'}],
    ['0%', {percent: 0}],
    ['99999999999999999999%', {percent: 25600}],
    ['maxconn:30 50%', {percent: 50}],
    ['50%x', {}],
    ['-5%', {}],
    ['', {}],
    [' , \t', {}],
  ] as const)
    assert.deepEqual(parseAgentLine(line).advice, {...nothing, ...advice}, line);
});

test('the first word that means nothing is told, and does not keep the others from being obeyed', () => {
  assert.deepEqual(parseAgentLine('HTTP/1.1 up 400 Bad'), {
    advice: {...nothing, operation: 'up'},
    unknown: 'HTTP/1.1',
    isUnderstood: true,
  });
  assert.equal(parseAgentLine('SSH-2.0-OpenSSH_9.2').isUnderstood, false);
});

const spelling = (word: string) => fc.constantFrom(word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1));
const separator = fc.stringMatching(/^[ \t,]{1,4}$/);
const wordOf = {
  operation: fc.constantFrom('up', 'down', 'stopped', 'fail'),
  admin: fc.constantFrom('ready', 'drain', 'maint'),
  percent: fc.integer({min: 0, max: 25600}).map(String),
};

test('words count in any order, case and distance, and of one kind the last one', () => {
  const word = fc.oneof(
    ...(['operation', 'admin', 'percent'] as const).map(kind =>
      wordOf[kind].chain(value =>
        (kind === 'percent' ? fc.constant(`${value}%`) : spelling(value)).map(text => ({kind, value, text})),
      ),
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, separator), {maxLength: 12}),
      fc.option(fc.stringMatching(/^[^ \t].*$/)),
      (parts, reason) => {
        const line = parts.map(([{text}, gap]) => text + gap).join('') + (reason === null ? '' : `#${reason}`);
        const last = (kind: string) => parts.findLast(([one]) => one.kind === kind)?.[0].value;
        const {advice, unknown} = parseAgentLine(line);
        assert.equal(unknown, undefined);
        assert.deepEqual(advice, {
          type: 'agent',
          operation: last('operation'),
          admin: last('admin'),
          percent: last('percent') === undefined ? undefined : Number(last('percent')),
          reason: reason ?? undefined,
        });
      },
    ),
  );
});

test('no line is too strange or takes long', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 200}), line => {
      const {advice} = parseAgentLine(line);
      assert.ok(advice.percent === undefined || (advice.percent >= 0 && advice.percent <= 25600));
    }),
  );
  const began = performance.now();
  for (const piece of ['#', ' #', 'a#', ', ', '9']) parseAgentLine(piece.repeat(4096 / piece.length));
  assert.ok(performance.now() - began < 100);
});
