// The services of a real server: each line of JSON opens or closes one.
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import {createInterface} from 'node:readline';
import {servicePorts} from './layered-conf.js';

export interface PortAsked {
  readonly do: 'open' | 'close';
  readonly port: number;
}

const open = new Map<number, Server>();
for (const port of servicePorts) await begin(port);
process.stdout.write('ready\n');
for await (const line of createInterface({input: process.stdin})) {
  const {do: what, port} = JSON.parse(line) as PortAsked;
  if (what === 'open') await begin(port);
  else open.get(port)?.close();
  process.stdout.write('{}\n');
}

async function begin(port: number): Promise<void> {
  const server = createServer((_request, response) => response.end('well\n'));
  await once(server.listen(port, '0.0.0.0'), 'listening');
  open.set(port, server);
}
