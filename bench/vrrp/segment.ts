import {Namespace} from '../../test/kernel/rtnetlink/namespace.js';

/** The interfaces of the observing host; those of the sending one have the same names. */
export const interfaces = ['veth0', 'veth1'] as const;
/** Of each interface: as many as there are numbers. */
export const routersPerInterface = 255;

/** Two hosts that are joined by two cables. */
export interface Segment {
  readonly sender: Namespace;
  readonly observer: Namespace;
  remove(): void;
}

export function makeSegment(): Segment {
  const sender = new Namespace();
  const observer = new Namespace();
  for (const [i, name] of interfaces.entries()) {
    sender.connect(name, observer, name);
    sender.ip('addr', 'add', `10.9.${i}.1/24`, 'dev', name);
    observer.ip('addr', 'add', `10.9.${i}.2/24`, 'dev', name);
  }
  return {
    sender,
    observer,
    remove: () => {
      sender.remove();
      observer.remove();
    },
  };
}
