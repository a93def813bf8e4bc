import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {startPingProbe} from '../../../src/checks/probe/ping-probe.js';
import type {PingProbe} from '../../../src/checks/probe/probe.js';
import type {Ping, PingEnd} from '../../../src/checks/probe/probe-world.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork, ip} from '../../kernel/socket/own-network.js';

const probe = (tries: number, address = '10.0.0.1'): PingProbe => ({
  type: 'ping',
  target: {address: parseAddress(address)!, port: 0},
  limits: {connect: 100, silence: 100, whole: 1000},
  tries,
});

/** Pings end as they are told to. */
function answering(...ends: readonly PingEnd[]) {
  const pings: Ping[] = [];
  const world = linuxProbeWorld({
    ping: (ping, onEnd) => {
      const end = ends[pings.push(ping) - 1];
      return world.after(0, () => end && onEnd(end));
    },
  });
  return {world, pings};
}
const failed = (code: string): PingEnd => ({type: 'failed', code, words: code});

test('one answer is enough, and nothing is asked after it', async () => {
  const {world, pings} = answering({type: 'silent'}, failed('EHOSTUNREACH'), {type: 'answered', latency: 1.5});
  const verdict = await verdictOf(startPingProbe, probe(5), world);
  assert.deepEqual([verdict.type, verdict.words], ['up', 'the host answers, in 1.5 ms']);
  assert.equal(pings.length, 3);
});

test('no answer to any of them is silence of the host', async () => {
  const verdict = await verdictOf(
    startPingProbe,
    probe(3),
    answering({type: 'silent'}, {type: 'silent'}, {type: 'silent'}).world,
  );
  assert.deepEqual(
    {...verdict, latency: 0},
    {type: 'down', layer: 'L3', words: 'no answer to any of 3 echo requests within 0.1 s', latency: 0, isSilence: true},
  );
});

test('what cannot be asked decides nothing, and what is not reachable is down', async () => {
  const own = await verdictOf(startPingProbe, probe(3), answering(failed('EPERM')).world);
  assert.equal(own.type, 'undecided');
  const broken = await verdictOf(startPingProbe, probe(3), answering(failed('EIO')).world);
  assert.equal(broken.type, 'undecided');
  const gone = await verdictOf(startPingProbe, probe(1), answering(failed('EHOSTUNREACH')).world);
  assert.deepEqual([gone.type, gone.type === 'down' && gone.layer], ['down', 'L3']);
});

test('it ends with its whole time, however many tries are left', async () => {
  const pings: Ping[] = [];
  const world = linuxProbeWorld({
    ping: (ping, onEnd) => {
      pings.push(ping);
      return world.after(ping.timeout, () => onEnd({type: 'silent'}));
    },
  });
  const limits = {connect: 80, silence: 80, whole: 200};
  const verdict = await verdictOf(startPingProbe, {...probe(30), limits}, world);
  assert.equal(verdict.type, 'down');
  assert.ok(verdict.latency >= 199 && verdict.latency < 250, String(verdict.latency));
  assert.equal(pings[0]!.timeout, 80);
  assert.ok(pings[2]!.timeout < 41, 'the last one has what is left');
});

describe('real hosts', {skip: enterOwnNetwork()}, () => {
  test('are up where they answer, and down where they do not', async () => {
    ip('link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth1');
    ip('link', 'set', 'veth0', 'up');
    ip('addr', 'add', '10.5.0.1/24', 'dev', 'veth0');
    const world = linuxProbeWorld();
    const ask = (address: string, bindInterface?: string) => {
      const asked = probe(2, address);
      const target = {...asked.target, ...(bindInterface !== undefined && {bindInterface})};
      return verdictOf(startPingProbe, {...asked, target}, world);
    };
    assert.equal((await ask('127.0.0.1')).type, 'up');
    assert.equal((await ask('::1')).type, 'up');
    const away = await ask('10.5.0.2'); // the other end of its link is down
    assert.deepEqual([away.type, away.type === 'down' && away.isSilence], ['down', true]);
    const nowhere = await ask('192.0.2.1');
    assert.deepEqual([nowhere.type, nowhere.words], ['down', 'there is no route to its network']);
    assert.equal((await ask('10.5.0.2', 'veth7')).type, 'undecided');
    await world.close();
  });
});
