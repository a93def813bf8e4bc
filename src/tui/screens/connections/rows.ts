import type {Connection} from '../../../ipvs/connection.js';
import {parseEndpoint} from '../../../net/endpoint.js';
import type {Rows} from '../../components/list.js';
import type {ConnectionOrder} from './arrange.js';
import type {Count} from './counts.js';
import {connectionKey} from './names.js';
import {type ConnectionTable, part} from './table.js';

/** What the list shows: connections, or counts of them. */
export type ShownRows = ConnectionRows | CountRows;

export function rowsOf(table: ConnectionTable, order: ConnectionOrder): ShownRows {
  return order.counts ? new CountRows(order.counts) : new ConnectionRows(table, order.places);
}

/** Connections in order; each is only made when it is asked for. */
export class ConnectionRows implements Rows {
  readonly type = 'connections';
  readonly length: number;

  constructor(
    private readonly table: ConnectionTable,
    private readonly places: readonly number[],
  ) {
    this.length = places.length;
  }

  rowAt(index: number): Connection | undefined {
    const place = this.places[index];
    return place === undefined ? undefined : this.table.at(place);
  }

  keyAt(index: number): string | undefined {
    const connection = this.rowAt(index);
    return connection && connectionKey(connection);
  }

  indexOf(key: string): number {
    const [protocol, client, virtual] = key.split(' ');
    const [from, to] = [parseEndpoint(client ?? ''), parseEndpoint(virtual ?? '')];
    if (!from || !to) return -1;
    const {table} = this;
    return this.places.findIndex(
      place =>
        table.isAt(part.client, place, from) &&
        table.isAt(part.virtual, place, to) &&
        table.protocolAt(place) === protocol,
    );
  }
}

export class CountRows implements Rows {
  readonly type = 'counts';
  readonly length: number;

  constructor(private readonly counts: readonly Count[]) {
    this.length = counts.length;
  }

  rowAt(index: number): Count | undefined {
    return this.counts[index];
  }

  keyAt(index: number): string | undefined {
    const count = this.counts[index];
    return count && String(count.key);
  }

  indexOf(key: string): number {
    const wanted = /^\d+$/.test(key) ? Number(key) : key;
    return this.counts.findIndex(count => count.key === wanted);
  }
}
