import type {CompletionSource} from '../command.js';

/** Something that a word can become. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What can stand at a place of a command line. */
export interface Question {
  /** Known without asking anybody. */
  readonly fixed: readonly Candidate[];
  /** Names that this host is asked for. */
  readonly live: readonly Live[];
  /** In front of every answer: `--service=`, or what of a list is written already. */
  readonly before: string;
}

/** Names in the notation of their place. */
export type Live =
  | {readonly type: CompletionSource}
  /** As ipvsadm writes it: behind -t, -u, --sctp-service or -f. @param protocol undefined for firewall marks */
  | {readonly type: 'ipvsadm service'; readonly protocol: 'tcp' | 'udp' | 'sctp' | undefined}
  /** Behind -r. @param of the service, as it was typed; undefined for those of all */
  | {readonly type: 'ipvsadm server'; readonly of: string | undefined};

export const nothing: Question = {fixed: [], live: [], before: ''};
