import {escapeControls} from '../ipvs/outside-text.js';
import type {Diagnosis} from './diagnosis.js';
import type {DirectorFacts, ManagerFacts} from './facts.js';
import type {LocatedWords} from './manager-detail.js';
import {none, unknown} from './outcomes.js';

/** `keepalived (process 812)`. */
export function managerName({kind, pid}: ManagerFacts): string {
  return `${kind === 'lvsctl' ? 'the director of lvsctl' : kind} (process ${pid})`;
}

/** `/etc/keepalived/keepalived.conf:12`; a line of 0 is none. */
export function placeWords({file, line}: LocatedWords): string {
  return escapeControls(line > 0 ? `${file}:${line}` : file);
}

/** What a row says of the managers of one kind; where there is none, or nobody could look, it says that. */
export function ofKind(
  {managers}: Pick<DirectorFacts, 'managers'>,
  kind: ManagerFacts['kind'],
  diagnose: (own: readonly ManagerFacts[]) => readonly Diagnosis[],
): readonly Diagnosis[] {
  if (!managers.known) return [unknown(managers.words)];
  const own = managers.value.filter(one => one.kind === kind);
  return own.length === 0 ? [none(`no ${kind === 'lvsctl' ? 'director of lvsctl' : kind} runs here`)] : diagnose(own);
}
