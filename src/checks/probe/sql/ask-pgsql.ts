import type {Socket} from 'node:net';
import pg from 'pg';
import type {Attempt} from '../attempt.js';
import {type LibraryConnection, openForLibrary} from '../library/library-connection.js';
import {guardSocket} from '../library/guard-socket.js';
import {libraryWords} from '../library/library-words.js';
import type {SqlProbe} from '../probe.js';
import {judgeRows, type Rows} from './judge-rows.js';
import {PgsqlMessages} from './pgsql-messages.js';
import {preferTls} from './prefer-tls.js';

/** PostgreSQL, as libpq does it where nobody says otherwise (sslmode=prefer): with TLS where it can be had, and else without. */
export function askPgsql(attempt: Attempt, probe: SqlProbe): void {
  const connection: LibraryConnection = connect(attempt, probe, (raw, rows) =>
    preferTls(raw, offer => {
      if (offer.type === 'none') return void ask(attempt, probe, raw, rows);
      const again = () => {
        if (attempt.isOver) return;
        connection.close();
        connect(attempt, probe, (socket, tally) => void ask(attempt, probe, socket, tally));
      };
      if (offer.type === 'failed') return again();
      connection.watch(offer.socket);
      attempt.step('TLS', `${offer.socket.getProtocol()}`);
      void ask(attempt, probe, offer.socket, rows, again);
    }),
  );
}

function connect(attempt: Attempt, probe: SqlProbe, onOpen: (socket: Socket, rows: Rows) => void): LibraryConnection {
  const rows = {count: 0};
  return openForLibrary(
    attempt,
    probe,
    socket => onOpen(socket, rows),
    () => judgeRows(attempt, rows, false),
  );
}

/** @param again what to do where the server does not want who comes with TLS */
async function ask(attempt: Attempt, probe: SqlProbe, socket: Socket, rows: Rows, again?: () => void): Promise<void> {
  const {login, password, database, request} = probe;
  const words = (error: unknown) => libraryWords(error, password.sealed);
  const messages = new PgsqlMessages();
  guardSocket(attempt, socket, bytes => messages.take(bytes));
  const client = new pg.Client({
    stream: () => connected(socket),
    ssl: false, // it is there, or is not to be
    user: login,
    password: password.sealed,
    ...(database !== '' && {database}),
  });
  client.on('error', error => attempt.down('L7', `broken off: ${words(error)}`));
  try {
    await client.connect();
  } catch (error) {
    if (again && (error as pg.DatabaseError).code === invalidAuthorization) return again();
    return attempt.down('L7', `login refused: ${words(error)}`);
  }
  attempt.step('login', 'logged in');
  const failure = await count(client, request, rows).catch((error: Error) => error);
  client.end().catch(() => undefined); // says goodbye
  if (failure) attempt.down('L7', `the request failed: ${words(failure)}`);
  else judgeRows(attempt, rows, true);
}

/** `no pg_hba.conf entry for … SSL encryption` (errcodes.txt). */
const invalidAuthorization = '28000';

/** Rows are counted and not kept. Of what has none the server says how many it was about. */
function count(client: pg.Client, text: string, rows: Rows): Promise<void> {
  const query = new pg.Query(text);
  return new Promise((resolve, reject) => {
    query.on('row', () => {
      rows.count++;
    });
    query.on('error', reject);
    query.on('end', ({rowCount}) => {
      rows.count = rowCount ?? rows.count;
      resolve();
    });
    client.query(query);
  });
}

/** The library connects the stream that it is given: this one says at once that it is. */
function connected(socket: Socket): Socket {
  socket.connect = () => {
    queueMicrotask(() => socket.emit('connect'));
    return socket;
  };
  return socket;
}
