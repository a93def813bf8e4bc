import {createHash, createHmac} from 'node:crypto';
import {type Dialog, down, hear, oneLine, type Reply, type Subject, say, type Turn, up} from './dialog.js';
import {quote} from './outside-words.js';

/**
 * A greeting, and a login where there is one (RFC 1939): check_pop of ldirectord. Its library takes APOP where the greeting
 * has a time stamp, and nothing else then; CRAM-MD5 where it is offered; and else, or where that fails, USER and PASS.
 */
export function* popDialog({login, password}: Subject): Dialog {
  const greeting = yield* hear('a greeting');
  if (!isOk(greeting)) return down(`no greeting with +OK: ${quote(greeting)}`);
  if (login === '') return up(`greeting: ${quote(greeting)}`);
  const user = oneLine(login);
  const stamp = /<[^<>\s]+@[^<>\s]+>/.exec(greeting ?? '')?.[0];
  const answer = stamp === undefined ? yield* withoutStamp(user, password) : yield* apop(user, password, stamp);
  if (!isOk(answer)) return down(`login refused: ${quote(answer)}`);
  yield* say('QUIT');
  return up(`logged in as ${login}`);
}

type Login = Generator<Turn, string | undefined, Reply>;

/** RFC 1939, section 7. The library wants NOOP answered behind it: a mailbox that cannot be opened is found by that. */
function* apop(user: string, password: string, stamp: string): Login {
  const digest = createHash('md5')
    .update(stamp + password)
    .digest('hex');
  yield* say(`APOP ${user} ${digest}`, `APOP ${user} …`);
  const answer = yield* hear('an answer to APOP');
  if (!isOk(answer)) return answer;
  yield* say('NOOP');
  return yield* hear('an answer to NOOP');
}

function* withoutStamp(user: string, password: string): Login {
  if (yield* offersCramMd5()) {
    const answer = yield* cramMd5(user, password);
    if (isOk(answer)) return answer;
  }
  return yield* plain(user, password);
}

function* offersCramMd5(): Generator<Turn, boolean, Reply> {
  yield* say('CAPA');
  if (!isOk(yield* hear('an answer to CAPA'))) return false;
  let offers = false;
  for (;;) {
    const line = yield* hear('the end of the capabilities');
    if (line === undefined || line === '.') return offers;
    offers ||= /^SASL\b.*\sCRAM-MD5\b/.test(line);
  }
}

/** RFC 2195. */
function* cramMd5(user: string, password: string): Login {
  yield* say('AUTH CRAM-MD5');
  const challenge = yield* hear('a challenge');
  if (!challenge?.startsWith('+ ')) return challenge;
  const digest = createHmac('md5', password)
    .update(Buffer.from(challenge.slice(2), 'base64'))
    .digest('hex');
  yield* say(Buffer.from(`${user} ${digest}`).toString('base64'), '…');
  return yield* hear('an answer to AUTH');
}

function* plain(user: string, password: string): Login {
  yield* say(`USER ${user}`);
  const answer = yield* hear('an answer to USER');
  if (!answer?.startsWith('+')) return answer;
  yield* say(`PASS ${oneLine(password)}`, 'PASS …');
  return yield* hear('an answer to PASS');
}

function isOk(line: string | undefined): boolean {
  return line !== undefined && /^\+OK/i.test(line);
}
