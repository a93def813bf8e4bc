import {type Dialog, down, hear, type Subject, up} from './dialog.js';
import {quote} from './outside-words.js';

/** Sends the request, ends its side, and wants a line that matches: check_simpletcp of ldirectord. */
export function* simpletcpDialog({request}: Subject): Dialog {
  const text = request.replaceAll('\\n', '\n');
  if (text !== '') yield {type: 'send', text, shown: request};
  yield {type: 'end-sending'};
  let last: string | undefined;
  for (;;) {
    const line = yield* hear('a line that matches');
    if (line === undefined) break;
    if (yield {type: 'match', text: `${line}\n`}) return up(`a line matches: ${quote(line)}`);
    last = line;
  }
  return down(last === undefined ? 'closed without an answer' : `no line matches; the last one is: ${quote(last)}`);
}
