import {deviations} from './keepalived-case.js';
import type {Placed} from './keepalived-conf.js';
import type {Seen} from './keepalived-look.js';

/** What was compared, for a reader: a line for each real server, with its weights in all scenes; `-` where it is not in the table. */
export function report(servers: readonly Placed[], scenes: readonly ReadonlyMap<string, Seen>[]): string {
  const rows = servers.map(({of, server, address, letter}) => {
    const seen = scenes.map(scene => scene.get(`${of.name} ${address}`));
    const keepalived = seen.map(one => weight(one?.stands.keepalived)).join('');
    const lvsctl = seen.map(one => weight(one?.stands.lvsctl)).join('');
    const isOther = keepalived !== lvsctl;
    return [
      `${of.name}, ${letter}`,
      `${server.well} → ${server.ill}`,
      keepalived,
      lvsctl,
      isOther ? (server.ours ? deviations[server.ours.why] : 'DIFFERENT') : '',
    ];
  });
  const head = ['server', 'well → ill', 'keepalived', 'lvsctl', ''];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i]?.length ?? 0)));
  const lines = [head, ...rows].map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const cases = new Set(servers.map(({of}) => of)).size;
  return `${lines.join('\n')}\n${cases} virtual servers, ${servers.length} real servers, ${scenes.length} scenes`;
}

function weight(stand: number | undefined): string {
  return `${stand ?? '-'}`.padStart(4);
}
