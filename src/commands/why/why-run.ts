import {escapeControls} from '../../ipvs/outside-text.js';
import {type CommandContext, Usage} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {explainWhy} from './explain-why.js';
import {gatherFacts} from './gather-facts.js';
import {whyDocument} from './why-document.js';
import {whyText} from './why-text.js';
import type {WhyOptions} from './why.js';

/** Shows the page. Resolves to the exit status: 1 where something is wrong, 2 where there is no such thing or the table could not be read. */
export async function runWhy(given: WhyOptions, words: readonly string[], context: CommandContext): Promise<number> {
  const [asked] = words;
  if (asked === undefined || words.length > 1)
    throw new Usage('name one thing: an address, ADDRESS:PORT, a service as lvsctl list has it, or a real server');
  const facts = await gatherFacts(asked, given, context);
  if (context.isInterrupted()) return 130;
  const explained = explainWhy(facts);
  const {output = 'table'} = given;
  context.stdout.write(
    output === 'table'
      ? context.mark + whyText(facts, explained, context.columns).split('\n').map(escapeControls).join('\n')
      : await formatDocument(whyDocument(facts, explained, context.isEmbedded), output, false),
  );
  return {well: 0, wrong: 1, unknown: 2}[explained.verdict];
}
