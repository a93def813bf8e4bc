import type {ReaderCode} from '../lint-rule.js';

const mend = 'mend the line, and see what `keepalived -t` says';

/** What the reader of keepalived.conf says of each kind, where no row of recognised-mistakes.ts says it better. */
export const keepalivedReaderCodes: readonly ReaderCode[] = [
  row(
    'crash',
    'error',
    'a line that keepalived 2.2.7 crashes on',
    'complete the line or the block: a name or a value is missing',
  ),
  row(
    'unknown-keyword',
    'error',
    'a keyword that does not belong there',
    'correct the spelling, or move the line to the block it belongs to',
  ),
  row('missing-parameter', 'error', 'a keyword without its value', 'write the value behind the keyword'),
  row(
    'missing-value',
    'error',
    'a keyword without its value, which is ignored',
    'write the value behind the keyword, or remove the line',
  ),
  row('invalid-number', 'error', 'a number that cannot be', 'write a number within the range'),
  row('invalid-value', 'error', 'a value that cannot be', mend),
  row('unmatched-quote', 'error', 'a quote that is not closed', 'close the quote on the same line'),
  row(
    'unexpected-brace',
    'error',
    'a brace where no block begins',
    'remove the brace, or write the keyword of the block before it',
  ),
  row('missing-brace', 'error', 'a brace is missing', 'write the brace that is missing'),
  row(
    'extra-words',
    'error',
    'more words than the keyword takes',
    'remove the other words, or quote what belongs together',
  ),
  row('duplicate', 'error', 'something is there twice', 'remove one of the two, or give it a name of its own'),
  row('deprecated', 'warning', 'an old name of a keyword', 'write the new name'),
  row('unknown-name', 'error', 'a name that nothing has', 'correct the name, or define it above'),
  row('unknown-interface', 'error', 'an interface that is not there', 'name an interface of this machine'),
  row('no-interface', 'error', 'an interface that is not there', 'name an interface of this machine'),
  row('incomplete-block', 'error', 'a block that lacks something', 'write what is missing into the block'),
  row('inconsistent', 'error', 'an instance that cannot be started', 'write what is missing into the block'),
  row(
    'corrected',
    'warning',
    'something that keepalived changes silently',
    'write what keepalived makes of it, or what you meant',
  ),
  row('questionable-value', 'warning', 'a value that is probably not meant', mend),
  row(
    'script-security',
    'warning',
    'scripts that anyone may change are run as root',
    'write enable_script_security and script_user USER into global_defs, before the first script',
  ),
  row(
    'missing-include',
    'error',
    'an included file is missing',
    'correct the path: it is relative to the folder of the file that includes it',
  ),
  row('endless-include', 'error', 'files include one another', 'remove the include that leads back'),
  row('endless-expansion', 'error', 'definitions refer to one another', 'remove the reference that leads back'),
  row('long-line', 'warning', 'a line that is too long', 'break the line'),
  row('note', 'warning', 'something that keepalived only logs', mend),
];

function row(from: string, severity: ReaderCode['severity'], title: string, correction: string): ReaderCode {
  return {from, code: from, severity, title, consequence: 'what keepalived does with it is said with each', correction};
}
