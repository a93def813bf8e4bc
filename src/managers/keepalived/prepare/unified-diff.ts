import {shortestEdit} from './shortest-edit.js';

const context = 3;

/** What diff(1) -u shows of two texts, secrets masked; undefined is a file that is not there. Empty where they are one. */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return '';
  const steps = shortestEdit(linesOf(before), linesOf(after));
  const changed = steps.flatMap(({sign}, i) => (sign === ' ' ? [] : [i]));
  const lines: string[] = [];
  let end = 0;
  for (const [i, at] of changed.entries()) {
    if (at < end) continue;
    const start = Math.max(end, at - context);
    end = at + 1;
    for (const next of changed.slice(i)) if (next - end <= 2 * context) end = next + 1;
    end = Math.min(steps.length, end + context);
    const hunk = steps.slice(start, end);
    const count = (sign: string) => hunk.filter(step => step.sign === ' ' || step.sign === sign).length;
    const first = (sign: string) =>
      steps.slice(0, start).filter(step => step.sign === ' ' || step.sign === sign).length + (count(sign) > 0 ? 1 : 0);
    lines.push(`@@ -${first('-')},${count('-')} +${first('+')},${count('+')} @@`);
    for (const {sign, line} of hunk) lines.push(`${sign}${masked(line)}`);
  }
  const name = (text: string | undefined) => (text === undefined ? '/dev/null' : path);
  return [`--- ${name(before)}`, `+++ ${name(after)}`, ...lines, ''].join('\n');
}

function linesOf(text: string | undefined): string[] {
  if (text === undefined || text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Passwords of virtual routers and of TLS, wherever they stand, and definitions that seem to be one. */
function masked(line: string): string {
  return line
    .replace(/\b(auth_pass|password)([ \t]+)("[^"]*"?|[^\s}]+)/g, '$1$2(secret)')
    .replace(/(\$\w*(?:pass|pw|secret|key)\w*=).*/i, '$1(secret)');
}
