/**
 * How a row came out. `good`: as it should be; `wrong`: something does not work now; `risk`: something will not work on
 * the day it is needed, or bites some; `unknown`: it could not be looked at; `none`: there is nothing that it could be about.
 */
export type Outcome = 'good' | 'wrong' | 'risk' | 'unknown' | 'none';

/** What one row of the doctor says about one thing. Texts are plain English; those from outside are escaped when shown. */
export interface Diagnosis {
  readonly outcome: Outcome;
  /** What it is about: `net.ipv4.ip_forward`, `10.0.0.1:80`, `VI_1`; undefined for the director as a whole. */
  readonly subject: string | undefined;
  /** What is, as it was seen: `0`, `no service`, `2 of 10,000 hash buckets`. */
  readonly is: string;
  /** What should be; undefined where that is not known. */
  readonly shouldBe: string | undefined;
  /** Why: what happens otherwise, a sentence or two. */
  readonly why: string;
  /** What to do next: a command line, or a sentence; undefined where all is well. */
  readonly advice: string | undefined;
  /** What --fix would do about it; undefined where nobody but the administrator can. */
  readonly remedy: Remedy | undefined;
}

/** A change that is safe to make on a director that carries traffic, and how it outlives a boot. */
export interface Remedy {
  readonly change:
    | {readonly type: 'sysctl' /** `net.ipv4.ip_forward` */; readonly name: string; readonly value: string}
    | {readonly type: 'module' /** `ip_vs_wlc` */; readonly name: string};
  /** Why it is safe now, a sentence. */
  readonly safe: string;
  /** The line that makes it last, and the file it belongs to: `/etc/sysctl.d/60-lvsctl.conf`. */
  readonly lasting: {readonly file: string; readonly line: string};
}
