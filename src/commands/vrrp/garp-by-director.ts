import {formatAddress} from '../../net/address.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {OwnRouter} from '../../managers/director/director-announcer.js';
import type {Routers} from '../../managers/open-routers.js';
import type {CommandContext} from '../command.js';
import type {GarpOptions} from './garp.js';

/** Has the director announce what it runs, a second apart where that is to be more than once. Resolves to the exit status. */
export async function announceByDirector(
  own: readonly OwnRouter[],
  {repeat = 1, rate}: Pick<GarpOptions, 'repeat' | 'rate'>,
  {announcer}: Pick<Routers, 'announcer'>,
  context: CommandContext,
): Promise<number> {
  const names = own.map(({name}) => name).join(', ');
  if (rate !== undefined && own.length > 0)
    complain(`the director keeps its own pace: --rate is not for ${names}`, context);
  const told = new Map<string, number>();
  for (let i = 0; i < repeat && !context.isInterrupted(); i++) {
    if (i > 0 && own.length > 0) await context.sleep(1);
    for (const {name} of own) {
      try {
        told.set(name, await announcer.announce(name));
      } catch (error) {
        complain(`the director did not announce the addresses of ${name}: ${(error as Error).message}`, context);
        return 1;
      }
    }
  }
  for (const [name, count] of told)
    context.stdout.write(`${escapeControls(`the director announces the addresses of ${name}: ${count}`)}\n`);
  return context.isInterrupted() ? 130 : 0;
}

export function previewByDirector(own: readonly OwnRouter[]): string {
  return own
    .map(({name, addresses}) => {
      const list = addresses.map(formatAddress).join(', ');
      return `${escapeControls(`would have the director announce the addresses of ${name}: ${list}`)}\n`;
    })
    .join('');
}

function complain(words: string, context: CommandContext): void {
  context.stderr.write(`lvsctl vrrp garp: ${escapeControls(words)}\n`);
}
