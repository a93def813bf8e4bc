import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {eventually} from '../../directors/eventually.js';

/** What comes from a director, as far as tests look. */
export interface Received {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: {readonly code: number; readonly message: string};
  readonly method?: string;
  readonly params?: {readonly sequence: number; readonly event: {readonly type: string}};
}

/** Bytes to a socket, and the lines that come back. */
export class RawClient {
  readonly received: Received[] = [];
  isClosed = false;
  #rest = '';

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() as string;
      for (const line of lines) this.received.push(JSON.parse(line) as Received);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
    });
  }

  static async connect(path: string): Promise<RawClient> {
    const socket = connect({path, allowHalfOpen: true});
    const client = new RawClient(socket);
    await once(socket, 'connect');
    socket.on('end', () => socket.end());
    return client;
  }

  send(text: string): void {
    this.socket.write(text);
  }

  request(id: number, method: string, params: object = {}): void {
    this.send(`${JSON.stringify({jsonrpc: '2.0', id, method, params})}\n`);
  }

  /** The answer to a request, or the event with that number. */
  async answer(id: number): Promise<Received> {
    const find = () => this.received.find(message => message.id === id);
    await eventually(
      () => find() !== undefined,
      () => `no answer ${id}: ${JSON.stringify(this.received).slice(0, 500)}`,
    );
    return find() as Received;
  }

  async closed(): Promise<Received | undefined> {
    await eventually(
      () => this.isClosed,
      () => 'the connection was not closed',
    );
    return this.received.at(-1);
  }

  /** Why it was closed. */
  async dismissal(): Promise<string> {
    const last = await this.closed();
    assert.equal(last?.id, null);
    assert.equal(last.error?.code, 4);
    return last.error.message;
  }
}
