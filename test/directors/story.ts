import {accessSync} from 'node:fs';
import {type TestContext, test} from 'node:test';
import {namespacesMissing} from '../kernel/rtnetlink/namespace.js';
import type {Director} from './director.js';
import {Network, type NetworkSettings} from './network.js';

const skip = namespacesMissing() || keepalivedMissing();

/** LVSCTL_SOAK=1: hundreds of switches. */
const longest = process.env.LVSCTL_SOAK === '1' ? 3_600_000 : 180_000;

/** Tells what happens next; nothing, where something before was not as it should be. */
export type Chapter = (name: string, tell: (t: TestContext) => Promise<void>) => Promise<void>;

/** What happens in a network of directors of its own, chapter by chapter. */
export function story(
  name: string,
  settings: NetworkSettings,
  tell: (network: Network, chapter: Chapter, ...directors: Director[]) => Promise<void>,
): void {
  test(name, {skip, timeout: longest}, async t => {
    const network = new Network(settings);
    try {
      await tell(network, chapterOf(t), ...network.directors);
    } finally {
      await network.remove();
    }
  });
}

function chapterOf(t: TestContext): Chapter {
  let isOver = false;
  return (name, tell) =>
    t.test(name, async one => {
      if (isOver) return one.skip('a chapter before it failed');
      isOver = true;
      await tell(one);
      isOver = false;
    });
}

function keepalivedMissing(): string | false {
  try {
    accessSync('/usr/sbin/keepalived');
    return false;
  } catch {
    return 'needs keepalived';
  }
}
