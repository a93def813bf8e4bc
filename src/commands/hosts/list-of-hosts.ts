import {type Column, formatColumns} from '../output/columns.js';
import {compared, type Compared, differencesIn} from './difference.js';
import type {HostAnswer} from './host-answer.js';
import {type MakePage, sameOr} from './hosts-page.js';
import {listAt, numberAt, objectAt, type OutsideDocument, textAt} from './outside-document.js';

/** A service, or a real server of it. */
interface Item {
  readonly isService: boolean;
  readonly label: string;
  /** What ought to be the same. */
  readonly facts: Readonly<Record<string, string>>;
  /** What stands under the host's name. */
  readonly shown: string;
  readonly document: OutsideDocument;
  readonly active: number;
  readonly inactive: number;
}

/** Services and real servers, a column for each host: its weight, or `=` where it is that of the first. */
export const listOfHosts: MakePage = (answers, values) => {
  const names = answers.map(({name}) => name);
  const rows = inOrder(compared(answers, itemsOf));
  const services = new Map(rows.filter(row => first(row).isService).map(row => [row.key, row]));
  return {
    differences: rows.flatMap(row => differencesIn(row, namesWith(row, services, names), ({facts}) => facts)),
    findings: [],
    text: formatColumns(columnsFor(names, values), rows),
  };
};

/** Where the service is not there, nobody misses its servers. */
function namesWith({key}: Compared<Item>, services: ReadonlyMap<string, Compared<Item>>, names: readonly string[]) {
  const end = key.indexOf(' → ');
  const service = end < 0 ? undefined : services.get(key.slice(0, end));
  return service ? names.filter(name => service.of.has(name)) : names;
}

function itemsOf({documents: [document]}: HostAnswer): readonly (readonly [string, Item])[] {
  return listAt(objectAt(document), 'services').flatMap(service => {
    const name = textAt(service, 'service');
    const servers = listAt(service, 'realServers');
    const sum = (what: string) => servers.reduce((total, server) => total + numberAt(server, what), 0);
    const whole: Item = {
      isService: true,
      label: name,
      facts: {
        scheduler: textAt(service, 'scheduler'),
        flags: flagWords(service),
        persistence: persistenceWords(service),
      },
      shown: textAt(service, 'scheduler'),
      document: service,
      active: sum('activeConnections'),
      inactive: sum('inactiveConnections'),
    };
    return [[name, whole] as const, ...servers.map(server => serverItem(name, server))];
  });
}

function serverItem(service: string, server: OutsideDocument): readonly [string, Item] {
  const address = textAt(server, 'address');
  const label = `${address.includes(':') ? `[${address}]` : address}:${textAt(server, 'port')}`;
  const item: Item = {
    isService: false,
    label: `  ${label}`,
    facts: {
      weight: textAt(server, 'weight'),
      forwarding: textAt(server, 'forwarding'),
      'upper threshold': textAt(server, 'upperThreshold'),
      'lower threshold': textAt(server, 'lowerThreshold'),
    },
    shown: textAt(server, 'weight'),
    document: server,
    active: numberAt(server, 'activeConnections'),
    inactive: numberAt(server, 'inactiveConnections'),
  };
  return [`${service} → ${label}`, item];
}

/** What only another host has stands with its service. */
function inOrder(rows: readonly Compared<Item>[]): readonly Compared<Item>[] {
  const services = rows.filter(row => first(row).isService);
  const servers = new Map<string, Compared<Item>[]>();
  for (const row of rows)
    if (!first(row).isService) {
      const service = row.key.slice(0, row.key.indexOf(' → '));
      servers.set(service, [...(servers.get(service) ?? []), row]);
    }
  return services.flatMap(row => [row, ...(servers.get(row.key) ?? [])]);
}

function columnsFor(names: readonly string[], values: Readonly<Record<string, unknown>>): Column<Compared<Item>>[] {
  const label: Column<Compared<Item>> = {title: 'SERVICE', align: 'left', cell: row => first(row).label};
  const number = (title: string, name: string, value: (item: Item) => string): Column<Compared<Item>> => ({
    title,
    align: 'right',
    cell: ({of}) => {
      const item = of.get(name);
      return item ? value(item) : '';
    },
  });
  return [
    label,
    ...names.flatMap((name): Column<Compared<Item>>[] => [
      {
        title: name,
        align: 'right',
        cell: row => {
          const item = row.of.get(name);
          const [host, shown] = [...row.of][0] as [string, Item];
          return item ? sameOr(item.shown, host === name ? undefined : shown.shown) : '-';
        },
      },
      number('ACTIVE', name, ({active}) => String(active)),
      number('INACTIVE', name, ({inactive}) => String(inactive)),
      ...(values.rate === true
        ? [number('CONN/S', name, ({document}) => textAt(objectAt(document, 'rates'), 'connectionsPerSecond'))]
        : []),
      ...(values.stats === true
        ? [number('CONNS', name, ({document}) => textAt(objectAt(document, 'counters'), 'connections'))]
        : []),
    ]),
  ];
}

function first({of}: Compared<Item>): Item {
  return of.values().next().value as Item;
}

function flagWords(service: OutsideDocument): string {
  const flags = Array.isArray(service.schedulerFlags) ? service.schedulerFlags.map(flag => `flag-${String(flag)}`) : [];
  return [...flags, ...(service.onePacket === true ? ['one-packet'] : [])].join(', ');
}

function persistenceWords({persistence}: OutsideDocument): string {
  if (persistence === null || persistence === undefined) return '';
  const document = objectAt(persistence);
  return [`${textAt(document, 'timeoutSeconds')} s`, textAt(document, 'netmask'), textAt(document, 'engine')]
    .filter(word => word !== '')
    .join(' ');
}
