/** The screens, in the order of their numbers, each with a short title for narrow terminals. */
export const screens = [
  {name: 'services', title: 'Services', short: 'Services'},
  {name: 'connections', title: 'Connections', short: 'Conns'},
  {name: 'director', title: 'Director', short: 'Dir'},
  {name: 'ha', title: 'HA', short: 'HA'},
  {name: 'checks', title: 'Checks', short: 'Checks'},
  {name: 'events', title: 'Events', short: 'Events'},
] as const;

export type ScreenName = (typeof screens)[number]['name'];
