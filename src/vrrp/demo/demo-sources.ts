import type {Adjustment, DaemonReport} from '../findings/knowledge.js';
import type {Milliseconds} from '../intervals.js';
import type {SourceView} from '../truth/router-truth.js';
import {demoProcess} from './demo-events.js';
import type {DemoPair} from './demo-pair.js';
import type {DemoPart} from './demo-part.js';
import {demoDaemon, demoLinks, demoPeer, ownAddresses} from './demo-site.js';

/** What the made-up knowledge comes from. @param askedAt when the daemon was asked, if it was */
export function demoSources(askedAt: Milliseconds | undefined): readonly SourceView[] {
  const asked = askedAt === undefined ? [] : [good('dump', 'dump', 'as it was when it was asked')];
  return [
    good('daemon', `${demoDaemon} (process ${demoProcess})`, 'runs; made up, as everything here'),
    good('configuration', '/etc/keepalived/keepalived.conf', '4 instances, 1 sync group'),
    good('fifo', '/run/lvsctl/fifo', 'read; it tells of every change'),
    good('kernel', 'links and addresses', `${demoLinks.length} links, ${ownAddresses.length} addresses of its own`),
    good('wire', 'advertisements', 'listening on 2 interfaces'),
    ...asked,
    good('peer', demoPeer, 'asked over ssh, answers'),
  ];
}

/** The daemon's answer when it is asked. */
export function demoReports({parts, isUplinkRunning}: DemoPair, readAt: Milliseconds): readonly DaemonReport[] {
  return parts.flatMap(part =>
    part.unit.routers.map(({wanted}) => ({
      instance: wanted.name,
      readAt,
      state: part.own,
      effectivePriority: part.priority,
      adjustments: [...adjustmentsOf(part), ...(isUplinkRunning ? [] : linkAdjustments(part))],
      lastTransition: undefined,
    })),
  );
}

function adjustmentsOf({unit: {file}, value}: DemoPart): readonly Adjustment[] {
  return file.weight * value === 0 ? [] : [{by: `file ${file.name}`, amount: file.weight * value}];
}

function linkAdjustments({unit}: DemoPart): readonly Adjustment[] {
  const tracked = unit.routers[0]?.wanted.tracked ?? [];
  return tracked.flatMap(({kind, name, weight}) =>
    kind === 'interface' ? [{by: `interface ${name}`, amount: weight}] : [],
  );
}

function good(kind: SourceView['kind'], name: string, words: string): SourceView {
  return {kind, name, state: 'good', words};
}
