import {type Dialog, down, hear, oneLine, type Subject, say, up} from './dialog.js';
import {quote} from './outside-words.js';

/** A greeting, and a login where there is one (RFC 3501): check_imap of ldirectord. */
export function* imapDialog({login, password}: Subject): Dialog {
  const greeting = yield* hear('a greeting');
  if (!/^\*\s+(OK|PREAUTH)/i.test(greeting ?? '')) return down(`no greeting: ${quote(greeting)}`);
  if (login === '') return up(`greeting: ${quote(greeting)}`);
  const line = `1 LOGIN ${quoted(login)} `;
  yield* say(line + quoted(password), `${line}…`);
  for (;;) {
    const answer = yield* hear('an answer to LOGIN');
    if (answer === undefined) return down('login not answered: the server closed the connection');
    const said = /^1\s+(OK|NO|BAD)\b/i.exec(answer);
    if (!said) continue; // capabilities, warnings
    if (said[1]?.toUpperCase() !== 'OK') return down(`login refused: ${quote(answer.slice(2))}`);
    yield* say('2 LOGOUT');
    return up(`logged in as ${login}`);
  }
}

/** A quoted string of RFC 3501, section 4.3. */
function quoted(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
}
