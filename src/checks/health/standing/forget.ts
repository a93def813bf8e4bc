import type {MemberRecord} from '../records.js';

/** How a member stood does not hold any more: it is made anew when somebody asks. */
export function forget(member: MemberRecord): void {
  const {pool} = member;
  if (member.standing) pool.stale.push(member);
  member.standing = undefined;
  pool.standing = undefined;
}
