import {screenArea} from '../../layout.js';
import type {Model} from '../../model.js';

/** From this width on the timeline is beside the rest. */
const wide = 120;

/** Lines for each part of the screen, their titles included; what there is no room for has none. */
export interface HaLayout {
  readonly isWide: boolean;
  readonly list: number;
  /** Of the chosen router: why it is so. */
  readonly why: number;
  readonly findings: number;
  readonly peers: number;
  readonly timeline: number;
}

/** NB: by the size of the terminal and the number of routers alone, so that nothing jumps when a finding comes or goes. */
export function haLayout(model: Pick<Model, 'columns' | 'rows'>, routers: number): HaLayout {
  const {width, height} = screenArea(model);
  const isWide = width >= wide;
  const most = Math.max(3, Math.floor(height * (isWide ? 0.5 : 0.35)));
  const list = 1 + Math.max(1, Math.min(routers, most));
  const rest = height - list;
  if (isWide) {
    const why = Math.min(10, Math.floor(rest / 3));
    const peers = Math.min(5, Math.floor(rest / 5));
    return {isWide, list, why, findings: rest - why - peers, peers, timeline: rest};
  }
  const findings = rest >= 7 ? Math.max(4, Math.floor(rest / 4)) : 0;
  const peers = rest >= 11 ? 3 : 0;
  return {isWide, list, why: 0, findings, peers, timeline: rest - findings - peers};
}

/** Rows of the list, without the titles. */
export function routerListHeight(model: Pick<Model, 'columns' | 'rows'>, routers: number): number {
  return haLayout(model, routers).list - 1;
}
