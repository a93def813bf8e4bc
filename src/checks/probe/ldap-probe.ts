import type {Socket} from 'node:net';
import {Client, type Entry} from 'ldapts';
import {Attempt} from './attempt.js';
import {askPattern} from './dialog/ask-pattern.js';
import {openForLibrary} from './library/library-connection.js';
import {libraryWords} from './library/library-words.js';
import {makeReaderStrict} from './ldap/strict-reader.js';
import type {LdapProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';

/** Binds, and reads the base object: exactly one entry, whose name matches. check_ldap of ldirectord. */
export const startLdapProbe: StartProbe<LdapProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  openForLibrary(attempt, probe, socket => void ask(attempt, probe, socket));
  return attempt;
};

async function ask(attempt: Attempt, probe: LdapProbe, socket: Socket): Promise<void> {
  makeReaderStrict();
  // the library wants a URL, and is given the socket that there is; TLS is below it already
  const client = new Client({url: 'ldap://connected', createConnection: () => socket});
  if (!(await bind(attempt, client, probe))) return;
  const entries = await search(attempt, client, probe);
  if (!entries) return;
  const [entry] = entries;
  if (!entry || entries.length > 1) {
    attempt.down('L7', `${entries.length} entries, exactly 1 wanted: ${baseWords(probe.request)}`);
    return;
  }
  const name = Buffer.from(entry.dn).toString('latin1');
  askPattern(attempt, probe.pattern, name, isFound => {
    client.unbind().catch(() => undefined);
    if (isFound) attempt.up(`found ${baseWords(entry.dn)}`);
    else attempt.down('L7', `the name of the entry does not match: ${baseWords(entry.dn)}`);
  });
}

/** Anonymous without a login or without a password, as ldirectord has it. @returns whether it is done */
async function bind(attempt: Attempt, client: Client, {login, password}: LdapProbe): Promise<boolean> {
  const isAnonymous = login === '' || password.sealed === '';
  try {
    await client.bind(isAnonymous ? '' : login, isAnonymous ? '' : password.sealed);
  } catch (error) {
    attempt.down('L7', `${isAnonymous ? 'anonymous bind' : 'login'} refused: ${libraryWords(error, password.sealed)}`);
    return false;
  }
  if (attempt.isWatched) attempt.step('bind', isAnonymous ? 'anonymous' : `as ${login}`);
  return true;
}

/** The entry without its attributes: they do not count. */
async function search(
  attempt: Attempt,
  client: Client,
  {request: base, password}: LdapProbe,
): Promise<readonly Entry[] | undefined> {
  try {
    const options = {scope: 'base', derefAliases: 'find', filter: '(objectClass=*)'} as const;
    return (await client.search(base, {...options, attributes: ['1.1']})).searchEntries;
  } catch (error) {
    attempt.down('L7', `the search failed: ${libraryWords(error, password.sealed)}: ${baseWords(base)}`);
    return undefined;
  }
}

function baseWords(name: string): string {
  return name === '' ? 'the root of the directory' : name;
}
