import {type Dialog, down, up} from './dialog.js';
import {quote} from './outside-words.js';

/** A greeting that begins with 2 (RFC 3977, section 5.1), its end not waited for: check_nntp of ldirectord. */
export function* nntpDialog(): Dialog {
  const greeting = (yield {type: 'piece', expected: 'a greeting'}) as string | undefined;
  if (!greeting?.startsWith('2')) return down(`no greeting that begins with 2: ${quote(greeting)}`);
  return up(`greeting: ${quote(greeting)}`);
}
