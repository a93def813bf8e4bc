import type {ServiceId} from '../ipvs/service.js';
import type {Resolver} from '../net/resolver.js';
import type {RouterWorld} from './router-world.js';

/** What finding out who checks servers, and what they found, gets of the machine. */
export interface ChecksWorld extends Pick<RouterWorld, 'machine' | 'clock' | 'after' | 'runFolder' | 'host'> {
  readonly resolver: Pick<Resolver, 'addressOf' | 'portOf'>;
  /**
   * Weights as the kernel has them, by placeKey of the drains; undefined where the table cannot be read. It does not make
   * the kernel load IPVS.
   */
  readWeights(services: readonly ServiceId[]): Promise<ReadonlyMap<string, number> | undefined>;
}

/** What was given on the command line instead of being found. */
export interface ChecksOptions {
  /** --keepalived-config */
  readonly keepalivedConfig: string | undefined;
  /** --keepalived-pid */
  readonly keepalivedPid: string | undefined;
  /** --log: a file, or `journal`. */
  readonly log: string | undefined;
}
