import type {Probe} from '../../../checks/probe/probe.js';
import {choice} from '../kinds.js';
import {optional, required, usually} from '../shape.js';
import {type CheckRow, checkRow} from './check-row.js';
import {line, noSecret, pattern, said, sealed, text, writePattern} from './text-kinds.js';
import {tls, writeTls} from './tls-keys.js';

const login = usually(line, '', 'none', 'who logs in');
const password = usually(sealed, noSecret, 'none', 'with this password: keep the file readable for root only');
const match = optional(pattern, 'anything', 'what the answer has to say');
const secured = usually(tls, false, 'false', 'whether it is secured, and how');

type Credentials = {readonly login: string; readonly password: {readonly sealed: string}};

function writeLogin(probe: Credentials): Record<string, unknown> {
  return {...said('login', probe.login, ''), ...said('password', probe.password.sealed, '')};
}

function writeMatch(probe: Pick<Extract<Probe, {type: 'dialog'}>, 'pattern'>): Record<string, unknown> {
  return probe.pattern ? {match: writePattern(probe.pattern)} : {};
}

function writeSecured(probe: Pick<Extract<Probe, {type: 'dialog'}>, 'tls'>): Record<string, unknown> {
  return probe.tls ? {tls: writeTls(probe.tls)} : {};
}

/** Talks in lines of text, by ldirectord's names. NB: `smtp` is keepalived's check, which greets with HELO alone. */
const dialogNames = [
  ['pop', 'pop'],
  ['imap', 'imap'],
  ['nntp', 'nntp'],
  ['sip', 'sip'],
  ['simpletcp', 'simpletcp'],
  ['smtp-ehlo', 'smtp'],
  ['submission', 'submission'],
] as const;

export const dialogRows: readonly CheckRow[] = dialogNames.map(([name, service]) =>
  checkRow({
    name,
    connects: true,
    keys: {
      tls: secured,
      over: usually(choice('tcp', 'udp'), 'tcp', 'tcp', 'udp for sip only'),
      login,
      password,
      request: usually(text, '', 'none', 'what is sent, for simpletcp'),
      match,
    },
    probe: (draft, connecting) => ({
      type: 'dialog',
      ...connecting,
      service,
      tls: draft.tls || undefined,
      over: draft.over,
      login: draft.login,
      password: draft.password,
      request: draft.request,
      pattern: draft.match,
    }),
    write: probe =>
      probe.type === 'dialog' && probe.service === service
        ? {
            ...writeSecured(probe),
            ...said('over', probe.over, 'tcp'),
            ...writeLogin(probe),
            ...said('request', probe.request, ''),
            ...writeMatch(probe),
          }
        : undefined,
  }),
);

export const ldapRow = checkRow({
  name: 'ldap',
  connects: true,
  keys: {tls: secured, login, password, base: usually(line, '', 'the root', 'the object that is looked for'), match},
  probe: (draft, connecting) => ({
    type: 'ldap',
    ...connecting,
    tls: draft.tls || undefined,
    login: draft.login,
    password: draft.password,
    request: draft.base,
    pattern: draft.match,
  }),
  write: probe =>
    probe.type === 'ldap'
      ? {...writeSecured(probe), ...writeLogin(probe), ...said('base', probe.request, ''), ...writeMatch(probe)}
      : undefined,
});

export const sqlRows: readonly CheckRow[] = (['mysql', 'pgsql'] as const).map(dialect =>
  checkRow({
    name: dialect,
    connects: true,
    keys: {
      database: usually(line, '', 'none', 'the database'),
      login: required(line, 'who logs in'),
      password,
      query: required(text, 'what is asked for: a row has to come'),
    },
    probe: (draft, connecting) => ({
      type: 'sql',
      ...connecting,
      dialect,
      database: draft.database,
      login: draft.login,
      password: draft.password,
      request: draft.query,
    }),
    write: probe =>
      probe.type === 'sql' && probe.dialect === dialect
        ? {
            ...said('database', probe.database, ''),
            login: probe.login,
            ...said('password', probe.password.sealed, ''),
            query: probe.request,
          }
        : undefined,
  }),
);

export const ftpRow = checkRow({
  name: 'ftp',
  connects: true,
  keys: {
    login: usually(line, 'anonymous', 'anonymous', 'who logs in'),
    password,
    file: required(line, 'the file that is fetched'),
    match,
  },
  probe: (draft, connecting) => ({
    type: 'ftp',
    ...connecting,
    login: draft.login,
    password: draft.password,
    request: draft.file,
    pattern: draft.match,
  }),
  write: probe =>
    probe.type === 'ftp'
      ? {
          ...said('login', probe.login, 'anonymous'),
          ...said('password', probe.password.sealed, ''),
          file: probe.request,
          ...writeMatch(probe),
        }
      : undefined,
});

export const radiusRow = checkRow({
  name: 'radius',
  connects: true,
  keys: {login, password, secret: usually(sealed, noSecret, 'none', 'what client and server share')},
  probe: (draft, connecting) => ({
    type: 'radius',
    ...connecting,
    login: draft.login,
    password: draft.password,
    secret: draft.secret,
  }),
  write: probe =>
    probe.type === 'radius' ? {...writeLogin(probe), ...said('secret', probe.secret.sealed, '')} : undefined,
});
