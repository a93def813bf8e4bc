import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import {after, describe, test} from 'node:test';
import {startAgentProbe} from '../../../src/checks/probe/agent-probe.js';
import type {AgentProbe} from '../../../src/checks/probe/probe.js';
import {parseAddress} from '../../../src/net/address.js';
import {linuxProbeWorld, verdictOf} from '../../kernel/socket/linux-probe-world.js';
import {enterOwnNetwork} from '../../kernel/socket/own-network.js';

describe('an agent', {skip: enterOwnNetwork()}, () => {
  const world = linuxProbeWorld();
  const ask = (port: number, send = '') => {
    const probe: AgentProbe = {
      type: 'agent',
      target: {address: parseAddress('127.0.0.1')!, port},
      limits: {connect: 200, silence: 200, whole: 600},
      send,
    };
    return verdictOf(startAgentProbe, probe, world);
  };
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) server.close();
  });
  const serve = async (talk: (socket: Socket) => void) => {
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy());
      socket.on('end', () => socket.destroy());
      talk(socket);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as {port: number}).port;
  };
  const saying = async (text: string) => ask(await serve(socket => socket.end(text)));

  test('is obeyed for its first line', async () => {
    const {latency, ...verdict} = await saying('up,50% # über\nmaint\n');
    assert.ok(latency > 0);
    assert.deepEqual(verdict, {
      type: 'up',
      words: 'the agent says up, 50% (über)',
      advice: {type: 'agent', percent: 50, admin: undefined, operation: 'up', reason: 'über'},
    });
    const down = await saying('DOWN\r');
    assert.deepEqual(
      [down.type, down.advice],
      ['up', {...verdict.advice, percent: undefined, operation: 'down', reason: undefined}],
    );
    assert.equal((await saying('\n')).words, 'the agent says nothing new');
    assert.equal((await saying('ready sleepy\n')).words, 'the agent says ready, and sleepy, which means nothing');
  });

  test('is sent what is configured, and its line may come in pieces', async () => {
    const port = await serve(socket =>
      socket.on('data', bytes => {
        socket.write('7');
        setTimeout(() => socket.write(`5% #${bytes}`), 20);
      }),
    );
    assert.equal((await ask(port, 'name of it\n')).words, 'the agent says 75% (name of it)');
  });

  test('decides nothing when it is silent, away or not understood', async () => {
    for (const [verdict, words] of [
      [await saying('HTTP/1.1 400 Bad Request\r\n'), 'the agent says HTTP/1.1, which means nothing'],
      [await saying('up'), "the agent's line has no end: up"],
      [await saying(''), 'the agent says nothing'],
      [await saying('x'.repeat(100_000)), 'the agent says more than 4,096 bytes'],
      [await ask(9), 'the agent cannot be asked: connection refused'],
      [await ask(await serve(() => undefined)), 'the agent cannot be asked: connected, and no answer within 0.2 s'],
    ] as const)
      assert.deepEqual([verdict.type, verdict.words], ['undecided', words]);
  });

  test('has its time, and no more', async () => {
    const verdict = await ask(
      await serve(socket => {
        const timer = setInterval(() => socket.write(' '), 30);
        socket.on('close', () => clearInterval(timer));
      }),
    );
    assert.equal(verdict.type, 'undecided');
    assert.ok(verdict.latency >= 599 && verdict.latency < 650, String(verdict.latency));
  });
});
