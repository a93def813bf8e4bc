import type {Ownership} from './owner.js';

/** Whose a destination is, and where its weight is not the owner's, what that is: `keepalived`, `keepalived: 3`. */
export function ownerCell(ownership: Ownership | undefined, weight: number): string {
  if (!ownership) return '-';
  const {owner, configuredWeight, isFallback} = ownership;
  const whose = isFallback ? `${owner} (fallback)` : owner;
  return configuredWeight === undefined || configuredWeight === weight ? whose : `${whose}: ${configuredWeight}`;
}
