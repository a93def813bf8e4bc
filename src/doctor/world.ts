import type {OpenIpvs} from '../ipvs/unavailable.js';
import type {DirectorFacts, Looked} from './facts.js';

/** What the doctor gets of the machine, and does to it. */
export interface DoctorWorld {
  /** Looks at everything, once. Never rejects: what cannot be looked at says why. */
  gather(question: DoctorQuestion): Promise<DirectorFacts>;
  /** What a sysctl is now, by the name that sysctl(8) takes; undefined where it cannot be read. */
  sysctl(name: string): string | undefined;
  /** Sets a sysctl, by the name that sysctl(8) takes. Throws as write(2) does. */
  setSysctl(name: string, value: string): void;
  /** modprobe(8). Rejects with its words. */
  loadModule(name: string): Promise<void>;
  /** The text of a file; undefined where there is none. Throws as open(2) does. */
  readFile(path: string): string | undefined;
  /** Writes a file whole or not at all, readable for all, with its folder. Throws as open(2), write(2) and rename(2) do. */
  writeFile(path: string, text: string): void;
}

export interface DoctorQuestion {
  /** The table, or why there is none. */
  readonly ipvs: Looked<OpenIpvs>;
  readonly role: DirectorFacts['role'];
  /** Whether to ask the segments who has which address. */
  readonly isProbing: boolean;
  /** Not to listen for advertisements: who is master elsewhere stays unknown. */
  readonly isQuick: boolean;
  /** Files of keepalived that were given instead of being found. */
  readonly given?: {
    readonly keepalivedConfig: string | undefined;
    readonly keepalivedPid: string | undefined;
    readonly fifo: string | undefined;
  };
}
