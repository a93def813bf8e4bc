import {createSocket, type Socket as DatagramSocket} from 'node:dgram';
import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import {readFileSync} from 'node:fs';
import {createSecureContext, type SecureContext, TLSSocket} from 'node:tls';
import {setTimeout as delay} from 'node:timers/promises';
import type {Behaviour, DatagramBehaviour, SecureTalk, TalkBehaviour} from './servers-behaviour.js';

/** A server of a few lines, until it is closed. */
export interface Hostile {
  close(): Promise<void>;
}

export interface ChangingServer extends Hostile {
  /** What it does from now on with those that come, while it listens all the time; false: it is of another kind. */
  become(behaviour: Behaviour): boolean;
}

/** Listens on TCP. The port may still be nginx's, which reloads: it is tried for 20 s. */
export async function talk(address: string, port: number, first: TalkBehaviour): Promise<ChangingServer> {
  let behaviour = first;
  const sockets = new Set<Socket>();
  const server = createServer({allowHalfOpen: true}, socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    treat(socket, behaviour);
  });
  await listening(server, address, port);
  const letGo = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    become(next) {
      if (!isTalk(next)) return false;
      behaviour = next;
      letGo();
      return true;
    },
    async close() {
      letGo();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function isTalk(behaviour: Behaviour): behaviour is TalkBehaviour {
  return isSecure(behaviour) || behaviour in talks;
}

function isSecure(behaviour: Behaviour): behaviour is SecureTalk {
  return behaviour.startsWith('secure ');
}

function treat(socket: Socket, behaviour: TalkBehaviour): void {
  if (!isSecure(behaviour)) return talks[behaviour](socket);
  const secure = new TLSSocket(socket, {isServer: true, secureContext: context()});
  secure.on('error', () => socket.destroy());
  talks[behaviour.slice('secure '.length) as keyof typeof talks](secure);
}

let known: SecureContext | undefined;

function context(): SecureContext {
  known ??= createSecureContext({
    key: readFileSync('/run/beside/server.key'),
    cert: readFileSync('/run/beside/good.pem'),
  });
  return known;
}

async function listening(server: Server, address: string, port: number): Promise<void> {
  for (let tries = 200; ; tries--) {
    try {
      server.listen(port, address);
      await once(server, 'listening');
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await delay(100);
    }
  }
}

/** Listens on UDP. */
export async function reply(address: string, port: number, first: DatagramBehaviour): Promise<ChangingServer> {
  let behaviour = first;
  const socket: DatagramSocket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (message, {port: to, address: whom}) => {
    const answer = replies[behaviour](message);
    if (answer) socket.send(answer, to, whom);
  });
  socket.on('error', () => undefined);
  socket.bind(port, address);
  await once(socket, 'listening');
  return {
    become(next) {
      if (!(next in replies)) return false;
      behaviour = next as DatagramBehaviour;
      return true;
    },
    close: () => new Promise(resolve => socket.close(resolve)),
  };
}

const head = (length: number | undefined) =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${length === undefined ? '' : `Content-Length: ${length}\r\n`}Connection: close\r\n\r\n`;
const page = 'welcome\n';

const talks: Readonly<Record<Exclude<TalkBehaviour, SecureTalk>, (socket: Socket) => void>> = {
  reset: socket => socket.resetAndDestroy(),
  'reset later': socket => void delay(500).then(() => socket.resetAndDestroy()),
  'reset after request': socket => socket.once('data', () => socket.resetAndDestroy()),
  closes: socket => socket.end(),
  silent: socket => socket.resume(),
  garbage: answered(socket => socket.end(Buffer.from(Array.from({length: 3000}, (_, i) => (i * 7 + 1) % 256)))),
  'slow head': answered(socket => trickle(socket, `HTTP/1.1 200 OK\r\nX-Slow: ${'x'.repeat(10_000)}`)),
  'stalled body': answered(socket => socket.write(`${head(100)}welcome`)),
  'slow body': answered(socket => trickle(socket.setNoDelay(), page, head(page.length))),
  'trickling body': answered(socket => trickle(socket, 'x'.repeat(10_000), head(undefined))),
  'endless body': answered(socket => flood(socket, head(undefined))),
  'cut body': answered(socket =>
    socket.write(`${head(100)}welcome`, () => setTimeout(() => socket.resetAndDestroy(), 50)),
  ),
  'short body': answered(socket => socket.end(`${head(100)}welcome`)),
  'body later': answered(async socket => {
    socket.setNoDelay().write(head(page.length));
    await delay(700);
    socket.end(page);
  }),
  'no length': answered(socket => socket.end(`${head(undefined)}${page}`)),
  'kept open': answered(socket => socket.write(`${head(page.length)}${page}`)),
  'no reason': answered(socket => socket.end(`HTTP/1.1 200\r\n\r\n${page}`)),
  'not HTTP': answered(socket => socket.end(`ICY 200 OK\r\n\r\n${page}`)),
  'bare newlines': answered(socket => socket.end(`HTTP/1.1 200 OK\nServer: old\n\n${page}`)),
  'head of 6 KB': answered(socket => socket.end(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(6000)}\r\n\r\n${page}`)),
  'more than its length': answered(socket => socket.end(`${head(page.length)}${page}and more`)),
  'two spaces': answered(socket => socket.end(`HTTP/1.1  200 OK\r\n\r\n${page}`)),
  'in small pieces': answered(async socket => {
    for (const piece of (head(page.length) + page).match(/.{1,11}/gs) ?? []) {
      socket.setNoDelay().write(piece);
      await delay(20);
    }
    socket.end();
  }),
  'a status of 4 digits': answered(socket => socket.end(`HTTP/1.1 2000 OK\r\n\r\n${page}`)),
  mail: mail({}),
  'mail 554': mail({greeting: '554 no service here'}),
  'mail, HELO 550': mail({hello: '550 who are you'}),
  'mail, greets in lines': mail({greeting: '220-mail.example\r\n220 at your service'}),
  'mail, welcomes in lines': mail({hello: '250-mail.example\r\n250 welcome'}),
  'mail, late': mail({after: 5000}),
  'mail, QUIT 500': mail({farewell: '500 what'}),
};

function answered(answer: (socket: Socket) => unknown): (socket: Socket) => void {
  return socket => {
    socket.once('data', () => answer(socket));
    socket.resume();
  };
}

/** A byte each 250 ms, which no timeout of a second for silence ends. */
async function trickle(socket: Socket, text: string, first = ''): Promise<void> {
  socket.write(first);
  for (const one of text) {
    await delay(250);
    if (socket.destroyed) return;
    socket.write(one);
  }
  socket.end();
}

/** 40 KB/s and no faster: others are to be served too. */
async function flood(socket: Socket, first: string): Promise<void> {
  socket.write(first);
  while (!socket.destroyed) {
    if (!socket.write('x'.repeat(10_000)))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => 0);
    await delay(250);
  }
}

function mail({greeting = '220 mail.example', hello = '250 welcome', farewell = '221 bye', after = 0}) {
  return async (socket: Socket): Promise<void> => {
    socket.on('data', bytes => {
      const isFarewell = String(bytes).startsWith('QUIT');
      socket.write(`${isFarewell ? farewell : hello}\r\n`);
      if (isFarewell) socket.end();
    });
    socket.on('end', () => socket.end());
    if (after) await delay(after);
    if (!socket.destroyed) socket.write(`${greeting}\r\n`);
  };
}

const replies: Readonly<Record<DatagramBehaviour, (message: Buffer) => Buffer | undefined>> = {
  echo: message => message,
  'other reply': () => Buffer.from('no'),
  'long reply': () => Buffer.alloc(200, 1),
  'short reply': () => Buffer.from([1]),
  mute: () => undefined,
};
