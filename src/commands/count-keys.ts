/** By what connections are counted. */
export const countKeys = ['client', 'real', 'service', 'state'] as const;
export type CountKey = (typeof countKeys)[number];
