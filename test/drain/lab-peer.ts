// One end of the lab's connections. `server NAME`: answers each line with its name. `client`: does what its lines say.
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import {createInterface} from 'node:readline';

/** What the client is asked for; answered by a line of JSON. */
export type Asked =
  /** One connection from each address to each port, a line and its answer, then a reset. */
  | {readonly do: 'burst'; readonly from: readonly string[]; readonly ports: readonly number[]}
  /** Opens one and keeps it; says a line on those that are kept; resets them. */
  | {readonly do: 'open'; readonly from: string; readonly port: number}
  | {readonly do: 'say'; readonly kept: number}
  | {readonly do: 'close'; readonly kept: number};

export interface Answered {
  /** Why each of those that failed did. */
  readonly failures: readonly string[];
  /** How many each server has answered. */
  readonly servers: Readonly<Record<string, number>>;
}

const virtual = '10.0.0.1';
const patience = 15_000;
/** At once: the guest has one processor. */
const together = 30;

const [, , role, name] = process.argv;
if (role === 'server') await serve(name ?? '');
else await act();

async function serve(own: string): Promise<void> {
  const server = createServer(socket => socket.on('error', () => {}).on('data', () => socket.write(`${own}\n`)));
  await once(server.listen(8080), 'listening');
  process.stdout.write('ready\n');
}

async function act(): Promise<void> {
  const kept: Socket[] = [];
  process.stdout.write('ready\n');
  for await (const line of createInterface({input: process.stdin})) {
    const asked = JSON.parse(line) as Asked;
    process.stdout.write(`${JSON.stringify(await answer(asked, kept))}\n`);
  }
}

async function answer(asked: Asked, kept: Socket[]): Promise<Answered> {
  const servers: Record<string, number> = {};
  const failures: string[] = [];
  const count = async (what: string, work: Promise<string>) => {
    try {
      const server = await work;
      servers[server] = (servers[server] ?? 0) + 1;
    } catch (error) {
      failures.push(`${what}: ${(error as Error).message}`);
    }
  };
  if (asked.do === 'open') {
    const socket = await opened(asked.from, asked.port);
    kept.push(socket);
    await count('open', said(socket));
  } else if (asked.do === 'say') await count('say', said(kept[asked.kept] as Socket));
  else if (asked.do === 'close') kept[asked.kept]?.resetAndDestroy();
  else if (asked.do === 'burst') {
    const pairs = asked.from.flatMap(from => asked.ports.map(port => [from, port] as const));
    const next = async (): Promise<void> => {
      for (let pair = pairs.shift(); pair; pair = pairs.shift()) {
        const [from, port] = pair;
        await count(`${from} to ${port}`, visit(from, port));
      }
    };
    await Promise.all(Array.from({length: together}, next));
  }
  return {servers, failures};
}

async function visit(from: string, port: number): Promise<string> {
  const socket = await opened(from, port);
  const server = await said(socket);
  socket.resetAndDestroy();
  return server;
}

async function opened(from: string, port: number): Promise<Socket> {
  const socket = connect({host: virtual, port, localAddress: from});
  await once(socket, 'connect', {signal: AbortSignal.timeout(patience)});
  return socket.on('error', () => {});
}

async function said(socket: Socket): Promise<string> {
  const heard = once(socket, 'data', {signal: AbortSignal.timeout(patience)});
  socket.write('hello\n');
  return String((await heard)[0]).trim();
}
