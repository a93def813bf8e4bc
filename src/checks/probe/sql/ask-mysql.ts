import type {Socket} from 'node:net';
import {type Connection, createConnection, type ResultSetHeader, type RowDataPacket} from 'mysql2';
import type {Attempt} from '../attempt.js';
import {openForLibrary} from '../library/library-connection.js';
import {libraryWords} from '../library/library-words.js';
import type {SqlProbe} from '../probe.js';
import {judgeRows, type Rows} from './judge-rows.js';

/** MySQL and MariaDB. */
export function askMysql(attempt: Attempt, probe: SqlProbe): void {
  const rows = {count: 0};
  openForLibrary(
    attempt,
    probe,
    socket => ask(attempt, probe, logIn(attempt, probe, socket), rows),
    () => judgeRows(attempt, rows, false),
  );
}

function logIn(attempt: Attempt, {login, password, database}: SqlProbe, socket: Socket): Connection {
  const connection = createConnection({
    stream: socket,
    user: login,
    password: password.sealed,
    ...(database !== '' && {database}),
    connectTimeout: 0, // ours holds
    flags: ['-LOCAL_FILES'], // a server may not have files of ours
    rowsAsArray: true,
    typeCast: false,
    disableEval: true,
  });
  let isIn = false;
  connection.on('connect', () => {
    isIn = true;
    attempt.step('login', 'logged in');
  });
  connection.on('error', error =>
    attempt.down('L7', `${isIn ? 'broken off' : 'login refused'}: ${libraryWords(error, password.sealed)}`),
  );
  return connection;
}

function ask(attempt: Attempt, {request, password}: SqlProbe, connection: Connection, rows: Rows): void {
  const query = connection.query(request);
  let failure: Error | undefined;
  query.on('error', error => {
    failure = error;
  });
  query.on('result', (result: RowDataPacket | ResultSetHeader) => {
    // a row; or, where there are none, of how many the server says that it was about them
    rows.count += 'affectedRows' in result ? result.affectedRows : 1;
  });
  query.on('end', () => {
    if (attempt.isOver) return;
    connection.end();
    // the farewell is written in this turn
    queueMicrotask(() => {
      if (failure) attempt.down('L7', `the request failed: ${libraryWords(failure, password.sealed)}`);
      else judgeRows(attempt, rows, true);
    });
  });
}
