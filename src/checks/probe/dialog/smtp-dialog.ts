import {type Dialog, down, hear, type Reply, say, type Turn, up} from './dialog.js';
import {quote} from './outside-words.js';

/** A greeting, EHLO or else HELO, QUIT (RFC 5321): check_smtp of ldirectord, for smtp and submission. */
export function* smtpDialog(): Dialog {
  const greeting = yield* hearReply('a greeting');
  if (!greeting.isGood) return down(`no greeting with 2xx: ${greeting.words}`);
  yield* say('EHLO localhost.localdomain');
  let hello = yield* hearReply('an answer to EHLO');
  if (hello.code?.startsWith('5')) {
    yield* say('HELO localhost.localdomain');
    hello = yield* hearReply('an answer to HELO');
  }
  if (!hello.isGood) return down(`greeted, and EHLO refused: ${hello.words}`);
  yield* say('QUIT');
  return up(`greeting: ${greeting.words}`);
}

interface SmtpReply {
  /** Undefined: it is no reply. */
  readonly code: string | undefined;
  readonly isGood: boolean;
  /** Its last line. */
  readonly words: string;
}

/** A reply of one or more lines; all but the last have a hyphen behind the code. */
function* hearReply(expected: string): Generator<Turn, SmtpReply, Reply> {
  for (;;) {
    const line = yield* hear(expected);
    const code = /^(\d\d\d)(.?)/.exec(line ?? '');
    if (code?.[2] === '-') continue;
    return {code: code?.[1], isGood: code?.[1]?.startsWith('2') ?? false, words: quote(line)};
  }
}
