import {Secret} from '../secret.js';
import type {Word} from '../text/words.js';
import type {Context} from '../walk/context.js';
import {type Section, settingsOf, textOf} from '../walk/section.js';
import type {TlsFiles} from './lvs-configuration.js';

/** The SSL block: of what is given twice, the later counts. */
export function readTls({report}: Context, section: Section): TlsFiles {
  const seen = new Set<string>();
  for (const {row, words} of settingsOf(section, 'password', 'ca', 'certificate', 'key')) {
    if (seen.has(row.keyword))
      report('duplicate', words[0] as Word, `a second ${row.keyword}`, 'keepalived takes the later');
    seen.add(row.keyword);
  }
  const password = textOf(section, 'password');
  const authority = textOf(section, 'ca');
  const certificate = textOf(section, 'certificate');
  const key = textOf(section, 'key');
  return {
    ...(password === undefined ? {} : {password: new Secret(password)}),
    ...(authority === undefined ? {} : {authority}),
    ...(certificate === undefined ? {} : {certificate}),
    ...(key === undefined ? {} : {key}),
  };
}
