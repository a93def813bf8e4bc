import {type ChildProcess, spawn} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {readFileSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {createServer as createTlsServer} from 'node:tls';
import {accepts} from '../lab/accepts.js';
import type {Backend, Manner} from './ldirectord-case.js';
import {type Daemon, daemons, ports} from './ldirectord-daemons.js';
import type {BackendPlace} from './ldirectord-relay.js';

/** Where the daemons see who asks: each manner has an address, and they answer by it. */
const from: Partial<Record<Manner, string>> = {
  'other answer': '127.0.0.2',
  refuses: '127.0.0.3',
  nothing: '127.0.0.4',
};

/** Where a relay finds a service that has that manner. */
export function placeOf(backend: Backend, manner: Manner): BackendPlace {
  const address = from[manner] ?? '127.0.0.1';
  const port = ports[backend] + (backend === 'dns' ? Number(address.slice(-1)) : 0);
  return {port, from: address};
}

const running: ChildProcess[] = [];

/** Starts the daemons behind the real servers, and the servers of a few lines. @param names of those that are wanted */
export async function startBackends(wanted: ReadonlySet<Backend>): Promise<void> {
  startScripts();
  startStrange();
  const started = daemons.filter(({serves}) => serves.some(backend => wanted.has(backend)));
  for (const {command} of started) {
    const [program = '', ...words] = command;
    running.push(spawn(program, words, {stdio: ['ignore', 'inherit', 'inherit'], cwd: '/run/beside'}));
  }
  await Promise.all(started.map(ready));
}

async function ready({command, answersAt}: Daemon): Promise<void> {
  if (answersAt === undefined) return;
  const end = performance.now() + 60_000;
  while (!(await accepts(answersAt))) {
    if (performance.now() > end) throw new Error(`${command[0]} is not ready`);
    await delay(200);
  }
}

export function endBackends(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** What Debian has no small server of: nntp, sip, simpletcp. They end with this process. */
function startScripts(): void {
  listen(ports.nntp, socket => {
    socket.end(socket.remoteAddress === from.refuses ? '502 not for you\r\n' : '200 news\r\n');
  });
  listen(ports.simpletcp, socket => {
    const says = {'127.0.0.2': 'no\n', '127.0.0.4': ''}[socket.remoteAddress ?? ''] ?? 'well:\nyes\n';
    socket.on('end', () => socket.end(says)).resume();
  });
  const sip = (address: string | undefined) =>
    `SIP/2.0 ${address === from['other answer'] ? '503 Service Unavailable' : '200 OK'}\r\nContent-Length: 0\r\n\r\n`;
  listen(ports.sip, socket => socket.once('data', () => socket.end(sip(socket.remoteAddress))));
  const datagrams = createSocket('udp4');
  datagrams.on('message', (_, {address, port}) => datagrams.send(sip(address), port, address));
  datagrams.bind(ports.sip, '127.0.0.1');
}

/** Mail with a certificate that is not made known. */
function startStrange(): void {
  const tls = {cert: readFileSync('/run/beside/strange.pem'), key: readFileSync('/run/beside/strange.key')};
  const serve = (port: number, greeting: string, answer: (line: string) => string) =>
    createTlsServer(tls, socket => {
      socket.on('error', () => socket.destroy()).write(`${greeting}\r\n`);
      socket.on('data', text => {
        for (const line of String(text).trim().split('\r\n')) socket.write(`${answer(line)}\r\n`);
      });
    })
      .on('tlsClientError', () => undefined)
      .listen(port, '127.0.0.1');
  serve(ports['strange imaps'], '* OK hello', line => `${line.split(' ')[0]} OK`);
  serve(ports['strange pops'], '+OK hello', line => (line === 'CAPA' ? '-ERR' : '+OK 0 0'));
}

function listen(port: number, onConnection: (socket: Socket) => unknown): void {
  createServer({allowHalfOpen: true}, socket => {
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  }).listen(port, '127.0.0.1');
}
