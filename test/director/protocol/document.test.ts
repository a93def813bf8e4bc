import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {limits} from '../../../src/director/protocol/limits.js';
import {errorCodes, type MethodName, methods} from '../../../src/director/protocol/methods.js';
import {parameters} from '../../../src/director/protocol/parameters.js';
import {socketKinds} from '../../../src/director/protocol/socket-kinds.js';

const document = readFileSync('docs/control-protocol.md', 'utf8');

/** When each error comes. */
const errorWords: Readonly<Record<keyof typeof errorCodes, string>> = {
  parse: 'the line is no JSON, no UTF-8, or nested too deep',
  request: 'the message is no request, or its id is none',
  method: 'there is no such method',
  params: 'a parameter is missing, wrong or unknown; the message names it',
  internal: 'the director failed: its log says more',
  notPermitted: 'the method changes something, and this is state.sock',
  refused: 'nothing was changed: the message says why, and what to do',
  failed: 'it was tried and did not succeed: the message says how things are now',
  closed: 'the connection is closed: a limit was reached',
};

const limitRows: Readonly<Record<keyof typeof limits, readonly [string, string]>> = {
  requestBytes: ['bytes of a request', '64 KiB; a longer one ends the connection'],
  answerBytes: ['bytes of an answer', '64 MiB; a longer one is an error'],
  depth: ['objects and lists within each other', '16'],
  clients: ['clients of a socket', '32; the next one is told and closed'],
  requestsUnderWay: ['requests of a client under way', '8; further ones wait'],
  unreadBytes: ['bytes that a client has not read', '1 MiB; further requests wait, and events become a snapshot'],
  unreadTime: ['a client that does not read what it is sent', 'is closed after 30 s'],
  idleTime: ['a client that asks for nothing and has not subscribed', 'is closed after 60 s'],
};

const tables = {
  Methods: [
    '| method | socket | parameters | what it does |',
    '|---|---|---|---|',
    ...(Object.keys(methods) as MethodName[]).map(methodRow),
  ],
  Errors: [
    '| code | name | when |',
    '|---|---|---|',
    ...Object.entries(errorCodes).map(
      ([name, code]) => `| ${code} | ${name} | ${errorWords[name as keyof typeof errorCodes]} |`,
    ),
  ],
  Limits: ['| limit | value |', '|---|---|', ...Object.values(limitRows).map(row => `| ${row.join(' | ')} |`)],
};

for (const [section, rows] of Object.entries(tables)) {
  test(`the document has the table of ${section.toLowerCase()} as it is`, () => {
    assert.deepEqual(tableOf(section), rows, `it must be:\n${rows.join('\n')}`);
  });
}

test('the limits have the values that the document says', () => {
  assert.deepEqual(limits, {
    requestBytes: 64 * 1024,
    answerBytes: 64 * 1024 * 1024,
    depth: 16,
    clients: 32,
    requestsUnderWay: 8,
    unreadBytes: 1024 * 1024,
    unreadTime: 30_000,
    idleTime: 60_000,
  });
});

test('the document has the sockets with their modes', () => {
  for (const {file, mode} of Object.values(socketKinds))
    assert.ok(document.includes(`| \`${file}\` | 0${mode.toString(8)} |`));
});

/** `target`: a name of …; `reason`?: a text of … */
function methodRow(name: MethodName): string {
  const {reads, summary} = methods[name];
  const words = Object.entries(parameters[name]).map(
    ([parameter, {kind, isRequired}]) => `\`${parameter}\`${isRequired ? '' : ' (optional)'}: ${kind.words}`,
  );
  return `| \`${name}\` | ${reads ? 'both' : 'control'} | ${words.join('; ') || '–'} | ${summary} |`;
}

function tableOf(section: string): string[] {
  const [, text = ''] = document.split(`\n## ${section}\n`);
  return (text.split('\n## ')[0] as string).split('\n').filter(line => line.startsWith('|'));
}
