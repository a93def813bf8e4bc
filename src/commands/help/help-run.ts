import {commands} from '../all.js';
import {type CommandContext, Usage} from '../command.js';
import {findPage} from './find-page.js';
import type {HelpOptions} from './help.js';
import {manualPages} from './manual-pages.js';
import {overview} from './overview.js';
import {referencePages} from './reference-pages.js';
import {textPage} from './text-page.js';
import {writePages} from './write-pages.js';
import {systemWords} from '../../ipvs/system-words.js';

/** Shows what there is, or writes it as files. Resolves to the exit status. */
export async function runHelp(
  {man, markdown}: HelpOptions,
  words: readonly string[],
  {stdout, stderr}: CommandContext,
): Promise<number> {
  if ((man !== undefined || markdown !== undefined) && words.length > 0)
    throw new Usage('--man and --markdown write all pages: they take no TOPIC');
  if (man !== undefined || markdown !== undefined) {
    try {
      if (man !== undefined) writePages(man, manualPages(commands));
      if (markdown !== undefined) writePages(markdown, referencePages(commands));
      return 0;
    } catch (error) {
      throw new Usage(`the pages were not written: ${systemWords(error, man ?? markdown)}`);
    }
  }
  if (words.length === 0) {
    stdout.write(textPage(overview(commands)));
    return 0;
  }
  const found = findPage(words, commands);
  if ('page' in found) stdout.write(textPage(found.page));
  else if (found.isFound) stdout.write(found.text);
  else stderr.write(found.text);
  return 'page' in found || found.isFound ? 0 : 1;
}
