import {createHash, createHmac} from 'node:crypto';
import {type Dialog, down, hear, oneLine, type Reply, type Subject, say, type Turn, up} from './dialog.js';
import {quote} from './outside-words.js';

/**
 * A greeting, and a login where there is one (RFC 1939): check_pop of ldirectord, whose library takes APOP where the
 * greeting has a time stamp, then CRAM-MD5 where it is offered, then USER and PASS.
 */
export function* popDialog({login, password}: Subject): Dialog {
  const greeting = yield* hear('a greeting');
  if (!isOk(greeting)) return down(`no greeting with +OK: ${quote(greeting)}`);
  if (login === '') return up(`greeting: ${quote(greeting)}`);
  const user = oneLine(login);
  const stamp = /<[^<>\s]+@[^<>\s]+>/.exec(greeting ?? '')?.[0];
  let answer = stamp === undefined ? undefined : yield* apop(user, password, stamp);
  if (!isOk(answer) && (yield* offersCramMd5())) answer = yield* cramMd5(user, password);
  if (!isOk(answer)) answer = yield* plain(user, password);
  if (!isOk(answer)) return down(`login refused: ${quote(answer)}`);
  yield* say('QUIT');
  return up(`logged in as ${login}`);
}

type Login = Generator<Turn, string | undefined, Reply>;

/** RFC 1939, section 7. */
function* apop(user: string, password: string, stamp: string): Login {
  const digest = createHash('md5')
    .update(stamp + password)
    .digest('hex');
  yield* say(`APOP ${user} ${digest}`, `APOP ${user} …`);
  return yield* hear('an answer to APOP');
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
