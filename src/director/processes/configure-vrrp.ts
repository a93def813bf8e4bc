import type {Milliseconds} from '../../vrrp/intervals.js';
import type {RouterConfiguration} from '../../vrrp/router/configuration.js';
import {encodeConfiguration} from './send-configuration.js';
import type {VrrpKeeper} from './vrrp-keeper.js';

const patience: Milliseconds = 30_000;

/** Has the process that speaks take a configuration. @returns why it cannot; then the one before is in force there, or will be told anew */
export async function configureVrrp(
  vrrp: Pick<VrrpKeeper, 'ask'>,
  configuration: RouterConfiguration,
): Promise<readonly string[]> {
  const sent = encodeConfiguration(configuration);
  try {
    const answer = await vrrp.ask(id => ({type: 'configure', id, configuration: sent}), patience);
    return answer.type === 'configured' ? answer.problems : [];
  } catch (error) {
    return [(error as Error).message];
  }
}
