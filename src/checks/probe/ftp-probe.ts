import {Client, FTPError} from 'basic-ftp';
import {Attempt} from './attempt.js';
import {askPattern} from './dialog/ask-pattern.js';
import {quote} from './dialog/outside-words.js';
import {KeptContent} from './ftp/kept-content.js';
import {openDataConnection} from './ftp/open-data-connection.js';
import {openForLibrary} from './library/library-connection.js';
import {libraryWords} from './library/library-words.js';
import type {FtpProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatBytes} from './quantity.js';

/**
 * Logs in and fetches a file, whose content has to match: check_ftp of ldirectord. The content alone decides: what fails on
 * the way leaves it empty. Where nothing is to be received ldirectord finds every server up, also one that refuses
 * connections; here the greeting decides then.
 */
export const startFtpProbe: StartProbe<FtpProbe> = (probe, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, probe.limits.whole, onVerdict, onStep);
  openForLibrary(attempt, probe, socket => {
    const client = new Client(0); // our limits hold
    client.ftp.socket = socket;
    client.prepareTransfer = ftp => openDataConnection(attempt, probe, ftp);
    attempt.holds(() => client.close());
    void talk(attempt, probe, client);
  });
  return attempt;
};

async function talk(attempt: Attempt, probe: FtpProbe, client: Client): Promise<void> {
  try {
    const greeting = await hearGreeting(client);
    if (!probe.pattern) return attempt.up(`greeting: ${quote(greeting)}; nothing is to be received`);
  } catch (error) {
    return attempt.down('L7', `no greeting with 2xx: ${libraryWords(error, probe.password.sealed)}`);
  }
  const content = new KeptContent(() => attempt.extend(probe.limits.silence));
  const failure = await fetchFile(attempt, probe, client, content);
  askPattern(attempt, probe.pattern, content.text, isFound => {
    client.close(); // says goodbye
    if (isFound) return attempt.up(`${formatBytes(content.length)} of ${probe.request} match`);
    attempt.down('L7', failure ?? `the content does not match: ${formatBytes(content.length)} of ${probe.request}`);
  });
}

function hearGreeting(client: Client): Promise<string> {
  return client.ftp.handle(undefined, (response, task) => {
    if (response instanceof Error) task.reject(response);
    else if (response.code >= 200 && response.code < 300) task.resolve(response.message);
    else task.reject(new FTPError(response));
  });
}

/** As far as it goes. @returns the first thing that failed, in words */
async function fetchFile(
  attempt: Attempt,
  {login, password, request}: FtpProbe,
  client: Client,
  content: KeptContent,
): Promise<string | undefined> {
  const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['login', () => client.login(login, password.sealed)],
    ['CWD /', () => client.send('CWD /')],
    ['TYPE I', () => client.send('TYPE I')],
    [`RETR ${request}`, () => client.downloadTo(content, request)],
  ];
  let first: string | undefined;
  for (const [name, step] of steps) {
    try {
      await step();
      attempt.step(name, 'done');
    } catch (error) {
      const what = error instanceof FTPError ? 'refused' : 'failed';
      const words = `${name} ${what}: ${libraryWords(error, password.sealed)}`;
      attempt.step(name, words);
      first ??= words;
    }
  }
  return first;
}
