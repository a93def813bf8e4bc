import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import {createInterface} from 'node:readline';

/**
 * One end of a connection that the client is asked for. `hold` leaves it open; the others end it in some way:
 * the client alone (`half`), the server alone (`answer`), with a reset, or both.
 */
export interface Talk {
  protocol: 'tcp' | 'udp';
  from: string;
  fromPort?: number;
  to: string;
  port: number;
  ending?: 'hold' | 'half' | 'answer' | 'reset' | 'close';
  payload?: string;
}

const [, , role] = process.argv;
if (role === 'server') await serve();
else await talk();

/** Real servers hear everything and leave the first word to the client: `close` lets both sides end. */
async function serve(): Promise<void> {
  const heard: Promise<unknown>[] = [];
  for (const port of [8080, 443, 9000, 8081]) {
    const server = createServer({allowHalfOpen: true}, socket => {
      socket.on('error', () => {});
      socket.on('data', data => {
        if (data.toString() === 'answer') socket.end();
        if (data.toString() === 'close') socket.once('end', () => socket.end());
      });
    });
    heard.push(once(server.listen(port, '::'), 'listening'));
  }
  for (const port of [53, 5060]) heard.push(once(createSocket('udp4').bind(port), 'listening'));
  for (const port of [53, 5060]) heard.push(once(createSocket({type: 'udp6', ipv6Only: true}).bind(port), 'listening'));
  await Promise.all(heard);
  process.stdout.write('ready\n');
}

/** One JSON line a list of connections; answered by a line when each stands as it was asked for. */
async function talk(): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface({input: process.stdin})) {
    await Promise.all((JSON.parse(line) as Talk[]).map(open));
    process.stdout.write('done\n');
  }
}

function open({protocol, from, fromPort, to, port, ending = 'hold', payload = 'hello'}: Talk): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, 1000); // nobody need answer
    if (protocol === 'udp') {
      const socket = createSocket(from.includes(':') ? 'udp6' : 'udp4');
      socket.bind(fromPort, from, () => socket.send(payload, port, to, () => resolve()));
      return;
    }
    const local = fromPort === undefined ? {} : {localPort: fromPort};
    const socket = connect({host: to, port, localAddress: from, ...local, allowHalfOpen: true});
    socket.on('error', () => resolve()).on('close', () => resolve());
    socket.on('connect', () => {
      if (ending === 'hold') return resolve();
      if (ending === 'reset') return void socket.resetAndDestroy();
      if (ending === 'answer') socket.write(ending, () => resolve());
      else socket.end(ending);
      if (ending === 'half') resolve();
      if (ending === 'close') socket.resume();
    });
  });
}
