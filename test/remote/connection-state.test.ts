import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {
  type Connection,
  connectionDeadline,
  type ConnectionEvent,
  connectionTimes,
  newConnection,
  stepConnection,
} from '../../src/remote/connection-state.js';
import type {Hello} from '../../src/remote/rpc-methods.js';

const hello = {schema: 'lvsctl.rpc/1', version: '1', host: 'lb1', clock: 0} as Hello;
const ended: ConnectionEvent = {type: 'ended', words: 'lost', isLasting: false};

/** What comes of events, each with its time: the state, and effects. */
function after(events: readonly (readonly [at: number, event: ConnectionEvent])[], isKept = true) {
  let connection: Connection = newConnection(0);
  const effects: string[] = [];
  for (const [at, event] of events) {
    const [next, done] = stepConnection(connection, event, at, isKept);
    connection = next;
    effects.push(...done.map(({type}) => `${at} ${type}`));
  }
  return {connection, effects, state: connection.host.state};
}

const clock: ConnectionEvent = {type: 'clock'};
const begun = [
  [0, {type: 'open'}],
  [400, {type: 'hello', hello}],
  [400, {type: 'heard'}],
] as const;

describe('the way to a host', () => {
  test('is asked for a sign of life after a quiet second, and silent two seconds later', () => {
    const quiet = [...begun, [1400, clock], [3400, clock]] as const;
    assert.deepEqual(after(quiet).effects, ['0 start', '400 ping', '1400 ping']);
    assert.deepEqual(after(quiet).connection.host, {state: 'silent', since: 1400, hello});
  });

  test('is ready again when anything comes', () => {
    const back = after([...begun, [1400, clock], [3400, clock], [9000, {type: 'heard'}]]);
    assert.deepEqual(back.connection.host, {state: 'ready', hello});
    assert.equal(connectionDeadline(back.connection), 10_000);
  });

  test('is given up after half a minute of silence, and begun anew', () => {
    const {effects, connection} = after([...begun, [1400, clock], [3400, clock], [31_400, clock], [32_400, clock]]);
    assert.deepEqual(effects, ['0 start', '400 ping', '1400 ping', '31400 abandon', '32400 start']);
    assert.equal(connection.host.state, 'connecting');
  });

  test('that does not become one within ten seconds is down', () => {
    const {connection, effects} = after([begun[0], [10_000, clock]], false);
    assert.deepEqual(effects, ['0 start', '10000 abandon']);
    assert.deepEqual(connection.host, {
      state: 'down',
      since: 10_000,
      retryAt: undefined,
      words: 'no answer for 10 s since ssh was started: is it busy, or the way cut?',
    });
  });

  test('is tried again after 1, 2, 4 … 30 seconds', () => {
    let connection = stepConnection(newConnection(0), {type: 'open'}, 0, true)[0];
    const delays: number[] = [];
    for (let now = 0, i = 0; i < 8; i++) {
      connection = stepConnection(connection, ended, now, true)[0];
      const retryAt = connectionDeadline(connection) as number;
      delays.push(retryAt - now);
      now = retryAt;
      connection = stepConnection(connection, clock, now, true)[0];
      assert.equal(connection.host.state, 'connecting');
    }
    assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('that held is tried again at once; a login that is refused in five minutes', () => {
    const held = after([...begun, [20_000, ended]]);
    assert.equal(connectionDeadline(held.connection), 21_000);
    const refused = after([begun[0], [500, {...ended, isLasting: true}]]);
    assert.equal(connectionDeadline(refused.connection), 500 + connectionTimes.lastingRetry);
  });

  test('whatever happens in whatever order, has a deadline that is not past, or is down for good', () => {
    const events = fc.constantFrom<ConnectionEvent>(
      {type: 'open'},
      {type: 'hello', hello},
      {type: 'heard'},
      ended,
      {...ended, isLasting: true},
      clock,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(events, fc.nat(40_000)), {maxLength: 40}), fc.boolean(), (steps, isKept) => {
        let [connection, now] = [newConnection(0), 0];
        for (const [event, delay] of steps) {
          now += delay;
          connection = stepConnection(connection, event, now, isKept)[0];
          for (let due = connectionDeadline(connection), i = 0; due !== undefined && due <= now; i++) {
            assert.ok(i < 3, 'a deadline stays due');
            connection = stepConnection(connection, clock, now, isKept)[0];
            due = connectionDeadline(connection);
          }
          if (connectionDeadline(connection) === undefined) assert.equal(connection.host.state, 'down');
        }
      }),
    );
  });
});
