import type {Endpoint} from '../../net/endpoint.js';
import {noNotify, type RouterConfiguration} from '../../vrrp/router/configuration.js';
import {noPools} from '../pools/no-pools.js';
import type {PoolConfiguration} from '../pools/pool-configuration.js';
import type {FileText} from '../table/file-table.js';
import {checkDirector} from './check-director.js';
import {checkRouter} from './check-router.js';
import {configurationOf} from './configuration-of.js';
import type {DirectorProblem} from './director-problem.js';
import {directorShape} from './director-keys.js';
import {poolsOfDraft} from './pools-of.js';
import {shapeKind} from './shape.js';
import {YamlText} from './yaml-text.js';

/** What was read of a file, ours or keepalived's. */
export interface DirectorReading {
  /** What could be read; of use only where no problem is a refusal: isUsable(). */
  readonly configuration: RouterConfiguration;
  /** In the order of their places. */
  readonly problems: readonly DirectorProblem[];
}

/** The same of a file of ours, with its services. */
export interface OwnReading extends DirectorReading {
  readonly pools: PoolConfiguration;
  readonly metrics: Endpoint | undefined;
}

/** Reads a director's own YAML, docs/director-configuration.md. */
export function readDirectorConfiguration(file: FileText): OwnReading {
  const text = new YamlText(file);
  const draft = text.isReadable ? whole.read(text.root, text) : undefined;
  if (!draft) return {configuration: emptyConfiguration, pools: noPools, metrics: undefined, problems: text.problems};
  for (const router of draft.routers.entries) checkRouter(router, text);
  checkDirector(draft, text);
  const pools = poolsOfDraft(draft, text);
  return {configuration: configurationOf(draft), pools, metrics: draft.metrics, problems: text.problems};
}

const whole = shapeKind('a map of routers, services and so on', directorShape);

/** No virtual router at all. */
export const emptyConfiguration: RouterConfiguration = {
  routers: [],
  groups: [],
  scripts: [],
  files: [],
  processes: [],
  notify: noNotify,
  sync: undefined,
  announcements: {rate: undefined, isMinimal: false},
};
