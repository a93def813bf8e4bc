/** What runs the virtual routers of a host. */
export type DaemonKind = 'keepalived' | 'ours';

/** A daemon that a host can have, with files of its own. Both kinds take the same keepalived.conf. */
export interface Daemon {
  readonly kind: DaemonKind;
  /** Options of `lvsctl vrrp`, and its environment, with which it finds this daemon. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it has said so far. */
  readonly log: string;
  configure(text: string): void;
  /** Settles when its VRRP process runs. */
  start(): Promise<void>;
  /** As systemctl does: every virtual router says goodbye. */
  stop(): void;
  /** Reads its configuration again. */
  reload(): void;
  /** kill -9 of the one that started the others, which then clean up. */
  killParent(): void;
  /** kill -9 of the one that speaks; the parent starts another. */
  killVrrp(): void;
  /** As a machine that hangs and is half dead: nobody cleans up. */
  killAll(): void;
  /** Its VRRP process says nothing, and keeps what it has. */
  pause(): void;
  resume(): void;
  /** Whatever state it is in; its namespace goes, too. */
  remove(): Promise<void>;
}
