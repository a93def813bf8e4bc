import type {PoolSettings} from '../../../../src/checks/health/settings.js';
import type {MemberOracle} from './member-oracle.js';

/** Whether a pool has to have its quorum: between the two bounds it stays as it was. */
export class PoolOracle {
  hasQuorum = false;
  isDisabled = false;
  members = new Map<string, MemberOracle>();

  constructor(public settings: PoolSettings) {}

  get count(): number {
    const serving = [...this.members.values()].filter(({isServing}) => isServing);
    if (this.settings.quorumCounts === 'servers') return serving.length;
    return serving.reduce((sum, member) => sum + (member.isDrained ? 0 : member.weight), 0);
  }

  get sorry(): 'none' | 'idle' | 'serving' {
    if (!this.settings.sorry) return 'none';
    const {members} = this.settings;
    const isOff = members.length > 0 && !members.some(({isOff: is}) => !is);
    return this.hasQuorum || isOff ? 'idle' : 'serving';
  }

  get availability(): 'up' | 'down' | 'unknown' {
    if (this.hasQuorum) return 'up';
    const isOpen = [...this.members.values()].some(({story, settings}) => story === 'first' && !settings.isOff);
    return isOpen ? 'unknown' : 'down';
  }

  look(): void {
    const {count, settings} = this;
    if (count === 0 || count < settings.quorum - settings.hysteresis) this.hasQuorum = false;
    else if (count >= settings.quorum + settings.hysteresis) this.hasQuorum = true;
  }
}
