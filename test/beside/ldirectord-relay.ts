import {createSocket, type Socket as DatagramSocket} from 'node:dgram';
import {once} from 'node:events';
import {connect, createServer, type Socket} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';

/** What is open until it is closed. */
export interface Opened {
  close(): Promise<void>;
}

export interface Listening {
  readonly address: string;
  readonly port: number;
}

/** Where a daemon is, and where it is asked from: by that it tells what it is to say. */
export interface BackendPlace {
  readonly port: number;
  readonly from: string;
}

/** Stands at a real server's address for a daemon. @param alternates every second connection of each client is reset */
export async function relay({address, port}: Listening, to: BackendPlace, alternates: boolean): Promise<Opened> {
  const sockets = new Set<Socket>();
  const clients = new Map<string, number>();
  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer({allowHalfOpen: true}, socket => {
    kept(socket);
    const client = socket.remoteAddress ?? '';
    const times = (clients.get(client) ?? 0) + 1;
    clients.set(client, times);
    if (alternates && times % 2 === 0) {
      socket.resetAndDestroy();
      return;
    }
    const backend = kept(connect({host: '127.0.0.1', port: to.port, localAddress: to.from, allowHalfOpen: true}));
    socket.pipe(backend).pipe(socket);
    socket.on('close', () => backend.destroy());
    backend.on('close', () => socket.destroySoon());
  });
  // the port may still be somebody's who is leaving
  for (let tries = 50; ; tries--) {
    try {
      server.listen(port, address);
      await once(server, 'listening');
      break;
    } catch (error) {
      if (tries === 0) throw error;
      await delay(100);
    }
  }
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** The same of datagrams: a socket for each client. */
export async function relayDatagrams({address, port}: Listening, to: BackendPlace): Promise<Opened> {
  const front = createSocket('udp4');
  const backends = new Map<string, DatagramSocket>();
  front
    .on('error', () => undefined)
    .on('message', (message, client) => {
      const key = `${client.address}:${client.port}`;
      let backend = backends.get(key);
      if (!backend) {
        backend = createSocket('udp4').on('error', () => undefined);
        backend.bind(0, to.from);
        backend.on('message', answer => front.send(answer, client.port, client.address));
        backends.set(key, backend);
        if (backends.size > 20) close(backends.keys().next().value as string);
      }
      backend.send(message, to.port, '127.0.0.1');
    });
  const close = (key: string) => {
    backends.get(key)?.close();
    backends.delete(key);
  };
  front.bind(port, address);
  await once(front, 'listening');
  return {
    async close() {
      for (const key of backends.keys()) close(key);
      await new Promise<void>(resolve => front.close(() => resolve()));
    },
  };
}
