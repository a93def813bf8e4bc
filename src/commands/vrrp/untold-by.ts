import type {SourceView} from '../../vrrp/truth/router-truth.js';

/** A sentence for each daemon that is there and does not tell what it runs; empty where there is none. */
export function untoldBy(sources: readonly SourceView[]): string {
  return sources
    .filter(({kind, state}) => kind === 'daemon' && state === 'failed')
    .map(({name, words}) => ` But ${name}: ${words}.`)
    .join('');
}
