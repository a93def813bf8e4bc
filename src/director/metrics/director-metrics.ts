import type {Ipvs} from '../../ipvs/ipvs.js';
import {escapeControls} from '../../ipvs/outside-text.js';
import type {DirectorState} from '../protocol/director-state.js';
import {readSeenServices} from './read-seen-services.js';
import {renderMetrics} from './render-metrics.js';
import {routerMetrics} from './router-metrics.js';
import {tableMetrics} from './table-metrics.js';

export interface MetricsSources {
  readonly state: DirectorState;
  /** Checks and table, of the process that checks. Undefined: there is none, and the table is read here. */
  readonly checks: (() => Promise<Uint8Array>) | undefined;
  openIpvs(): Promise<Pick<Ipvs, 'services' | 'destinationSummaries' | 'close'>>;
  pause(): Promise<void>;
}

/** All metrics of a director, in UTF-8. What cannot be had now is left out, and a comment says why. */
export async function directorMetrics({state, checks, openIpvs, pause}: MetricsSources): Promise<Buffer> {
  const own = await renderMetrics(routerMetrics(state), pause);
  const others = checks ? checks() : tableText(openIpvs, pause);
  const rest = await others.catch((error: Error) => Buffer.from(`# ${escapeControls(error.message)}\n`));
  return Buffer.concat([Buffer.from(own), rest]);
}

async function tableText(openIpvs: MetricsSources['openIpvs'], pause: () => Promise<void>): Promise<Buffer> {
  const ipvs = await openIpvs();
  try {
    return Buffer.from(await renderMetrics(tableMetrics(await readSeenServices(ipvs, pause)), pause));
  } finally {
    ipvs.close();
  }
}
