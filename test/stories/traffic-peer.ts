// One end of the traffic, told what to do by lines of JSON, each answered by one. `masquerading` and `direct`: real servers,
// each with an address of its own. `client`: connects through the virtual service, all the time.
import {createInterface} from 'node:readline';
import {clock} from './clock.js';
import {RealServer} from './real-server.js';
import {TrafficClient, type Visit} from './traffic-client.js';
import {addressOf, ports, virtualAddress} from './traffic-conf.js';

/** `die`: nothing answers any more, and what is open is reset; `sicken`: only its check fails. */
export interface ServerAsked {
  readonly do: 'die' | 'sicken' | 'return';
  readonly server: string;
}

export type ClientAsked =
  /** Connections a second. */
  | {readonly do: 'begin'; readonly rate: number}
  /** Opens connections that last. */
  | {readonly do: 'keep'; readonly connections: number}
  /** Says a line on those that last. */
  | {readonly do: 'say'}
  /** Ends; answered by what became of all that was begun. */
  | {readonly do: 'end'};

export interface ClientAnswered {
  readonly visits?: readonly Visit[];
  /** Who answers on each of those that last; null: it is over. */
  readonly kept?: readonly (string | null)[];
}

const [, , role, ...names] = process.argv;
if (role === 'masquerading') await serve(names, addressOf);
else if (role === 'direct') await serve(names, () => virtualAddress);
else await act();

async function serve(all: readonly string[], serviceOf: (name: string) => string): Promise<void> {
  const servers = new Map(all.map(name => [name, new RealServer(name, serviceOf(name))]));
  for (const server of servers.values()) await server.begin(Object.values(ports));
  await answerLines(async asked => {
    const {do: what, server: name} = asked as ServerAsked;
    const server = servers.get(name) as RealServer;
    if (what === 'die') return {at: server.end(Object.values(ports))};
    if (what === 'sicken') return {at: server.end([ports.check])};
    await server.begin(Object.values(ports));
    return {at: clock()};
  });
}

async function act(): Promise<void> {
  const client = new TrafficClient();
  await answerLines(async asked => {
    const wish = asked as ClientAsked;
    switch (wish.do) {
      case 'begin':
        client.begin(wish.rate);
        return {};
      case 'keep':
        return {kept: await client.keep(wish.connections)};
      case 'say':
        return {kept: await client.say()};
      case 'end':
        return {visits: await client.end()};
    }
  });
}

async function answerLines(answer: (asked: unknown) => Promise<object>): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface({input: process.stdin}))
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
