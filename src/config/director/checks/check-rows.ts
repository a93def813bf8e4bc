import type {CheckRow} from './check-row.js';
import {httpRow, httpsRow} from './http-checks.js';
import {commandRow, fileRow} from './local-checks.js';
import {dialogRows, ftpRow, ldapRow, radiusRow, sqlRows} from './login-checks.js';
import {dnsRow, smtpRow, udpRow} from './packet-checks.js';
import {pingRow, tcpRow} from './plain-checks.js';

/** Every kind of check, by the name it has in a file. */
export const checkRows: readonly CheckRow[] = [
  tcpRow,
  pingRow,
  httpRow,
  httpsRow,
  smtpRow,
  dnsRow,
  udpRow,
  commandRow,
  fileRow,
  ...dialogRows,
  ldapRow,
  ...sqlRows,
  ftpRow,
  radiusRow,
];
